using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;

namespace Vouch.Domain.Campaigns;

/// <summary>Whether a campaign can be kept with a program's rewards as they are.</summary>
public static class CampaignFit
{
    private const int Everything = 10_000;

    /// <summary>Why the campaign cannot be; null where it can.</summary>
    public static Refusal? Check(CampaignTerms campaign, ProgramTerms program)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(program);
        RewardSpecification?[] advocates = [program.AdvocateReward, .. program.Tiers.Select(tier => tier.AdvocateReward)];
        return Check(campaign, campaign.AdvocateBonus, [.. advocates.OfType<RewardSpecification>()], Recipient.Advocate)
            ?? Check(campaign, campaign.FriendBonus, program.FriendReward is { } friend ? [friend] : [], Recipient.Friend);
    }

    private static Refusal? Check(
        CampaignTerms campaign, BonusTerms? bonus, IReadOnlyList<RewardSpecification> rewards, Recipient recipient) =>
        bonus is null ? null
        : rewards.Count == 0 ? CampaignRefusals.NoRewardToAddTo
        : rewards.Select(reward => Check(campaign, bonus, reward, recipient)).FirstOrDefault(refusal => refusal is not null);

    private static Refusal? Check(CampaignTerms campaign, BonusTerms bonus, RewardSpecification reward, Recipient recipient)
    {
        if (!CampaignBonus.Takes(reward))
        {
            return CampaignRefusals.PiecesTakeNoBonus;
        }

        // A friend's code is counted at the till, before any order of theirs is known.
        var isOpen = recipient == Recipient.Friend && RewardKinds.HasCode(reward.Kind);
        var percentages = reward.ByOrderSubtotal.Select(step => step.Value).Append(reward.Value)
            .Where(value => isOpen && value.Type == RewardValueType.Percent).ToList();
        return percentages.Count > 0 && bonus.Extra is not null ? CampaignRefusals.ExtraOnPercentage
            : percentages.Any(value => (long)value.BasisPoints * bonus.Multiplier > (long)Everything * CampaignBonus.Plain)
                ? CampaignRefusals.BeyondEverything
            : campaign.Limits.Amount is not null && (reward.Kind == RewardKind.Points || percentages.Any(value => value.Cap is null))
                ? CampaignRefusals.AmountIsUnknown
            : null;
    }
}
