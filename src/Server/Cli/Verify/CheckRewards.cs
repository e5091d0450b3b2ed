using Vouch.Domain;
using Vouch.Domain.Rewards;
using Vouch.Server.Rewards;

namespace Vouch.Server.Cli;

/// <summary>Each reward stands where the journal left it, and holds nothing that its state does not allow.</summary>
internal static class CheckRewards
{
    internal static async Task Run(ShopCheck check, JournalStory story)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var reward in RewardPages.Read(check.Db))
        {
            var id = reward.RewardId.ToString();
            seen.Add(id);
            if (!story.Rewards.TryGetValue(id, out var told))
            {
                check.Findings.Differ($"The journal tells nothing of the reward {id}, which is {WireName.Of(reward.Status)}.");
            }
            else
            {
                Compare(check.Findings, reward, told);
            }

            Sane(check.Findings, reward);
            Bonus(check.Findings, reward);
            check.Step(1);
        }

        foreach (var id in story.Rewards.Keys.Where(id => !seen.Contains(id)))
        {
            check.Findings.Differ($"The journal tells of the reward {id}, which is not there.");
        }
    }

    private static void Compare(Findings findings, Reward reward, ToldReward told)
    {
        if (reward.Status != told.Status)
        {
            findings.Differ(
                $"The reward {reward.RewardId} is {WireName.Of(reward.Status)}, by the journal it is {WireName.Of(told.Status)}.");
        }

        var amount = AccrueReward.Amount(reward);
        if (amount != told.Entitled)
        {
            findings.Differ($"The reward {reward.RewardId} comes to {amount} {reward.Asset}, by the journal to {told.Entitled}.");
        }
    }

    private static void Bonus(Findings findings, Reward reward)
    {
        var bonus = reward.Promise().Bonus;
        var share = reward.ReservedCount == 0 ? 0 : CampaignBonus.ShareOf(bonus, AccrueReward.Amount(reward));
        if (reward.BonusAmount != share || (bonus is null) != (reward.CampaignId is null))
        {
            findings.Differ(
                $"The reward {reward.RewardId} is said to have {reward.BonusAmount} of a campaign's bonus in it, "
                + $"by its promise it has {share}.");
        }
    }

    private static void Sane(Findings findings, Reward reward)
    {
        if (reward.Remaining < 0 || (reward.Remaining > 0 && reward.Status != RewardStatus.Issued))
        {
            findings.Differ(
                $"The reward {reward.RewardId} has {reward.Remaining} {reward.Asset} left, but it is {WireName.Of(reward.Status)}.");
        }

        if (reward.Entitled > reward.Granted)
        {
            findings.Differ(
                $"The reward {reward.RewardId} comes to {reward.Entitled} {reward.Asset}, more than the {reward.Granted} granted.");
        }

        if (reward.Status == RewardStatus.Revoked && (reward.ReservedAmount != 0 || reward.ReservedCount != 0))
        {
            findings.Differ($"The reward {reward.RewardId} is revoked and still holds {reward.ReservedAmount} of caps and budget.");
        }
    }
}
