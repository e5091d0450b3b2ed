namespace Vouch.Domain.Programs;

/// <summary>An order that costs more in rewards than it brings, minor units.</summary>
public sealed record DearOrder(long Subtotal, long Rewards);

/// <summary>What a merchant should think about twice; a program is saved all the same.</summary>
public static class ProgramWarnings
{
    /// <summary>Both rewards together may exceed the order that earns them.</summary>
    public const string RewardsMayExceedOrder = "rewards_may_exceed_order";

    /// <summary>The attribution window is outside the usual 30 to 90 days.</summary>
    public const string WindowOutsideUsualRange = "window_outside_usual_range";

    /// <summary>Nothing is held back for returns.</summary>
    public const string NoReturnWindow = "no_return_window";

    private const int ShortestUsualWindow = 30;
    private const int LongestUsualWindow = 90;

    /// <summary>The codes of all warnings for these terms.</summary>
    public static IReadOnlyList<string> Of(ProgramTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var warnings = new List<string>();
        if (FindDearOrder(terms) is not null)
        {
            warnings.Add(RewardsMayExceedOrder);
        }

        if (terms.Attribution.WindowDays is < ShortestUsualWindow or > LongestUsualWindow)
        {
            warnings.Add(WindowOutsideUsualRange);
        }

        if (terms.Hold.Days == 0)
        {
            warnings.Add(NoReturnWindow);
        }

        return warnings;
    }

    /// <summary>A warning for people.</summary>
    public static string Sentence(string warning) => warning switch
    {
        RewardsMayExceedOrder => "Both rewards together may exceed a small order; set a minimum subtotal or a cap.",
        WindowOutsideUsualRange => "The attribution window is outside the usual 30 to 90 days.",
        NoReturnWindow => "Rewards leave before goods can come back; a return window protects you.",
        _ => throw new ArgumentOutOfRangeException(nameof(warning), warning, "There is no such warning."),
    };

    /// <summary>The smallest order whose rewards come to more than itself, and what they come to; null without one.</summary>
    /// <remarks>
    /// Between two thresholds a fixed reward stays and a percentage only grows with the order, so that the smallest
    /// order of each stretch is the dearest one to look at.
    /// </remarks>
    public static DearOrder? FindDearOrder(ProgramTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var smallest = Math.Max(terms.Qualification.MinimumSubtotal, 1);
        var rewards = terms.Tiers.Select(tier => tier.AdvocateReward).Append(terms.AdvocateReward).Append(terms.FriendReward)
            .OfType<RewardSpecification>();
        return rewards
            .SelectMany(reward => reward.ByOrderSubtotal.Select(step => step.From).Append(reward.MinimumSubtotal))
            .Append(smallest)
            .Where(subtotal => subtotal >= smallest)
            .Order()
            .Select(subtotal => new DearOrder(subtotal, Cost(terms, subtotal)))
            .FirstOrDefault(order => order.Rewards > order.Subtotal);
    }

    private static long Cost(ProgramTerms terms, long subtotal) =>
        StatedWorth.Cost(terms.FriendReward, subtotal)
        + terms.Tiers.Select(tier => tier.AdvocateReward).Append(terms.AdvocateReward).Max(reward => StatedWorth.Cost(reward, subtotal));
}
