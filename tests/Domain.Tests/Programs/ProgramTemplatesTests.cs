using Shouldly;
using Vouch.Domain.Programs;
using Xunit;

namespace Vouch.Domain.Tests.Programs;

public sealed class ProgramTemplatesTests
{
    private const string LongName = "Małgorzata Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka";

    public static TheoryData<ProgramTemplate, string> Everywhere =>
        new(from template in ProgramTemplates.All from code in (string[])["PLN", "EUR", "USD", "JPY", "RON", "GBP", "KWD", "IDR", "CLF"] select (template, code));

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_template_makes_a_program_that_may_start(ProgramTemplate template, string code)
    {
        var terms = Made(template, code);
        terms.Name.ShouldBe(LongName);
        (terms.AdvocateReward is not null && terms.FriendReward is not null).ShouldBeTrue("both sides get something");
        ProgramWarnings.Of(terms).Except(template == ProgramTemplate.BusinessLead ? [ProgramWarnings.WindowOutsideUsualRange] : []).ShouldBeEmpty();
        terms.Hold.Days.ShouldBeGreaterThan(0);
        terms.Limits.PerAdvocate!.Rewards.ShouldBe(10);
    }

    [Fact]
    public void In_any_currency_there_is_each_template_is_valid() =>
        Currency.All.SelectMany(currency => ProgramTemplates.All.Select(template => ProgramParsing.Parse(Draft(template, currency))))
            .Where(made => made.IsRefused).ShouldBeEmpty();

    [Theory]
    [InlineData("EUR", 1000, 5000)]
    [InlineData("USD", 1000, 5000)]
    [InlineData("GBP", 1000, 5000)]
    [InlineData("PLN", 4000, 20_000)]
    [InlineData("RON", 5000, 25_000)]
    [InlineData("JPY", 1500, 7500)]
    [InlineData("KWD", 10_000, 50_000)]
    public void Amounts_are_those_that_the_currency_is_used_to(string code, long credit, long minimum)
    {
        var terms = Made(ProgramTemplate.StoreCredit, code);
        terms.AdvocateReward!.Value.Amount.ShouldBe(credit);
        terms.FriendReward!.Value.Amount.ShouldBe(credit);
        terms.Qualification.MinimumSubtotal.ShouldBe(minimum);
    }

    [Fact]
    public void A_template_replaces_whatever_another_left()
    {
        foreach (var before in ProgramTemplates.All)
        {
            foreach (var after in ProgramTemplates.All)
            {
                var merged = ProgramParsing.Merge(Draft(after, Currency.Of("PLN")), Made(before, "PLN"));
                merged.IsRefused.ShouldBeFalse($"{before} to {after}");
                merged.Value.ShouldBeEquivalentTo(Made(after, "PLN"), $"{before} to {after}");
            }
        }
    }

    [Fact]
    public void A_lead_between_businesses_has_time_and_a_choice()
    {
        var terms = Made(ProgramTemplate.BusinessLead, "EUR");
        terms.Attribution.WindowDays.ShouldBe(180);
        terms.AdvocateReward!.Kind.ShouldBe(RewardKind.Cash);
        terms.AdvocateReward.Choice.ShouldBe([RewardKind.GiftCard]);
    }

    [Fact]
    public void The_ladder_pays_by_order_and_every_fifth_friend()
    {
        var terms = Made(ProgramTemplate.Ladder, "EUR");
        terms.AdvocateReward!.ByOrderSubtotal.Select(step => (step.From, step.Value.Amount)).ShouldBe([(10_000, 1000), (20_000, 2000)]);
        terms.Milestones.ShouldHaveSingleItem().Every.ShouldBe(5);
    }

    internal static ProgramTerms Made(ProgramTemplate template, string code) => ProgramParsing.Parse(Draft(template, Currency.Of(code))).Value;

    private static ProgramRequest Draft(ProgramTemplate template, Currency currency) =>
        ProgramTemplates.Draft(template, currency, LongName, "https://sklep.example/");
}
