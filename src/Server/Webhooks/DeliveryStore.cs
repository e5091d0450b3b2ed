using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>One event on its way to one endpoint.</summary>
/// <param name="DeliveryId">Its id.</param>
/// <param name="EndpointId">Where to.</param>
/// <param name="Position">The event's place in the journal.</param>
/// <param name="EventId">The event.</param>
/// <param name="Type">What happened.</param>
/// <param name="Subject">To what: deliveries of one subject go one after another.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Tries">How often it was tried in all.</param>
/// <param name="Failures">How often in vain since it was begun, or begun again.</param>
/// <param name="NextAt">When it is tried again; null where it was not tried yet, or is done.</param>
/// <param name="CreatedAt">When it was made, by the wall.</param>
/// <param name="DoneAt">When it was taken or given up, by the wall.</param>
internal sealed record Delivery(
    DeliveryId DeliveryId, EndpointId EndpointId, long Position, EventId EventId, string Type, string Subject, DeliveryStatus Status,
    long Tries, long Failures, Instant? NextAt, Instant CreatedAt, Instant? DoneAt)
{
    /// <summary>One of an event just read.</summary>
    internal static Delivery New(ShopTx tx, EndpointId endpoint, long position, EventId id, string type, string subject) => new(
        tx.NewId<DeliveryId>(), endpoint, position, id, type, subject, DeliveryStatus.Pending, 0, 0, null, tx.Wall, null);
}

/// <summary>One try.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="At">When, by the wall.</param>
/// <param name="Status">The answer's HTTP status; 0 where there was none.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failure">Why there was no answer; null where there was one.</param>
/// <param name="Answer">The beginning of the answer's text.</param>
internal sealed record DeliveryTry(long Number, Instant At, long Status, long Milliseconds, string? Failure, string Answer);

/// <summary>The rows of deliveries and their tries.</summary>
internal static class DeliveryStore
{
    private const string Columns =
        "delivery_id, endpoint_id, position, event_id, type, subject, status, tries, failures, next_at, created_at, done_at";

    private const string ById = "SELECT " + Columns + """
         FROM webhook_deliveries WHERE shop_id = @shop AND endpoint_id = @endpoint AND delivery_id = @id
        """;

    private const string ToChange = ById + " FOR UPDATE";

    private const string HeadOf = "SELECT " + Columns + """
         FROM webhook_deliveries
        WHERE shop_id = @shop AND endpoint_id = @endpoint AND subject = @subject AND status = 'pending' ORDER BY position LIMIT 1
        """;

    private const string Page = "SELECT " + Columns + """
         FROM webhook_deliveries
        WHERE shop_id = @shop AND endpoint_id = @endpoint AND delivery_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY delivery_id DESC LIMIT @take
        """;

    private const string PageOf = "SELECT " + Columns + """
         FROM webhook_deliveries
        WHERE shop_id = @shop AND endpoint_id = @endpoint AND status = @status
            AND delivery_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY delivery_id DESC LIMIT @take
        """;

    private const string InsertNew = """
        INSERT INTO webhook_deliveries (shop_id, endpoint_id, delivery_id, position, event_id, type, subject, status, tries, failures,
            next_at, created_at, done_at)
        VALUES (@shop, @endpointId, @deliveryId, @position, @eventId, @type, @subject, @status, @tries, @failures,
            @nextAt, @createdAt, @doneAt)
        ON CONFLICT (shop_id, endpoint_id, position) DO NOTHING
        """;

    private const string InsertAgain = """
        INSERT INTO webhook_deliveries (shop_id, endpoint_id, delivery_id, position, event_id, type, subject, status, tries, failures,
            next_at, created_at, done_at)
        VALUES (@shop, @endpointId, @deliveryId, @position, @eventId, @type, @subject, @status, @tries, @failures,
            @nextAt, @createdAt, @doneAt)
        ON CONFLICT (shop_id, endpoint_id, position) DO UPDATE SET status = 'pending', failures = 0, next_at = NULL, done_at = NULL
        """;

    private const string Update = """
        UPDATE webhook_deliveries SET status = @status, tries = @tries, failures = @failures, next_at = @nextAt, done_at = @doneAt
        WHERE shop_id = @shop AND endpoint_id = @endpointId AND delivery_id = @deliveryId
        """;

