using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Xunit;

namespace Vouch.Domain.Tests.Rewards;

public sealed class RewardRuleTests
{
    private static readonly Instant Noon = At("2026-03-01T12:00:00Z");

    [Fact]
    public void A_percentage_stops_at_its_cap() => RewardWorth.Of(Promises.Percent(1500, 5000), 100_000).ShouldBe(5000);

    [Fact]
    public void Nothing_is_paid_below_the_minimum() => RewardWorth.Of(Promises.Fixed(1500, 3000), 2999).ShouldBe(0);

    [Fact]
    public void Nothing_is_paid_for_nothing() => RewardWorth.Of(Promises.Fixed(1500), 0).ShouldBe(0);

    [Theory]
    [InlineData(9999, 500), InlineData(10_000, 1000), InlineData(25_000, 3000)]
    public void The_step_reached_pays(long baseAmount, long worth) =>
        RewardWorth.Of(Promises.Steps((0, 500), (10_000, 1000), (20_000, 3000)), baseAmount).ShouldBe(worth);

    [Fact]
    public void A_refund_falls_back_to_the_step_below() =>
        Entitlement.After(Promises.Steps((0, 500), (10_000, 1000)), 1000, 10_000, 1).ShouldBe(500);

    [Fact]
    public void What_was_cut_to_its_room_is_not_more_after_a_refund() =>
        Entitlement.After(Promises.Percent(1000), 300, 10_000, 5000).ShouldBe(300);

    [Fact]
    public void Less_than_the_programs_minimum_kept_leaves_nothing() =>
        Entitlement.After(Promises.Fixed(1500), 1500, 10_000, 6000, 5000).ShouldBe(0);

    [Fact]
    public void A_coupon_takes_no_more_than_the_cart() => RewardWorth.OnCart(Promises.Fixed(1500, kind: RewardKind.Coupon), 900).ShouldBe(900);

    [Fact]
    public void A_ceiling_is_the_dearest_step() => RewardWorth.Ceiling(Promises.Steps((0, 500), (10_000, 1000))).ShouldBe(1000);

    [Fact]
    public void A_ceiling_without_amount_or_cap_is_the_budget_value() =>
        RewardWorth.Ceiling(Promises.Percent(1500) with { BudgetValue = 2500 }).ShouldBe(2500);

    [Theory]
    [InlineData(HoldFrom.Delivered), InlineData(HoldFrom.Paid)]
    public void A_hold_has_no_end_before_it_is_paid(HoldFrom from) => Hold.Due(new HoldTerms(30, from, 5, 1), Noon, null, null).ShouldBeNull();

    [Fact]
    public void A_hold_from_the_purchase_or_its_delivery_waits_for_the_payment_too()
    {
        Hold.Due(new HoldTerms(30, HoldFrom.Placed, 5, 1), Noon, null, null).ShouldBeNull();
        Hold.Due(new HoldTerms(30, HoldFrom.Delivered, 5, 1), Noon, null, Noon).ShouldBeNull();
        Hold.Due(new HoldTerms(30, HoldFrom.Placed, 5, 1), Noon, Noon.PlusDays(3), null).ShouldBe(Noon.PlusDays(31));
    }

    [Fact]
    public void The_cap_is_named_before_the_budget() =>
        Room.For(new RoomWanted(RewardKind.StoreCredit, 1, 1), new LimitUse(5, 1, 5, null), new LimitUse(5, 1, 5, null))
            .Refusal.ShouldBe(RewardRefusals.CapReached);

    [Fact]
    public void The_rewards_of_a_period_are_counted() =>
        Room.For(new RoomWanted(RewardKind.StoreCredit, 1, 1), new LimitUse(0, 10, null, 10), null).Refusal.ShouldBe(RewardRefusals.CapReached);

    [Fact]
    public void Points_are_cut_in_proportion_to_the_room()
    {
        var room = Room.For(new RoomWanted(RewardKind.Points, 100, 500), null, new LimitUse(750, 0, 1000, null)).Value;
        (room.Worth, room.Weight).ShouldBe((50, 250));
    }

