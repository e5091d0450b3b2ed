using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A person's wish to take a reward back.</summary>
/// <param name="Reason">Why; kept in the reward's history.</param>
public sealed record RevokeRewardRequest(string Reason);

/// <summary>Takes a reward back by a person's decision: what was spent of it is owed and netted later.</summary>
public static class RevokeReward
{
    private const int MaxReason = 500;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<RevokeRewardRequest, RewardAnswer>(
            "POST", "/v1/rewards/{id}/revoke", Permission.RewardsWrite, async (call, tx, wish) =>
        {
            var id = call.RouteId<RewardId>();
            var revoked = await Run(tx, id, wish.Reason, call.Now);
            return revoked.IsRefused ? revoked.Refusal : Outcome.Ok((await RewardQueries.Answer(tx, id))!);
        });

    /// <summary>Revokes; refused where the reward is used up, expired or revoked.</summary>
    public static async Task<Result<Reward>> Run(ShopTx tx, RewardId id, string reason, Instant now)
    {
        if (reason.Trim().Length is 0 or > MaxReason)
        {
            return Refusal.Invalid("reason", $"must have 1 to {MaxReason} characters");
        }

        if (await RewardStore.Load(tx, id) is not { } reward)
        {
            return Refusal.NotFound("reward");
        }

        var step = RewardStates.After(reward.Status, RewardMove.Revoke);
        return step.IsRefused ? step.Refusal : await ClawBackReward.To(tx, reward, 0, reason.Trim(), now);
    }
}
