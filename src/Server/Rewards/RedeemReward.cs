using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A wish to use one reward.</summary>
/// <param name="Amount">Minor units, or points; left out, all that is left (a coupon of a percentage needs it).</param>
/// <param name="OrderExternalId">The shop's id of the order it is used for.</param>
public sealed record RedeemRewardRequest(long? Amount = null, string? OrderExternalId = null);

/// <summary>Uses one reward: a part or the rest of credit and points, or a coupon.</summary>
public static class RedeemReward
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<RedeemRewardRequest, RewardAnswer>(
            "POST", "/v1/rewards/{id}/redeem", Permission.RewardsWrite, async (call, tx, wish) =>
        {
            var id = call.RouteId<RewardId>();
            var redeemed = await Run(tx, id, wish, call.Now);
            return redeemed.IsRefused ? redeemed.Refusal : Outcome.Ok((await RewardQueries.Answer(tx, id))!);
        });

    /// <summary>Redeems; refused where the reward is not usable or does not hold that much.</summary>
    public static async Task<Result<Reward>> Run(ShopTx tx, RewardId id, RedeemRewardRequest request, Instant now)
    {
        if (await RewardStore.Load(tx, id) is not { } reward)
        {
            return Refusal.NotFound("reward");
        }

        if (request.Amount is <= 0)
        {
            return RewardRefusals.AmountNotPositive;
        }

        if (reward.Kind == RewardKind.Cash)
        {
            return RewardRefusals.CashIsPaidOut;
        }

        return reward.IsCredit ? await Spend(tx, reward, request, now) : await UseCoupon(tx, reward, request, now);
    }

    private static async Task<Result<Reward>> Spend(ShopTx tx, Reward reward, RedeemRewardRequest request, Instant now)
    {
        var step = RewardStates.After(reward.Status, RewardMove.SpendPart);
        if (step.IsRefused)
        {
            return step.Refusal;
        }

        var parts = Lots.Spend([RedeemCredit.LotOf(reward)], request.Amount ?? reward.Remaining, now);
        if (parts.IsRefused)
        {
            return parts.Refusal;
        }

        var spending = new RedeemCredit.Spending(reward.AdvocateId, reward.Kind, reward.Asset, request.OrderExternalId);
        await RedeemCredit.Store(tx, spending, [reward], parts.Value, now);
        return (await RewardStore.Load(tx, reward.RewardId))!;
    }

    private static async Task<Result<Reward>> UseCoupon(ShopTx tx, Reward reward, RedeemRewardRequest request, Instant now)
    {
        var isFixed = reward.HasOwnAmount || reward.IsInPieces || reward.Promise().Value.Type == RewardValueType.Fixed;
        if (request.Amount is null && !isFixed)
        {
            return RewardRefusals.AmountMissing;
        }

        if (request.Amount > reward.Worth && !reward.IsInPieces && (isFixed || reward.Promise().Value.Cap is not null))
        {
            return RewardRefusals.AmountAboveWorth;
        }

        var step = RewardStates.After(reward.Status, RewardMove.Redeem);
        var mayBeSameUse = reward.Status == RewardStatus.Redeemed
            && (reward.CouponCode is not null || (reward.RedeemedOrder is { } known && known == request.OrderExternalId));
        return mayBeSameUse || !step.IsRefused
            ? await RedeemCoupon.Use(tx, reward, request.OrderExternalId, request.Amount, now)
            : step.Refusal;
    }
}
