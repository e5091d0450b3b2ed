using Shouldly;
using Vouch.Domain.Feedback;
using Xunit;

namespace Vouch.Domain.Tests.Feedback;

/// <summary>What answers come to, when invitations pause for it, and when somebody is asked.</summary>
public sealed class SatisfactionTests
{
    private static readonly Instant Now = new(1_800_000_000_000);

    [Theory]
    [InlineData(0, Stance.Detractor)]
    [InlineData(6, Stance.Detractor)]
    [InlineData(7, Stance.Passive)]
    [InlineData(8, Stance.Passive)]
    [InlineData(9, Stance.Promoter)]
    [InlineData(10, Stance.Promoter)]
    public void An_answer_makes_a_detractor_a_passive_or_a_promoter(long score, Stance stance) => Satisfaction.StanceOf(score).ShouldBe(stance);

    [Theory]
    [InlineData(0, 0, 0, null)]
    [InlineData(19, 0, 0, null)]
    [InlineData(0, 0, 20, 100)]
    [InlineData(20, 0, 0, -100)]
    [InlineData(10, 0, 10, 0)]
    [InlineData(0, 20, 0, 0)]
    [InlineData(4, 4, 12, 40)]
    [InlineData(1, 11, 12, 46)]
    [InlineData(7, 7, 6, -5)]
    [InlineData(100, 100, 101, 0)]
    public void The_score_is_the_share_of_promoters_less_that_of_detractors_from_twenty_answers_on(
        long detractors, long passives, long promoters, int? score) => new Satisfaction(detractors, passives, promoters).Score.ShouldBe(score);

    [Fact]
    public void Answers_are_counted_by_what_they_make_of_customers() =>
        Satisfaction.Of([(0, 1), (6, 2), (7, 3), (8, 4), (9, 5), (10, 6)]).ShouldBe(new Satisfaction(3, 7, 11));

    [Theory]
    [InlineData(false, null, -100, null)]
    [InlineData(false, 30, 30, null)]
    [InlineData(false, 30, 29, PauseReason.Satisfaction)]
    [InlineData(false, 0, -1, PauseReason.Satisfaction)]
    [InlineData(false, 100, null, null)]
    [InlineData(true, null, 100, PauseReason.AtCapacity)]
    [InlineData(true, 30, -100, PauseReason.AtCapacity)]
    [InlineData(true, null, null, PauseReason.AtCapacity)]
    public void Invitations_pause_for_the_merchants_word_or_a_score_below_the_wish_and_never_for_too_few_answers(
        bool atCapacity, int? pauseBelow, int? score, PauseReason? reason)
    {
        var heard = score is { } exact ? new Satisfaction(1000 - (exact * 10), 0, 1000 + (exact * 10)) : new Satisfaction(19, 0, 0);
        heard.Score.ShouldBe(score);
        heard.Pauses(new FeedbackSettings(PauseBelow: pauseBelow, AtCapacity: atCapacity)).ShouldBe(reason);
    }

    [Fact]
    public void An_answer_may_change_for_fourteen_days()
    {
        SurveyRules.MayAnswer(null, Now).ShouldBeTrue();
        SurveyRules.MayAnswer(Now, Now.PlusDays(14)).ShouldBeTrue();
        SurveyRules.MayAnswer(Now, Now.PlusDays(14) + TimeSpan.FromMilliseconds(1)).ShouldBeFalse();
    }

    [Fact]
    public void A_delivery_that_is_told_a_month_late_is_not_asked_about()
    {
        SurveyRules.DueAt(Now, 3).ShouldBe(Now.PlusDays(3));
        SurveyRules.IsStale(Now, 3, Now.PlusDays(33)).ShouldBeFalse();
        SurveyRules.IsStale(Now, 3, Now.PlusDays(34)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(-1, null, "feedback.afterDays")]
    [InlineData(61, null, "feedback.afterDays")]
    [InlineData(0, -101, "feedback.pauseBelow")]
    [InlineData(60, 101, "feedback.pauseBelow")]
    [InlineData(60, 100, null)]
    [InlineData(0, -100, null)]
    public void Settings_out_of_range_are_named(int afterDays, int? pauseBelow, string? field) =>
        (new FeedbackSettings(true, afterDays, pauseBelow).Check()?.Field).ShouldBe(field);
}
