using System.Diagnostics.Metrics;
using Vouch.Domain;

namespace Vouch.Server.Tracking;

/// <summary>How following a link ends; every way but the first two keeps no click.</summary>
internal enum ClickEnd
{
    /// <summary>A person's click is on disk.</summary>
    Recorded,

    /// <summary>A bot's or preview's visit is on disk, apart.</summary>
    RecordedMachine,

    /// <summary>HEAD: answered, not counted.</summary>
    OnlyLooked,

    /// <summary>Nobody has the code, or it cannot be one.</summary>
    UnknownCode,

    /// <summary>The database is away: the friend is let through, the click is lost.</summary>
    StorageAway,

    /// <summary>The database is away and the link is not remembered.</summary>
    LinkNotFoundStorageAway,
}

/// <summary>Counts how link followings end, for the operator's meters.</summary>
internal sealed class ClickCounts : IDisposable
{
    private readonly long[] _counts = new long[Enum.GetValues<ClickEnd>().Length];
    private readonly Meter _meter = new("Vouch.Tracking");

    public ClickCounts() =>
        _meter.CreateObservableCounter("vouch.links.followed", () => Enum.GetValues<ClickEnd>()
            .Select(end => new Measurement<long>(Of(end), new KeyValuePair<string, object?>("end", WireName.Of(end)))));

    /// <summary>How many have ended so since the start.</summary>
    public long Of(ClickEnd end) => Interlocked.Read(ref _counts[(int)end]);

    public void Add(ClickEnd end) => Interlocked.Increment(ref _counts[(int)end]);

    public void Dispose() => _meter.Dispose();
}
