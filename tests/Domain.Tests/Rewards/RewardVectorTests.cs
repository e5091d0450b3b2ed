using System.Globalization;
using System.Text.Json;
using Shouldly;
using Vouch.Domain.Money;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Xunit;

namespace Vouch.Domain.Tests.Rewards;

/// <summary>The worked tables of <c>money_vectors.json</c> that are about rewards.</summary>
public sealed class RewardVectorTests
{
    [Fact]
    public void Clawbacks_come_out_as_worked()
    {
        foreach (var row in Rows("clawback_cumulative"))
        {
            var (baseAmount, granted, minimum) = (Long(row, "base"), Long(row, "reward"), Long(row, "min_order"));
            var promise = row.TryGetProperty("kind", out _)
                ? Promises.Fixed(granted, minimum)
                : Promises.Percent((int)Quotient.Of((Int128)granted * 10_000, baseAmount), null, minimum);
            var (refunded, before) = (0L, granted);
            var clawbacks = new List<long>();
            foreach (var refund in row.GetProperty("refunds").EnumerateArray())
            {
                refunded += refund.GetInt64();
                var after = Entitlement.After(promise, granted, baseAmount, refunded);
                clawbacks.Add(before - after);
                before = after;
            }

            clawbacks.ShouldBe(row.GetProperty("clawbacks").EnumerateArray().Select(c => c.GetInt64()), row.ToString());
            before.ShouldBe(Long(row, "entitled_after"), row.ToString());
        }
    }

    [Fact]
    public void The_ladder_is_marginal()
    {
        using var vectors = TestData.Json("money_vectors.json");
        var table = vectors.RootElement.GetProperty("tier_ladder_marginal");
        var tiers = table.GetProperty("tiers").EnumerateArray().ToList();
        var terms = Terms(
            Promises.Fixed(Long(tiers[0], "amount")),
            [.. tiers.Skip(1).Select(tier => new Tier((int)Long(tier, "from_"), Promises.Fixed(Long(tier, "amount"))))],
            [new Milestone((int)Long(table.GetProperty("milestone_example"), "every"), null, Promises.Percent(2000))]);
        long cumulative = 0;
        foreach (var row in table.GetProperty("rows").EnumerateArray())
        {
            var amount = RewardWorth.Of(Ladder.AdvocateReward(terms, (int)Long(row, "nth_approved"))!, 10_000);
            amount.ShouldBe(Long(row, "amount"));
            (cumulative += amount).ShouldBe(Long(row, "cumulative"));
        }

        Enumerable.Range(0, 18).Where(n => Ladder.Milestones(terms.Milestones, n).Count > 0)
            .ShouldBe(table.GetProperty("milestone_example").GetProperty("grants_at").EnumerateArray().Select(n => n.GetInt32()));
    }

    [Fact]
    public void Holds_end_as_worked()
    {
        foreach (var row in Rows("hold"))
        {
            var terms = new HoldTerms((int)Long(row, "return_days"), HoldFrom.Delivered, (int)Long(row, "assumed_delivery_days"), 0);
            var ordered = Day(row, "ordered")!.Value;
            Hold.Due(terms, ordered, ordered, Day(row, "delivered")).ShouldBe(Day(row, "available"), row.ToString());
        }
    }

    [Fact]
    public void Caps_and_budgets_grant_as_worked()
    {
        foreach (var row in Rows("caps"))
        {
            var kind = row.TryGetProperty("truncate", out var cut) && !cut.GetBoolean() ? RewardKind.Coupon : RewardKind.StoreCredit;
            long used = 0;
            var granted = new List<long>();
            foreach (var amount in row.GetProperty("amounts").EnumerateArray().Select(a => a.GetInt64()))
            {
                var room = Room.For(new RoomWanted(kind, amount, amount), Use(row, "per_advocate", used), Use(row, "budget", used));
                granted.Add(room.IsRefused ? 0 : room.Value.Worth);
                used += granted[^1];
            }

            granted.ShouldBe(row.GetProperty("granted").EnumerateArray().Select(g => g.GetInt64()), row.ToString());
        }
    }

    [Fact]
    public void Points_are_worth_as_worked()
    {
        foreach (var row in Rows("points"))
        {
            PointsLiability.FaceValue(Long(row, "points"), Long(row, "minor_per_100_points")).ShouldBe(Long(row, "value"));
            PointsLiability.Expected(Long(row, "points"), Long(row, "minor_per_100_points"), new Percentage((int)Long(row, "expected_redemption_bps")))
                .ShouldBe(Long(row, "liability"));
        }
    }

    private static LimitUse? Use(JsonElement row, string limit, long used) =>
        row.TryGetProperty(limit, out var most) ? new LimitUse(used, 0, most.GetInt64(), null) : null;

    private static List<JsonElement> Rows(string table)
    {
        using var vectors = TestData.Json("money_vectors.json");
        return [.. vectors.RootElement.GetProperty(table).Clone().EnumerateArray()];
    }

    private static long Long(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static Instant? Day(JsonElement row, string name) => row.GetProperty(name).GetString() is { } text
        ? Instant.Of(DateTimeOffset.Parse(text + "T00:00:00Z", CultureInfo.InvariantCulture))
        : null;

    private static ProgramTerms Terms(RewardSpecification reward, IReadOnlyList<Tier> tiers, IReadOnlyList<Milestone> milestones) => new(
        "Give 15, get 15", ProgramKind.Referral, "https://shop.example/", Landing.Hosted, new AttributionTerms(30, AttributionModel.LastTouch, true),
        new Qualification(true, null, 0, 1), new HoldTerms(30, HoldFrom.Delivered, 5, 1), new ProgramLimits(null, null), reward, null,
        tiers, milestones, Enrolment.Manual, new ScreeningTerms(12, 35, 80));
}
