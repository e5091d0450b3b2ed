using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Team;
using Vouch.Server.Tests.Tidy;
using Vouch.Storage;

namespace Vouch.Server.Tests.Search;

/// <summary>The desk's search, as it answers: what it finds by which beginning, how much of it, for whom, and what it makes of nonsense.</summary>
public sealed partial class SearchTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task Things_are_found_by_their_beginning_and_another_shop_never_is(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        using var other = await node.Shop(name: "Somebody else");
        var code = await Fill(shop);
        await Fill(other);
        var (ours, theirs) = (await All(shop), await All(other));
        var person = await Person.SignedIn(node, StaffRole.Support, shop.Id);
        foreach (var (typed, found) in ((string, string[])[])
        [
            ("zofia@", ["Zofia Żak"]), ("ZOFIA", ["Zofia Żak"]), ("zofia zak", ["Zofia Żak"]), ("ŻAK zof", ["Zofia Żak"]), ("zak", ["Zofia Żak"]), ("zofia nowak", []),
            ("ofia", []), (code[..5], ["Zofia Żak"]),
            (code.ToLowerInvariant(), ["Zofia Żak"]), ("łuc", ["Łucja %_ 0"]), ("Łucja %", ["Łucja %_ 0"]), ("l-7", ["L-7"]), ("L-", ["L-7"]), ("friend", ["Łucja %_ 0"]),
            ("two", ["Tea for two"]), ("double", ["Double week"]), ("%", []), ("_", []), ("'", []), ("!", []), ("-7", []),
        ])
        {
            var page = await person.Get($"/desk/{shop.Id}/search?part=1&q={Uri.EscapeDataString(typed)}");
            string.Join(", ", Titles(page)).ShouldBe(string.Join(", ", found), $"{engine}: {typed}");
            theirs.Where(page.Contains).ShouldBeEmpty(typed);
        }

        // An id finds what it names, in its own shop alone.
        var advocate = (await shop.Get("/v1/advocates")).Items[0]["id"]!.ToString();
        var referral = (await shop.Get("/v1/referrals")).Items[0]["id"]!.ToString();
        Titles(await person.Get($"/desk/{shop.Id}/search?part=1&q={advocate}")).ShouldBe(["Zofia Żak"]);
        Titles(await person.Get($"/desk/{shop.Id}/search?part=1&q={referral}")).ShouldBe(["Łucja %_ 0"]);
        foreach (var id in theirs)
        {
            Titles(await person.Get($"/desk/{shop.Id}/search?part=1&q={id}")).ShouldBeEmpty();
        }

        ours.ShouldNotBeEmpty();
        (await person.Open($"/desk/{other.Id}/search?q=zofia")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task No_more_than_five_of_a_kind_are_shown_and_what_was_merged_or_erased_not_at_all(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var ids = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            ids.Add((await shop.Post("/v1/advocates", $$"""{"email":"anna{{i}}@example.com","name":"Anna {{i}}"}""")).ShouldBe(201).Text("id"));
        }

        var person = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        Titles(await person.Get($"/desk/{shop.Id}/search?part=1&q=anna")).Count.ShouldBe(5);
        (await shop.Send(HttpMethod.Delete, $"/v1/advocates/{ids[3]}", null, null)).ShouldBe(204);
        Titles(await person.Get($"/desk/{shop.Id}/search?part=1&q=anna3")).ShouldBeEmpty();
        Titles(await person.Get($"/desk/{shop.Id}/search?part=1&q={Uri.EscapeDataString("anna 3")}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task Nonsense_finds_nothing_and_breaks_nothing(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        await Fill(shop);
        var person = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        foreach (var typed in (string[])
        [
            "%00", "a%00b%00", "%ff%fe", "%ED%A0%80", "%F4%8F%BF%BF", new string('a', 7000), "%E2%80%AE%E2%80%8F", "%F0%9F%8D%B5", "%3Cscript%3Ealert(1)%3C/script%3E", "+", "&q=zzz",
        ])
        {
            foreach (var part in (string[])["", "&part=1"])
            {
                var got = await person.Open($"/desk/{shop.Id}/search?q={typed}{part}");
                got.Status.ShouldBeOneOf(200, 400);
                Titles(got.Text).ShouldBeEmpty();
                got.Text.ShouldNotContain("<script>alert");
            }
        }

        (await person.Open($"/desk/{shop.Id}/search?q={new string('a', 10_000)}")).Status.ShouldBeOneOf(200, 414);
    }

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task Every_question_is_a_range_of_an_index_of_its_own(TestEngine engine)
    {
        await using var schema = await Schema.On(engine == TestEngine.Sqlite ? Engine.Sqlite : Engine.Postgres, postgres);
        if (engine == TestEngine.Postgres)
        {
            await schema.Ask("SET enable_seqscan = off");
            await schema.Ask("SET enable_bitmapscan = off");
        }

        foreach (var (name, index) in ((string, string)[])
        [
            ("SuggestAdvocates.ByWords", "search_words"), ("SuggestAdvocates.ByCode", "codes_search"),
            ("SearchQueries.FriendsByAddress", "referrals_friend_email_search"), ("SearchQueries.FriendsByName", "referrals_friend_name_search"),
            ("SearchQueries.OrdersByNumber", "orders_search"),
        ])
        {
            var text = SqlTexts.Ours.Single(text => text.Name == name).Sql;
            var asked = Parameter().Replace(text, found =>
                found.Value.StartsWith("@from", StringComparison.Ordinal) ? "'a'" : found.Value.StartsWith("@until", StringComparison.Ordinal) ? "'b'" : "5");
            var plan = string.Join('\n', (await schema.Ask(engine == TestEngine.Sqlite
                ? "EXPLAIN QUERY PLAN " + asked.Replace(" COLLATE \"C\"", "", StringComparison.Ordinal) : "EXPLAIN " + asked)).Select(row => row[^1]));
            // SQLite keeps texts in that order by itself: of codes, orders and words the key will do, which is there anyway.
            plan.ShouldMatch(engine == TestEngine.Sqlite ? index.StartsWith("referrals", StringComparison.Ordinal) ? index : "PRIMARY KEY|autoindex_orders" : index, plan);
            plan.ShouldMatch(engine == TestEngine.Sqlite ? @"\(shop_id=\? AND [^)]*>\? AND [^)]*<\?\)" : "Index Cond: .*>= 'a'.*< 'b'", plan);
            // What is scanned at most is the few that a range gave.
            plan.ShouldNotMatch(engine == TestEngine.Sqlite ? @"SCAN (a|c|r|orders)\b" : "Seq Scan", plan);
        }
    }

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task Who_joined_before_there_were_words_to_be_found_by_is_found_after_the_migration(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        using var empty = await node.Shop(name: "Nobody here");
        await Fill(shop);
        var gone = (await shop.Post("/v1/advocates", """{"email":"gone@example.com","name":"Zofia Gone"}""")).ShouldBe(201).Text("id");
        (await shop.Send(HttpMethod.Delete, $"/v1/advocates/{gone}", null, null)).ShouldBe(204);
        var before = await Words(node, shop);
        before.ShouldNotBeEmpty();
        await node.Database.For(shop.Id).Write(tx => tx.Execute("DELETE FROM search_words WHERE shop_id = @shop"));
        await node.Database.System.Execute("DELETE FROM migrations WHERE version = 25");
        var person = await Person.SignedIn(node, StaffRole.Support, shop.Id);
        Titles(await person.Get($"/desk/{shop.Id}/search?part=1&q=zofia%40")).ShouldBeEmpty();

        await node.Database.Migrate();
        await node.RunDue(shop.Id);

        Titles(await person.Get($"/desk/{shop.Id}/search?part=1&q=zofia%40")).ShouldBe(["Zofia Żak"]);
        (await Words(node, shop)).ShouldBe(before);
        (await node.Database.For(empty.Id).First<long>("SELECT count(*) FROM jobs WHERE shop_id = @shop AND kind = 'fill_search_words'")).ShouldBe(0);
    }

    private static Task<List<string>> Words(TestNode node, ShopClient shop) =>
        node.Database.For(shop.Id).Query<string>("SELECT word FROM search_words WHERE shop_id = @shop ORDER BY word, subject_id");

    private static async Task<string> Fill(ShopClient shop)
    {
        var program = (await shop.Post("/v1/programs", """
            {"name":"Tea for two","destination":"https://shop.example/","advocateReward":{"kind":"store_credit","value":{"type":"fixed","amount":1500} } }
            """)).ShouldBe(201).Text("id");
        (await shop.Post($"/v1/programs/{program}/activate")).ShouldBe(200);
        (await shop.Post("/v1/campaigns", $$"""
            {"programId":"{{program}}","name":"Double week","startsAt":"2076-07-01T00:00:00Z","endsAt":"2076-07-02T00:00:00Z","advocateBonus":{"multiplier":200} }
            """)).ShouldBe(201);
        var zofia = (await shop.Post("/v1/advocates", """{"email":"Zofia@Example.com","name":"Zofia Żak"}""")).ShouldBe(201);
        (await shop.Post("/v1/orders", $$"""
            {"externalId":"L-7","status":"paid","subtotal":9000,"total":9000,"couponCodes":["{{zofia.Text("code")}}"],
             "customer":{"email":"friend0@example.com","name":"Łucja %_ 0"} }
            """)).ShouldBe(201);
        (await shop.Post("/v1/orders", """
            {"externalId":"L-8","status":"paid","subtotal":9000,"total":9000,"customer":{"email":"nobody@example.com","name":"Nobody Brought"} }
            """)).ShouldBe(201);
        return zofia.Text("code");
    }

    private static async Task<string[]> All(ShopClient shop) =>
    [
        .. (await shop.Get("/v1/advocates")).Items.Concat((await shop.Get("/v1/referrals")).Items).Select(item => item!["id"]!.ToString()),
    ];

    private static List<string> Titles(string page) =>
        [.. Title().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct()];

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex("<bdi class=\"palette-title\">([^<]*)</bdi>")]
    private static partial Regex Title();
}
