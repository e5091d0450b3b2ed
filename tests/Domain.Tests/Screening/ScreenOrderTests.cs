using Shouldly;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;
using Xunit;

namespace Vouch.Domain.Tests.Screening;

public sealed class ScreenOrderTests
{
    private static readonly ScreeningTerms Defaults = new(12, 35, 80);

    [Fact]
    public void A_stranger_is_allowed_with_the_score_of_the_bias_alone()
    {
        var verdict = ScreenOrder.Decide(new ScreeningFacts(SameAccount: false), Defaults);
        verdict.Decision.ShouldBe(ScreeningDecision.Allow);
        verdict.Score.ShouldBe(1);
        verdict.Signals.ShouldBeEmpty();
    }

    [Fact]
    public void A_clear_self_referral_is_rejected_whatever_the_bands_say()
    {
        var verdict = ScreenOrder.Decide(new ScreeningFacts(SameAccount: true), new ScreeningTerms(99, 100, 100));
        verdict.Decision.ShouldBe(ScreeningDecision.Reject);
        verdict.Score.ShouldBe(98);
        verdict.Signals.ShouldHaveSingleItem().Code.ShouldBe("same_account");
    }

    [Theory]
    [InlineData(1, 35, 80, ScreeningDecision.Hold)]
    [InlineData(0, 1, 80, ScreeningDecision.Review)]
    [InlineData(0, 0, 1, ScreeningDecision.Reject)]
    [InlineData(2, 35, 80, ScreeningDecision.Allow)]
    public void A_band_begins_at_its_own_score(int holdAt, int reviewAt, int rejectAt, ScreeningDecision decision) =>
        ScreenOrder.Decide(new ScreeningFacts(SameAccount: false), new ScreeningTerms(holdAt, reviewAt, rejectAt)).Decision.ShouldBe(decision);
}
