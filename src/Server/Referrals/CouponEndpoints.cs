using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Domain.Rewards;
using Vouch.Server.Advocates;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Whose code it is.</summary>
public enum CouponSort
{
    /// <summary>A friend's own single-use code.</summary>
    FriendCoupon,

    /// <summary>An advocate's reward.</summary>
    AdvocateCoupon,

    /// <summary>An advocate's referral code, spoken or typed.</summary>
    ReferralCode,
}

/// <summary>What a code is worth, now and on this cart.</summary>
/// <param name="Code">In capitals.</param>
/// <param name="Valid">True when a shop should accept it.</param>
/// <param name="Reason">Why not; null when valid.</param>
/// <param name="Sort">Whose code it is.</param>
/// <param name="Kind">What it gives; null where the program gives friends no coupon.</param>
/// <param name="Value">How much, as the program says it.</param>
/// <param name="MinimumSubtotal">The smallest cart, minor units.</param>
/// <param name="Amount">What it takes off the cart of <c>?subtotal=</c>, minor units; null without one.</param>
/// <param name="Currency">Of the amounts.</param>
/// <param name="BoundToEmail">True when it is one person's.</param>
/// <param name="SingleUse">True when one order uses it up.</param>
/// <param name="ExpiresAt">When it ends; null never.</param>
/// <param name="ProgramId">Its program.</param>
/// <param name="AdvocateId">The advocate it speaks for, or whose reward it is.</param>
public sealed record CouponAnswer(
    string Code, bool Valid, string? Reason, CouponSort Sort, RewardKind? Kind, RewardValueAnswer? Value, long MinimumSubtotal,
    long? Amount, string Currency,
    bool BoundToEmail, bool SingleUse, Instant? ExpiresAt, ProgramId ProgramId, AdvocateId? AdvocateId);

/// <summary>The order a code is used for.</summary>
/// <param name="OrderExternalId">The shop's own id; the order may come later.</param>
public sealed record CouponUseRequest(string OrderExternalId);

