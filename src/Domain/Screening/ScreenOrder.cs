using Vouch.Domain.Programs;

namespace Vouch.Domain.Screening;

/// <summary>What screening says: pay as usual, wait longer, let a person look, pay nothing. The purchase is never touched.</summary>
public enum ScreeningDecision { Allow, Hold, Review, Reject }

/// <summary>A rule that decided in place of the score.</summary>
public enum ScreeningRule
{
    /// <summary>Buyer and advocate are one person, clearly.</summary>
    SelfReferral,

    /// <summary>The shop's list of what is fine.</summary>
    AllowListed,

    /// <summary>The shop's list of what is not.</summary>
    BlockListed,

    /// <summary>The program does not pay, or lets a person look, where two live at one address.</summary>
    Household,
}

/// <summary>What the shop's lists say about a referral; both null where they say nothing.</summary>
/// <param name="Allowed">The entry that lets it pass.</param>
/// <param name="Blocked">The entry that stops it; an entry that lets it pass goes before it.</param>
public sealed record ListVerdict(string? Allowed, string? Blocked)
{
    /// <summary>Nothing on any list.</summary>
    public static readonly ListVerdict Silent = new(null, null);
}

/// <summary>The verdict.</summary>
/// <param name="Score">Probability of abuse times 100, rounded down, so that it reads as the bands do.</param>
/// <param name="Decision">What follows.</param>
/// <param name="Signals">What counted, the heaviest first.</param>
/// <param name="Rule">What decided in place of the score; null where the score did.</param>
public sealed record ScreeningVerdict(
    int Score, ScreeningDecision Decision, IReadOnlyList<ScreeningSignal> Signals, ScreeningRule? Rule = null);

/// <summary>Decides how likely an attributed order is abuse: log-odds of the signals added up, through the logistic function.</summary>
public static class ScreenOrder
{
    /// <summary>The verdict under a program's bands; a clear self-referral is rejected outright, whatever bands and lists say.</summary>
    public static ScreeningVerdict Decide(ScreeningFacts facts, ScreeningModel model, ScreeningTerms terms, ListVerdict lists)
    {
        var values = ReadSignals.From(facts);
        var probability = model.Probability(values);
        var (decision, rule) = Ruled(facts, terms, lists) ?? Scored(facts, probability, terms);
        return new ScreeningVerdict((int)Math.Floor(100 * probability), decision, model.Contributions(values), rule);
    }

    /// <summary>The band of a probability.</summary>
    public static ScreeningDecision Band(double probability, ScreeningTerms terms) =>
        100 * probability >= terms.RejectAt ? ScreeningDecision.Reject
        : 100 * probability >= terms.ReviewAt ? ScreeningDecision.Review
        : 100 * probability >= terms.HoldAt ? ScreeningDecision.Hold
        : ScreeningDecision.Allow;

    private static (ScreeningDecision Decision, ScreeningRule? Rule)? Ruled(
        ScreeningFacts facts, ScreeningTerms terms, ListVerdict lists) =>
        facts.SameAccount ? (ScreeningDecision.Reject, ScreeningRule.SelfReferral)
        : lists.Allowed is not null ? (ScreeningDecision.Allow, ScreeningRule.AllowListed)
        : lists.Blocked is not null ? (ScreeningDecision.Reject, ScreeningRule.BlockListed)
        : facts.SameAddress && terms.Household == HouseholdMode.Reject ? (ScreeningDecision.Reject, ScreeningRule.Household)
        : null;

    private static (ScreeningDecision Decision, ScreeningRule? Rule) Scored(ScreeningFacts facts, double probability, ScreeningTerms terms)
    {
        var band = Band(probability, terms);
        return facts.SameAddress && terms.Household == HouseholdMode.Review && band < ScreeningDecision.Review
            ? (ScreeningDecision.Review, ScreeningRule.Household)
            : (band, null);
    }
}
