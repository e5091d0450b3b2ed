using System.Text.Json;
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
            foreach (var shop in await database.System.WithEventsFor(consumer.Name))
            {
                while (!stopping.IsCancellationRequested && await Step(shop, consumer) == BatchSize)
                {
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ConsumerFailed(log, consumer.Name, exception);
            await Task.Delay(Poll, database.Wall, stopping);
        }
    }

    private Task<int> Step(ShopId id, EventConsumer consumer) => database.For(id).Consume(consumer.Name, BatchSize, async (tx, rows) =>
    {
        var shop = await ShopStore.Load(tx);
        if (consumer.Whole is { } whole)
        {
            await whole(tx, shop, rows);
        }

        foreach (var row in rows)
        {
            if (consumer.Handlers.TryGetValue(row.Type, out var handle))
            {
                await handle(
                    tx, shop, new JournalEvent(
                    row.EventId, row.Position, row.Type, row.At, row.Subject, JsonSerializer.Deserialize<JsonElement>(row.Data)));
            }
        }
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "Consumer {Consumer} stopped at an event; it is tried again.")]
    private static partial void ConsumerFailed(ILogger logger, string consumer, Exception exception);
}
