using Shouldly;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Xunit;

namespace Vouch.Domain.Tests.Referrals;

public sealed class PlanReferralTests
{
    private static readonly AdvocateId Anna = new(1);
    private static readonly AdvocateId Bob = new(2);
    private static readonly ProgramId Program = new(7);

    [Fact]
    public void A_credited_order_opens_a_referral_and_a_second_look_keeps_it()
    {
        PlanReferral.For(Credit(Anna), QualificationOutcome.Qualifies, null).ShouldBe(new ReferralPlan(ReferralMove.Leave, null, true));
        PlanReferral.For(Credit(Anna), QualificationOutcome.Qualifies, Standing(ReferralStatus.Pending)).ShouldBe(new ReferralPlan(ReferralMove.Wait, null, false));
    }

    [Fact]
    public void Credit_that_moves_closes_the_old_case_and_opens_one_that_may_earn()
    {
        foreach (var status in new[] { ReferralStatus.Pending, ReferralStatus.InReview, ReferralStatus.Approved })
        {
            PlanReferral.For(Credit(Bob), QualificationOutcome.Qualifies, Standing(status))
                .ShouldBe(new ReferralPlan(ReferralMove.Cancel, PlanReferral.AttributionChanged, true));
        }
    }

    [Fact]
    public void An_order_below_the_minimum_opens_a_cancelled_case_and_revives_when_it_grows()
    {
        PlanReferral.For(Credit(Anna), QualificationOutcome.BelowMinimum, null)
            .ShouldBe(new ReferralPlan(ReferralMove.Leave, null, true, PlanReferral.BelowMinimum));
        PlanReferral.For(Credit(Anna), QualificationOutcome.Qualifies, Standing(ReferralStatus.Cancelled)).Current.ShouldBe(ReferralMove.Revive);
        PlanReferral.For(Credit(Anna), QualificationOutcome.BelowMinimum, Standing(ReferralStatus.Cancelled)).Current.ShouldBe(ReferralMove.Leave);
    }

    [Fact]
    public void What_is_approved_is_only_repriced_or_cancelled()
    {
        PlanReferral.For(Credit(Anna), QualificationOutcome.Qualifies, Standing(ReferralStatus.Approved)).Current.ShouldBe(ReferralMove.Reprice);
        PlanReferral.For(Credit(Anna), QualificationOutcome.Refunded, Standing(ReferralStatus.Approved))
            .ShouldBe(new ReferralPlan(ReferralMove.Cancel, PlanReferral.OrderRefunded, false));
    }

    [Fact]
    public void A_repeat_order_that_earns_nothing_opens_nothing() =>
        PlanReferral.For(Credit(Anna) with { NewReferral = false, RewardEligible = false }, QualificationOutcome.Qualifies, null)
            .ShouldBe(new ReferralPlan(ReferralMove.Leave, null, false));

    [Fact]
    public void A_closed_case_makes_room_only_where_another_begins()
    {
        PlanReferral.For(Credit(Bob), QualificationOutcome.Refunded, Standing(ReferralStatus.Cancelled))
            .ShouldBe(new ReferralPlan(ReferralMove.SetAside, PlanReferral.AttributionChanged, true, PlanReferral.OrderRefunded));
        PlanReferral.For(Credit(Bob), QualificationOutcome.Qualifies, Standing(ReferralStatus.Rejected))
            .ShouldBe(new ReferralPlan(ReferralMove.Cancel, PlanReferral.AttributionChanged, true));
        foreach (var closed in new[] { ReferralStatus.Cancelled, ReferralStatus.Rejected })
        {
            PlanReferral.For(Credit(Bob) with { NewReferral = false, RewardEligible = false }, QualificationOutcome.Qualifies, Standing(closed))
                .ShouldBe(new ReferralPlan(ReferralMove.Leave, null, false));
        }
    }

    [Fact]
    public void What_a_person_rejected_makes_room_only_by_a_persons_word()
    {
        var rejected = Standing(ReferralStatus.Rejected) with { RejectedByHand = true };
        PlanReferral.For(Credit(Bob), QualificationOutcome.Qualifies, rejected).ShouldBe(new ReferralPlan(ReferralMove.Leave, null, false));
        PlanReferral.For(Credit(Bob) with { Via = Via.Manual }, QualificationOutcome.Qualifies, rejected)
            .ShouldBe(new ReferralPlan(ReferralMove.Cancel, PlanReferral.AttributionChanged, true));
    }

    private static ReferralStanding Standing(ReferralStatus status) => new(Anna, Program, status);

    private static AttributionDecision Credit(AdvocateId advocate) => new(
        AttributionOutcome.Attributed, advocate, Program, 1, Via.Click, AttributionReason.LastClick, "A click.", [], [], null, null, null, true, true);
}
