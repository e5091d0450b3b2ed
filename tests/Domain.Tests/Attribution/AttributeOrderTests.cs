using Shouldly;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Xunit;
using static Vouch.Domain.Tests.Attribution.World;

namespace Vouch.Domain.Tests.Attribution;

public sealed class AttributeOrderTests
{
    private static readonly EarlierOrder ByAnna = new(new OrderId(1), Day(90), 1, true, Anna, Program, 1);
    private static readonly EarlierOrder Unattributed = new(new OrderId(2), Day(80), 0, true);

    [Fact]
    public void A_name_borne_by_two_without_an_address_is_ambiguous()
    {
        var decision = new World { Name = new NameDeclaration([Anna, Bogdan], null) }.Decide();
        decision.Reason.ShouldBe(AttributionReason.NameAmbiguous);
        decision.Outcome.ShouldBe(AttributionOutcome.NotQualified);
        decision.Evidence.ShouldHaveSingleItem().Dropped.ShouldBe(AttributionReason.NameAmbiguous);
    }

    [Fact]
    public void A_name_that_nobody_bears_is_evidence_but_no_credit() =>
        new World { Name = new NameDeclaration([], null) }.Decide().Outcome.ShouldBe(AttributionOutcome.NotQualified);

    [Fact]
    public void A_name_counts_for_the_one_who_could_earn() =>
        new World { Name = new NameDeclaration([Anna, Bogdan], null) }.With(Bogdan, AdvocateStatus.Blocked).Decide()
            .Advocate.ShouldBe(Anna);

    [Fact]
    public void An_address_settles_a_mistyped_name() =>
        new World { Name = new NameDeclaration([], Bogdan) }.Decide().Advocate.ShouldBe(Bogdan);

    [Fact]
    public void A_friends_coupon_counts_from_its_claim_and_names_it()
    {
        var coupon = CodeOf(Anna) with { At = Day(71), Claim = new ClaimId(9), ExpiresAt = Day(101) };
        var decision = new World { Touches = [coupon, Click(Bogdan, 99)] }.Decide();
        decision.Via.ShouldBe(Via.Coupon);
        decision.Claim.ShouldBe(new ClaimId(9));
        decision.TouchAt.ShouldBe(Day(71));
        new World { Touches = [coupon with { At = Day(69) }] }.Decide().Reason.ShouldBe(AttributionReason.OutsideWindow);
    }

    [Fact]
    public void Of_two_codes_the_last_applied_counts_and_both_are_shown()
    {
        var decision = new World { Touches = [CodeOf(Bogdan, 1), CodeOf(Anna, 0)] }.Decide();
        decision.Advocate.ShouldBe(Bogdan);
        decision.Flags.ShouldBe([AttributionWarning.CompetingAdvocates, AttributionWarning.MultipleReferralCoupons]);
    }

    [Fact]
    public void A_self_click_is_flagged_and_leaves_the_others_alone()
    {
        var world = new World { Order = new Purchase(Day(100), 5, ["c:anna"]), Touches = [Click(Anna, 99), Claim(Bogdan, 98)] };
        var decision = world.Decide();
        decision.Advocate.ShouldBe(Bogdan);
        decision.Flags.ShouldBe([AttributionWarning.SelfReferralAttempt]);
    }

    [Fact]
    public void First_touch_applies_to_claims_clicks_and_invitations()
    {
        var first = new World().With(Facts(new AttributionTerms(30, AttributionModel.FirstTouch, true)));
        (first with { Touches = [Claim(Bogdan, 99), Claim(Anna, 98)] }).Decide().Reason.ShouldBe(AttributionReason.FirstClaim);
        (first with { Touches = [Click(Bogdan, 99), Click(Anna, 98)] }).Decide().Advocate.ShouldBe(Anna);
        var invited = (first with { Touches = [Invite(Bogdan, 99), Invite(Anna, 98)] }).Decide();
        (invited.Advocate, invited.Reason).ShouldBe((Anna, AttributionReason.FirstInvite));
    }

    [Fact]
    public void Each_touch_is_judged_by_its_own_programs_window()
    {
        var old = Click(Bogdan, 50) with { Program = Other };
        new World { Touches = [old, Click(Anna, 50)] }.Decide().Program.ShouldBe(Other);
    }

