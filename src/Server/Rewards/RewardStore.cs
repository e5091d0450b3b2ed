using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Loads rewards for a change and stores them with their history.</summary>
internal static class RewardStore
{
    internal const string Columns =
        "reward_id, program_id, program_version, referral_id, claim_id, order_id, recipient, advocate_id, person_key, role, milestone, "
        + "step, kind, specification, base_amount, asset, granted, entitled, remaining, in_transit, worth, status, coupon_code, "
        + "redeemed_amount, redeemed_order, issuable_at, issued_at, expires_at, reserved_amount, reserved_count, reserved_scopes, "
        + "created_at, campaign_id, bonus_amount";

    private const string ById = $"SELECT {Columns} FROM rewards WHERE shop_id = @shop AND reward_id = @reward FOR UPDATE";

    // The number of a gift card is no coupon: the shop's own till knows it.
    private const string ByCode = $"""
        SELECT {Columns} FROM rewards WHERE shop_id = @shop AND coupon_code = @code AND kind <> 'gift_card' FOR UPDATE
        """;

    private const string OfReferral = $"""
        SELECT {Columns} FROM rewards WHERE shop_id = @shop AND referral_id = @referral AND role = 'offer' AND status <> 'revoked'
        ORDER BY reward_id FOR UPDATE
        """;

    private const string OfClaim = $"""
        SELECT {Columns} FROM rewards WHERE shop_id = @shop AND claim_id = @claim AND status <> 'revoked' ORDER BY reward_id FOR UPDATE
        """;

    private const string Insert = $"""
        INSERT INTO rewards (shop_id, {Columns})
        VALUES (@shop, @rewardId, @programId, @programVersion, @referralId, @claimId, @orderId, @recipient, @advocateId, @personKey, @role,
            @milestone, @step, @kind, @specification, @baseAmount, @asset, @granted, @entitled, @remaining, @inTransit, @worth, @status,
            @couponCode, @redeemedAmount, @redeemedOrder, @issuableAt, @issuedAt, @expiresAt, @reservedAmount, @reservedCount,
            @reservedScopes, @createdAt, @campaignId, @bonusAmount)
        """;

    private const string Update = """
        UPDATE rewards SET referral_id = @referralId, kind = @kind, specification = @specification, base_amount = @baseAmount,
            asset = @asset, granted = @granted, entitled = @entitled, remaining = @remaining, in_transit = @inTransit, worth = @worth,
            status = @status,
            coupon_code = @couponCode, redeemed_amount = @redeemedAmount, redeemed_order = @redeemedOrder, issuable_at = @issuableAt,
                issued_at = @issuedAt,
            expires_at = @expiresAt, reserved_amount = @reservedAmount, reserved_count = @reservedCount,
            campaign_id = @campaignId, bonus_amount = @bonusAmount
        WHERE shop_id = @shop AND reward_id = @rewardId
        """;

    private const string AddHistory = """
        INSERT INTO reward_history (shop_id, reward_id, history_id, at, type, amount, detail)
        VALUES (@shop, @reward, @history, @at, @type, @amount, @detail)
        """;

    internal static Task<Reward?> Load(ShopTx tx, RewardId reward) => tx.First<Reward>(ById, new { Reward = reward });

    internal static Task<Reward?> Load(ShopTx tx, string code) => tx.First<Reward>(ByCode, new { Code = code });

    internal static Task<List<Reward>> Offers(ShopTx tx, ReferralId referral) => tx.Query<Reward>(OfReferral, new { Referral = referral });

    internal static Task<List<Reward>> Offers(ShopTx tx, ClaimId claim) => tx.Query<Reward>(OfClaim, new { Claim = claim });

    internal static void Add(ShopTx tx, Reward reward) => tx.Enqueue(Insert, reward);

    /// <summary>Stores a reward that this transaction has loaded, and so locked.</summary>
    internal static void Save(ShopTx tx, Reward reward) => tx.Enqueue(Update, reward);

    /// <summary>Writes one line of a reward's history.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="reward">The reward.</param>
    /// <param name="at">Shop time.</param>
    /// <param name="type">What happened, one word.</param>
    /// <param name="amount">How much; null where none is meant.</param>
    /// <param name="detail">A stable reason or an external id; empty without.</param>
    /// <returns>A name that no other line has: the natural source of what the step posts.</returns>
    internal static string Note(ShopTx tx, Reward reward, Instant at, string type, long? amount, string detail = "")
    {
        var history = tx.NewId<EntryId>();
        tx.Enqueue(AddHistory, new { Reward = reward.RewardId, History = history, At = at, Type = type, Amount = amount, Detail = detail });
        return $"{reward.RewardId}/{history.Value}";
    }
}
