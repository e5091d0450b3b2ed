using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>
/// Joins two records that proved to be one person: codes, keys and portal sessions move, and the old id answers with
/// the surviving record. Facts (clicks, claims, shares) keep the advocate they were about; readers ask who survived.
/// What else belongs to an advocate (credit, referrals, rewards) is moved by the conductor, in the same transaction.
/// </summary>
public static class MergeAdvocates
{
    private const string Lock = """
        SELECT advocate_id FROM advocates WHERE shop_id = @shop AND advocate_id = ANY(@ids) ORDER BY advocate_id FOR UPDATE
        """;

    // Of two generated codes for one program the survivor's stays the one that is shown; the other works on.
    private const string RetireCodes = """
        UPDATE codes SET kind = 'merged'
        WHERE shop_id = @shop AND advocate_id = @from AND kind = 'generated' AND EXISTS (
            SELECT 1 FROM codes c
            WHERE c.shop_id = @shop AND c.advocate_id = @into AND c.program_id = codes.program_id AND c.kind = 'generated')
        """;

    private const string MoveCodes = "UPDATE codes SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    private const string DropSharedKeys = """
        DELETE FROM advocate_keys
        WHERE shop_id = @shop AND advocate_id = @from AND EXISTS (
            SELECT 1 FROM advocate_keys k
            WHERE k.shop_id = @shop AND k.advocate_id = @into AND k.kind = advocate_keys.kind AND k.person_key = advocate_keys.person_key)
        """;

    private const string MoveKeys = "UPDATE advocate_keys SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    private const string MoveLinks = "UPDATE portal_links SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    private const string MoveSessions = "UPDATE portal_sessions SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    private const string Redirect = "UPDATE advocates SET merged_into = @into WHERE shop_id = @shop AND merged_into = @from";

    private const string Empty = """
        UPDATE advocates SET merged_into = @into, email = NULL, name = NULL, name_key = NULL, search_key = '', external_id = NULL,
            phone = NULL
        WHERE shop_id = @shop AND advocate_id = @from
        """;

    /// <summary>The surviving advocate. Refused: an unknown or erased record, or one record merged with itself.</summary>
    public static async Task<Result<Advocate>> Run(ShopTx tx, AdvocateId from, AdvocateId into, Instant now)
    {
        await tx.Query<AdvocateId>(Lock, new { Ids = new[] { from, into } });
        var ending = await AdvocateQueries.Require(tx, from);
        var surviving = await AdvocateQueries.Require(tx, into);
        if (ending.IsRefused || surviving.IsRefused)
        {
            return ending.Refusal ?? surviving.Refusal!;
        }

        var (old, kept) = (ending.Value, surviving.Value);
        if (old.AdvocateId == kept.AdvocateId)
        {
            return from == into ? AdvocateRefusals.MergeWithItself : kept;
        }

        if (old.IsErased || kept.IsErased)
        {
            return AdvocateRefusals.AdvocateWasErased;
        }

        Move(tx, old.AdvocateId, kept.AdvocateId);
        var merged = Joined(old, kept);
        AdvocateStore.Update(tx, merged);
        tx.Publish(new AdvocateMerged(old.AdvocateId, kept.AdvocateId), now);
        ShopChanges.Tell(tx);
        return merged;
    }

    private static void Move(ShopTx tx, AdvocateId from, AdvocateId into)
    {
        var both = new { From = from, Into = into };
        tx.Enqueue(RetireCodes, both);
        tx.Enqueue(MoveCodes, both);
        tx.Enqueue(DropSharedKeys, both);
        tx.Enqueue(MoveKeys, both);
        tx.Enqueue(MoveLinks, both);
        tx.Enqueue(MoveSessions, both);
        tx.Enqueue(Redirect, both);
        tx.Enqueue(Empty, both);
        SearchWords.Put(tx, SearchKind.Advocate, from.Value);
        Notes.MoveTo(tx, from.ToString(), into.ToString());
    }

    // Joined since the earlier of the two; a block of either holds, so that merging lifts none.
    private static Advocate Joined(Advocate old, Advocate kept) => kept with
    {
        Email = kept.Email ?? old.Email,
        Name = kept.Name ?? old.Name,
        Locale = kept.Locale ?? old.Locale,
        ExternalId = kept.ExternalId ?? old.ExternalId,
        Phone = kept.Phone ?? old.Phone,
        Consent = kept.Consent || old.Consent,
        Status = StatusOf(old.Status, kept.Status),
        JoinedAt = Instant.Min(old.JoinedAt, kept.JoinedAt),
    };

    private static AdvocateStatus StatusOf(AdvocateStatus old, AdvocateStatus kept) =>
        old == AdvocateStatus.Blocked || kept == AdvocateStatus.Blocked ? AdvocateStatus.Blocked
        : old == AdvocateStatus.Active ? AdvocateStatus.Active
        : kept;
}
