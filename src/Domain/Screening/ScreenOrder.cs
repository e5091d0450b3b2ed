using Vouch.Domain.Programs;

namespace Vouch.Domain.Screening;

/// <summary>What screening says: pay as usual, wait longer, let a person look, pay nothing. The purchase is never touched.</summary>
public enum ScreeningDecision { Allow, Hold, Review, Reject }

/// <summary>When it is asked: at the order, and again before the reward leaves.</summary>
public enum ScreeningStage { Order, Release }

/// <summary>One thing that counted.</summary>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Weight">Log-odds it adds.</param>
/// <param name="Detail">In words, fair to the person and without a recipe.</param>
public sealed record ScreeningSignal(string Code, double Weight, string Detail);

/// <summary>The verdict.</summary>
/// <param name="Score">Probability of abuse times 100, rounded.</param>
/// <param name="Decision">What follows.</param>
/// <param name="Signals">What counted, the heaviest first.</param>
public sealed record ScreeningVerdict(int Score, ScreeningDecision Decision, IReadOnlyList<ScreeningSignal> Signals);

/// <summary>What screening looks at.</summary>
/// <param name="SameAccount">Buyer and advocate share the customer id or the canonical address.</param>
public sealed record ScreeningFacts(bool SameAccount);

/// <summary>Decides how likely an attributed order is abuse: log-odds of the signals added up, through the logistic function.</summary>
public static class ScreenOrder
{
    private const double Bias = -4.2;

    private static readonly ScreeningSignal SameAccount =
        new("same_account", 8, "Buyer and advocate use the same customer account or mail address.");

    /// <summary>The verdict under a program's bands; a clear self-referral is rejected outright, whatever the bands say.</summary>
    public static ScreeningVerdict Decide(ScreeningFacts facts, ScreeningTerms bands)
    {
        List<ScreeningSignal> signals = facts.SameAccount ? [SameAccount] : [];
        var probability = 1 / (1 + Math.Exp(-(Bias + signals.Sum(s => s.Weight))));
        var score = (int)Math.Round(100 * probability, MidpointRounding.AwayFromZero);
        return new ScreeningVerdict(score, facts.SameAccount ? ScreeningDecision.Reject : Band(score, bands), signals);
    }

    private static ScreeningDecision Band(int score, ScreeningTerms bands) =>
        score >= bands.RejectAt ? ScreeningDecision.Reject
        : score >= bands.ReviewAt ? ScreeningDecision.Review
        : score >= bands.HoldAt ? ScreeningDecision.Hold
        : ScreeningDecision.Allow;
}
