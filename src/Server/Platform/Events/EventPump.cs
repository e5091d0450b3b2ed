using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Hands the journal to its consumers: batch by batch, in order, each batch in one transaction with the cursor.
/// Any node may do it; the cursor's row lock lets one at a time.
/// </summary>
public sealed partial class EventPump(Database database, IEnumerable<EventConsumer> consumers, ILogger<EventPump> log) : BackgroundService
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private const string OpenCursor = """
        INSERT INTO cursors (shop_id, consumer, position) VALUES (@shop, @consumer, 0)
        ON CONFLICT (shop_id, consumer) DO UPDATE SET position = cursors.position
        RETURNING position
        """;

    private const string MoveCursor = "UPDATE cursors SET position = @position WHERE shop_id = @shop AND consumer = @consumer";

    private const string After = """
        SELECT event_id, position, type, at, subject, data FROM events
        WHERE shop_id = @shop AND position > @position ORDER BY position LIMIT @take
        """;

    [AcrossShops("the pump looks for shops whose journal a consumer has not read to its end")]
    private const string Behind = """
        SELECT h.shop_id FROM chain_heads h
        LEFT JOIN cursors c ON c.shop_id = h.shop_id AND c.consumer = @consumer
        WHERE h.chain = 'journal' AND h.position > coalesce(c.position, 0)
        ORDER BY h.shop_id LIMIT 1000
        """;

    private readonly IReadOnlyList<EventConsumer> _consumers = [.. consumers];

    /// <summary>Reads one shop's journal to its end, for every consumer; returns when all have caught up.</summary>
    public async Task CatchUp(ShopId shop)
    {
        bool moved;
        do
        {
            moved = false;
            foreach (var consumer in _consumers)
            {
                while (await Step(shop, consumer) > 0)
                {
                    moved = true;
                }
            }
        }
        while (moved);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var committed = database.Committed.Next(Poll, stoppingToken);
            foreach (var consumer in _consumers)
            {
                await Drain(consumer, stoppingToken);
            }

            await committed;
        }
    }

    private async Task Drain(EventConsumer consumer, CancellationToken stopping)
    {
        try
        {
            foreach (var shop in await database.System.Query<ShopId>(Behind, new { Consumer = consumer.Name }, stopping))
            {
                while (!stopping.IsCancellationRequested && await Step(shop, consumer) == BatchSize)
                {
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ConsumerFailed(log, consumer.Name, exception);
        }
    }

    private Task<int> Step(ShopId id, EventConsumer consumer) => database.For(id).Write(async tx =>
    {
        var position = await tx.First<long>(OpenCursor, new { Consumer = consumer.Name });
        var rows = await tx.Query<EventRow>(After, new { Position = position, Take = BatchSize });
        if (rows.Count == 0)
        {
            return 0;
        }

        var shop = await ShopStore.Load(tx);
        foreach (var row in rows)
        {
            if (consumer.Handlers.TryGetValue(row.Type, out var handle))
            {
                await handle(tx, shop, new JournalEvent(row.EventId, row.Position, row.Type, row.At, row.Subject, JsonSerializer.Deserialize<JsonElement>(row.Data)));
            }
        }

        tx.Enqueue(MoveCursor, new { rows[^1].Position, Consumer = consumer.Name });
        return rows.Count;
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "Consumer {Consumer} stopped at an event; it is tried again.")]
    private static partial void ConsumerFailed(ILogger logger, string consumer, Exception exception);

    private sealed record EventRow(EventId EventId, long Position, string Type, Instant At, string Subject, string Data);
}
