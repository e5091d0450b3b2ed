using Shouldly;
using Vouch.Domain.Referrals;
using Xunit;

namespace Vouch.Domain.Tests.Referrals;

public sealed class ReferralStatesTests
{
    [Fact]
    public void Nothing_leads_out_of_approved_but_a_cancel_and_taking_the_approval_back()
    {
        foreach (var step in Enum.GetValues<ReferralStep>())
        {
            ReferralStates.After(ReferralStatus.Approved, step).IsRefused.ShouldBe(step is not (ReferralStep.Cancel or ReferralStep.Reopen), step.ToString());
        }
    }

    [Fact]
    public void Every_state_and_step_is_a_move_or_a_refusal_with_its_code()
    {
        foreach (var from in Enum.GetValues<ReferralStatus>())
        {
            foreach (var step in Enum.GetValues<ReferralStep>())
            {
                var after = ReferralStates.After(from, step);
                if (after.IsRefused)
                {
                    after.Refusal.Code.ShouldBe("referral_" + WireName.Of(from));
                    after.Refusal.Kind.ShouldBe(RefusalKind.State);
                }
            }
        }
    }

    [Fact]
    public void A_rejected_referral_is_only_paid_after_a_second_look()
    {
        ReferralStates.After(ReferralStatus.Rejected, ReferralStep.Approve).IsRefused.ShouldBeTrue();
        ReferralStates.After(ReferralStatus.Rejected, ReferralStep.Reopen).Value.ShouldBe(ReferralStatus.InReview);
        ReferralStates.After(ReferralStatus.InReview, ReferralStep.Approve).Value.ShouldBe(ReferralStatus.Approved);
    }
}
