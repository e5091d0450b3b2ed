using System.Collections.Concurrent;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Tells the memories of this process that something of a shop that they hold became another: programs, codes,
/// advocates, settings, the test clock. Told after the commit, and before its caller is answered. Other nodes are not
/// told; what is held there must also age.
/// </summary>
public static class ShopChanges
{
    // The one mutable thing: a count per shop that only grows. Shared by all applications of one process, where a
    // change told too often costs one more read.
    private static readonly ConcurrentDictionary<ShopId, ChangeCount> Counts = new();

    /// <summary>The count of a shop; keep it beside what was read before reading, and compare.</summary>
    public static ChangeCount Of(ShopId shop) => Counts.GetOrAdd(shop, static _ => new ChangeCount());

    /// <summary>Tells once the transaction is on disk.</summary>
    public static void Tell(ShopTx tx)
    {
        var count = Of(tx.Shop);
        tx.AfterCommit(count.Add);
    }
}

/// <summary>How often a shop has changed in this process.</summary>
public sealed class ChangeCount
{
    private long _value;

    /// <summary>The count by now.</summary>
    public long Value => Volatile.Read(ref _value);

    internal void Add() => Interlocked.Increment(ref _value);
}
