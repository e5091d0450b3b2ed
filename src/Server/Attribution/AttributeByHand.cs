using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>A person's decision about an order's credit.</summary>
/// <param name="Advocate">Who gets it; null nobody.</param>
/// <param name="Program">Under which program; null lets the evidence, else the oldest active program decide.</param>
/// <param name="Reason">In the person's words.</param>
/// <param name="Forced">Against the rules on self-referral and blocked advocates.</param>
/// <param name="DecidedBy">The member of staff or the key.</param>
public sealed record HandDecision(AdvocateId? Advocate, ProgramId? Program, string Reason, bool Forced, string DecidedBy);

/// <summary>Keeps a person's decision; the order is decided again by the conductor right after.</summary>
public static class AttributeByHand
{
    private const int LongestReason = 1000;

    private const string Insert = """
        INSERT INTO manual_attributions (shop_id, order_id, sequence, advocate_id, program_id, reason, forced, decided_by, at)
        SELECT @shop, @orderId, coalesce(max(m.sequence), 0) + 1, @advocate, @program, @reason, @forced, @decidedBy, @at
        FROM manual_attributions m WHERE m.shop_id = @shop AND m.order_id = @orderId
        """;

    private const string ProgramExists = "SELECT program_id FROM programs WHERE shop_id = @shop AND program_id = @programId";

    /// <summary>True when kept. Refused: no reason given, an unknown advocate or program, an erased advocate.</summary>
    public static async Task<Result<bool>> Record(ShopTx tx, OrderId order, HandDecision decision, Instant now)
    {
        if (string.IsNullOrWhiteSpace(decision.Reason) || decision.Reason.Length > LongestReason)
        {
            return Refusal.Invalid("reason", "must say why, in at most 1000 characters");
        }

        if (decision.Program is { } program && await tx.First<ProgramId?>(ProgramExists, new { ProgramId = program }) is null)
        {
            return Refusal.NotFound("program");
        }

        if (decision.Advocate is { } advocate)
        {
            var found = await AdvocateQueries.Require(tx, advocate);
            if (found.IsRefused || found.Value.IsErased)
            {
                return found.Refusal ?? AdvocateRefusals.AdvocateWasErased;
            }
        }

        await tx.Execute(Insert, new
        {
            OrderId = order,
            decision.Advocate,
            decision.Program,
            Reason = decision.Reason.Trim(),
            decision.Forced,
            decision.DecidedBy,
            At = now,
        });
        return true;
    }
}
