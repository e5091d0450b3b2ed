using Vouch.Domain.Rewards;

namespace Vouch.Domain.Programs;

/// <summary>Turns stated tiers and milestones into the program's ladder.</summary>
internal static class LadderParsing
{
    /// <summary>The highest count a rung may stand at.</summary>
    public const int MostCount = 1_000_000;

    /// <summary>Days after which an advocate's reward runs out where nothing is said.</summary>
    public const int AdvocateExpiryDays = 365;

    private const int MostRungs = 50;

    /// <summary>Tiers, each above the one before.</summary>
    public static IReadOnlyList<Tier> Tiers(
        FieldReader reader, Optional<IReadOnlyList<TierRequest?>?> field, IReadOnlyList<Tier> basis, HoldTerms hold, bool hasBudget)
    {
        if (!field.IsPresent)
        {
            Budgeted(reader, "tiers", "advocateReward", basis.Select(tier => tier.AdvocateReward), hold, hasBudget);
            return basis;
        }

        var tiers = new List<Tier>();
        foreach (var (at, request) in Rungs(reader, "tiers", field.Value))
        {
            var stated = request ?? new TierRequest();
            if (!stated.From.IsPresent)
            {
                at.Fault("from", "Is required.");
            }

            var from = (int)at.Number("from", stated.From, 1, 1, MostCount);
            if (tiers.Count > 0 && from <= tiers[^1].From)
            {
                at.Fault("from", "Must be above the tier before.");
            }

            tiers.Add(new Tier(from, RungReward(at, "advocateReward", stated.AdvocateReward, hold, hasBudget)));
        }

        return tiers;
    }

    /// <summary>Milestones, each every so many referrals or once.</summary>
    public static IReadOnlyList<Milestone> Milestones(
        FieldReader reader, Optional<IReadOnlyList<MilestoneRequest?>?> field, IReadOnlyList<Milestone> basis, HoldTerms hold,
        bool hasBudget)
    {
        if (!field.IsPresent)
        {
            Budgeted(reader, "milestones", "reward", basis.Select(milestone => milestone.Reward), hold, hasBudget);
            return basis;
        }

        var milestones = new List<Milestone>();
        foreach (var (at, request) in Rungs(reader, "milestones", field.Value))
        {
            var stated = request ?? new MilestoneRequest();
            var every = (int?)at.NumberOrNone("every", stated.Every, null, 1, MostCount);
            var once = (int?)at.NumberOrNone("at", stated.At, null, 1, MostCount);
            if (every is null == once is null)
            {
                at.Fault("every", "Exactly one of every and at must be given.");
            }

            var reward = RungReward(at, "reward", stated.Reward, hold, hasBudget);
            if (RewardKinds.IsCredit(reward.Kind) && reward.Value.Type == RewardValueType.Percent)
            {
                at.Inside("reward").Inside("value").Fault("type", "A milestone has no order to take a percentage of: say an amount.");
            }

            milestones.Add(new Milestone(every, once, reward));
        }

        return milestones;
    }

    /// <summary>What stays as it was must still suit a budget that is new.</summary>
    private static void Budgeted(
        FieldReader reader, string list, string name, IEnumerable<RewardSpecification> rewards, HoldTerms hold, bool hasBudget)
    {
        var index = 0;
        foreach (var reward in rewards)
        {
            RewardParsing.Parse(reader.At(list, index++).Inside(name), new RewardRequest(), reward, hold, null, hasBudget);
        }
    }

    private static IEnumerable<(FieldReader At, T Request)> Rungs<T>(FieldReader reader, string name, IReadOnlyList<T>? requests)
    {
        if (requests?.Count > MostRungs)
        {
            reader.Fault(name, $"May have at most {MostRungs} entries.");
            return [];
        }

        return (requests ?? []).Select((request, i) => (reader.At(name, i), request));
    }

    private static RewardSpecification RungReward(
        FieldReader reader, string name, Optional<RewardRequest?> field, HoldTerms hold, bool hasBudget)
    {
        if (field.Value is null)
        {
            reader.Fault(name, "Is required.");
            return new RewardSpecification(RewardKind.Coupon, new RewardValue(RewardValueType.Fixed), [], 0, null, null, null);
        }

        return RewardParsing.Parse(reader.Inside(name), field.Value, null, hold, AdvocateExpiryDays, hasBudget);
    }
}
