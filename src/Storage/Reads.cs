using System.Diagnostics.CodeAnalysis;

namespace Vouch.Storage;

/// <summary>
/// What can be read. Parameters are the public properties of <c>args</c> by name, case and underscores apart
/// (<c>@programId</c> is <c>ProgramId</c>); in a shop <c>@shop</c> is bound by itself and every statement must carry it.
/// Rows are positional records whose constructor parameters are columns, tuples by position, or single values.
/// </summary>
public abstract class Reads
{
    /// <summary>All rows, in memory: page what may be long.</summary>
    /// <exception cref="StorageUnavailableException">The engine is away.</exception>
    public Task<List<T>> Query<T>([ConstantExpected] string sql, object? args = null, CancellationToken ct = default) =>
        Read<T>(sql, args, false, ct).AsTask();

    /// <summary>The first row, or default; for a value type ask for <c>T?</c> to tell "none" from zero.</summary>
    /// <exception cref="StorageUnavailableException">The engine is away.</exception>
    public async Task<T?> First<T>([ConstantExpected] string sql, object? args = null, CancellationToken ct = default)
    {
        var rows = await Read<T>(sql, args, true, ct).ConfigureAwait(false);
        return rows.Count == 0 ? default : rows[0];
    }

    private protected abstract ValueTask<List<T>> Read<T>(string sql, object? args, bool first, CancellationToken ct);
}

/// <summary>Reads on one session: inside a transaction or a snapshot.</summary>
internal sealed class SessionReads(Session session, long? shop) : Reads
{
    private protected override ValueTask<List<T>> Read<T>(string sql, object? args, bool first, CancellationToken ct) =>
        session.Query<T>(session.Bind(sql, args, shop), first, ct);
}
