using Vouch.Domain;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>
/// Rewards that a person of the shop has to hand over: a notice stands on the desk from issue until they are done.
/// Done is <c>redeem</c>, undone is <c>release</c>; the journal tells webhooks both.
/// </summary>
internal static class RewardTask
{
    private const string Notice = "reward_task";

    /// <summary>Asks for it, where it is such a reward.</summary>
    internal static void Raise(ShopTx tx, Reward reward, Instant now)
    {
        if (reward.Status == RewardStatus.Issued && IsOne(reward))
        {
            var what = reward.Promise().Title ?? WireName.Of(reward.Kind).Replace('_', ' ');
            Notices.Raise(
                tx, Notice, reward.RewardId.ToString(), $"A reward is to be handed over: {what}. Mark it as done when it is.", now);
        }
    }

    /// <summary>It is done, or not owed any more.</summary>
    internal static void Clear(ShopTx tx, Reward reward, Instant now)
    {
        if (reward.Status != RewardStatus.Issued && IsOne(reward))
        {
            Notices.Clear(tx, Notice, reward.RewardId.ToString(), now);
        }
    }

    private static bool IsOne(Reward reward) => RewardKinds.IsTask(reward.Kind, reward.Promise().CodePool);
}
