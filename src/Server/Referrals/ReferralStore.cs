using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>The rows of referrals and their timelines. A timeline line's id orders it.</summary>
internal static class ReferralStore
{
    private const string Insert = """
        INSERT INTO referrals (shop_id, referral_id, program_id, program_version, advocate_id, friend_email, friend_name, friend_key,
            claim_id,
            order_id, parent_id, status, reason, reward_note, hold_until, nth, created_at, updated_at)
        VALUES (@shop, @referralId, @programId, @programVersion, @advocateId, @friendEmail, @friendName, @friendKey, @claimId,
            @orderId, @parentId, @status, @reason, @rewardNote, @holdUntil, @nth, @createdAt, @updatedAt)
        """;

    private const string Update = """
        UPDATE referrals SET program_version = @programVersion, advocate_id = @advocateId, friend_email = @friendEmail,
            friend_name = @friendName,
            friend_key = @friendKey, order_id = @orderId, parent_id = @parentId, status = @status, reason = @reason,
                reward_note = @rewardNote,
            hold_until = @holdUntil, nth = @nth, updated_at = @updatedAt
        WHERE shop_id = @shop AND referral_id = @referralId
        """;

    private const string ById = "SELECT " + Referral.Columns + " FROM referrals r WHERE r.shop_id = @shop AND r.referral_id = @id";

    private const string OfOrder = "SELECT " + Referral.Columns + """
         FROM referrals r WHERE r.shop_id = @shop AND r.order_id = @orderId AND r.reason <> 'attribution_changed'
        """;

    private const string OfClaim = "SELECT " + Referral.Columns + """
         FROM referrals r WHERE r.shop_id = @shop AND r.claim_id = @claimId ORDER BY r.referral_id DESC LIMIT 1
        """;

    private const string Approved = """
        SELECT count(*) FROM referrals WHERE shop_id = @shop AND program_id = @programId AND advocate_id = @advocateId
            AND status = 'approved'
        """;

    private const string EverApproved = """
        SELECT 1 FROM referral_timeline WHERE shop_id = @shop AND referral_id = @id AND type = 'approved' LIMIT 1
        """;

    private const string InsertLine = """
        INSERT INTO referral_timeline (shop_id, referral_id, timeline_id, at, type, detail)
        VALUES (@shop, @referralId, @lineId, @at, @type, @detail)
        """;

    private const string Lines = """
        SELECT at, type, detail FROM referral_timeline WHERE shop_id = @shop AND referral_id = @id ORDER BY timeline_id
        """;

    internal static void Add(ShopTx tx, Referral referral) => tx.Enqueue(Insert, referral);

    internal static void Save(ShopTx tx, Referral referral) => tx.Enqueue(Update, referral);

    internal static Task<Referral?> Find(Reads db, ReferralId id) => db.First<Referral>(ById, new { Id = id });

    /// <summary>The referral an order stands for now; one that lost its order to another advocate is history.</summary>
    internal static Task<Referral?> FindOfOrder(Reads db, OrderId order) => db.First<Referral>(OfOrder, new { OrderId = order });

    internal static Task<Referral?> FindOfClaim(Reads db, ClaimId claim) => db.First<Referral>(OfClaim, new { ClaimId = claim });

    internal static async Task<int> CountApproved(Reads db, ProgramId program, AdvocateId advocate) =>
        (int)await db.First<long>(Approved, new { ProgramId = program, AdvocateId = advocate });

    /// <summary>True when a referral is approved or was so before it was cancelled: its order's amounts are fixed.</summary>
    internal static async Task<bool> IsSettled(Reads db, Referral referral) => referral.Status switch
    {
        ReferralStatus.Approved => true,
        ReferralStatus.Cancelled => await db.First<long?>(EverApproved, new { Id = referral.ReferralId }) is not null,
        _ => false,
    };

    /// <summary>Adds a line to a referral's timeline; its id.</summary>
    internal static EventId Tell(ShopTx tx, ReferralId referral, Instant at, string type, string detail)
    {
        var line = tx.NewId<EventId>();
        tx.Enqueue(InsertLine, new { ReferralId = referral, LineId = line, At = at, Type = type, Detail = detail });
        return line;
    }

    internal static Task<List<TimelineEntry>> Timeline(Reads db, ReferralId referral) =>
        db.Query<TimelineEntry>(Lines, new { Id = referral });
}
