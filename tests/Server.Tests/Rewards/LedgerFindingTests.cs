using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Kit;
using Vouch.Server.Cli;
using Vouch.Server.Rewards;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Rewards;

public sealed class SqliteLedgerFindingTests(PostgresFixture postgres) : LedgerFindingTests(TestEngine.Sqlite, postgres);

public sealed class PostgresLedgerFindingTests(PostgresFixture postgres) : LedgerFindingTests(TestEngine.Postgres, postgres);

/// <summary>What the random histories, or reading them, brought to light: each told once more by itself.</summary>
public abstract class LedgerFindingTests(TestEngine engine, PostgresFixture postgres) : RewardWorld(engine, postgres)
{
    [Fact]
    public async Task What_ran_out_and_is_refunded_later_is_told_in_the_journal()
    {
        var (about, reward) = await Issued(Terms(Credit(1000)), 10_000);
        await Do(tx => ExpireReward.Run(tx, reward.RewardId, Noon.PlusDays(365)));
        await Do(tx => ClawBackReward.ForReferral(tx, about.ReferralId!.Value, 10_000, 10_000, 0, Noon.PlusDays(366)));
        (await Now(reward.RewardId)).Entitled.ShouldBe(0);
        await NothingDiffers();
    }

    [Fact]
    public async Task A_refund_told_again_writes_nothing_more()
    {
        var (about, _) = await Issued(Terms(Credit(1000)), 10_000);
        await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 1000), Noon));
        await Do(tx => ClawBackReward.ForReferral(tx, about.ReferralId!.Value, 10_000, 10_000, 0, Noon));
        var said = (await LedgerBooks.Read(Db)).Said;
        await Do(tx => ClawBackReward.ForReferral(tx, about.ReferralId!.Value, 10_000, 10_000, 0, Noon));
        (await LedgerBooks.Read(Db)).Said.ShouldBe(said);
        await NothingDiffers();
    }

    [Fact]
    public async Task What_the_bank_sends_back_settles_the_debt_of_the_reward_that_made_it()
    {
        var cash = Credit(1000) with { Kind = RewardKind.Cash, ExpiresAfterDays = null };
        var (_, kept) = await Issued(Terms(cash), 10_000);
        var (refunded, lost) = await Issued(Terms(cash), 10_000);
        var payout = (await Do(tx => CreatePayout.Run(tx, Shop, null!, new CreatePayoutRequest(PayoutMethod.Csv), "key", Noon))).Value.Payout.PayoutId;
        await Do(tx => ClawBackReward.ForReferral(tx, refunded.ReferralId!.Value, 10_000, 10_000, 0, Noon));
        await Do(tx => AdvancePayout.Close(tx, payout, PayoutStep.Cancel, new PayoutStepRequest(), "key", Noon));
        ((await Now(kept.RewardId)).Status, (await Now(kept.RewardId)).Remaining).ShouldBe((RewardStatus.Issued, 1000));
        ((await Now(lost.RewardId)).Status, (await Now(lost.RewardId)).Remaining).ShouldBe((RewardStatus.Revoked, 0));
        await NothingDiffers();
    }

    [Fact]
    public async Task Credit_of_which_a_part_is_still_spent_stays_what_it_is()
    {
        var terms = Terms(Share(1000) with { Choice = [RewardKind.Cash] });
        var (about, reward) = await Issued(terms, 10_000);
        var spent = (await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 500), Noon))).Value;
        var other = (await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 500), Noon))).Value;
        await Do(tx => ClawBackReward.ForReferral(tx, about.ReferralId!.Value, 10_000, 5000, 0, Noon));
        await Issued(Terms(Credit(1000)), 10_000);
        await Do(tx => ReleaseRedemption.Run(tx, Anna, spent.Id, Noon));
        var half = await Now(reward.RewardId);
        (half.Remaining, half.RedeemedAmount, half.Entitled).ShouldBe((500, 500, 500));

        var chosen = await Do(tx => ChooseReward.Run(tx, reward.RewardId, RewardKind.Cash, Noon));
        await Do(tx => ReleaseRedemption.Run(tx, Anna, other.Id, Noon));
        await NothingDiffers();
        chosen.Refusal?.Code.ShouldBe("choice_is_made");
    }

    [Fact]
    public async Task A_friends_task_that_was_done_stays_done_when_the_referral_falls()
    {
        var about = Case(Terms(null, Credit(500) with { Kind = RewardKind.Custom, ExpiresAfterDays = null }));
        var task = (await Do(tx => AccrueReward.ForFriend(tx, Shop, about, 10_000, Noon, Noon))).Value!.RewardId;
        await Do(tx => ApproveReward.ForReferral(tx, Shop, about, 1, 10_000, 0, Noon));
        await Do(tx => RedeemReward.Run(tx, task, new RedeemRewardRequest(null, "o-1"), Noon));
        await Do(tx => VoidReward.ForReferral(tx, about.ReferralId!.Value, "rejected", Noon));
        ((await Now(task)).Status, (await Now(task)).RedeemedAmount).ShouldBe((RewardStatus.Redeemed, 500));
        await NothingDiffers();
    }

    [Fact]
    public async Task Two_records_that_become_one_while_they_are_used_lose_nothing()
    {
        Vouch.Storage.Database[] nodes = [Database, await Node()];
        for (var round = 0; round < 60; round++)
        {
            var (from, into) = (Database.NewId<AdvocateId>(), Database.NewId<AdvocateId>());
            var about = Case(Terms(Credit(1000)), from);
            await Do(tx => AccrueReward.ForAdvocate(tx, Shop, about, 0, 10_000, Noon, Noon));
            await Do(tx => ApproveReward.ForReferral(tx, Shop, about, 1, 10_000, 0, Noon));
            var other = Case(Terms(Credit(500)), from);
            await Do(tx => AccrueReward.ForAdvocate(tx, Shop, other, 0, 10_000, Noon, Noon));
            await Task.WhenAll(
                nodes[0].For(Shop.Id).Write(tx => MoveRewards.Run(tx, from, into, Noon)),
                nodes[1].For(Shop.Id).Write(tx => RedeemCredit.Run(tx, Shop, from, new RedemptionRequest(RewardKind.StoreCredit, 300), Noon)),
                nodes[1].For(Shop.Id).Write(tx => ApproveReward.ForReferral(tx, Shop, other, 1, 10_000, 0, Noon)));
        }

        await NothingDiffers();
    }

    private async Task NothingDiffers()
    {
        (await LedgerBooks.Read(Db)).Hold();
        (await VerifyShop.Run(Db, new Meter())).Differences.ShouldBeEmpty();
    }
}
