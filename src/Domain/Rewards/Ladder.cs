using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>A milestone that fires at one count of approved referrals.</summary>
/// <param name="Rule">Which of the program's milestones: <c>every/5</c> or <c>at/10</c>.</param>
/// <param name="Step">The count at which it fires.</param>
/// <param name="Reward">What is given.</param>
public sealed record ReachedMilestone(string Rule, int Step, RewardSpecification Reward);

/// <summary>Tiers and milestones: what the n-th approved referral earns (marginal: earlier ones are not re-priced).</summary>
public static class Ladder
{
    /// <summary>The advocate's reward for the n-th approved referral: the highest tier reached, else the plain one, if any.</summary>
    public static RewardSpecification? AdvocateReward(ProgramTerms terms, int nth) =>
        terms.Tiers.Where(tier => tier.From <= nth).MaxBy(tier => tier.From)?.AdvocateReward ?? terms.AdvocateReward;

    /// <summary>The milestones that fire exactly at the n-th approved referral.</summary>
    public static IReadOnlyList<ReachedMilestone> Milestones(IReadOnlyList<Milestone> milestones, int nth) =>
        [.. milestones.Where(m => nth > 0 && Fires(m, nth)).Select(m => new ReachedMilestone(Rule(m), nth, m.Reward))];

    /// <summary>True when a milestone given at a count is no longer deserved: fewer referrals than that stand approved.</summary>
    public static bool FellBelow(int step, int approved) => approved < step;

    private static bool Fires(Milestone milestone, int nth) => milestone.Every is { } every ? nth % every == 0 : milestone.At == nth;

    private static string Rule(Milestone milestone) => milestone.Every is { } every ? $"every/{every}" : $"at/{milestone.At}";
}
