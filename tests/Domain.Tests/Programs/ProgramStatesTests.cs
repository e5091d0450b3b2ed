using Shouldly;
using Vouch.Domain.Programs;
using Xunit;

namespace Vouch.Domain.Tests.Programs;

public sealed class ProgramStatesTests
{
    [Theory]
    [InlineData(ProgramStatus.Draft, ProgramAction.Activate, ProgramStatus.Active)]
    [InlineData(ProgramStatus.Draft, ProgramAction.Pause, null)]
    [InlineData(ProgramStatus.Draft, ProgramAction.End, null)]
    [InlineData(ProgramStatus.Draft, ProgramAction.Update, ProgramStatus.Draft)]
    [InlineData(ProgramStatus.Active, ProgramAction.Activate, null)]
    [InlineData(ProgramStatus.Active, ProgramAction.Pause, ProgramStatus.Paused)]
    [InlineData(ProgramStatus.Active, ProgramAction.End, ProgramStatus.Ended)]
    [InlineData(ProgramStatus.Active, ProgramAction.Update, ProgramStatus.Active)]
    [InlineData(ProgramStatus.Paused, ProgramAction.Activate, ProgramStatus.Active)]
    [InlineData(ProgramStatus.Paused, ProgramAction.Pause, null)]
    [InlineData(ProgramStatus.Paused, ProgramAction.End, ProgramStatus.Ended)]
    [InlineData(ProgramStatus.Paused, ProgramAction.Update, ProgramStatus.Paused)]
    [InlineData(ProgramStatus.Ended, ProgramAction.Activate, null)]
    [InlineData(ProgramStatus.Ended, ProgramAction.Pause, null)]
    [InlineData(ProgramStatus.Ended, ProgramAction.End, null)]
    [InlineData(ProgramStatus.Ended, ProgramAction.Update, null)]
    public void Every_action_in_every_state_leads_somewhere_or_is_refused(ProgramStatus status, ProgramAction action, ProgramStatus? after)
    {
        var result = ProgramStates.After(status, action);
        result.IsRefused.ShouldBe(after is null);
        if (after is { } expected)
        {
            result.Value.ShouldBe(expected);
        }
        else
        {
            result.Refusal!.Kind.ShouldBe(RefusalKind.State);
            result.Refusal.Sentence.ShouldEndWith(".");
        }
    }

    [Fact]
    public void The_table_covers_every_state_and_action() =>
        (Enum.GetValues<ProgramStatus>().Length * Enum.GetValues<ProgramAction>().Length).ShouldBe(16);

    [Fact]
    public void A_period_holds_its_start_and_not_its_end()
    {
        ActivePeriod period = new(new Instant(100), new Instant(200));
        period.Covers(new Instant(99)).ShouldBeFalse();
        period.Covers(new Instant(100)).ShouldBeTrue();
        period.Covers(new Instant(200)).ShouldBeFalse();
        (period with { UntilAt = null }).Covers(new Instant(9999)).ShouldBeTrue();
    }

    [Fact]
    public void The_terms_say_what_the_rules_do()
    {
        var terms = ProgramParsing.Parse(ProgramParsingTests.Least() with
        {
            FriendReward = ProgramParsingTests.PercentOff(15),
            Tiers = new List<TierRequest?> { new() { From = 3, AdvocateReward = ProgramParsingTests.Credit(2000) } },
            Milestones = new List<MilestoneRequest?> { new() { Every = 5, Reward = ProgramParsingTests.PercentOff(20, 3000) } },
            Limits = new LimitsRequest { Budget = 500_000 },
        }).Value;
        var text = string.Join("\n", TermsText.Of(TestData.Words("en"), terms, Currency.Of("EUR"), "Tea & Leaf", TermsVoice.Advocate)
            .SelectMany(chapter => chapter.Sentences));
        text.ShouldContain("within 30 days");
        text.ShouldContain("Your friend must be a new customer.");
        text.ShouldContain("For each such friend you get €15 of store credit.");
        text.ShouldContain("Your friend gets 15% off, at most €50.");
        text.ShouldContain("From friend number 3 on you get €20 of store credit instead.");
        text.ShouldContain("After every 5 friends you also get 20% off, at most €30.");
        text.ShouldContain("31 days after delivery; where we do not learn of the delivery, 36 days after payment.");
        text.ShouldContain("at most 10 rewards in a calendar month");
        text.ShouldContain("budget");
        text.ShouldContain("oneself");
        text.ShouldContain("Whoever recommends Tea & Leaf through this program is rewarded for it");
    }

    [Fact]
    public void The_terms_speak_to_whoever_reads_them()
    {
        var terms = ProgramParsing.Parse(ProgramParsingTests.Least() with { FriendReward = ProgramParsingTests.PercentOff(15) }).Value;
        string Text(TermsVoice voice) => string.Join(
            "\n", TermsText.Of(TestData.Words("en"), terms, Currency.Of("EUR"), "Tea & Leaf", voice).SelectMany(chapter => chapter.Sentences));

        var friend = Text(TermsVoice.Friend);
        friend.ShouldStartWith("You get 15% off, at most €50.");
        friend.ShouldContain("You must be a new customer.");
        friend.ShouldContain("For your purchase whoever invited you gets €15 of store credit.");
        friend.ShouldNotContain("dvocate");

        var advocate = Text(TermsVoice.Advocate);
        advocate.ShouldStartWith("For each such friend you get €15 of store credit.");
        advocate.ShouldContain("Your friend gets 15% off, at most €50.");
        advocate.ShouldNotContain("dvocate");
    }
}
