using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Counts tries in windows of wall time, in the database: two nodes count as one.</summary>
internal static class Attempts
{
    [AcrossShops("a try comes before anybody is known")]
    private const string Count = """
        INSERT INTO attempts (scope, subject, window_at, n) VALUES (@scope, @subject, @windowAt, 1)
        ON CONFLICT (scope, subject, window_at) DO UPDATE SET n = attempts.n + 1
        RETURNING n
        """;

    [AcrossShops("a try comes before anybody is known")]
    private const string Forget = "DELETE FROM attempts WHERE scope = @scope AND subject = @subject";

    [AcrossShops("a try comes before anybody is known")]
    private const string Sweep = "DELETE FROM attempts WHERE scope = @scope AND window_at < @windowAt";

    /// <summary>Counts one try; false when there have been more than allowed in this window.</summary>
    public static async Task<bool> Allow(Database database, string scope, string subject, int allowed, TimeSpan window)
    {
        var span = (long)window.TotalMilliseconds;
        var windowAt = Instant.Of(database.Wall.GetUtcNow()).Milliseconds / span * span;
        var tried = await database.System.Write(async tx =>
        {
            await tx.Execute(Sweep, new { Scope = scope, WindowAt = windowAt });
            return await tx.First<long>(Count, new { Scope = scope, Subject = subject, WindowAt = windowAt });
        });
        return tried <= allowed;
    }

    /// <summary>Starts afresh after a success.</summary>
    public static Task Clear(Database database, string scope, string subject) =>
        database.System.Execute(Forget, new { Scope = scope, Subject = subject });
}
