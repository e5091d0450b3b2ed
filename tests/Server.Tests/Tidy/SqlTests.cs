using Shouldly;
using Vouch.Kit;
using Vouch.Storage;

namespace Vouch.Server.Tests.Tidy;

/// <summary>Every SQL text of the program: understood by both engines, kept inside one shop, written only by its owner.</summary>
public sealed class SqlTests(PostgresFixture postgres)
{
    private static readonly HashSet<string> ShopTables = [.. Schema.Owners.Keys.Except(Schema.ReferenceTables.Keys)];

    // Before there is a shop: the storage's own look at its catalogues and its nodes.
    private static readonly string[] BelowShops = ["Migrator.", "NodeLease.", "PostgresBackend.", "SqliteBackend."];

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Every_text_is_understood_by_both_engines(Engine engine)
    {
        await using var schema = await Schema.On(engine, postgres);
        var wrong = new List<string>();
        var other = engine == Engine.Postgres ? "SqliteBackend." : "PostgresBackend.";
        foreach (var text in SqlTexts.Ours.Where(text => !text.Name.StartsWith(other, StringComparison.Ordinal)))
        {
            if (await schema.Refuses(text.Sql) is { } complaint)
            {
                wrong.Add($"{text.Slice} {text.Name}: {complaint}");
            }
        }

        SqlTexts.Ours.Count.ShouldBeGreaterThan(200);
        wrong.ShouldBeEmpty();
        (await schema.Refuses(Planted("Misspelt"))).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Order_by_says_where_nulls_stand(Engine engine)
    {
        await using var schema = await Schema.On(engine, postgres);
        var nullable = await schema.NullableColumns();
        nullable.Count.ShouldBeGreaterThan(30);
        Wrong(text => SqlRules.UnplacedNulls(text.Sql, nullable)).ShouldBeEmpty();
        SqlRules.UnplacedNulls(Planted("NullsAnywhere"), nullable).ShouldBe(["orders by expires_at, which may be NULL, without NULLS FIRST or LAST"]);
        SqlRules.UnplacedNulls(Planted("NullsOfAnAlias"), nullable).ShouldHaveSingleItem();
    }

    [Fact]
    public void Every_text_has_a_name()
    {
        SqlTexts.Nameless(typeof(Program).Assembly.Location).ShouldBeEmpty();
        SqlTexts.Nameless(typeof(Database).Assembly.Location).ShouldBeEmpty();
        SqlTexts.Nameless(typeof(SqlTests).Assembly.Location).ShouldContain(InABody(), "a text in a method's body was not seen");
    }

    [Fact]
    public void Every_text_carries_the_shop_or_says_why_not()
    {
        Wrong(text => BelowShops.Any(text.Name.StartsWith) ? [] : SqlRules.OpenToOtherShops(text.Sql, text.IsAcrossShops, ShopTables)).ShouldBeEmpty();
        SqlRules.OpenToOtherShops(Planted("Leak"), false, ShopTables).ShouldBe(["has no @shop"]);
        SqlRules.OpenToOtherShops(Planted("Leak"), true, ShopTables).ShouldBeEmpty();
        SqlRules.OpenToOtherShops(Planted("LooseJoin"), false, ShopTables).ShouldBe(["touches 2 tables of shops and ties 1"]);
        SqlTexts.In(typeof(SqlTests).Assembly.Location).Single(text => text.Name == "PlantedSql.Marked").IsAcrossShops.ShouldBeTrue();
    }

    [Theory]
    [InlineData("SELECT 1 FROM codes WHERE code ILIKE @code")]
    [InlineData("SELECT body->>'a' FROM orders WHERE shop_id = @shop")]
    [InlineData("TRUNCATE codes")]
    [InlineData("DELETE FROM codes USING advocates WHERE true")]
    [InlineData("WITH gone AS (DELETE FROM codes WHERE shop_id = @shop RETURNING code) SELECT code FROM gone")]
    [InlineData("UPDATE codes SET code = random() WHERE shop_id = @shop")]
    [InlineData("CREATE TRIGGER t")]
    [InlineData("SELECT @a::bigint")]
    public void A_word_outside_the_common_set_is_seen(string sql) => SqlRules.UncommonWords(sql).ShouldHaveSingleItem();

    [Fact]
    public void No_text_has_words_outside_the_common_set()
    {
        Wrong(text => text.Name.StartsWith("PostgresBackend.", StringComparison.Ordinal) ? [] : SqlRules.UncommonWords(text.Sql)).ShouldBeEmpty();
        foreach (var file in Directory.GetFiles(Path.Combine(House.Root, "src/Storage/Migrations")))
        {
            SqlRules.UncommonWords(File.ReadAllText(file)).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void A_slice_writes_only_to_its_own_tables()
    {
        Schema.Owners.Values.ShouldBeSubsetOf([.. Program.Loop, "Platform"]);
        Wrong(text => SqlRules.WritesElsewhere(text.Sql, text.Slice, Schema.Owners)).ShouldBeEmpty();
        SqlRules.WritesElsewhere(Planted("Steal"), "Sharing", Schema.Owners).ShouldBe(["writes codes of Advocates"]);
        SqlRules.WritesElsewhere(Planted("Steal"), "Advocates", Schema.Owners).ShouldBeEmpty();
        SqlRules.WritesElsewhere(Planted("Steal"), "Cli", Schema.Owners).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_slice_reads_only_what_stands_to_its_left()
    {
        Wrong(text => SqlRules.ReadsToTheRight(text.Sql, text.Slice, Schema.Owners, Program.Loop)).ShouldBeEmpty();
        SqlRules.ReadsToTheRight(Planted("LooseJoin"), "Programs", Schema.Owners, Program.Loop).Count().ShouldBe(2);
        SqlRules.ReadsToTheRight(Planted("LooseJoin"), "Advocates", Schema.Owners, Program.Loop).ShouldBeEmpty();
        SqlRules.ReadsToTheRight(Planted("LooseJoin"), "Cli", Schema.Owners, Program.Loop).ShouldBeEmpty();
    }

    private static IEnumerable<string> Wrong(Func<SqlText, IEnumerable<string>> rule) =>
        SqlTexts.Ours.SelectMany(text => rule(text).Select(complaint => $"{text.Slice} {text.Name} {complaint}"));

    private static string Planted(string name) => SqlTexts.In(typeof(SqlTests).Assembly.Location).Single(text => text.Name == "PlantedSql." + name).Sql;

    private static string InABody() => "DELETE FROM codes WHERE true";
}

/// <summary>What must be seen.</summary>
internal static class PlantedSql
{
    internal const string Misspelt = "SELECT amuont FROM rewards WHERE shop_id = @shop";

    internal const string Leak = "SELECT sum(worth) FROM rewards WHERE status = @status";

    internal const string LooseJoin = """
        SELECT c.code FROM codes c
        JOIN advocates a ON a.advocate_id = c.advocate_id
        WHERE c.shop_id = @shop
        """;

    internal const string NullsAnywhere = "SELECT reward_id FROM rewards WHERE shop_id = @shop ORDER BY expires_at, reward_id LIMIT 1";

    internal const string NullsOfAnAlias = "SELECT r.reward_id FROM rewards AS r WHERE r.shop_id = @shop ORDER BY r.reward_id, r.expires_at DESC";

    internal const string Steal = "UPDATE codes SET expires_at = 0 WHERE shop_id = @shop";

    [AcrossShops("to be found by the test")]
    internal const string Marked = "SELECT code FROM codes";
}
