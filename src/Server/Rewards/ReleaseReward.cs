using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Undoes the use of one reward that is no credit: a coupon used by mistake, a task that was not done after all.</summary>
public static class ReleaseReward
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<NoBody, RewardAnswer>("POST", "/v1/rewards/{id}/release", Permission.RewardsWrite, async (call, tx, _) =>
        {
            var id = call.RouteId<RewardId>();
            var released = await Run(tx, id, call.Now);
            return released.IsRefused ? released.Refusal : Outcome.Ok((await RewardQueries.Answer(tx, id))!);
        });

    /// <summary>Gives it back; refused where it was not used, or is credit, which comes back by its redemption.</summary>
    public static async Task<Result<Reward>> Run(ShopTx tx, RewardId id, Instant now)
    {
        if (await RewardStore.Load(tx, id) is not { } reward)
        {
            return Refusal.NotFound("reward");
        }

        if (reward.IsCredit)
        {
            return RewardRefusals.ReleaseTheRedemption;
        }

        if (reward.Status != RewardStatus.Redeemed)
        {
            return RewardRefusals.NothingToRelease;
        }

        return reward is { CouponCode: { } code, RedeemedOrder: { } order }
            ? await RedeemCoupon.Release(tx, code, order, now)
            : await RedeemCoupon.Reopen(tx, reward, reward.RedeemedOrder ?? string.Empty, now);
    }
}
