using Shouldly;
using Vouch.Domain.Referrals;
using Vouch.Domain.Rewards;
using Xunit;

namespace Vouch.Domain.Tests.Referrals;

/// <summary>"Where is my reward?": what it waits for, and the earliest day.</summary>
public sealed class RewardWaitTests
{
    private static readonly Instant Now = new(1_700_000_000_000);

    [Theory]
    [InlineData(ReferralStatus.Claimed, null, WaitCause.Order)]
    [InlineData(ReferralStatus.Pending, null, WaitCause.Payment)]
    [InlineData(ReferralStatus.Pending, RewardStatus.Pending, WaitCause.Payment)]
    [InlineData(ReferralStatus.InReview, RewardStatus.Pending, WaitCause.Person)]
    [InlineData(ReferralStatus.Approved, RewardStatus.Waiting, WaitCause.Code)]
    [InlineData(null, RewardStatus.Pending, WaitCause.Payment)]
    public void Each_state_has_a_cause(ReferralStatus? referral, RewardStatus? reward, WaitCause cause) =>
        RewardWait.Of(new WaitFacts(referral, reward), Now).ShouldBe(new Waiting(cause, null));

    [Theory]
    [InlineData(ReferralStatus.Approved, RewardStatus.Issued)]
    [InlineData(ReferralStatus.Approved, RewardStatus.Redeemed)]
    [InlineData(ReferralStatus.Rejected, null)]
    [InlineData(ReferralStatus.Expired, null)]
    [InlineData(ReferralStatus.InReview, RewardStatus.Revoked)]
    public void What_is_there_or_will_never_be_waits_for_nothing(ReferralStatus referral, RewardStatus? reward) =>
        RewardWait.Of(new WaitFacts(referral, reward), Now).ShouldBeNull();

    [Fact]
    public void The_day_told_is_the_end_of_the_window_and_never_over()
    {
        var facts = new WaitFacts(ReferralStatus.Pending, RewardStatus.Pending) { Due = Now.PlusDays(3) };
        RewardWait.Of(facts, Now).ShouldBe(new Waiting(WaitCause.ReturnWindow, Now.PlusDays(3)));
        RewardWait.Of(facts with { Due = Now.PlusDays(-3) }, Now).ShouldBe(new Waiting(WaitCause.ReturnWindow, Now));
    }

    [Fact]
    public void A_block_goes_before_the_window_and_a_question_before_its_day()
    {
        var facts = new WaitFacts(ReferralStatus.Pending, RewardStatus.Pending) { Due = Now.PlusDays(3), AsksSystem = true };
        RewardWait.Of(facts, Now)!.Cause.ShouldBe(WaitCause.ShopSystem);
        RewardWait.Of(facts with { IsBlocked = true }, Now)!.Cause.ShouldBe(WaitCause.Unblocking);
        RewardWait.Of(new WaitFacts(ReferralStatus.InReview, null) { AsksAdvocate = true }, Now)!.Cause.ShouldBe(WaitCause.AdvocatesAnswer);
    }

    [Fact]
    public void Cash_waits_for_an_account_then_for_a_payout_then_for_the_bank()
    {
        var cash = new WaitFacts(ReferralStatus.Approved, RewardStatus.Issued) { IsUnpaidCash = true };
        RewardWait.Of(cash, Now)!.Cause.ShouldBe(WaitCause.PayoutDetails);
        RewardWait.Of(cash with { HasAccount = true }, Now)!.Cause.ShouldBe(WaitCause.Payout);
        RewardWait.Of(cash with { IsUnpaidCash = false, IsWithBank = true }, Now)!.Cause.ShouldBe(WaitCause.Bank);
    }
}