    [Fact]
    public void The_terms_are_those_at_the_touch()
    {
        var oneDay = new AttributionTerms(1, AttributionModel.LastTouch, true);
        var narrow = new TermsInForce(2, Day(95), oneDay, new Qualification(true, null, 0, 1));
        var world = new World().With(Facts() with { Terms = [Facts().Terms[0], narrow] });
        (world with { Touches = [Click(Anna, 94)] }).Decide().ProgramVersion.ShouldBe(1);
        (world with { Touches = [Click(Anna, 96)] }).Decide().Reason.ShouldBe(AttributionReason.OutsideWindow);
    }

    [Fact]
    public void A_stopped_program_honours_what_was_touched_while_it_ran_unless_told_otherwise()
    {
        ActivePeriod ran = new(Day(0), Day(97));
        var world = new World { Touches = [Click(Anna, 96)] };
        world.With(Facts(null, null, ran)).Decide().Advocate.ShouldBe(Anna);
        world.With(Facts(new AttributionTerms(30, AttributionModel.LastTouch, false), null, ran)).Decide()
            .Reason.ShouldBe(AttributionReason.ProgramInactive);
        (world with { Touches = [CodeOf(Anna)] }).With(Facts(null, null, ran)).Decide().Reason.ShouldBe(AttributionReason.ProgramInactive);
    }

    [Fact]
    public void The_earliest_order_with_an_advocate_locks_and_a_cancelled_one_does_not()
    {
        var later = ByAnna with { Id = new OrderId(7), PlacedAt = Day(95), Advocate = Bogdan };
        var locked = new World { Earlier = [later, ByAnna], Touches = [CodeOf(Bogdan)] }.Decide();
        (locked.Advocate, locked.Via, locked.LockedBy).ShouldBe((Anna, Via.Lock, ByAnna.Id));
        (locked.NewReferral, locked.RewardEligible).ShouldBe((false, false));
        new World { Earlier = [ByAnna with { Counts = false }], Touches = [CodeOf(Bogdan)] }.Decide().Advocate.ShouldBe(Bogdan);
        new World { Earlier = [ByAnna with { PlacedAt = Day(101) }], Touches = [CodeOf(Bogdan)] }.Decide().Advocate.ShouldBe(Bogdan);
        var sameInstant = ByAnna with { PlacedAt = Day(100), Sequence = 4 };
        new World { Earlier = [sameInstant], Touches = [CodeOf(Bogdan)] }.Decide().Via.ShouldBe(Via.Lock);
        new World { Earlier = [Unattributed, ByAnna], Touches = [CodeOf(Bogdan)] }.Decide().Via.ShouldBe(Via.Lock);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(null, true)]
    public void A_repeat_order_earns_within_the_first_n(int? orders, bool earns)
    {
        var second = ByAnna with { Id = new OrderId(7), PlacedAt = Day(95) };
        new World { Earlier = [second, ByAnna] }.With(Facts(null, new Qualification(true, null, 0, orders))).Decide()
            .RewardEligible.ShouldBe(earns);
    }

    [Theory]
    [InlineData(AdvocateStatus.Blocked, AttributionReason.AdvocateBlocked)]
    [InlineData(AdvocateStatus.Erased, AttributionReason.AdvocateErased)]
    public void A_lock_to_somebody_who_cannot_earn_credits_nobody(AdvocateStatus status, AttributionReason reason)
    {
        var decision = new World { Earlier = [ByAnna], Touches = [Click(Bogdan, 99)] }.With(Anna, status).Decide();
        (decision.Outcome, decision.Reason, decision.Flags.Count).ShouldBe((AttributionOutcome.NotQualified, reason, 0));
    }

    [Fact]
    public void An_earlier_customer_is_organic_without_evidence_and_not_qualified_with_it()
    {
        new World { Earlier = [Unattributed] }.Decide().Outcome.ShouldBe(AttributionOutcome.Organic);
        var decision = new World { Earlier = [Unattributed], Touches = [Click(Anna, 99), Click(Bogdan, 98, 2)] }.Decide();
        (decision.Outcome, decision.Reason).ShouldBe((AttributionOutcome.NotQualified, AttributionReason.ExistingCustomer));
        decision.Flags.ShouldBeEmpty();
        decision.Explanation.ShouldContain("22 March 1970");
    }

    [Fact]
    public void A_former_customer_counts_as_new_after_the_days_without_an_order()
    {
        var world = new World { Earlier = [Unattributed], Touches = [Click(Anna, 99)] };
        world.With(Facts(null, new Qualification(true, 20, 0, 1))).Decide().Advocate.ShouldBe(Anna);
        world.With(Facts(null, new Qualification(true, 21, 0, 1))).Decide().Reason.ShouldBe(AttributionReason.ExistingCustomer);
    }

