using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Xunit;

namespace Vouch.Domain.Tests.Campaigns;

public sealed class CampaignTests
{
    private static readonly CampaignWindow Week = new(new Instant(1_000), new Instant(2_000));

    private static readonly Gen<long> Amounts = Gen.Choose(1, 100_000_000).Select(amount => (long)amount);
    private static readonly Gen<int> Multiples = Gen.Choose(101, 1_000);

    [Fact]
    public void However_it_is_pushed_a_campaign_begins_and_ends_at_most_once_and_is_over_for_good() =>
        Check(Gen.Elements(Enum.GetValues<CampaignStep>()).ArrayOf(), Push);

    private static void Push(CampaignStep[] steps)
    {
        var status = CampaignStatus.Draft;
        var been = new List<CampaignStatus> { status };
        foreach (var step in steps)
        {
            var after = CampaignStates.After(status, step);
            if (after.IsRefused)
            {
                after.Refusal.Kind.ShouldBe(RefusalKind.State);
                continue;
            }

            if (after.Value != status)
            {
                been.ShouldNotContain(after.Value);
                been.Add(after.Value);
            }

            status = after.Value;
        }

        if (been.Contains(CampaignStatus.Ended))
        {
            been.ShouldBe([CampaignStatus.Draft, CampaignStatus.Scheduled, CampaignStatus.Running, CampaignStatus.Ended]);
        }

        been.Contains(CampaignStatus.Cancelled).ShouldBe(status == CampaignStatus.Cancelled);
        (been.Contains(CampaignStatus.Cancelled) && been.Contains(CampaignStatus.Running)).ShouldBeFalse();
    }

    [Fact]
    public void Time_begins_only_what_is_scheduled_and_ends_only_what_runs()
    {
        foreach (var status in Enum.GetValues<CampaignStatus>())
        {
            CampaignStates.IsDueToBegin(status, Week, new Instant(1_000)).ShouldBe(status == CampaignStatus.Scheduled);
            CampaignStates.IsDueToBegin(status, Week, new Instant(999)).ShouldBeFalse();
            CampaignStates.IsDueToEnd(status, Week, new Instant(2_000)).ShouldBe(status == CampaignStatus.Running);
            CampaignStates.IsDueToEnd(status, Week, new Instant(1_999)).ShouldBeFalse();
        }
    }

    [Theory]
    // Fixed 15.00, doubled; one and a half times; 5.00 more; what there is room for.
    [InlineData(1500, 0, null, 200, null, null, 10000, 3000, 1500)]
    [InlineData(1500, 0, null, 150, null, null, 10000, 2250, 750)]
    [InlineData(1500, 0, null, null, 500L, null, 10000, 2000, 500)]
    [InlineData(1500, 0, null, 200, null, 400L, 10000, 1900, 400)]
    [InlineData(1500, 0, null, null, 500L, 400L, 10000, 1900, 400)]
    // 10 %, doubled: of the whole, of the half that was kept, of nothing. A cap is doubled too.
    [InlineData(0, 1000, null, 200, null, null, 10000, 2000, 1000)]
    [InlineData(0, 1000, null, 200, null, null, 5000, 1000, 500)]
    [InlineData(0, 1000, null, 200, null, null, 0, 0, 0)]
    [InlineData(0, 1000, 600L, 200, null, null, 10000, 1200, 600)]
    // Rounded once: 15 % of 33.33 is 4.9995, twice that 9.999.
    [InlineData(0, 1500, null, 200, null, null, 3333, 1000, 500)]
    [InlineData(0, 1000, null, 133, null, null, 999, 133, 33)]
    public void A_bonus_is_added_and_told_apart_again(
        long amount, int basisPoints, long? cap, int? times, long? extra, long? most, long kept, long worth, long share)
    {
        var value = amount > 0
            ? new RewardValue(RewardValueType.Fixed, amount) : new RewardValue(RewardValueType.Percent, BasisPoints: basisPoints, Cap: cap);
        var bonus = new RewardBonus(new CampaignId(1), times, extra, most);
        var promise = new RewardSpecification(RewardKind.StoreCredit, value, [], 0, null, null, null, Bonus: bonus);
        RewardWorth.Of(promise, kept).ShouldBe(worth);
        CampaignBonus.ShareOf(bonus, worth).ShouldBe(share);
    }

