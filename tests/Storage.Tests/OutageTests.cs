using Microsoft.Data.Sqlite;
using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

/// <summary>A server of their own, since it is stopped.</summary>
public sealed class StoppedPostgres : IAsyncLifetime
{
    public PostgresFixture Postgres { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => Postgres.DisposeAsync();
}

public sealed class PostgresOutageTests(StoppedPostgres server)
    : StorageContract(new PostgresEngine(server.Postgres)), IClassFixture<StoppedPostgres>
{
    private const string Add = "INSERT INTO cursors (shop_id, consumer, position) VALUES (@shop, @consumer, 1)";

    private const string Count = "SELECT count(*) FROM cursors WHERE shop_id = @shop";

    private readonly PostgresFixture _postgres = server.Postgres;

    [Fact]
    public async Task While_it_is_away_all_is_refused_and_when_it_is_back_all_goes_on()
    {
        await Write("before");
        await _postgres.Stop();
        await Should.ThrowAsync<StorageUnavailableException>(Write("away"));
        await Should.ThrowAsync<StorageUnavailableException>(Write("still away"));
        await Should.ThrowAsync<StorageUnavailableException>(() => Shop.First<long>(Count));
        await Should.ThrowAsync<StorageUnavailableException>(() => Db.Migrate());

        await _postgres.Restart();
        await Write("after");
        (await Shop.First<long>(Count)).ShouldBe(2);
    }

    [Fact]
    public async Task A_restart_while_nobody_wrote_is_not_noticed()
    {
        await Write("before");
        await _postgres.Stop();
        await _postgres.Restart();
        await Write("after");
        (await Shop.First<long>(Count)).ShouldBe(2);
    }

    [Fact]
    public async Task A_statement_that_the_driver_gives_its_connection_up_for_harms_nobody_after_it()
    {
        await Ask("a");
        await Should.ThrowAsync<Exception>(Ask("no\0text"));
        for (var i = 0; i < 4; i++)
        {
            await Ask($"b{i}");
            await Should.ThrowAsync<Exception>(Ask($"no\0text{i}"));
        }

        (await Shop.First<long>(Count)).ShouldBe(5);

        Task<string?> Ask(string name) => Shop.Write(tx =>
        {
            tx.Enqueue(Add, new { Consumer = name.Replace("\0", "", StringComparison.Ordinal) });
            return tx.First<string>("SELECT consumer FROM cursors WHERE shop_id = @shop AND consumer = ANY(@names)", new { Names = new[] { name } });
        });
    }

    [Fact]
    public async Task What_was_acknowledged_around_a_crash_is_there_and_nothing_twice()
    {
        var acknowledged = 0;
        var writers = Enumerable.Range(0, 8).Select(async w =>
        {
            for (var i = 0; i < 60; i++)
            {
                try
                {
                    await Write($"{w}-{i}");
                    Interlocked.Increment(ref acknowledged);
                }
                catch (StorageUnavailableException)
                {
                    await Task.Yield();
                }
            }
        }).ToList();
        await _postgres.Stop();
        await _postgres.Restart();
        await Task.WhenAll(writers);
        await Write("after");

        (await Shop.First<long>(Count)).ShouldBeGreaterThanOrEqualTo(acknowledged + 1);
    }

    private Task<int> Write(string consumer) => Shop.Write(tx => tx.Execute(Add, new { consumer }));
}

public sealed class SqliteOutageTests() : StorageContract(new SqliteEngine())
{
    private const string Add = "INSERT INTO cursors (shop_id, consumer, position) VALUES (@shop, @consumer, 1)";

    [Fact]
    public async Task Another_process_that_writes_for_a_moment_is_waited_for()
    {
        await using var other = new SqliteConnection(ConnectionString + ";Pooling=false");
        await other.OpenAsync();
        Say(other, "BEGIN IMMEDIATE");
        var write = Shop.Write(tx => tx.Execute(Add, new { Consumer = "a" }));
        (await Shop.First<long>("SELECT count(*) FROM cursors WHERE shop_id = @shop")).ShouldBe(0);
        Say(other, "COMMIT");

        (await write).ShouldBe(1);
    }

    [Fact]
    public async Task Another_process_that_never_ends_makes_the_database_busy_until_it_does()
    {
        await using var other = new SqliteConnection(ConnectionString + ";Pooling=false");
        await other.OpenAsync();
        Say(other, "BEGIN IMMEDIATE");
        var e = await Should.ThrowAsync<StorageUnavailableException>(Shop.Write(tx => tx.Execute(Add, new { Consumer = "a" })));
        e.Message.ShouldContain("busy");
        Say(other, "COMMIT");

        (await Shop.Write(tx => tx.Execute(Add, new { Consumer = "b" }))).ShouldBe(1);
    }

    [Fact]
    public async Task A_full_disk_refuses_and_spoils_nothing()
    {
        await Shop.Write(tx => tx.Execute("UPDATE shops SET brand = 'x' WHERE shop_id = @shop"));
        await Db.System.Query<long>("PRAGMA page_count");
        await Db.System.Write(async tx => await tx.First<long>("PRAGMA max_page_count = 1"));
        const string big = "UPDATE shops SET brand = @brand WHERE shop_id = @shop";
        var brand = new string('x', 5_000_000);
        var e = await Should.ThrowAsync<StorageUnavailableException>(Shop.Write(tx => tx.Execute(big, new { brand })));
        e.Message.ShouldContain("full");

        (await Shop.First<string>("SELECT brand FROM shops WHERE shop_id = @shop")).ShouldBe("x");
        await Shop.Write(tx => tx.Execute(big, new { Brand = "y" }));
    }

    private static void Say(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
