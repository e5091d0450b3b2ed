using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Once an hour, wall time: forgets answers kept for idempotency longer than promised.</summary>
internal sealed partial class Housekeeping(Database database, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, database.Wall);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var before = Instant.Of(database.Wall.GetUtcNow()).PlusDays(-Idempotency.KeptDays);
                foreach (var shop in await ShopStore.All(database.System))
                {
                    await database.For(shop).Write(tx => tx.Execute(Idempotency.Purge, new { Before = before }));
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Failed(log, exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping failed; it is tried again in an hour.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