    [Fact]
    public void The_shops_own_word_makes_an_existing_customer() =>
        new World { Order = new Purchase(Day(100), 5, ["c:x"], SaidNew: false), Touches = [Click(Anna, 99)] }.Decide()
            .Reason.ShouldBe(AttributionReason.ExistingCustomer);

    [Fact]
    public void A_program_that_takes_earlier_customers_keeps_its_touches_beside_one_that_does_not()
    {
        var open = new World { Earlier = [Unattributed], Touches = [Click(Anna, 99), Click(Bogdan, 98, 2) with { Program = Other }] };
        open = open with { Programs = new(open.Programs) { [Other] = Facts(null, new Qualification(false, null, 0, 1)) } };
        var decision = open.Decide();
        (decision.Advocate, decision.Flags.Count).ShouldBe((Bogdan, 0));
    }

    [Fact]
    public void The_most_telling_reason_is_told()
    {
        var world = new World
        {
            Order = new Purchase(Day(100), 5, ["c:anna"]),
            Touches = [Click(Anna, 99), Click(Bogdan, 20, 2), CodeOf(Bogdan) with { ExpiresAt = Day(99) }],
            Name = new NameDeclaration([], null),
        };
        world.Decide().Reason.ShouldBe(AttributionReason.SelfReferral);
        (world with { Touches = [.. world.Touches.Skip(1)] }).Decide().Reason.ShouldBe(AttributionReason.NameNotFound);
        (world with { Touches = [.. world.Touches.Skip(1)], Name = null }).Decide().Reason.ShouldBe(AttributionReason.CouponExpired);
    }

    [Fact]
    public void A_decision_by_hand_for_nobody_wins_over_everything()
    {
        var decision = new World { Touches = [CodeOf(Anna)], Earlier = [ByAnna], Manual = [ByHand(1, Bogdan), ByHand(2, null)] }.Decide();
        (decision.Outcome, decision.Reason).ShouldBe((AttributionOutcome.NotQualified, AttributionReason.ManualOverride));
    }

    [Fact]
    public void A_decision_by_hand_makes_a_self_referral_only_when_forced_and_never_credits_the_erased()
    {
        var world = new World { Order = new Purchase(Day(100), 5, ["c:bogdan"]) };
        (world with { Manual = [ByHand(1, Bogdan)] }).Decide().Reason.ShouldBe(AttributionReason.SelfReferral);
        (world with { Manual = [ByHand(1, Bogdan) with { Forced = true }] }).Decide().Advocate.ShouldBe(Bogdan);
        (world with { Manual = [ByHand(1, Anna) with { Forced = true }] }).With(Anna, AdvocateStatus.Erased).Decide()
            .Reason.ShouldBe(AttributionReason.AdvocateErased);
    }

    [Fact]
    public void A_decision_by_hand_takes_the_program_of_the_touch_or_the_oldest_active_one()
    {
        new World { Manual = [ByHand(1, Anna)], Touches = [Click(Anna, 99) with { Program = Other }] }.Decide().Program.ShouldBe(Other);
        new World { Manual = [ByHand(1, Anna)] }.Decide().Program.ShouldBe(Program);
        new World { Manual = [ByHand(1, Anna)], Programs = [] }.Decide().RewardEligible.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, false, false, 1000, 0, QualificationOutcome.Qualifies)]
    [InlineData(false, false, false, 1000, 0, QualificationOutcome.AwaitsPayment)]
    [InlineData(false, false, false, 999, 0, QualificationOutcome.BelowMinimum)]
    [InlineData(true, false, false, 1500, 501, QualificationOutcome.BelowMinimum)]
    [InlineData(true, false, true, 1500, 1500, QualificationOutcome.Refunded)]
    [InlineData(true, true, true, 1500, 1500, QualificationOutcome.Cancelled)]
    public void An_order_qualifies_when_paid_and_kept_at_the_minimum(
        bool paid, bool cancelled, bool refunded, long subtotal, long returned, QualificationOutcome outcome)
    {
        var standing = new OrderStanding(paid, cancelled, refunded, subtotal, returned);
        Qualify.Decide(standing, new Qualification(true, null, 1000, 1)).ShouldBe(outcome);
    }

    private static Touch Invite(AdvocateId advocate, double day) => new(TouchClass.Invite, advocate, Program, Day(day), (long)day);

    private static ManualDecision ByHand(long sequence, AdvocateId? advocate) => new(sequence, advocate, null, false, Day(101));
}
