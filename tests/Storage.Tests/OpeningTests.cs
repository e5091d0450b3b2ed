using Shouldly;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public sealed class OpeningTests(PostgresFixture postgres) : IDisposable
{
    private readonly SqliteFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Server=localhost")]
    [InlineData("vouch.db")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x.db;Mode=Memory")]
    [InlineData("Data Source=file::memory:?cache=shared")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=/no/such/folder/vouch.db")]
    [InlineData("Host=localhost;Nonsense=1")]
    public void What_is_no_database_that_lasts_is_refused_with_a_reason(string connectionString) =>
        Should.Throw<ArgumentException>(() => Database.Open(connectionString, TimeProvider.System)).Message.Length.ShouldBeGreaterThan(20);

    [Fact]
    public async Task A_file_that_is_no_database_or_was_cut_short_is_refused_by_its_name()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 5000));
        await Refused("not a SQLite database");

        File.Delete(_file.Path);
        await using (var db = Database.Open(_file.ConnectionString, TimeProvider.System))
        {
            await db.Migrate();
        }

        await using (var file = new FileStream(_file.Path, FileMode.Open))
        {
            file.SetLength(5000);
        }

        await Refused("damaged");

        async Task Refused(string why)
        {
            await using var db = Database.Open(_file.ConnectionString, TimeProvider.System);
            foreach (var use in new[] { db.Migrate, (Func<CancellationToken, Task>)db.ExpectMigrated })
            {
                var refusal = await Should.ThrowAsync<UnusableDatabaseException>(() => use(CancellationToken.None));
                refusal.Message.ShouldContain(_file.Path);
                refusal.Message.ShouldContain(why);
            }
        }
    }

    [Fact]
    public async Task Looking_for_tables_makes_no_file()
    {
        await using var db = Database.Open(_file.ConnectionString, TimeProvider.System);

        (await db.IsNew()).ShouldBeTrue();
        (await Should.ThrowAsync<UnusableDatabaseException>(() => db.ExpectMigrated())).Message.ShouldContain(_file.Path);
        File.Exists(_file.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task The_writer_waits_for_the_disk_and_keeps_foreign_keys()
    {
        await using var db = Database.Open(_file.ConnectionString, TimeProvider.System);
        await db.Migrate();

        (await db.System.Write(tx => tx.First<long>("PRAGMA synchronous"))).ShouldBe(2);
        (await db.System.Write(tx => tx.First<string>("PRAGMA journal_mode"))).ShouldBe("wal");
        (await db.System.Write(tx => tx.First<long>("PRAGMA foreign_keys"))).ShouldBe(1);
        (await db.System.Write(tx => tx.First<long>("PRAGMA trusted_schema"))).ShouldBe(0);
        (await db.System.Write(tx => tx.First<long>("PRAGMA busy_timeout"))).ShouldBe(5000);
    }

    [Fact]
    public async Task Readers_cannot_write()
    {
        await using var db = Database.Open(_file.ConnectionString, TimeProvider.System);
        await db.Migrate();

        const string write = "UPDATE nodes SET leased_until = 0 RETURNING node_id";
        await Should.ThrowAsync<StorageUnavailableException>(() => db.System.Query<long>(write));
    }

    [Fact]
    public async Task After_closing_writes_are_refused_and_those_before_are_done()
    {
        var db = Database.Open(_file.ConnectionString, TimeProvider.System);
        await db.Migrate();
        var writes = Enumerable.Range(0, 50).Select(i => db.System.Execute(
            "INSERT INTO attempts (scope, subject, window_at, n) VALUES ('s', 's', @i, 1)", new { i })).ToList();
        await db.DisposeAsync();
        await db.DisposeAsync();

        (await Task.WhenAll(writes)).Sum().ShouldBe(50);
        await Should.ThrowAsync<StorageUnavailableException>(() => db.System.Execute("DELETE FROM attempts"));
    }

    [Fact]
    public void A_second_serve_on_one_file_is_refused_until_the_first_ends()
    {
        using (ServeLock.Acquire(_file.ConnectionString))
        {
            Should.Throw<DatabaseInUseException>(() => ServeLock.Acquire(_file.ConnectionString)).Message.ShouldContain(_file.Path);
        }

        ServeLock.Acquire(_file.ConnectionString).Dispose();
    }

    [Fact]
    public async Task PostgreSQL_that_is_away_or_lets_us_not_in_says_where_and_why()
    {
        await using var away = Database.Open("Host=127.0.0.1;Port=1;Username=vouch;Database=vouch", TimeProvider.System);
        var unavailable = await Should.ThrowAsync<StorageUnavailableException>(() => away.Migrate());
        unavailable.Message.ShouldContain("vouch on 127.0.0.1:1");
        unavailable.Message.ShouldContain("refused");

        var there = await postgres.EmptyDatabase();
        await using var stranger = Database.Open(there.Replace("Username=postgres", "Username=stranger"), TimeProvider.System);
        (await Should.ThrowAsync<UnusableDatabaseException>(() => stranger.Migrate())).Message.ShouldContain("stranger");
        await using var nowhere = Database.Open(there.Replace("Database=", "Database=no_such_"), TimeProvider.System);
        (await Should.ThrowAsync<UnusableDatabaseException>(() => nowhere.ExpectMigrated())).Message.ShouldContain("no_such_");
    }

    [Fact]
    public void PostgreSQL_may_be_served_by_many()
    {
        using var first = ServeLock.Acquire("Host=localhost");
        using var second = ServeLock.Acquire("Host=localhost");
    }
}
