using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>How far a question to the shop's own system is.</summary>
public enum VetoState
{
    /// <summary>It is asked, or asked again later.</summary>
    Waiting,

    /// <summary>It answered.</summary>
    Answered,

    /// <summary>It was asked often enough.</summary>
    Silent,
}

/// <summary>A question to the shop's own system: the latest about its referral.</summary>
/// <param name="ReferralId">About which.</param>
/// <param name="VetoId">Of the question; a new one where it is put anew.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">Attempts without an answer so far.</param>
public sealed record VetoQuestion(ReferralId ReferralId, VetoId VetoId, VetoState State, long Attempts)
{
    /// <summary>Nothing came of it yet.</summary>
    internal bool IsOpen => State != VetoState.Answered;
}

/// <summary>The rows of questions to the shop's own system.</summary>
internal static class VetoStore
{
    private const string ById = """
        SELECT referral_id, veto_id, state, attempts FROM vetoes WHERE shop_id = @shop AND referral_id = @id
        """;

    private const string OpenOnes = """
        SELECT referral_id, veto_id, state, attempts FROM vetoes WHERE shop_id = @shop AND state <> 'answered' ORDER BY referral_id
        """;

    private const string Put = """
        INSERT INTO vetoes (shop_id, referral_id, veto_id, state, asked_at, attempts, answer, reason, answered_at)
        VALUES (@shop, @id, @vetoId, 'waiting', @at, 0, NULL, NULL, NULL)
        ON CONFLICT (shop_id, referral_id) DO UPDATE SET veto_id = excluded.veto_id, state = 'waiting', asked_at = excluded.asked_at,
            attempts = 0, answer = NULL, reason = NULL, answered_at = NULL
        """;

    private const string Count = "UPDATE vetoes SET attempts = @attempts, state = @state WHERE shop_id = @shop AND referral_id = @id";

    private const string Close = """
        UPDATE vetoes SET state = 'answered', attempts = attempts + 1, answer = @answer, reason = @reason, answered_at = @at
        WHERE shop_id = @shop AND referral_id = @id
        """;

    private const string Delete = "DELETE FROM vetoes WHERE shop_id = @shop AND referral_id = @id AND state <> 'answered'";

    internal static Task<VetoQuestion?> Find(Reads db, ReferralId id) => db.First<VetoQuestion>(ById, new { Id = id });

    /// <summary>All that nothing came of yet.</summary>
    internal static Task<List<VetoQuestion>> Open(Reads db) => db.Query<VetoQuestion>(OpenOnes);

    /// <summary>Puts the question, in the place of the one before.</summary>
    internal static void Ask(ShopTx tx, ReferralId id, Instant at) =>
        tx.Enqueue(Put, new { Id = id, VetoId = tx.NewId<VetoId>(), At = at });

    internal static void Save(ShopTx tx, VetoQuestion question) =>
        tx.Enqueue(Count, new { Id = question.ReferralId, question.Attempts, question.State });

    internal static void Answer(ShopTx tx, ReferralId id, VetoDecision answer, string? reason, Instant at) =>
        tx.Enqueue(Close, new { Id = id, answer, reason, At = at });

    /// <summary>There is nothing to ask any more.</summary>
    internal static void Forget(ShopTx tx, ReferralId id) => tx.Enqueue(Delete, new { Id = id });
}