    private const string AddTry = """
        INSERT INTO webhook_tries (shop_id, endpoint_id, delivery_id, number, at, status, milliseconds, failure, answer)
        VALUES (@shop, @endpoint, @delivery, @number, @at, @status, @milliseconds, @failure, @answer)
        """;

    private const string TriesOf = """
        SELECT number, at, status, milliseconds, failure, answer FROM webhook_tries
        WHERE shop_id = @shop AND endpoint_id = @endpoint AND delivery_id = @id ORDER BY number
        """;

    private const string WaitingSubjects = """
        SELECT DISTINCT subject FROM webhook_deliveries WHERE shop_id = @shop AND endpoint_id = @endpoint AND status = 'pending'
        """;

    private const string BeginAllAgain = """
        UPDATE webhook_deliveries SET failures = 0, next_at = NULL
        WHERE shop_id = @shop AND endpoint_id = @endpoint AND status = 'pending' AND failures > 0
        """;

    private const string CountOf = """
        SELECT count(*) FROM webhook_deliveries WHERE shop_id = @shop AND endpoint_id = @endpoint AND status = @status
        """;

    internal static Task<Delivery?> Find(Reads db, EndpointId endpoint, DeliveryId id) =>
        db.First<Delivery>(ById, new { Endpoint = endpoint, Id = id });

    /// <summary>As <see cref="Find"/>, and nobody else changes it until the end of the transaction.</summary>
    internal static Task<Delivery?> Lock(ShopTx tx, EndpointId endpoint, DeliveryId id) =>
        tx.First<Delivery>(ToChange, new { Endpoint = endpoint, Id = id });

    /// <summary>The one that goes next of its subject; null where none waits.</summary>
    internal static Task<Delivery?> Head(Reads db, EndpointId endpoint, string subject) =>
        db.First<Delivery>(HeadOf, new { Endpoint = endpoint, Subject = subject });

    /// <summary>An endpoint's deliveries, the newest first.</summary>
    internal static Task<List<Delivery>> List(Reads db, EndpointId endpoint, DeliveryStatus? status, DeliveryId? after, int take) =>
        status is { } only
            ? db.Query<Delivery>(PageOf, new { Endpoint = endpoint, Status = only, After = after, Take = take })
            : db.Query<Delivery>(Page, new { Endpoint = endpoint, After = after, Take = take });

    /// <summary>How many are so far.</summary>
    internal static Task<long> Count(Reads db, EndpointId endpoint, DeliveryStatus status) =>
        db.First<long>(CountOf, new { Endpoint = endpoint, Status = status });

    /// <summary>Adds those that are not there yet.</summary>
    internal static Task AddNew(ShopTx tx, IReadOnlyList<Delivery> deliveries) => tx.InsertMany(InsertNew, deliveries);

    /// <summary>Adds them, or begins those again that are there.</summary>
    internal static Task BeginAgain(ShopTx tx, IReadOnlyList<Delivery> deliveries) => tx.InsertMany(InsertAgain, deliveries);

    /// <summary>What waits is tried afresh; the subjects that have something waiting.</summary>
    internal static Task<List<string>> BeginWaitingAgain(ShopTx tx, EndpointId endpoint)
    {
        tx.Enqueue(BeginAllAgain, new { Endpoint = endpoint });
        return tx.Query<string>(WaitingSubjects, new { Endpoint = endpoint });
    }

    internal static void Save(ShopTx tx, Delivery delivery) => tx.Enqueue(Update, delivery);

    internal static void Tell(ShopTx tx, Delivery delivery, DeliveryTry one) => tx.Enqueue(AddTry, new
    {
        Endpoint = delivery.EndpointId, Delivery = delivery.DeliveryId, one.Number, one.At, one.Status, one.Milliseconds, one.Failure,
        one.Answer,
    });

    /// <summary>All tries, the first one first.</summary>
    internal static Task<List<DeliveryTry>> Tries(Reads db, EndpointId endpoint, DeliveryId id) =>
        db.Query<DeliveryTry>(TriesOf, new { Endpoint = endpoint, Id = id });
}
