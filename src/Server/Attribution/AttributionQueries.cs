using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>A decision as its row holds it.</summary>
internal sealed record AttributionRow(
    OrderId OrderId,
    AttributionOutcome Outcome,
    AdvocateId? AdvocateId,
    ProgramId? ProgramId,
    long? ProgramVersion,
    Via? Via,
    AttributionReason Reason,
    string Explanation,
    string Flags,
    string Evidence,
    Instant? TouchAt,
    ClaimId? ClaimId,
    OrderId? LockedByOrderId,
    bool RewardEligible)
{
    internal AttributionDecision ToDecision() => new(
        Outcome, AdvocateId, ProgramId, ProgramVersion, Via, Reason, Explanation,
        JsonSerializer.Deserialize<List<AttributionWarning>>(Flags, WireJson.Options)!,
        JsonSerializer.Deserialize<List<JudgedTouch>>(Evidence, WireJson.Options)!,
        TouchAt, ClaimId, LockedByOrderId, Outcome == AttributionOutcome.Attributed && Via != Domain.Attribution.Via.Lock, RewardEligible);

    internal static AttributionRow Of(OrderId order, AttributionDecision decision) => new(
        order, decision.Outcome, decision.Advocate, decision.Program, decision.ProgramVersion, decision.Via, decision.Reason,
        decision.Explanation, JsonSerializer.Serialize(decision.Flags, WireJson.Options),
        JsonSerializer.Serialize(decision.Evidence, WireJson.Options),
        decision.TouchAt, decision.Claim, decision.LockedBy, decision.RewardEligible);
}

/// <summary>What the slices to the right read about credit.</summary>
public static class AttributionQueries
{
    private const string Columns =
        "order_id, outcome, advocate_id, program_id, program_version, via, reason, explanation, flags, evidence, touch_at, claim_id, "
        + "locked_by_order_id, reward_eligible";

    private const string Select = "SELECT " + Columns + " FROM attributions WHERE shop_id = @shop AND order_id = @orderId";

    private const string SelectMany = "SELECT " + Columns + " FROM attributions WHERE shop_id = @shop AND order_id = ANY(@orderIds)";

    private const string SelectOfAdvocate = """
        SELECT order_id FROM attributions WHERE shop_id = @shop AND advocate_id = @advocateId ORDER BY order_id
        """;

    private const string OthersDecided = """
        SELECT o.order_id, o.placed_at, o.sequence
        FROM order_people mine
        JOIN order_people p ON p.shop_id = @shop AND p.person_key = mine.person_key AND p.order_id <> mine.order_id
        JOIN attributions a ON a.shop_id = @shop AND a.order_id = p.order_id
        JOIN orders o ON o.shop_id = @shop AND o.order_id = p.order_id
        WHERE mine.shop_id = @shop AND mine.order_id = @orderId
        ORDER BY o.placed_at, o.sequence
        """;

    private const string DecidedOfPeople = """
        SELECT DISTINCT o.order_id, o.placed_at, o.sequence
        FROM order_people p
        JOIN attributions a ON a.shop_id = @shop AND a.order_id = p.order_id
        JOIN orders o ON o.shop_id = @shop AND o.order_id = p.order_id
        WHERE p.shop_id = @shop AND p.person_key = ANY(@keys)
        ORDER BY o.placed_at, o.sequence
        """;

    /// <summary>The present decision about an order; null for one that was never decided, imported history.</summary>
    public static async Task<AttributionDecision?> Find(Reads db, OrderId order) => (await FindRow(db, order))?.ToDecision();

    /// <summary>As <see cref="Find"/>; of an order that was never decided it says that it is imported history.</summary>
    public static async Task<AttributionDecision> Load(Reads db, OrderId order) => await Find(db, order) ?? AttributionDecision.OfHistory;

    /// <summary>The present decisions about several orders; those never decided are left out.</summary>
    public static async Task<IReadOnlyDictionary<OrderId, AttributionDecision>> LoadAll(Reads db, IReadOnlyCollection<OrderId> orders) =>
        (await db.Query<AttributionRow>(SelectMany, new { OrderIds = orders })).ToDictionary(row => row.OrderId, row => row.ToDecision());

    /// <summary>The orders credited to an advocate, the oldest recorded first.</summary>
    public static Task<List<OrderId>> OrdersOf(Reads db, AdvocateId advocate) =>
        db.Query<OrderId>(SelectOfAdvocate, new { AdvocateId = advocate });

    /// <summary>
    /// The other orders of the same person about which something was decided, in order of their own time: their credit
    /// may hang on this one.
    /// </summary>
    public static async Task<List<OrderId>> OthersOfSamePerson(Reads db, OrderId order) =>
        [.. (await db.Query<PlacedRow>(OthersDecided, new { OrderId = order })).Select(row => row.OrderId).Distinct()];

    /// <summary>All orders of whoever has one of these keys about which something was decided, in order of their own time.</summary>
    public static async Task<List<OrderId>> OfPeople(Reads db, IEnumerable<string> keys) =>
        (await db.Query<PlacedRow>(DecidedOfPeople, new { Keys = keys })).ConvertAll(row => row.OrderId);

    internal static Task<AttributionRow?> FindRow(Reads db, OrderId order) => db.First<AttributionRow>(Select, new { OrderId = order });

    private sealed record PlacedRow(OrderId OrderId, Instant PlacedAt, long Sequence);
}
