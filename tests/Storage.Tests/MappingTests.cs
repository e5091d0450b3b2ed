using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public enum Colour
{
    Red,
    DarkBlue,
}

public abstract class MappingContract(EngineUnderTest engine) : StorageContract(engine)
{
    private const string Create = """
        CREATE TABLE things (
            shop_id bigint NOT NULL, thing_id bigint NOT NULL, words text NOT NULL, flag boolean NOT NULL, share double precision NOT NULL,
            colour text NOT NULL, at bigint NOT NULL, small bigint NOT NULL,
            no_id bigint NULL, no_words text NULL, no_flag boolean NULL, no_share double precision NULL, no_colour text NULL,
            no_at bigint NULL,
            PRIMARY KEY (shop_id, thing_id))
        """;

    private const string Insert = """
        INSERT INTO things (shop_id, thing_id, words, flag, share, colour, at, small, no_id, no_words, no_flag, no_share, no_colour, no_at)
        VALUES (@shop, @thingId, @words, @flag, @share, @colour, @at, @small, @noId, @noWords, @noFlag, @noShare, @noColour, @noAt)
        """;

    private const string Select = """
        SELECT thing_id, words, flag, share, colour, at, small, no_id, no_words, no_flag, no_share, no_colour, no_at
        FROM things WHERE shop_id = @shop ORDER BY thing_id
        """;

    private static readonly Thing Full = new(
        new AdvocateId(long.MaxValue), "zażółć 'gęślą' — 茶 😀", true, 0.1, Colour.DarkBlue, new Instant(-1), int.MinValue,
        new OrderId(7), "", false, -1.5, Colour.Red, Instant.Epoch);

    private static readonly Thing Bare = new(
        new AdvocateId(0), "", false, double.MaxValue, Colour.Red, new Instant(1_790_000_000_000), 0, null, null, null, null, null, null);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.System.Execute(Create);
    }

    [Fact]
    public async Task Every_type_and_its_null_come_back_as_they_went()
    {
        await Shop.Write(async tx =>
        {
            await tx.Execute(Insert, Bare);
            tx.Enqueue(Insert, Full);
        });

        (await Shop.Query<Thing>(Select)).ShouldBe([Bare, Full]);
        (await Shop.First<Thing>(Select)).ShouldBe(Bare);
    }

    [Fact]
    public async Task Many_rows_at_once_come_back_as_they_went()
    {
        var rows = Enumerable.Range(1, 500).Select(i => (i % 2 == 0 ? Full : Bare) with { ThingId = new AdvocateId(i) }).ToList();
        await Shop.Write(tx => tx.InsertMany(Insert, rows));

        (await Shop.Query<Thing>(Select)).ShouldBe(rows);
    }

    [Fact]
    public async Task Single_values_and_tuples_are_rows_too()
    {
        await Shop.Write(tx => tx.InsertMany(Insert, [Full, Bare]));

        var ids = await Shop.Query<AdvocateId>("SELECT thing_id FROM things WHERE shop_id = @shop ORDER BY thing_id");
        ids.ShouldBe([Bare.ThingId, Full.ThingId]);
        (await Shop.First<Instant?>("SELECT no_at FROM things WHERE shop_id = @shop AND no_at IS NULL")).ShouldBeNull();
        (await Shop.First<Instant?>("SELECT at FROM things WHERE shop_id = @shop AND thing_id = 77")).ShouldBeNull();
        (await Shop.First<Colour>("SELECT colour FROM things WHERE shop_id = @shop AND thing_id = 0")).ShouldBe(Colour.Red);
        (await Shop.First<string>("SELECT no_words FROM things WHERE shop_id = @shop AND thing_id = 0")).ShouldBeNull();
        (await Shop.First<bool>("SELECT flag FROM things WHERE shop_id = @shop AND thing_id > 0")).ShouldBeTrue();
        (await Shop.First<int>("SELECT count(*) FROM things WHERE shop_id = @shop")).ShouldBe(2);
        var tuple = await Shop.First<(long N, Colour C)>("SELECT small, colour FROM things WHERE shop_id = @shop AND thing_id > 0");
        tuple.ShouldBe((int.MinValue, Colour.DarkBlue));
        (await Shop.First<Thing>("SELECT * FROM things WHERE shop_id = @shop AND thing_id = 77")).ShouldBeNull();
        (await Shop.First<long>("SELECT CAST(coalesce(sum(small), 0) AS bigint) FROM things WHERE shop_id = @shop")).ShouldBe(int.MinValue);
    }

    [Fact]
    public async Task A_null_where_none_is_allowed_says_which_column()
    {
        await Shop.Write(tx => tx.Execute(Insert, Bare));

        const string sql = "SELECT no_words AS words FROM things WHERE shop_id = @shop";
        (await Should.ThrowAsync<InvalidCastException>(() => Shop.Query<Strict>(sql))).Message.ShouldContain("Strict.Words");
        await Should.ThrowAsync<InvalidCastException>(() => Shop.Query<long>("SELECT no_id FROM things WHERE shop_id = @shop"));
    }

    [Fact]
    public async Task Mistakes_in_names_say_the_sql()
    {
        const string missing = "SELECT words FROM things WHERE shop_id = @shop AND thing_id = @thng";
        (await Should.ThrowAsync<ArgumentException>(() => Shop.Query<string>(missing, new { Thing = 1L }))).Message.ShouldContain("@thng");
        await Shop.Write(tx => tx.Execute(Insert, Bare));
        const string noColumn = "SELECT flag FROM things WHERE shop_id = @shop";
        (await Should.ThrowAsync<ArgumentException>(() => Shop.Query<Strict>(noColumn))).Message.ShouldContain("Strict.Words");
        const string noType = "SELECT words FROM things WHERE shop_id = @shop AND at = @at";
        var wrong = new { At = DateTime.UnixEpoch };
        (await Should.ThrowAsync<ArgumentException>(() => Shop.Query<string>(noType, wrong))).Message.ShouldContain("DateTime");
    }

    [Fact]
    public async Task A_statement_of_a_shop_without_the_shop_is_refused()
    {
        var e = await Should.ThrowAsync<InvalidOperationException>(() => Shop.Query<long>("SELECT count(*) FROM things"));
        e.Message.ShouldContain("@shop");
        await Should.ThrowAsync<InvalidOperationException>(() => Shop.Write(tx => tx.Execute("DELETE FROM things")));
        const string feigned = "SELECT count(*) FROM things WHERE words = '@shop' -- @shop";
        await Should.ThrowAsync<InvalidOperationException>(() => Shop.Query<long>(feigned));
    }

    [Fact]
    public async Task A_shop_never_sees_another_ones_rows()
    {
        await Shop.Write(tx => tx.Execute(Insert, Full));
        var other = await NewShop(Db);

        (await other.Query<Thing>(Select)).ShouldBeEmpty();
        (await other.Write(tx => tx.Execute("DELETE FROM things WHERE shop_id = @shop"))).ShouldBe(0);
        (await Shop.Query<Thing>(Select)).ShouldBe([Full]);
    }

    private sealed record Strict(string Words);

    private sealed record Thing(
        AdvocateId ThingId, string Words, bool Flag, double Share, Colour Colour, Instant At, int Small,
        OrderId? NoId, string? NoWords, bool? NoFlag, double? NoShare, Colour? NoColour, Instant? NoAt);
}

public sealed class SqliteMappingTests() : MappingContract(new SqliteEngine());

public sealed class PostgresMappingTests(PostgresFixture postgres) : MappingContract(new PostgresEngine(postgres));
