namespace Vouch.Server.Screening.Networks;

/// <summary>Reads the table of networks once the server listens, so that no request has to wait for it.</summary>
internal sealed class WarmNetworks : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(NetworkTable.Shared.Warm, stoppingToken);
}
