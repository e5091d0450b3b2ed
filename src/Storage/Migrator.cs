using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Vouch.Domain;

namespace Vouch.Storage;

/// <summary>
/// Numbered SQL texts, forward only, all that are missing in one transaction under a lock: two nodes may start at once, and
/// a failure leaves the database as it was.
/// </summary>
internal sealed partial class Migrator(Backend backend, TimeProvider wall, IReadOnlyList<Migration> migrations)
{
    private const string CreateTable = """
        CREATE TABLE IF NOT EXISTS migrations (
            version bigint NOT NULL PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at bigint NOT NULL
        )
        """;

    private const string Applied = "SELECT version, name, checksum FROM migrations ORDER BY version";

    private const string Record = "INSERT INTO migrations (version, name, checksum, applied_at) VALUES (@version, @name, @checksum, @at)";

    /// <summary>The migrations that are part of this program, in order.</summary>
    public static IReadOnlyList<Migration> Embedded()
    {
        var assembly = typeof(Migrator).Assembly;
        var files = assembly.GetManifestResourceNames().Where(n => n.StartsWith("migrations/", StringComparison.Ordinal));
        return [.. files.Order(StringComparer.Ordinal).Select(file =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            return Migration.Of(file["migrations/".Length..], reader.ReadToEnd());
        })];
    }

    /// <summary>Brings the database up to date; nothing happens when it is.</summary>
    public async Task Run(CancellationToken ct)
    {
        var session = await backend.OpenWriter(ct).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.Begin().ConfigureAwait(false);
            try
            {
                await backend.LockMigrations(session).ConfigureAwait(false);
                await session.Execute(session.Bind(CreateTable, null, null)).ConfigureAwait(false);
                var applied = await session.Query<Migration.Applied>(session.Bind(Applied, null, null), false, ct).ConfigureAwait(false);
                foreach (var migration in Missing(applied))
                {
                    await backend.RunScript(session, migration.Sql).ConfigureAwait(false);
                    var row = new { migration.Version, migration.Name, migration.Checksum, At = Instant.Of(wall.GetUtcNow()) };
                    await session.Execute(session.Bind(Record, row, null)).ConfigureAwait(false);
                }

                await backend.ExpectRows(session).ConfigureAwait(false);
                await session.Commit().ConfigureAwait(false);
            }
            catch
            {
                await session.Rollback().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>True where no schema was ever made; makes nothing.</summary>
    public async Task<bool> IsNew(CancellationToken ct) => !backend.IsThere || await Applications(ct).ConfigureAwait(false) is null;

    /// <summary>Looks whether the schema is there and up to date; makes nothing.</summary>
    public async Task Expect(CancellationToken ct)
    {
        if (!backend.IsThere)
        {
            throw new UnusableDatabaseException($"There is no database {backend.Place}.");
        }

        var applied = await Applications(ct).ConfigureAwait(false)
            ?? throw new UnusableDatabaseException($"The database {backend.Place} has no tables of Vouch.");
        if (Missing(applied) is { Count: > 0 } missing)
        {
            throw new MigrationException(
                $"The schema of {backend.Place} is older than this program (it lacks {missing[0].Version} {missing[0].Name}). "
                + "Run 'vouch migrate' first, or restart the 'vouch serve' that uses it.");
        }
    }

    private async Task<List<Migration.Applied>?> Applications(CancellationToken ct)
    {
        var session = await backend.Rent(ct).ConfigureAwait(false);
        try
        {
            return await backend.HasMigrations(session).ConfigureAwait(false)
                ? await session.Query<Migration.Applied>(session.Bind(Applied, null, null), false, ct).ConfigureAwait(false)
                : null;
        }
        finally
        {
            await backend.Return(session).ConfigureAwait(false);
        }
    }

    private List<Migration> Missing(List<Migration.Applied> applied)
    {
        foreach (var old in applied)
        {
            var ours = migrations.FirstOrDefault(m => m.Version == old.Version)
                ?? throw new MigrationException(
                    $"The database has migration {old.Version} ({old.Name}), which this program does not know: "
                    + "it was made by a newer one. Use that, or restore a backup.");
            if (ours.Checksum != old.Checksum)
            {
                throw new MigrationException(
                    $"Migration {old.Version} ({old.Name}) was changed after it had been applied to this database. "
                    + "Put the file back, and say what you want in a new migration.");
            }
        }

        return [.. migrations.Where(m => applied.TrueForAll(a => a.Version != m.Version))];
    }
}

/// <summary>One migration.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Name">Its file name without number and ending.</param>
/// <param name="Owner">The slice whose tables it makes.</param>
/// <param name="Sql">Statements in the common set of both engines.</param>
/// <param name="Checksum">SHA-256 of the text, line ends apart.</param>
internal sealed partial record Migration(long Version, string Name, string Owner, string Sql, string Checksum)
{
    /// <summary>Reads a file <c>NNNN_name.sql</c> that begins with <c>-- owner: Slice</c>.</summary>
    public static Migration Of(string file, string text)
    {
        var sql = text.ReplaceLineEndings("\n").TrimStart('\uFEFF');
        var name = FileName().Match(file);
        var owner = OwnerLine().Match(sql);
        if (!name.Success || !owner.Success)
        {
            throw new MigrationException($"A migration is named NNNN_name.sql and begins with '-- owner: Slice': {file}");
        }

        return new Migration(long.Parse(name.Groups[1].ValueSpan, null), name.Groups[2].Value, owner.Groups[1].Value, sql,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    [GeneratedRegex(@"^(\d{4})_(\w+)\.sql$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A-- owner: (\w+)\n")]
    private static partial Regex OwnerLine();

    /// <summary>A migration as the database remembers it.</summary>
    internal sealed record Applied(long Version, string Name, string Checksum);
}
