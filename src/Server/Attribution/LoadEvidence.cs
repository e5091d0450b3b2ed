using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>An order's evidence, and the decision that stood before.</summary>
internal sealed record LoadedEvidence(AttributionEvidence Evidence, AttributionRow? Before);

/// <summary>Gathers all that attribution looks at for one order, up to the order's own time, in few questions to the database.</summary>
internal static class LoadEvidence
{
    // One row a person key; the last decision by hand and the decision that stands come along.
    private const string SelectOrder = """
        SELECT o.placed_at, o.sequence, o.payment_key, o.click_id, o.body, p.person_key, (
                SELECT min(c.customer_from) FROM order_people q
                JOIN customer_people k ON k.shop_id = @shop AND k.person_key = q.person_key
                JOIN customers c ON c.shop_id = @shop AND c.customer_key = k.customer_key
                WHERE q.shop_id = @shop AND q.order_id = o.order_id) AS customer_from,
            m.sequence AS hand_sequence, m.advocate_id AS hand_advocate, m.program_id AS hand_program, m.forced AS hand_forced,
            m.at AS hand_at, a.outcome, a.advocate_id, a.program_id, a.program_version, a.via, a.reason, a.explanation, a.flags,
            a.evidence, a.touch_at, a.claim_id, a.locked_by_order_id, a.reward_eligible
        FROM orders o
        LEFT JOIN order_people p ON p.shop_id = @shop AND p.order_id = o.order_id
        LEFT JOIN attributions a ON a.shop_id = @shop AND a.order_id = o.order_id
        LEFT JOIN manual_attributions m ON m.shop_id = @shop AND m.order_id = o.order_id AND m.sequence = (
            SELECT max(n.sequence) FROM manual_attributions n WHERE n.shop_id = @shop AND n.order_id = @orderId)
        WHERE o.shop_id = @shop AND o.order_id = @orderId
        """;

    private const int MostCredited = 1000;

    private const string SelectEarlier = """
        SELECT o.order_id, o.placed_at, o.sequence, a.advocate_id, a.program_id, a.program_version
        FROM unnest(CAST(@keys AS text[])) AS k(value) CROSS JOIN order_people p
        JOIN orders o ON o.shop_id = @shop AND o.order_id = p.order_id
        LEFT JOIN attributions a ON a.shop_id = @shop AND a.order_id = p.order_id
        WHERE p.shop_id = @shop AND p.person_key = k.value AND o.status <> 'cancelled' AND NOT o.fraud_rejected
            AND (o.placed_at < @placedAt OR (o.placed_at = @placedAt AND o.sequence < @sequence))
        """;

    /// <summary>The evidence; an order that is not there is a bug.</summary>
    internal static async Task<LoadedEvidence> ForOrder(Reads db, Shop shop, OrderId id)
    {
        var rows = await db.Query<OrderRow>(SelectOrder, new { OrderId = id });
        if (rows.Count == 0)
        {
            throw new InvalidOperationException($"There is no {id}.");
        }

        var order = rows[0];
        List<string> keys = [.. rows.Select(row => row.PersonKey).OfType<string>()];
        var told = OrderBody.Read(order.Body);
        var purchase = new Purchase(
            order.PlacedAt, order.Sequence, keys, order.PaymentKey, told.SaidNew, order.CustomerFrom, PersonName.Fold(told.CustomerName),
            order.PaymentKey is null ? [] : [.. told.Addresses.Select(address => PersonKeys.Postal(shop, address)).OfType<string>()]);
        List<ManualDecision> manual = order.ByHand() is { } hand ? [hand] : [];
        var earlier = keys.Count == 0
            ? []
            : Telling(await db.Query<EarlierRow>(SelectEarlier, new { Keys = keys, order.PlacedAt, order.Sequence }));
        var touches = await LoadTouches.Of(db, keys, order.PlacedAt, order.ClickId, told.CouponCodes);
        var name = await Name(db, shop, told);
        var advocates = await LoadAdvocates.Of(db, Named(touches, name, earlier, manual));
        var asksPrograms = touches.Count + earlier.Count + manual.Count > 0 || name is not null || told.SaidNew == false;
        var programs = asksPrograms || order.CustomerFrom is not null
            ? await LoadPrograms.All(db)
            : new Dictionary<ProgramId, ProgramFacts>();
        return new LoadedEvidence(
            new AttributionEvidence(purchase, touches, name, [.. earlier.Select(row => row.ToEarlier())], manual, advocates, programs),
            order.Before(id));
    }

    // The earliest with an advocate lock; the very last says since when somebody is a customer.
    private static List<EarlierRow> Telling(List<EarlierRow> all)
    {
        var sorted = all.Distinct().OrderBy(row => row.PlacedAt).ThenBy(row => row.Sequence).ToList();
        var credited = sorted.Where(row => row.AdvocateId is not null).Take(MostCredited);
        return [.. credited.Concat(sorted.TakeLast(1)).Distinct()];
    }

    private static async Task<NameDeclaration?> Name(Reads db, Shop shop, OrderBody told)
    {
        var folded = PersonName.Fold(told.AdvocateName);
        if (folded.Length == 0 && told.AdvocateEmail is null)
        {
            return null;
        }

        var byName = folded.Length == 0 ? [] : await LoadAdvocates.Named(db, folded);
        var byEmail = PersonKeys.Email(shop, told.AdvocateEmail) is { } key ? await LoadAdvocates.WithKey(db, key) : null;
        return new NameDeclaration(byName, byEmail);
    }

    private static HashSet<AdvocateId> Named(
        List<Touch> touches, NameDeclaration? name, List<EarlierRow> earlier, List<ManualDecision> manual) =>
    [
        .. touches.Select(touch => touch.Advocate),
        .. name?.ByName ?? [],
        .. name?.ByEmail is { } confirmed ? [confirmed] : Array.Empty<AdvocateId>(),
        .. earlier.Where(row => row.AdvocateId is not null).Select(row => row.AdvocateId!.Value),
        .. manual.Where(row => row.Advocate is not null).Select(row => row.Advocate!.Value),
    ];

    private sealed record OrderRow(
        Instant PlacedAt, long Sequence, string? PaymentKey, ClickId? ClickId, string Body, string? PersonKey, Instant? CustomerFrom,
        long? HandSequence, AdvocateId? HandAdvocate, ProgramId? HandProgram, bool? HandForced, Instant? HandAt,
        AttributionOutcome? Outcome, AdvocateId? AdvocateId, ProgramId? ProgramId, long? ProgramVersion, Via? Via,
        AttributionReason? Reason, string? Explanation, string? Flags, string? Evidence, Instant? TouchAt, ClaimId? ClaimId,
        OrderId? LockedByOrderId, bool? RewardEligible)
    {
        internal ManualDecision? ByHand() =>
            HandSequence is { } sequence ? new ManualDecision(sequence, HandAdvocate, HandProgram, HandForced!.Value, HandAt!.Value) : null;

        internal AttributionRow? Before(OrderId id) => Outcome is not { } outcome ? null : new AttributionRow(
            id, outcome, AdvocateId, ProgramId, ProgramVersion, Via, Reason!.Value, Explanation!, Flags!, Evidence!, TouchAt, ClaimId,
            LockedByOrderId, RewardEligible!.Value);
    }

    private sealed record EarlierRow(
        OrderId OrderId, Instant PlacedAt, long Sequence, AdvocateId? AdvocateId, ProgramId? ProgramId, long? ProgramVersion)
    {
        internal EarlierOrder ToEarlier() => new(OrderId, PlacedAt, Sequence, true, AdvocateId, ProgramId, ProgramVersion);
    }
}
