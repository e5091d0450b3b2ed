using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Kit;
using Vouch.Server.Rewards;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Rewards;

public sealed class SqliteRewardSliceTests(PostgresFixture postgres) : RewardSliceTests(TestEngine.Sqlite, postgres);

public sealed class PostgresRewardSliceTests(PostgresFixture postgres) : RewardSliceTests(TestEngine.Postgres, postgres);

public abstract class RewardSliceTests(TestEngine engine, PostgresFixture postgres) : RewardWorld(engine, postgres)
{
    [Fact]
    public async Task A_promise_waits_and_its_approval_makes_it_usable()
    {
        var about = Case(Terms(Credit(1500)));
        var promised = (await Do(tx => AccrueReward.ForAdvocate(tx, Shop, about, 0, 10_000, Noon.PlusDays(36), Noon))).Value!;
        (promised.Status, promised.Entitled, promised.IssuableAt).ShouldBe((RewardStatus.Pending, 1500, Noon.PlusDays(36)));
        (await Balance()).Pending.ShouldBe(1500);

        var issued = (await Do(tx => ApproveReward.ForReferral(tx, Shop, about, 1, 10_000, 0, Noon.PlusDays(36)))).Single();
        (issued.Status, issued.Remaining, issued.ExpiresAt).ShouldBe((RewardStatus.Issued, 1500, Noon.PlusDays(36 + 365)));
        var balance = await Balance();
        (balance.Pending, balance.Available, balance.ByKind["store_credit"].Available).ShouldBe((0, 1500, 1500));
        await AddsUp();
    }