/// <summary>How a shop without a connector accepts our codes: ask, use, give back.</summary>
internal static class CouponEndpoints
{
    private const int LongestOrderId = 200;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<CouponAnswer>("/v1/coupons/{code}", Permission.RewardsRead, async call =>
            await Look(call.Db, call.Shop, call.Route("code"), call.QueryAmount("subtotal"), call.Query("email"), call.Now) is { } answer
                ? Outcome.Ok(answer)
                : Refusal.NotFound("coupon"))
            .WithMetadata(
                new QueryParameter("subtotal", "The cart before discounts, minor units.", true),
                new QueryParameter("email", "Who wants to use it."));
        routes.Write<CouponUseRequest, CouponAnswer>("POST", "/v1/coupons/{code}/redeem", Permission.RewardsWrite, (call, tx, request) =>
            Change(call, tx, request, Redeem));
        routes.Write<CouponUseRequest, CouponAnswer>("POST", "/v1/coupons/{code}/release", Permission.RewardsWrite, (call, tx, request) =>
            Change(call, tx, request, Release));
    }

    /// <summary>What a code is; null when the shop has none such.</summary>
    internal static async Task<CouponAnswer?> Look(Reads db, Shop shop, string text, long? subtotal, string? email, Instant now)
    {
        if (Code.Normalize(text) is not { } code)
        {
            return null;
        }

        if (await RewardQueries.FindCoupon(db, code) is { } reward)
        {
            return OfReward(shop, reward, subtotal, email, now);
        }

        return await AdvocateQueries.FindByCode(db, code) is { } owner ? await OfAdvocate(db, shop, owner, subtotal, now) : null;
    }

    private static CouponAnswer OfReward(Shop shop, Reward reward, long? subtotal, string? email, Instant now)
    {
        var promise = reward.Promise();
        var bound = reward.PersonKey is not null;
        var reason = reward.Status switch
        {
            RewardStatus.Redeemed => "coupon_redeemed",
            RewardStatus.Expired => "coupon_expired",
            RewardStatus.Revoked => "coupon_revoked",
            _ when reward.ExpiresAt is { } until && until <= now => "coupon_expired",
            _ when bound && email is not null && PersonKeys.Email(shop, email) != reward.PersonKey => "coupon_bound",
            _ when subtotal < promise.MinimumSubtotal => "below_minimum",
            _ => null,
        };
        var value = reward.HasOwnAmount && promise.Value.Type == RewardValueType.Percent
            ? new RewardValue(RewardValueType.Fixed, reward.Worth)
            : CampaignBonus.Shown(promise, promise.Value);
        return new CouponAnswer(
            reward.CouponCode!, reason is null, reason,
            reward.Recipient == Recipient.Friend ? CouponSort.FriendCoupon : CouponSort.AdvocateCoupon,
            reward.Kind, RewardValueAnswer.Of(value), promise.MinimumSubtotal,
            subtotal is { } cart ? reward.OnCart(cart) : null, shop.Currency, bound, true, reward.ExpiresAt,
            reward.ProgramId, reward.AdvocateId);
    }

    private static async Task<CouponAnswer> OfAdvocate(Reads db, Shop shop, CodeOwner owner, long? subtotal, Instant now)
    {
        var program = (await ProgramQueries.Find(db, owner.ProgramId))!;
        var advocate = (await AdvocateQueries.Find(db, owner.AdvocateId))!;
        var running = await RunningOffer.Of(db, owner.ProgramId, program.Terms, owner.AdvocateId, now);
        var offer = running.Friend is { } friends && RewardKinds.HasCode(friends.Kind) ? friends : null;
        var reason = owner.Kind == CodeKind.Leaked ? "coupon_replaced"
            : owner.ExpiresAt is { } until && until <= now ? "coupon_expired"
            : program.Status != ProgramStatus.Active ? "program_inactive"
            : advocate.Status == AdvocateStatus.Blocked ? "advocate_blocked"
            : subtotal < (offer?.MinimumSubtotal ?? 0) ? "below_minimum"
            : null;
        return new CouponAnswer(
            owner.Code, reason is null, reason, CouponSort.ReferralCode,
            offer?.Kind, offer is null ? null : RewardValueAnswer.Of(CampaignBonus.Shown(offer, offer.Value)), offer?.MinimumSubtotal ?? 0,
            subtotal is { } cart && offer is not null ? RewardWorth.OnCart(offer, cart) : null, shop.Currency, false, false,
            owner.ExpiresAt,
            owner.ProgramId, owner.AdvocateId);
    }

    private static async Task<Outcome> Change(
        Call call, ShopTx tx, CouponUseRequest request, Func<Call, ShopTx, string, string, CouponAnswer, Task<Refusal?>> change)
    {
        if (request.OrderExternalId.Trim() is not { Length: >= 1 and <= LongestOrderId } order)
        {
            return Refusal.Invalid("orderExternalId", $"must have 1 to {LongestOrderId} characters");
        }

        if (await Look(tx, call.Shop, call.Route("code"), null, null, call.Now) is not { } found)
        {
            return Refusal.NotFound("coupon");
        }

        return await change(call, tx, found.Code, order, found) is { } refusal
            ? refusal
            : Outcome.Ok((await Look(tx, call.Shop, found.Code, null, null, call.Now))!);
    }

    // An advocate's code may be used by any number of orders; a coupon by one.
    private static async Task<Refusal?> Redeem(Call call, ShopTx tx, string code, string order, CouponAnswer found)
    {
        if (found.Sort != CouponSort.ReferralCode)
        {
            if (await IsAnothers(tx, call.Shop, code, order))
            {
                return RewardRefusals.CouponIsAnothers;
            }

            var used = await RedeemCoupon.Run(tx, code, order, await DiscountOf(tx, call.Shop, order), call.Now);
            if (used.IsRefused)
            {
                return used.Refusal;
            }

            // Whoever uses the coupon that was mailed to an address has the address: the claim is confirmed.
            if (await ClaimStore.OfCoupon(tx, code) is { EvidenceAt: null } claim)
            {
                await Friend.ConfirmPages.Keep(tx, call.Shop, claim.ClaimId);
            }
        }
        else if (!found.Valid)
        {
            return Refusal.State(found.Reason!, "This code is not valid at the moment.");
        }
        else
        {
            await CouponUses.Record(tx, code, order, call.Now);
        }

        await SettleOrder(call, tx, order);
        return null;
    }

    private static async Task<Refusal?> Release(Call call, ShopTx tx, string code, string order, CouponAnswer found)
    {
        var refusal = found.Sort == CouponSort.ReferralCode
            ? (await CouponUses.Release(tx, code, order, call.Now)).Refusal
            : (await RedeemCoupon.Release(tx, code, order, call.Now)).Refusal;
        if (refusal is null)
        {
            await SettleOrder(call, tx, order);
            await RevokeUndeserved(tx, code, call.Now);
        }

        return refusal;
    }

    // What had been used when its referral fell away was left alone; given back, it is not deserved any more.
    private static async Task RevokeUndeserved(ShopTx tx, string code, Instant now)
    {
        if (await RewardQueries.FindCoupon(tx, code) is { Status: RewardStatus.Issued, Recipient: Recipient.Advocate, ReferralId: { } id }
            && await ReferralStore.Find(tx, id) is { Status: ReferralStatus.Cancelled or ReferralStatus.Rejected } ended)
        {
            await VoidReward.ForReferral(tx, id, ended.Reason, now, orderStands: ended.Status == ReferralStatus.Rejected);
        }
    }

    // A friend's coupon is one person's; the order says whose it is, as soon as it is known.
    private static async Task<bool> IsAnothers(ShopTx tx, Shop shop, string code, string order) =>
        await RewardQueries.FindCoupon(tx, code) is { PersonKey: { } person }
            && await OrderQueries.Find(tx, shop, order) is { } known
            && known.PersonKeys(shop) is var buyer && buyer.Any(key => key[..2] == person[..2]) && !buyer.Contains(person);

    private static async Task<long?> DiscountOf(ShopTx tx, Shop shop, string order) =>
        (await OrderQueries.Find(tx, shop, order)) is { DiscountInShopCurrency: > 0 and var discount } ? discount : null;

    private static async Task SettleOrder(Call call, ShopTx tx, string order)
    {
        if (await OrderQueries.Find(tx, call.Shop, order) is { } known)
        {
            await ConductOrder.WithFollowers(tx, call.Shop, known, call.Now);
        }
    }
}
