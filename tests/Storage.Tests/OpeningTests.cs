using Shouldly;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public sealed class OpeningTests : IDisposable
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
    public void PostgreSQL_may_be_served_by_many()
    {
        using var first = ServeLock.Acquire("Host=localhost");
        using var second = ServeLock.Acquire("Host=localhost");
    }
}