    [Fact]
    public void Refunds_in_any_order_leave_the_same_and_never_more_than_was_granted() => Check(
        from whole in Amounts
        from one in Gen.Choose(0, (int)whole)
        from two in Gen.Choose(0, (int)whole)
        from times in Multiples
        select (whole, one, two, times),
        Refund);

    private static void Refund((long Whole, int One, int Two, int Times) world)
    {
        var (whole, one, two, times) = world;
        var bonus = new RewardBonus(new CampaignId(1), times, null);
        var promise = new RewardSpecification(
            RewardKind.StoreCredit, new RewardValue(RewardValueType.Percent, BasisPoints: 1_234), [], 0, null, null, null, Bonus: bonus);
        var granted = RewardWorth.Of(promise, whole);
        var both = Entitlement.After(promise, granted, whole, one + two);
        Entitlement.After(promise, Entitlement.After(promise, granted, whole, one), whole, one + two).ShouldBe(both);
        Entitlement.After(promise, Entitlement.After(promise, granted, whole, two), whole, one + two).ShouldBe(both);
        both.ShouldBeLessThanOrEqualTo(granted);
        CampaignBonus.ShareOf(bonus, both).ShouldBeInRange(0, CampaignBonus.ShareOf(bonus, granted));
    }

    [Fact]
    public void The_share_of_a_multiple_is_what_it_added() => Check(from plain in Amounts from times in Multiples select (plain, times), pair =>
    {
        var bonus = new RewardBonus(new CampaignId(1), pair.times, null);
        var worth = CampaignBonus.Worth(bonus, new RewardValue(RewardValueType.Fixed, pair.plain), 1);
        CampaignBonus.ShareOf(bonus, worth).ShouldBe(worth - pair.plain);
    });

    [Fact]
    public void A_bonus_belongs_to_the_window_and_to_rewards_that_are_amounts()
    {
        var terms = new CampaignTerms(
            new ProgramId(1), "Week", Week, new BonusTerms(200, null), null, new CampaignLimits(null, null), null, true, null, null, null);
        var campaign = new RunningCampaign(new CampaignId(7), Week, terms);
        var credit = new RewardSpecification(RewardKind.StoreCredit, new RewardValue(RewardValueType.Fixed, 1500), [], 0, null, null, null);
        var pieces = credit with { Kind = RewardKind.FreeProduct, Value = new RewardValue(RewardValueType.Quantity, Quantity: 1) };
        CampaignBonus.Of(credit, Recipient.Advocate, campaign, new Instant(999)).ShouldBeNull();
        CampaignBonus.Of(credit, Recipient.Advocate, campaign, new Instant(1_000)).ShouldBe(new RewardBonus(new CampaignId(7), 200, null));
        CampaignBonus.Of(credit, Recipient.Advocate, campaign, new Instant(1_999)).ShouldNotBeNull();
        CampaignBonus.Of(credit, Recipient.Advocate, campaign, new Instant(2_000)).ShouldBeNull();
        CampaignBonus.Of(credit, Recipient.Friend, campaign, new Instant(1_000)).ShouldBeNull();
        CampaignBonus.Of(pieces, Recipient.Advocate, campaign, new Instant(1_000)).ShouldBeNull();
    }

    [Fact]
    public void Points_weigh_by_their_budget_value()
    {
        var points = new RewardSpecification(
            RewardKind.Points, new RewardValue(RewardValueType.Points, Points: 100), [], 0, null, null, 500,
            Bonus: new RewardBonus(new CampaignId(1), null, 50));
        (RewardWorth.Of(points, 1), RewardWorth.Ceiling(points)).ShouldBe((150, 750));
    }

    private static void Check<T>(Gen<T> worlds, Action<T> holds) => Prop.ForAll(worlds.ToArbitrary(), holds).QuickCheckThrowOnFailure();
}
