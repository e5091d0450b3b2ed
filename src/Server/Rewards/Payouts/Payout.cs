using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A batch of payments as its row holds it.</summary>
/// <param name="PayoutId">Its id.</param>
/// <param name="Method">By which way.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Currency">The shop's.</param>
/// <param name="Amount">All of it, minor units.</param>
/// <param name="People">To how many.</param>
/// <param name="NeedsApproval">True when a second person has to agree.</param>
/// <param name="CreatedBy">Who made it: a key's or a member of staff's id.</param>
/// <param name="ApprovedBy">The second person; null without.</param>
/// <param name="ApprovedAt">When they agreed.</param>
/// <param name="SentAt">When the bank was told.</param>
/// <param name="ClosedAt">When nothing of it was open any more.</param>
/// <param name="CreatedAt">Shop time.</param>
internal sealed record Payout(
    PayoutId PayoutId, PayoutMethod Method, PayoutStatus Status, string Currency, long Amount, long People, bool NeedsApproval,
    string CreatedBy, string? ApprovedBy, Instant? ApprovedAt, Instant? SentAt, Instant? ClosedAt, Instant CreatedAt)
{
    /// <summary>True once it may leave.</summary>
    internal bool MayLeave => !NeedsApproval || ApprovedBy is not null;
}

/// <summary>One person's payment.</summary>
/// <param name="ItemId">Its id, which the bank gives back on statements.</param>
/// <param name="PayoutId">Of which payout.</param>
/// <param name="Owner">Whose: the advocate's id, or the id of a friend's single reward.</param>
/// <param name="AdvocateId">The advocate; null for a friend's.</param>
/// <param name="Name">The account holder; null once erased.</param>
/// <param name="Email">Where they are reached.</param>
/// <param name="Iban">Sealed; null where it is paid by another way.</param>
/// <param name="IbanHint">What may be shown of it.</param>
/// <param name="Bic">The bank, where it was said.</param>
/// <param name="Country">The payee's country, where it was said.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it failed or was called off.</param>
/// <param name="ClosedAt">When it came to its end.</param>
internal sealed record PayoutItem(
    PayoutItemId ItemId, PayoutId PayoutId, string Owner, AdvocateId? AdvocateId, string? Name, string? Email, string? Iban,
    string? IbanHint, string? Bic, string? Country, long Amount, PayoutStatus Status, string? Reason, Instant? ClosedAt)
{
    internal bool IsOpen => Status is PayoutStatus.Created or PayoutStatus.Sent;
}

/// <summary>The rows of payouts.</summary>
internal static class PayoutStore
{
    private const string Columns =
        "payout_id, method, status, currency, amount, people, needs_approval, created_by, approved_by, approved_at, sent_at, closed_at, "
        + "created_at";

    private const string ItemColumns =
        "item_id, payout_id, owner, advocate_id, name, email, iban, iban_hint, bic, country, amount, status, reason, closed_at";

    private const string ById = $"SELECT {Columns} FROM payouts WHERE shop_id = @shop AND payout_id = @payout FOR UPDATE";

    private const string One = $"SELECT {Columns} FROM payouts WHERE shop_id = @shop AND payout_id = @payout";

    private const string Page = $"""
        SELECT {Columns} FROM payouts
        WHERE shop_id = @shop AND payout_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY payout_id DESC LIMIT @take
        """;

    private const string ItemsOf =
        $"SELECT {ItemColumns} FROM payout_items WHERE shop_id = @shop AND payout_id = @payout ORDER BY item_id";

    private const string Insert = $"""
        INSERT INTO payouts (shop_id, {Columns})
        VALUES (@shop, @payoutId, @method, @status, @currency, @amount, @people, @needsApproval, @createdBy, @approvedBy, @approvedAt,
            @sentAt, @closedAt, @createdAt)
        """;

    private const string Update = """
        UPDATE payouts SET status = @status, approved_by = @approvedBy, approved_at = @approvedAt, sent_at = @sentAt, closed_at = @closedAt
        WHERE shop_id = @shop AND payout_id = @payoutId
        """;

    private const string InsertItem = $"""
        INSERT INTO payout_items (shop_id, {ItemColumns})
        VALUES (@shop, @itemId, @payoutId, @owner, @advocateId, @name, @email, @iban, @ibanHint, @bic, @country, @amount, @status, @reason,
            @closedAt)
        """;

    private const string UpdateItem = """
        UPDATE payout_items SET status = @status, reason = @reason, closed_at = @closedAt WHERE shop_id = @shop AND item_id = @itemId
        """;

    private const string InsertLot =
        "INSERT INTO payout_lots (shop_id, item_id, reward_id, amount) VALUES (@shop, @item, @reward, @amount)";

    private const string LotsOf = """
        SELECT l.reward_id AS reward, r.kind, l.amount FROM payout_lots l
        JOIN rewards r ON r.shop_id = l.shop_id AND r.reward_id = l.reward_id
        WHERE l.shop_id = @shop AND l.item_id = @item ORDER BY l.reward_id
        """;

    internal static Task<Payout?> Lock(ShopTx tx, PayoutId id) => tx.First<Payout>(ById, new { Payout = id });

    internal static Task<Payout?> Find(Reads db, PayoutId id) => db.First<Payout>(One, new { Payout = id });

    internal static Task<List<Payout>> List(Reads db, PayoutId? after, int take) =>
        db.Query<Payout>(Page, new { After = after, Take = take });

    internal static Task<List<PayoutItem>> Items(Reads db, PayoutId id) => db.Query<PayoutItem>(ItemsOf, new { Payout = id });

    internal static Task<List<Domain.Rewards.LotPart>> Lots(Reads db, PayoutItemId item) =>
        db.Query<Domain.Rewards.LotPart>(LotsOf, new { Item = item });

    internal static void Add(ShopTx tx, Payout payout) => tx.Enqueue(Insert, payout);

    internal static void Save(ShopTx tx, Payout payout) => tx.Enqueue(Update, payout);

    internal static void Add(ShopTx tx, PayoutItem item) => tx.Enqueue(InsertItem, item);

    internal static void Save(ShopTx tx, PayoutItem item) => tx.Enqueue(UpdateItem, item);

    internal static void AddLot(ShopTx tx, PayoutItemId item, RewardId reward, long amount) =>
        tx.Enqueue(InsertLot, new { Item = item, Reward = reward, Amount = amount });
}
