namespace Vouch.Domain.Feedback;

/// <summary>Where a customer stands by the answer to "would you recommend us": 0–6, 7–8, 9–10.</summary>
public enum Stance { Detractor, Passive, Promoter }

/// <summary>Why invitations pause.</summary>
public enum PauseReason { AtCapacity, Satisfaction }

/// <summary>What customers answered in a stretch of time, counted.</summary>
/// <param name="Detractors">Answers from 0 to 6.</param>
/// <param name="Passives">Answers of 7 and 8.</param>
/// <param name="Promoters">Answers of 9 and 10.</param>
public sealed record Satisfaction(long Detractors, long Passives, long Promoters)
{
    /// <summary>Answers of so many days count.</summary>
    public const int WindowDays = 90;

    /// <summary>Fewer answers than this say nothing.</summary>
    public const int LeastAnswers = 20;

    /// <summary>The highest answer.</summary>
    public const int Most = 10;

    /// <summary>How many answered.</summary>
    public long Answers => Detractors + Passives + Promoters;

    /// <summary>
    /// The net promoter score: the share of 9–10 minus the share of 0–6 in percent, to the nearest whole; null under
    /// <see cref="LeastAnswers"/>. Source: Reichheld, "The one number you need to grow", 2003.
    /// </summary>
    public int? Score => Answers < LeastAnswers
        ? null : (int)Math.Round(100m * (Promoters - Detractors) / Answers, MidpointRounding.AwayFromZero);

    /// <summary>Where an answer puts a customer.</summary>
    /// <param name="score">0–10.</param>
    public static Stance StanceOf(long score) => score <= 6 ? Stance.Detractor : score <= 8 ? Stance.Passive : Stance.Promoter;

    /// <summary>Counts answers.</summary>
    /// <param name="counts">How many gave each answer.</param>
    public static Satisfaction Of(IEnumerable<(long Score, long Count)> counts)
    {
        var by = counts.ToLookup(pair => StanceOf(pair.Score), pair => pair.Count);
        return new Satisfaction(by[Stance.Detractor].Sum(), by[Stance.Passive].Sum(), by[Stance.Promoter].Sum());
    }

    /// <summary>
    /// Whether invitations pause, and why: the merchant's own word comes first; too few answers never pause. What is compared is the score
    /// as it is shown.
    /// </summary>
    public PauseReason? Pauses(FeedbackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.AtCapacity ? PauseReason.AtCapacity : Score < settings.PauseBelow ? PauseReason.Satisfaction : null;
    }
}