    [Fact]
    public async Task What_was_spent_and_refunded_is_owed_and_netted_against_the_next_reward()
    {
        var (first, reward) = await Issued(Terms(Share(1000)), 20_000);
        (await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 1500, "o-1"), Noon))).Value.Amount.ShouldBe(1500);
        await Do(tx => ClawBackReward.ForReferral(tx, first.ReferralId!.Value, 20_000, 20_000, 0, Noon));
        var owing = await Balance();
        (owing.Available, owing.Receivable, owing.Redeemed, owing.Revoked).ShouldBe((0, 1500, 1500, 2000));
        (await Now(reward.RewardId)).Status.ShouldBe(RewardStatus.Revoked);

        await Issued(Terms(Share(1000)), 30_000);
        var after = await Balance();
        (after.Available, after.Receivable).ShouldBe((1500, 0));
        await AddsUp();
    }

    [Fact]
    public async Task Refunds_while_pending_come_out_of_what_is_pending_in_any_order()
    {
        foreach (var refunds in new long[][] { [2500, 5000], [5000, 7500 - 5000] })
        {
            var about = Case(Terms(Share(1000)));
            var id = (await Do(tx => AccrueReward.ForAdvocate(tx, Shop, about, 0, 10_000, Noon, Noon))).Value!.RewardId;
            long refunded = 0;
            foreach (var refund in refunds)
            {
                refunded += refund;
                await Do(tx => ClawBackReward.ForReferral(tx, about.ReferralId!.Value, 10_000, refunded, 0, Noon));
            }

            (await Now(id)).Entitled.ShouldBe(250);
        }

        await AddsUp();
    }

    [Fact]
    public async Task Credit_is_spent_by_expiry_and_never_more_than_there_is()
    {
        var (_, late) = await Issued(Terms(Credit(1000)), 10_000, at: Noon.PlusDays(10));
        var (_, early) = await Issued(Terms(Credit(1000)), 10_000, at: Noon);
        var now = Noon.PlusDays(11);
        (await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 2001), now))).Refusal!.Code.ShouldBe("insufficient_balance");
        var spent = (await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 1200), now))).Value;
        (await Now(early.RewardId)).Status.ShouldBe(RewardStatus.Redeemed);
        (await Now(late.RewardId)).Remaining.ShouldBe(800);

        await Do(tx => ReleaseRedemption.Run(tx, Anna, spent.Id, now));
        (await Do(tx => ReleaseRedemption.Run(tx, Anna, spent.Id, now))).Refusal!.Code.ShouldBe("redemption_released");
        ((await Now(early.RewardId)).Remaining, (await Balance()).Available).ShouldBe((1000, 2000));
        await AddsUp();
    }

    [Fact]
    public async Task What_runs_out_becomes_breakage()
    {
        var (_, reward) = await Issued(Terms(Credit(1000)), 10_000);
        await Do(tx => ExpireReward.Run(tx, reward.RewardId, Noon.PlusDays(364)));
        (await Balance()).Available.ShouldBe(1000);
        await Do(tx => ExpireReward.Run(tx, reward.RewardId, Noon.PlusDays(365)));
        var balance = await Balance();
        (balance.Available, balance.Expired).ShouldBe((0, 1000));
        (await Now(reward.RewardId)).Status.ShouldBe(RewardStatus.Expired);
        await AddsUp();
    }

    [Fact]
    public async Task A_cap_cuts_and_then_refuses_and_a_void_gives_its_room_back()
    {
        var terms = Terms(Credit(1000), limits: new ProgramLimits(new PerAdvocateLimit(null, 2500, CapPeriod.Month), null));
        var cases = Enumerable.Range(0, 4).Select(_ => Case(terms)).ToList();
        var granted = new List<long>();
        foreach (var about in cases)
        {
            var made = await Do(tx => AccrueReward.ForAdvocate(tx, Shop, about, 0, 10_000, Noon, Noon));
            granted.Add(made.IsRefused ? 0 : made.Value!.Entitled);
        }

        granted.ShouldBe([1000, 1000, 500, 0]);
        await Do(tx => VoidReward.ForReferral(tx, cases[0].ReferralId!.Value, "cancelled", Noon));
        (await Do(tx => AccrueReward.ForAdvocate(tx, Shop, Case(terms), 0, 10_000, Noon, Noon))).Value!.Entitled.ShouldBe(1000);
        (await Do(tx => AccrueReward.ForAdvocate(tx, Shop, Case(terms), 0, 10_000, Noon, Noon.PlusDays(31)))).Value!.Entitled.ShouldBe(1000);
        await AddsUp();
    }

    [Fact]
    public async Task A_tier_reached_meanwhile_raises_the_promise_and_one_lost_lowers_it()
    {
        var terms = Terms(Credit(1000), tiers: [new Tier(3, Credit(1500))]);
        var (risen, fallen) = (Case(terms), Case(terms));
        await Do(tx => AccrueReward.ForAdvocate(tx, Shop, risen, 1, 10_000, Noon, Noon));
        await Do(tx => AccrueReward.ForAdvocate(tx, Shop, fallen, 2, 10_000, Noon, Noon));
        (await Do(tx => ApproveReward.ForReferral(tx, Shop, risen, 3, 10_000, 0, Noon))).Single().Remaining.ShouldBe(1500);
        (await Do(tx => ApproveReward.ForReferral(tx, Shop, fallen, 2, 10_000, 0, Noon))).Single().Remaining.ShouldBe(1000);
        (await BudgetStatus.Of(Db, Program)).Used.ShouldBe(2500);
        await AddsUp();
    }

    [Fact]
    public async Task A_tier_of_another_kind_replaces_the_promise()
    {
        var points = new RewardSpecification(RewardKind.Points, new RewardValue(RewardValueType.Points, Points: 300), [], 0, null, null, 700);
        var terms = Terms(Credit(1000), tiers: [new Tier(2, points)]);
        var about = Case(terms);
        await Do(tx => AccrueReward.ForAdvocate(tx, Shop, about, 0, 10_000, Noon, Noon));
        var issued = (await Do(tx => ApproveReward.ForReferral(tx, Shop, about, 2, 10_000, 0, Noon))).Single();
        (issued.Kind, issued.Asset, issued.Remaining, issued.ReservedAmount).ShouldBe((RewardKind.Points, "points", 300, 700));
        var balance = await Balance();
        (balance.Pending, balance.Points.Available).ShouldBe((0, 300));
        await AddsUp();
    }

    [Fact]
    public async Task A_claims_coupon_is_used_once_given_back_and_runs_out()
    {
        var about = Case(Terms(null, Coupon(1500, 5000))) with { ReferralId = null, OrderId = null };
        var coupon = (await Do(tx => CreateClaimCoupon.Run(tx, Shop, about, Database.NewId<ClaimId>(), Noon))).Value!;
        coupon.CouponCode!.Length.ShouldBe(10);
        (coupon.Status, coupon.ExpiresAt, coupon.OnCart(20_000)).ShouldBe((RewardStatus.Issued, Noon.PlusDays(30), 3000));

        (await Do(tx => RedeemCoupon.Run(tx, coupon.CouponCode, "o-1", 3000, Noon))).Value.RedeemedAmount.ShouldBe(3000);
        (await Do(tx => RedeemCoupon.Run(tx, coupon.CouponCode, "o-1", 3000, Noon))).Value.RedeemedAmount.ShouldBe(3000);
        (await Do(tx => RedeemCoupon.Run(tx, coupon.CouponCode, "o-2", 3000, Noon))).Refusal!.Code.ShouldBe("coupon_redeemed");
        (await CouponUses.OfOrder(Db, "o-1")).ShouldBe([coupon.CouponCode]);

        (await Do(tx => RedeemCoupon.Release(tx, coupon.CouponCode, "o-2", Noon))).Refusal!.Code.ShouldBe("coupon_not_redeemed");
        (await Do(tx => RedeemCoupon.Release(tx, coupon.CouponCode, "o-1", Noon))).Value.Status.ShouldBe(RewardStatus.Issued);
        (await Do(tx => RedeemCoupon.Release(tx, coupon.CouponCode, "o-1", Noon))).Value.Status.ShouldBe(RewardStatus.Issued);
        await AddsUp();

        await Do(tx => ExpireReward.Run(tx, coupon.RewardId, Noon.PlusDays(30)));
        (await Now(coupon.RewardId)).Status.ShouldBe(RewardStatus.Expired);
        (await BudgetStatus.Of(Db, Program)).Used.ShouldBe(0);
        await AddsUp();
    }

    [Fact]
    public async Task A_coupon_used_before_its_order_is_known_settles_at_what_the_order_says()
    {
        var about = Case(Terms(null, Coupon(1500, 5000))) with { ReferralId = null, OrderId = null };
        var code = (await Do(tx => CreateClaimCoupon.Run(tx, Shop, about, Database.NewId<ClaimId>(), Noon))).Value!.CouponCode!;
        (await Do(tx => RedeemCoupon.Run(tx, code, "o-1", null, Noon))).Value.RedeemedAmount.ShouldBe(0);
        (await Do(tx => RedeemCoupon.Run(tx, code, "o-1", 9000, Noon))).Value.RedeemedAmount.ShouldBe(5000);
        (await Do(tx => RedeemCoupon.Run(tx, code, "o-1", 1200, Noon))).Value.RedeemedAmount.ShouldBe(1200);
        await AddsUp();
    }

    [Fact]
    public async Task An_offer_the_order_had_already_is_redeemed_at_the_discount_and_undone_with_the_credit()
    {
        var about = Case(Terms(null, Coupon(1500, 5000)));
        var had = (await Do(tx => RedeemedByOrder.Run(tx, Shop, about, "o-1", 10_000, 2000, Noon))).Value!;
        (had.Status, had.RedeemedAmount).ShouldBe((RewardStatus.Redeemed, 1500));
        var again = (await Do(tx => RedeemedByOrder.Run(tx, Shop, about, "o-1", 10_000, 800, Noon))).Value!;
        (again.RewardId, again.RedeemedAmount).ShouldBe((had.RewardId, 800));
        await AddsUp();
        await Do(tx => VoidReward.ForReferral(tx, about.ReferralId!.Value, "reattributed", Noon));
        (await Now(had.RewardId)).Status.ShouldBe(RewardStatus.Revoked);
        (await BudgetStatus.Of(Db, Program)).Used.ShouldBe(0);
        await AddsUp();
    }

    [Fact]
    public async Task A_milestone_is_given_once_and_taken_back_unused_below_its_count()
    {
        var terms = Terms(Credit(1000), milestones: [new Milestone(5, null, Coupon(2000, 3000)), new Milestone(null, 10, Credit(500))]);
        (await Do(tx => IssueMilestone.At(tx, Shop, Case(terms), 4, Noon))).ShouldBeEmpty();
        var given = (await Do(tx => IssueMilestone.At(tx, Shop, Case(terms), 5, Noon))).Single();
        (given.Status, given.CouponCode!.Length, given.OnCart(10_000)).ShouldBe((RewardStatus.Issued, 10, 2000));
        (await Do(tx => IssueMilestone.At(tx, Shop, Case(terms), 5, Noon))).ShouldBeEmpty();
        (await Do(tx => IssueMilestone.At(tx, Shop, Case(terms), 10, Noon))).Count.ShouldBe(2);

        await Do(tx => IssueMilestone.RevokeAbove(tx, Anna, Program, 9, Noon));
        (await Now(given.RewardId)).Status.ShouldBe(RewardStatus.Issued);
        (await Balance()).Available.ShouldBe(0);
        await AddsUp();
    }

    [Fact]
    public async Task Two_nodes_race_on_one_budget_and_neither_overdraws_it()
    {
        var terms = Terms(Credit(1000), limits: new ProgramLimits(null, 10_500));
        Vouch.Storage.Database[] nodes = [Database, await Node()];
        var made = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => nodes[i % 2].For(Shop.Id).Write(
            tx => AccrueReward.ForAdvocate(tx, Shop, Case(terms, Database.NewId<AdvocateId>()), 0, 10_000, Noon, Noon))));
        made.Count(result => !result.IsRefused).ShouldBe(11);
        made.Where(result => !result.IsRefused).Sum(result => result.Value!.Entitled).ShouldBe(10_500);
        made.Where(result => result.IsRefused).ShouldAllBe(result => result.Refusal!.Code == "budget_spent");
        var status = await BudgetStatus.Of(Db, Program);
        (status.Used, status.IsSpent).ShouldBe((10_500, true));
        await AddsUp();
    }

    [Fact]
    public async Task Two_nodes_race_to_spend_one_credit_and_one_wins()
    {
        await Issued(Terms(Credit(1000)), 10_000);
        Vouch.Storage.Database[] nodes = [Database, await Node()];
        var spent = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => nodes[i % 2].For(Shop.Id).Write(
            tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 300), Noon))));
        spent.Count(result => !result.IsRefused).ShouldBe(3);
        (await Balance()).Available.ShouldBe(100);
        await AddsUp();
    }

    [Fact]
    public async Task What_only_open_claims_hold_does_not_spend_the_budget()
    {
        var about = Case(Terms(null, Coupon(1500, 5000), new ProgramLimits(null, 5000))) with { ReferralId = null, OrderId = null };
        await Do(tx => CreateClaimCoupon.Run(tx, Shop, about, Database.NewId<ClaimId>(), Noon));
        var status = await BudgetStatus.Of(Db, Program);
        (status.Used, status.ByOpenClaims, status.IsSpent).ShouldBe((5000, 5000, false));
        (await Do(tx => CreateClaimCoupon.Run(tx, Shop, about, Database.NewId<ClaimId>(), Noon))).Refusal!.Code.ShouldBe("budget_spent");
    }

    [Fact]
    public async Task A_person_takes_a_reward_back_with_a_reason()
    {
        var (_, reward) = await Issued(Terms(Credit(1000)), 10_000);
        (await Do(tx => RevokeReward.Run(tx, reward.RewardId, " ", Noon))).Refusal!.Field.ShouldBe("reason");
        (await Do(tx => RevokeReward.Run(tx, reward.RewardId, "given by mistake", Noon))).Value.Status.ShouldBe(RewardStatus.Revoked);
        (await Do(tx => RevokeReward.Run(tx, reward.RewardId, "again", Noon))).Refusal!.Code.ShouldBe("reward_revoked");
        var told = (await RewardQueries.Answer(Db, reward.RewardId))!;
        told.History.Select(line => line.Type).ShouldBe(["pending", "issued", "revoked"]);
        told.History[^1].Detail.ShouldBe("given by mistake");
        await AddsUp();
    }

    [Fact]
    public async Task One_reward_is_redeemed_in_parts()
    {
        var (_, reward) = await Issued(Terms(Credit(1000)), 10_000);
        (await Do(tx => RedeemReward.Run(tx, reward.RewardId, new RedeemRewardRequest(400, "o-1"), Noon))).Value.Status.ShouldBe(RewardStatus.Issued);
        (await Do(tx => RedeemReward.Run(tx, reward.RewardId, new RedeemRewardRequest(601), Noon))).Refusal!.Code.ShouldBe("insufficient_balance");
        (await Do(tx => RedeemReward.Run(tx, reward.RewardId, new RedeemRewardRequest(), Noon))).Value.Status.ShouldBe(RewardStatus.Redeemed);
        (await Do(tx => RedeemReward.Run(tx, reward.RewardId, new RedeemRewardRequest(), Noon))).Refusal!.Code.ShouldBe("reward_redeemed");
        await AddsUp();
    }
}
