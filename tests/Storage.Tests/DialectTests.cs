using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public abstract class DialectContract(EngineUnderTest engine) : StorageContract(engine)
{
    private const string Add = """
        INSERT INTO cursors (shop_id, consumer, position) VALUES (@shop, @consumer, @position)
        ON CONFLICT (shop_id, consumer) DO UPDATE SET position = cursors.position + excluded.position
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Shop.Write(tx => tx.InsertMany(Add, new Row[] { new("Anna", 1), new("anton", 2), new("Bo", 3) }));
    }

    [Fact]
    public async Task Lists_of_ids_and_of_texts_are_asked_for_with_any()
    {
        const string byPosition = "SELECT consumer FROM cursors WHERE shop_id = @shop AND position = ANY(@ids) ORDER BY position";
        (await Shop.Query<string>(byPosition, new { Ids = (List<long>)[3, 1] })).ShouldBe(["Anna", "Bo"]);
        (await Shop.Query<string>(byPosition, new { Ids = new List<AdvocateId> { new(2) } })).ShouldBe(["anton"]);
        (await Shop.Query<string>(byPosition, new { Ids = Array.Empty<long>() })).ShouldBeEmpty();

        const string byName = """
            SELECT position FROM cursors WHERE shop_id = @shop AND consumer = ANY(@names) AND NOT (consumer = ANY(@but)) ORDER BY position
            """;
        var args = new { Names = (string[])["Bo", "Anna", "o'\"\\\n"], But = (IEnumerable<string>)["Anna"] };
        (await Shop.Query<long>(byName, args)).ShouldBe([3]);
    }

    [Fact]
    public async Task Rows_are_locked_in_every_spelling()
    {
        await Shop.Write(async tx =>
        {
            (await tx.First<long>("SELECT position FROM cursors WHERE shop_id = @shop AND consumer = 'Bo' FOR UPDATE")).ShouldBe(3);
            (await tx.First<long>("""
                SELECT c.position FROM cursors c WHERE c.shop_id = @shop AND c.consumer = 'Bo' FOR UPDATE OF c SKIP LOCKED
                """)).ShouldBe(3);
            (await tx.Execute("""
                UPDATE cursors SET position = 9 WHERE shop_id = @shop AND consumer = (
                    SELECT consumer FROM cursors WHERE shop_id = @shop ORDER BY position LIMIT 1 FOR UPDATE SKIP LOCKED)
                """)).ShouldBe(1);
        });
    }

    [Fact]
    public async Task Texts_stand_in_the_order_of_code_points_where_it_is_asked_for()
    {
        const string ordered = """SELECT consumer FROM cursors WHERE shop_id = @shop ORDER BY consumer COLLATE "C" """;
        (await Shop.Query<string>(ordered)).ShouldBe(["Anna", "Bo", "anton"]);
        const string range = """
            SELECT consumer FROM cursors WHERE shop_id = @shop AND consumer COLLATE "C" >= @from AND consumer COLLATE "C" < @until
            """;
        (await Shop.Query<string>(range, new { From = "An", Until = "An\U0010FFFF" })).ShouldBe(["Anna"]);
    }

    [Fact]
    public async Task Greatest_and_least_pass_nulls_over()
    {
        const string most = "SELECT CAST(greatest(position, 2, NULL) AS bigint) FROM cursors WHERE shop_id = @shop AND consumer = 'Anna'";
        (await Shop.First<long>(most)).ShouldBe(2);
        const string least = "SELECT CAST(least(position, @x) AS bigint) FROM cursors WHERE shop_id = @shop AND consumer = 'Bo'";
        (await Shop.First<long>(least, new { X = (long?)null })).ShouldBe(3);
        (await Shop.First<string>("SELECT greatest(consumer, 'Z') FROM cursors WHERE shop_id = @shop AND consumer = 'Anna'")).ShouldBe("Z");
    }

    [Fact]
    public async Task Like_minds_the_case() =>
        (await Shop.Query<string>("SELECT consumer FROM cursors WHERE shop_id = @shop AND consumer LIKE 'An%'")).ShouldBe(["Anna"]);

    [Fact]
    public async Task A_parameter_may_be_null_where_it_is_only_asked_whether_it_is()
    {
        const string sql = """
            SELECT count(*) FROM cursors WHERE shop_id = @shop
            AND (CAST(@least AS bigint) IS NULL OR position >= @least) AND (CAST(@name AS text) IS NULL OR consumer = @name)
            """;
        (await Shop.First<long>(sql, new { Least = (long?)null, Name = (string?)null })).ShouldBe(3);
        (await Shop.First<long>(sql, new { Least = (long?)2, Name = "Bo" })).ShouldBe(1);
    }

    [Fact]
    public async Task An_at_sign_in_literals_and_comments_is_no_parameter() =>
        (await Shop.First<string>("""
            SELECT 'a@b.c' || '''@x' FROM cursors /* @y */ WHERE shop_id = @shop AND consumer = 'Bo' -- @z's
            """)).ShouldBe("a@b.c'@x");

    [Fact]
    public async Task Many_rows_may_meet_rows_that_are_there()
    {
        await Shop.Write(tx => tx.InsertMany(Add, new Row[] { new("Bo", 10), new("Cy", 4) }));
        const string fromB = "SELECT position FROM cursors WHERE shop_id = @shop AND consumer >= 'B' AND consumer < 'a' ORDER BY consumer";
        (await Shop.Query<long>(fromB)).ShouldBe([13, 4]);

        const string expression = """
            INSERT INTO cursors (shop_id, consumer, position) VALUES (@shop, upper(@consumer) || '(x)', CAST(@position AS bigint) + 1)
            ON CONFLICT DO NOTHING
            """;
        await Shop.Write(tx => tx.InsertMany(expression, new Row[] { new("dy", 1), new("dy", 5) }));
        (await Shop.First<long>("SELECT position FROM cursors WHERE shop_id = @shop AND consumer = 'DY(x)'")).ShouldBe(2);
        await Shop.Write(tx => tx.InsertMany(expression, Array.Empty<Row>()));
    }

    [Fact]
    public async Task A_write_may_return_rows()
    {
        const string raise = """
            UPDATE cursors SET position = position + @by WHERE shop_id = @shop AND position < @below RETURNING consumer, position
            """;
        var raised = await Shop.Write(tx => tx.Query<Row>(raise, new { By = 10, Below = 3 }));
        raised.OrderBy(r => r.Position).ShouldBe([new("Anna", 11), new("anton", 12)]);
    }

    [Fact]
    public async Task A_transaction_reads_what_it_enqueued_and_counts_what_it_touched()
    {
        var touched = await Shop.Write(async tx =>
        {
            tx.Enqueue(Add, new Row("Dy", 1));
            tx.Enqueue(Add, new Row("Dy", 1));
            (await tx.First<long>("SELECT position FROM cursors WHERE shop_id = @shop AND consumer = 'Dy'")).ShouldBe(2);
            tx.Enqueue(Add, new Row("Ed", 1));
            return await tx.Execute("UPDATE cursors SET position = 0 WHERE shop_id = @shop");
        });
        touched.ShouldBe(5);
    }

    [Fact]
    public async Task A_snapshot_stays_at_its_moment()
    {
        const string count = "SELECT count(*) FROM cursors WHERE shop_id = @shop";
        await Shop.Snapshot(async reads =>
        {
            (await reads.First<long>(count)).ShouldBe(3);
            await Shop.Write(tx => tx.Execute(Add, new Row("Ed", 1)));
            (await reads.First<long>(count)).ShouldBe(3);
            return true;
        });
        (await Shop.First<long>(count)).ShouldBe(4);
    }

    [Fact]
    public async Task A_missing_parent_is_a_bug_and_not_taken_for_a_taken_key()
    {
        var e = await Should.ThrowAsync<System.Data.Common.DbException>(() => Db.System.Execute(
            "INSERT INTO staff_roles (staff_id, shop_id, role) VALUES (1, 1, 'owner')"));
        e.Message.ShouldContain("foreign key", Case.Insensitive);
    }

    private sealed record Row(string Consumer, long Position);
}

public sealed class SqliteDialectTests() : DialectContract(new SqliteEngine());

public sealed class PostgresDialectTests(PostgresFixture postgres) : DialectContract(new PostgresEngine(postgres));
