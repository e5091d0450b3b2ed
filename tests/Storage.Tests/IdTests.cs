using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public sealed class IdSourceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly SetClock _clock = new(Noon);

    [Fact]
    public void Ids_rise_within_a_millisecond_past_its_end_and_when_the_clock_goes_back()
    {
        var ids = new IdSource(_clock);
        ids.Use(7, long.MaxValue);
        var made = new List<long>();
        for (var i = 0; i < 10_000; i++)
        {
            made.Add(ids.Next());
        }

        _clock.Now = Noon.AddHours(-5);
        made.Add(ids.Next());
        _clock.Now = Noon.AddHours(1);
        made.Add(ids.Next());

        made.Zip(made.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
    }

    [Fact]
    public void An_id_carries_its_millisecond_and_its_node()
    {
        var ids = new IdSource(_clock);
        ids.Use(1023, long.MaxValue);
        var id = ids.Next();

        (IdSource.Start + (id >> 22)).ShouldBe(Noon.ToUnixTimeMilliseconds());
        ((id >> 12) & 1023).ShouldBe(1023);
    }

    [Fact]
    public void No_id_is_made_before_a_lease_and_after_its_end()
    {
        var ids = new IdSource(_clock);
        Should.Throw<InvalidOperationException>(() => ids.Next());
        ids.Use(1, Noon.ToUnixTimeMilliseconds() + 1000);
        ids.Next();
        _clock.Now = Noon.AddSeconds(1);
        Should.Throw<StorageUnavailableException>(() => ids.Next());
        ids.Use(1, Noon.ToUnixTimeMilliseconds() + 5000);
        ids.Next();
        ids.Stop().ShouldBe(Noon.ToUnixTimeMilliseconds() + 1001);
        Should.Throw<StorageUnavailableException>(() => ids.Next());
    }

    [Fact]
    public void Another_node_number_never_goes_back()
    {
        var ids = new IdSource(_clock);
        ids.Use(1000, long.MaxValue);
        var last = ids.Next();
        ids.Use(3, long.MaxValue);
        ids.Next().ShouldBeGreaterThan(last);
    }
}

public abstract class NodeContract(EngineUnderTest engine) : StorageContract(engine)
{
    [Fact]
    public async Task Many_processes_that_start_at_once_have_numbers_of_their_own()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => OwnNode(ConnectionString))));
        try
        {
            var ids = nodes.AsParallel().SelectMany(n => Enumerable.Range(0, 500).Select(_ => n.NewId<EventId>().Value)).ToList();
            ids.Distinct().Count().ShouldBe(ids.Count);
            nodes.Select(NumberOf).Distinct().Count().ShouldBe(12);
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_process_that_ends_gives_its_number_back()
    {
        var numbers = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            await using var node = await OwnNode(ConnectionString, TimeProvider.System);
            numbers.Add(NumberOf(node));
        }

        numbers.Distinct().Count().ShouldBeLessThan(3);
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_renewed_before_the_next_write()
    {
        var clock = new SetClock(DateTimeOffset.UtcNow);
        var db = await Engine.Node(ConnectionString, clock);
        var number = NumberOf(db);
        clock.Now += TimeSpan.FromHours(3);

        Should.Throw<StorageUnavailableException>(() => db.NewId<EventId>());
        await db.For(Shop.Shop).Write(tx => Task.FromResult(tx.NewId<EventId>()));
        NumberOf(db).ShouldBe(number);
    }

    [Fact]
    public async Task A_number_taken_by_another_is_given_up_for_a_free_one()
    {
        var clock = new SetClock(DateTimeOffset.UtcNow);
        var db = await Engine.Node(ConnectionString, clock);
        var number = NumberOf(db);
        await db.System.Execute("UPDATE nodes SET token = 'somebody else' WHERE node_id = @number", new { number });
        clock.Now += TimeSpan.FromSeconds(50);

        var id = await db.For(Shop.Shop).Write(tx => Task.FromResult(tx.NewId<EventId>()));
        ((id.Value >> 12) & 1023).ShouldNotBe(number);
    }

    [Fact]
    public async Task Without_a_free_number_there_is_a_clear_error()
    {
        await Db.System.Write(async tx =>
        {
            for (var node = 0; node < IdSource.Nodes; node++)
            {
                await tx.Execute(
                    "INSERT INTO nodes (node_id, token, leased_until) VALUES (@node, 'x', @until) ON CONFLICT DO NOTHING",
                    new { node, Until = long.MaxValue });
            }
        });

        var e = await Should.ThrowAsync<StorageUnavailableException>(() => OwnNode(ConnectionString));
        e.Message.ShouldContain("1024");
    }

    private static long NumberOf(Database db) => (db.NewId<EventId>().Value >> 12) & 1023;

    private static async Task<Database> OwnNode(string connectionString, TimeProvider? wall = null)
    {
        var db = Database.Open(connectionString, wall ?? TimeProvider.System);
        try
        {
            await db.LeaseNode();
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }
}

public sealed class SqliteNodeTests() : NodeContract(new SqliteEngine());

public sealed class PostgresNodeTests(PostgresFixture postgres) : NodeContract(new PostgresEngine(postgres));