    [Theory]
    [InlineData(CapPeriod.Day, "2026-03-01"), InlineData(CapPeriod.Week, "2026-W09"), InlineData(CapPeriod.Month, "2026-03")]
    [InlineData(CapPeriod.Year, "2026"), InlineData(CapPeriod.Lifetime, "lifetime")]
    public void A_period_is_named_in_the_shops_zone(CapPeriod period, string name) =>
        CapPeriods.Key(period, At("2026-02-28T23:30:00Z"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw")).ShouldBe(name);

    [Fact]
    public void The_first_days_of_a_year_may_lie_in_the_last_iso_week_of_the_one_before() =>
        CapPeriods.Key(CapPeriod.Week, At("2027-01-01T12:00:00Z"), TimeZoneInfo.Utc).ShouldBe("2026-W53");

    [Fact]
    public void Every_move_from_every_state_is_decided()
    {
        var open = new HashSet<(RewardStatus, RewardMove, RewardStatus)>();
        foreach (var status in Enum.GetValues<RewardStatus>())
        {
            foreach (var move in Enum.GetValues<RewardMove>())
            {
                var after = RewardStates.After(status, move);
                if (after.IsRefused)
                {
                    after.Refusal.Code.ShouldBe("reward_" + WireName.Of(status));
                }
                else
                {
                    open.Add((status, move, after.Value));
                }
            }
        }

        open.ShouldBe(
            [
                (RewardStatus.Pending, RewardMove.Issue, RewardStatus.Issued), (RewardStatus.Pending, RewardMove.AwaitCode, RewardStatus.Waiting),
                (RewardStatus.Pending, RewardMove.Revoke, RewardStatus.Revoked), (RewardStatus.Waiting, RewardMove.Issue, RewardStatus.Issued),
                (RewardStatus.Waiting, RewardMove.Revoke, RewardStatus.Revoked), (RewardStatus.Issued, RewardMove.SpendPart, RewardStatus.Issued),
                (RewardStatus.Issued, RewardMove.Redeem, RewardStatus.Redeemed), (RewardStatus.Issued, RewardMove.Release, RewardStatus.Issued),
                (RewardStatus.Issued, RewardMove.Expire, RewardStatus.Expired), (RewardStatus.Issued, RewardMove.Revoke, RewardStatus.Revoked),
                (RewardStatus.Redeemed, RewardMove.Release, RewardStatus.Issued), (RewardStatus.Expired, RewardMove.Release, RewardStatus.Issued),
                (RewardStatus.Revoked, RewardMove.Release, RewardStatus.Issued),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Lots_are_spent_by_expiry_and_the_endless_last()
    {
        Lot[] lots = [Lot(1, 100, null), Lot(2, 100, Noon.PlusDays(9)), Lot(3, 100, Noon.PlusDays(2))];
        Lots.Spend(lots, 250, Noon).Value.Select(part => (part.Reward.Value, part.Amount)).ShouldBe([(3L, 100L), (2L, 100L), (1L, 50L)]);
    }

    [Fact]
    public void What_has_run_out_is_not_spent() =>
        Lots.Spend([Lot(1, 100, Noon)], 1, Noon).Refusal.ShouldBe(RewardRefusals.NotEnoughAvailable);

    [Fact]
    public void A_clawback_takes_its_own_lot_first_and_the_rest_is_owed()
    {
        var taken = Lots.ClawBack([Lot(1, 100, Noon.PlusDays(1)), Lot(2, 100, null)], new RewardId(2), 250);
        taken.Parts.Select(part => part.Reward.Value).ShouldBe([2L, 1L]);
        taken.Rest.ShouldBe(50);
    }

    private static Lot Lot(long reward, long remaining, Instant? end) => new(new RewardId(reward), RewardKind.StoreCredit, remaining, end);

    private static Instant At(string text) => Instant.TryParse(text, out var at) ? at : throw new FormatException(text);
}
