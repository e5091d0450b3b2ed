using System.Text.Json;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public abstract class EventContract(EngineUnderTest engine) : StorageContract(engine)
{
    private const string Note = """
        INSERT INTO notices (shop_id, notice_id, kind, subject, detail, raised_at) VALUES (@shop, @id, 'seen', @subject, 'd', 0)
        """;

    private const string Notes = "SELECT subject FROM notices WHERE shop_id = @shop AND kind = 'seen' ORDER BY notice_id";

    [Fact]
    public async Task The_data_is_what_the_event_says_apart_from_type_and_subject()
    {
        var at = new Instant(1_767_225_600_123);
        var painted = new Painted(new AdvocateId(5), Colour.DarkBlue, at, null, 1999);
        await Shop.Write(tx =>
        {
            tx.Publish(painted, at);
            return Task.CompletedTask;
        });

        var row = (await Shop.Events(0, 10)).ShouldHaveSingleItem();
        (row.Type, row.Subject, row.At).ShouldBe(("test.painted", "adv_0000000000005", at));
        row.Data.ShouldBe("""
            {"advocateId":"adv_0000000000005","colour":"dark_blue","paintedAt":"2026-01-01T00:00:00.123Z","note":null,"amountMinor":1999}
            """);
        JsonSerializer.Deserialize<Painted>(row.Data, EventJson.Options).ShouldBe(painted);
    }

    [Fact]
    public async Task A_consumer_gets_every_event_once_in_order_in_spite_of_failures_and_rivals()
    {
        await Publish(30);
        var other = (await Engine.Node(ConnectionString)).For(Shop.Shop);
        var failures = 0;

        async Task Drain(ShopDb node)
        {
            int got;
            do
            {
                try
                {
                    got = await node.Consume("reader", 7, async (tx, events) =>
                    {
                        foreach (var e in events)
                        {
                            await tx.Execute(Note, new { Id = e.Position, Subject = e.Subject });
                        }

                        if (Interlocked.Increment(ref failures) % 3 == 0)
                        {
                            throw new InvalidOperationException("on purpose");
                        }
                    });
                }
                catch (InvalidOperationException)
                {
                    got = 1;
                }
            }
            while (got > 0);
        }

        await Task.WhenAll(Drain(Shop), Drain(other), Drain(Shop));
        (await Shop.Query<string>(Notes)).ShouldBe(Enumerable.Range(0, 30).Select(i => $"s{i}"));
        (await Shop.Cursor("reader")).ShouldBe(30);
    }

    [Fact]
    public async Task A_shop_is_named_while_a_consumer_is_behind()
    {
        (await Db.System.WithEventsFor("reader")).ShouldBeEmpty();
        await Publish(2);
        (await Db.System.WithEventsFor("reader")).ShouldBe([Shop.Shop]);
        await Shop.Consume("reader", 10, (_, _) => Task.CompletedTask);
        (await Db.System.WithEventsFor("reader")).ShouldBeEmpty();
        (await Db.System.WithEventsFor("another")).ShouldBe([Shop.Shop]);
    }

    [Fact]
    public async Task A_changed_row_is_found_by_its_hash()
    {
        await Publish(5);
        await Shop.Write(tx => tx.Execute("UPDATE events SET data = '[]' WHERE shop_id = @shop AND position = 3"));

        var rows = await Shop.Events(0, 10);
        var wrong = rows.Where((row, i) => row.Hash != ChainHash.Of(
            i == 0 ? ChainHash.Genesis : rows[i - 1].Hash,
            row.Position,
            ChainHash.EventText(row.EventId, row.Type, row.At, row.Subject, row.Data, row.Actor)));
        wrong.Select(r => r.Position).ShouldBe([3]);
    }

    [Fact]
    public async Task Who_waits_for_a_commit_hears_of_it()
    {
        var next = Db.Committed.Next(TimeSpan.FromMinutes(10));
        next.IsCompleted.ShouldBeFalse();
        await Publish(1);
        (await next).ShouldBeTrue();
        (await Db.Committed.Next(TimeSpan.FromMilliseconds(1))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_shop_can_be_made_together_with_its_first_event()
    {
        var id = Db.NewId<ShopId>();
        await Db.System.Write(tx =>
        {
            tx.For(id).Publish(new Told("s"), Instant.Epoch);
            return Task.CompletedTask;
        });
        (await Db.For(id).LastPosition()).ShouldBe(1);
    }

    private async Task Publish(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Shop.Write(tx =>
            {
                tx.Publish(new Told($"s{i}"), new Instant(i));
                return Task.CompletedTask;
            });
        }
    }

    private sealed record Told(string Subject) : IShopEvent
    {
        public string Type => "test.told";
    }

    private sealed record Painted(AdvocateId AdvocateId, Colour Colour, Instant PaintedAt, string? Note, long AmountMinor) : IShopEvent
    {
        public string Type => "test.painted";

        public string Subject => AdvocateId.ToString();
    }
}

public sealed class SqliteEventTests() : EventContract(new SqliteEngine());

public sealed class PostgresEventTests(PostgresFixture postgres) : EventContract(new PostgresEngine(postgres));
