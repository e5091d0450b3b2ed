using Shouldly;
using Vouch.Kit;
using Vouch.Storage;

namespace Vouch.Server.Tests.Tidy;

/// <summary>The shop leads every key and index, as the catalogues of both engines tell: shops are apart, and could be sharded.</summary>
public sealed class SchemaTests(PostgresFixture postgres)
{
    // Table, what it is, its first column.
    private const string SqliteKeys = """
        SELECT t.name, 'primary key', c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.pk = 1 WHERE t.type = 'table'
        UNION ALL
        SELECT t.name, i.name, x.name FROM sqlite_schema t JOIN pragma_index_list(t.name) i ON true JOIN pragma_index_info(i.name) x ON x.seqno = 0
        WHERE t.type = 'table'
        UNION ALL
        SELECT t.name, 'foreign key to ' || f."table", f."from" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f ON f.seq = 0
        WHERE t.type = 'table'
        """;

    private const string PostgresKeys = """
        SELECT t.relname, i.relname, coalesce(a.attname, 'an expression') FROM pg_index x
        JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] WHERE n.nspname = 'public'
        UNION ALL
        SELECT t.relname, c.conname, a.attname FROM pg_constraint c
        JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] WHERE n.nspname = 'public' AND c.contype IN ('p', 'u', 'f')
        """;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task The_shop_leads_every_key_and_index(Engine engine)
    {
        await using var schema = await Schema.On(engine, postgres);
        var keys = await Keys(schema);
        keys.Select(key => key[0]).Distinct().Order().ShouldBe(Schema.Owners.Keys.Order(), "a table without a key, or one that no migration makes");
        WithoutShop(keys).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_key_without_the_shop_in_front_is_seen(Engine engine)
    {
        await using var schema = await Schema.On(engine, postgres);
        await schema.Ask("CREATE TABLE planted (shop_id bigint NOT NULL, planted_id bigint NOT NULL, shop bigint NULL REFERENCES shops (shop_id), PRIMARY KEY (planted_id, shop_id))");
        await schema.Ask("CREATE INDEX planted_behind ON planted (planted_id, shop_id)");
        await schema.Ask("CREATE INDEX planted_right ON planted (shop_id, planted_id)");
        var seen = WithoutShop(await Keys(schema)).ToList();
        seen.Count(what => what.Contains("planted_behind", StringComparison.Ordinal)).ShouldBe(1);
        seen.ShouldContain(what => what.EndsWith("begins with shop", StringComparison.Ordinal));
        seen.Count(what => what.EndsWith("begins with planted_id", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        seen.ShouldNotContain(what => what.Contains("planted_right", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_reference_table_is_there_and_every_migration_has_an_owner()
    {
        Schema.ReferenceTables.Keys.ShouldBeSubsetOf(Schema.Owners.Keys);
        Schema.Owners.Values.ShouldNotContain("");
        Schema.OwnersIn(["CREATE TABLE orphans (\n)"])["orphans"].ShouldBe("");
        Schema.OwnersIn(["-- owner: Sharing\nCREATE TABLE a (\n);\nCREATE TABLE b (\n);"]).ShouldContainKeyAndValue("b", "Sharing");
        Schema.OwnersIn(["-- owner: Sharing\nCREATE TABLE a (\n);", "-- owner: Sharing\nDROP TABLE a;"]).ShouldNotContainKey("a");
    }

    private static Task<IReadOnlyList<string[]>> Keys(Schema schema) => schema.Ask(schema.Engine == Engine.Sqlite ? SqliteKeys : PostgresKeys);

    private static IEnumerable<string> WithoutShop(IEnumerable<string[]> keys) =>
        keys.Where(key => key[2] != "shop_id" && !Schema.ReferenceTables.ContainsKey(key[0])).Select(key => $"{key[0]}: {key[1]} begins with {key[2]}");
}
