using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>An order's credit changed: given, moved, or taken away.</summary>
/// <param name="Order">Which order.</param>
/// <param name="Outcome">In one word.</param>
/// <param name="Advocate">Who has it now; null nobody.</param>
/// <param name="Program">Under which program.</param>
/// <param name="Via">By what.</param>
/// <param name="Reason">The stable reason.</param>
/// <param name="Before">Who had it before; null nobody.</param>
public sealed record OrderAttributed(
    OrderId Order,
    AttributionOutcome Outcome,
    AdvocateId? Advocate,
    ProgramId? Program,
    Via? Via,
    AttributionReason Reason,
    AdvocateId? Before) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "order.attributed";

    /// <inheritdoc/>
    public string Subject => Order.ToString();
}

/// <summary>Decides, and keeps, who gets the credit for an order. Asked twice on the same facts it changes nothing.</summary>
public static class DecideAttribution
{
    private const string Store = """
        INSERT INTO attributions (shop_id, order_id, outcome, advocate_id, program_id, program_version, via, reason, explanation, flags,
            evidence,
            touch_at, claim_id, locked_by_order_id, reward_eligible, decided_at)
        VALUES (@shop, @orderId, @outcome, @advocateId, @programId, @programVersion, @via, @reason, @explanation, @flags, @evidence,
            @touchAt, @claimId, @lockedByOrderId, @rewardEligible, @decidedAt)
        ON CONFLICT (shop_id, order_id) DO UPDATE SET outcome = excluded.outcome, advocate_id = excluded.advocate_id,
            program_id = excluded.program_id, program_version = excluded.program_version, via = excluded.via, reason = excluded.reason,
            explanation = excluded.explanation, flags = excluded.flags, evidence = excluded.evidence, touch_at = excluded.touch_at,
            claim_id = excluded.claim_id, locked_by_order_id = excluded.locked_by_order_id, reward_eligible = excluded.reward_eligible,
            decided_at = excluded.decided_at
        """;

    private const string MoveDecisions = "UPDATE attributions SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    /// <summary>The decision about an order, from all that is known now. Whether it may still change is the conductor's to know.</summary>
    /// <param name="tx">The fact's transaction; the order and its people are in it.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="order">Which order.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<AttributionDecision> ForOrder(ShopTx tx, Shop shop, OrderId order, Instant now)
    {
        var loaded = await LoadEvidence.ForOrder(tx, shop, order);
        var decision = AttributeOrder.Decide(loaded.Evidence, shop.TimeZone);
        var row = AttributionRow.Of(order, decision);
        if (row == loaded.Before)
        {
            return decision;
        }

        tx.Enqueue(Store, new StoredRow(row, now));
        if (HasMoved(loaded.Before, decision))
        {
            tx.Publish(
                new OrderAttributed(
                    order, decision.Outcome, decision.Advocate, decision.Program, decision.Via, decision.Reason, loaded.Before?.AdvocateId),
                now);
        }

        return decision;
    }

    /// <summary>Lets credit follow a merge of advocates; called with it, in its transaction.</summary>
    public static void FollowMerge(ShopTx tx, AdvocateId from, AdvocateId into) =>
        tx.Enqueue(MoveDecisions, new { From = from, Into = into });

    // Somebody has the credit or had it, and it is no longer the same.
    private static bool HasMoved(AttributionRow? before, AttributionDecision now) =>
        (before?.AdvocateId ?? now.Advocate) is not null
        && (before?.AdvocateId, before?.ProgramId, before?.Via, before?.Reason) != (now.Advocate, now.Program, now.Via, now.Reason);

    private sealed record StoredRow(AttributionRow Row, Instant DecidedAt)
    {
        public OrderId OrderId => Row.OrderId;
        public AttributionOutcome Outcome => Row.Outcome;
        public AdvocateId? AdvocateId => Row.AdvocateId;
        public ProgramId? ProgramId => Row.ProgramId;
        public long? ProgramVersion => Row.ProgramVersion;
        public Via? Via => Row.Via;
        public AttributionReason Reason => Row.Reason;
        public string Explanation => Row.Explanation;
        public string Flags => Row.Flags;
        public string Evidence => Row.Evidence;
        public Instant? TouchAt => Row.TouchAt;
        public ClaimId? ClaimId => Row.ClaimId;
        public OrderId? LockedByOrderId => Row.LockedByOrderId;
        public bool RewardEligible => Row.RewardEligible;
    }
}
