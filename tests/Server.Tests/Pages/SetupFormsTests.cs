using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Team;

namespace Vouch.Server.Tests.Pages;

/// <summary>The guided set-up without a script: what is refused, what is kept, and who may.</summary>
public sealed partial class SetupFormsTests(PostgresFixture postgres)
{
    private const string LongName = "Małgorzata Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka";

    [Theory]
    [InlineData("name", "300", "most 200")]
    [InlineData("destination", "javascript:alert(1)", "Must be a whole http or https address")]
    [InlineData("destination", "", "Is required.")]
    [InlineData("template", "nothing", "Choose one of the templates.")]
    public async Task A_beginning_that_cannot_be_makes_no_program(string field, string value, string said)
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var text = value == "300" ? new string('ż', 300) : value;
        var got = (await owner.Send(Setup(shop), Setup(shop), [.. Begin().Where(pair => pair.Name != field), (field, text)])).ShouldBe(400);
        got.Text.ShouldContain(said);
        (await shop.Get("/v1/programs")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TestEngine.Sqlite, "JPY", "1500")]
    [InlineData(TestEngine.Postgres, "PLN", "4000")]
    public async Task Two_drafts_are_kept_apart_and_gone_on_with_where_they_stopped(TestEngine engine, string currency, string credit)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop(currency);
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var first = await Draft(owner, shop, "store_credit", LongName);
        var second = await Draft(owner, shop, "charity", "The other");
        var made = (await shop.Get($"/v1/programs/{first}"));
        made["advocateReward"]!["value"]!["amount"]!.ToString().ShouldBe(credit);
        made.Text("status").ShouldBe("draft");

        var rewards = $"{Setup(shop)}/{first}/rewards";
        (await owner.Send(rewards, rewards, [.. Rewards("store_credit", "1000"), ("go", "later")])).ShouldBe(303)
            .Location.ShouldBe($"/desk/{shop.Id}/programs/{first}?saved=1");
        (await owner.Send(rewards, rewards, [.. Rewards("store_credit", "1000"), ("go", "stay")])).ShouldBe(303).Location.ShouldBe($"{rewards}?done=saved");
        (await owner.Get($"{rewards}?done=saved")).ShouldContain("Saved.");
        var list = await owner.Get(Setup(shop));
        list.ShouldContain($"{Setup(shop)}/{first}/rules", customMessage: "the first goes on with its rules");
        list.ShouldContain($"{Setup(shop)}/{second}/rewards");
        (await owner.Get(rewards)).ShouldContain("value=\"35\"", customMessage: "the margin is remembered");
        (await shop.Get($"/v1/programs/{second}")).Text("name").ShouldBe("The other");

        // The same template again keeps what was set; another one replaces it.
        (await owner.Send($"{Setup(shop)}/{first}", $"{Setup(shop)}/{first}", ("template", "store_credit"), ("name", "Renamed"), ("destination", "https://shop.example/"))).ShouldBe(303);
        made = await shop.Get($"/v1/programs/{first}");
        (made.Text("name"), made["advocateReward"]!["value"]!["amount"]!.GetValue<long>()).ShouldBe(("Renamed", currency == "JPY" ? 1000 : 100_000));
        (await owner.Send($"{Setup(shop)}/{first}", $"{Setup(shop)}/{first}", ("template", "points"), ("name", "Renamed"), ("destination", "https://shop.example/"))).ShouldBe(303);
        (await shop.Get($"/v1/programs/{first}"))["advocateReward"]!["kind"]!.ToString().ShouldBe("points");

        (await owner.Send($"{Setup(shop)}/{first}/launch", $"{Setup(shop)}/{first}/activate")).ShouldBe(303).Location.ShouldBe($"/desk/{shop.Id}");
        (await shop.Get($"/v1/programs/{first}")).Text("status").ShouldBe("active");
        (await owner.Open(rewards)).ShouldBe(303).Location.ShouldBe($"/desk/{shop.Id}/programs/{first}", "what runs is no set-up any more");
    }

    [Theory]
    [InlineData("marginPercent", "101", "Type a whole number from 0 to 100.")]
    [InlineData("marginPercent", "-1", "Type a number.")]
    [InlineData("averageOrder", "0", "Type more than 0")]
    [InlineData("averageOrder", "-80", "Type an amount")]
    [InlineData("averageOrder", "99999999999999", "Type an amount")]
    [InlineData("averageOrder", "0.5", "Type an amount")]
    [InlineData("repeatOrders", "101", "Type a number from 0 to 100.")]
    [InlineData("advocateReward.size", "-5", "Type an amount")]
    [InlineData("advocateReward.size", "0", "Must be above 0")]
    public async Task A_figure_that_cannot_be_is_said_and_nothing_is_saved(string field, string value, string said)
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop("JPY");
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var draft = await Draft(owner, shop, "store_credit", "Yen");
        var rewards = $"{Setup(shop)}/{draft}/rewards";
        var before = (await shop.Get($"/v1/programs/{draft}")).Body!.ToJsonString();
        var got = (await owner.Send(rewards, rewards, [.. Rewards("store_credit", "700").Where(pair => pair.Name != field), (field, value)])).ShouldBe(400);
        got.Text.ShouldContain(said);
        (await shop.Get($"/v1/programs/{draft}")).Body!.ToJsonString().ShouldBe(before);
        (await shop.Get("/v1/shop"))["finance"]!["marginPercent"].ShouldBeNull();
    }

    [Theory]
    [InlineData("0", "leaves nothing to give away")]
    [InlineData("100", "Careful")]
    public async Task The_helper_has_an_answer_at_both_ends_of_the_margin(string margin, string said)
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop("JPY");
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var rewards = $"{Setup(shop)}/{await Draft(owner, shop, "store_credit", "Yen")}/rewards";
        var figures = Rewards("store_credit", "700").Select(pair => pair.Name == "marginPercent" ? (pair.Name, margin) : pair).ToArray();
        (await owner.Send(rewards, rewards + "/preview", figures)).ShouldBe(200).Text.ShouldContain(said);
        (await owner.Send(rewards, rewards + "/use", [.. figures, ("level", "usual")])).ShouldBe(303).Location!
            .EndsWith("done=used", StringComparison.Ordinal).ShouldBe(margin == "100");
    }

    [Fact]
    public async Task Orders_and_other_channels_tell_the_helper()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        await shop.At("2026-03-01T09:00:00Z");
        (await shop.Post("/v1/orders", """{"externalId":"1","status":"paid","subtotal":9000,"total":9000,"customer":{"email":"a@example.com"}}""")).ShouldBe(201);
        (await shop.Post("/v1/orders", """{"externalId":"2","status":"paid","subtotal":5000,"total":5000,"customer":{"email":"b@example.com"}}""")).ShouldBe(201);
        (await shop.Send(HttpMethod.Put, "/v1/channel-costs", """{"channel":"ads","day":"2026-02-20","spend":9000,"newCustomers":4}""", null)).ShouldBe(200);
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var page = await owner.Get($"{Setup(shop)}/{await Draft(owner, shop, "store_credit", "x")}/rewards");
        page.ShouldContain("value=\"70.00\"");
        page.ShouldContain("value=\"22.50\"");
        page.ShouldContain("From your 2 orders of the last year.");
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_a_marketer_changes_no_figure_of_the_whole_shop()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        (await shop.Patch("/v1/shop", """{"finance":{"legalName":"Tea Ltd","marginPercent":20,"creditAtCost":true}}""")).ShouldBe(200);
        (await (await Person.SignedIn(node, StaffRole.Finance, shop.Id)).Ask("GET", Setup(shop))).ShouldBe("forbidden");
        var marketer = await Person.SignedIn(node, StaffRole.Marketer, shop.Id);
        var draft = await Draft(marketer, shop, "store_credit", "By a marketer");
        var rewards = $"{Setup(shop)}/{draft}/rewards";
        (await marketer.Send(rewards, rewards, Rewards("store_credit", "7"))).ShouldBe(303);
        var look = $"{Setup(shop)}/{draft}/look";
        (await marketer.Get(look)).ShouldNotContain("name=\"accent\"");
        (await marketer.Send(look, look, ("lang", "en"), ("accent", "#ff0000"), ("radius", "3"), ("invites", "{who} likes {shop}"), ("headline", ""), ("get", ""))).ShouldBe(303);
        var settings = await shop.Get("/v1/shop");
        (settings["finance"]!["marginPercent"]!.GetValue<int>(), settings["brand"]!["accentColor"]).ShouldBe((20, null));
        (await shop.Get("/v1/texts/en")).Body!["items"]!.AsArray().Single(text => text!["key"]!.ToString() == "friend.invites")!["own"]!
            .ToString().ShouldBe("{who} likes {shop}");

        // The owner's form of the same figures, and the settings' form, lose nothing of what the other has.
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        (await owner.Send(rewards, rewards, [.. Rewards("store_credit", "7"), ("monthlyCost", "30")])).ShouldBe(303);
        var money = $"/desk/{shop.Id}/payouts/settings";
        (await owner.Send(money, money, ("legalName", "Tea House Ltd"), ("marginPercent", "36"), ("monthlyCost", "30.00"))).ShouldBe(303);
        var finance = (await shop.Get("/v1/shop"))["finance"]!;
        (finance["legalName"]!.ToString(), finance["marginPercent"]!.GetValue<int>(), finance["monthlyCost"]!.GetValue<long>(), finance["creditAtCost"])
            .ShouldBe(("Tea House Ltd", 36, 3000, null));
        (await owner.Send(money, money, ("marginPercent", "many"))).ShouldBe(400).Text.ShouldContain("Type a whole number from 0 to 100.");
    }

    [Fact]
    public async Task A_draft_of_another_shop_is_nowhere()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        using var other = await node.Shop(name: "Somebody else");
        var draft = await Draft(await Person.SignedIn(node, StaffRole.Owner, shop.Id), shop, "points", "Mine");
        var stranger = await Person.SignedIn(node, StaffRole.Owner, other.Id, "stranger@shop.example");
        foreach (var step in (string[])["", "/rewards", "/rules", "/look", "/look/friend", "/look/portal", "/look/mail", "/look/brand.css", "/launch"])
        {
            (await stranger.Ask("GET", $"{Setup(other)}/{draft}{step}")).ShouldBe("nothing here", step);
            (await stranger.Ask("GET", $"{Setup(shop)}/{draft}{step}")).ShouldBe("nothing here", step);
        }

        (await stranger.Send(Setup(other), $"{Setup(other)}/{draft}/activate")).ShouldBe(404);
        (await stranger.Get(Setup(other))).ShouldNotContain("Mine");
        (await shop.Get($"/v1/programs/{draft}")).Text("status").ShouldBe("draft");
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 1, "must be a PNG or JPEG")]
    [InlineData("GIF89a", 1, "must be a PNG or JPEG")]
    [InlineData("x", 300_000, "must be a PNG or JPEG")]
    public async Task A_logo_that_is_none_is_refused(string start, int times, string said)
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var look = $"{Setup(shop)}/{await Draft(owner, shop, "points", "x")}/look";
        using var file = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(start, times))));
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        var got = (await owner.Upload(look, look, "logo", file, ("lang", "en"), ("accent", "#0b5f58"), ("radius", "12"), ("invites", ""), ("get", ""))).ShouldBe(400);
        got.Text.ShouldContain(said[1..]);
        (await owner.Open($"/brand/{shop.Id}/logo")).ShouldBe(404);
        (await shop.Patch("/v1/shop", $$"""{"brand":{"logoUrl":"/brand/shp_0000000000001/logo?v=00"} }""")).ShouldRefuse(400, "invalid_request");
    }

    [Theory]
    [InlineData("accent", "red", "Choose a colour")]
    [InlineData("accent", "#12345g", "Choose a colour")]
    [InlineData("radius", "25", "from 0 to 24")]
    [InlineData("radius", "-1", "Type a number.")]
    [InlineData("invites", "{password}", "knows no {password}")]
    [InlineData("lang", "de", null)]
    public async Task A_look_that_cannot_be_is_refused(string field, string value, string? said)
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var look = $"{Setup(shop)}/{await Draft(owner, shop, "percent_off", "x")}/look";
        (string Name, string Value)[] form = [("lang", "en"), ("accent", "#0b5f58"), ("radius", "12"), ("invites", ""), ("headline", ""), ("get", "")];
        var got = (await owner.Send(look, look, [.. form.Where(pair => pair.Name != field), (field, value)])).ShouldBe(said is null ? 404 : 400);
        got.Text.ShouldContain(said ?? "");
        (await owner.Get($"{look}/friend?accent=%3C/style%3E&radius=x&invites=%7Bpassword%7D")).ShouldContain("invites you");
        (await shop.Get("/v1/shop"))["brand"]!["accentColor"].ShouldBeNull();
    }

    private static string Setup(ShopClient shop) => $"/desk/{shop.Id}/setup";

    private static (string Name, string Value)[] Begin() =>
        [("template", "store_credit"), ("name", "x"), ("destination", "https://shop.example/")];

    private static (string Name, string Value)[] Rewards(string kind, string size) =>
    [
        ("marginPercent", "35"), ("averageOrder", "8000"), ("repeatOrders", "0"), ("advocateReward.offer", kind),
        ("advocateReward.size", size), ("friendReward.offer", kind), ("friendReward.size", size),
    ];

    private static async Task<string> Draft(Person owner, ShopClient shop, string template, string name)
    {
        var made = (await owner.Send(Setup(shop), Setup(shop), ("template", template), ("name", name), ("destination", "https://shop.example/"))).ShouldBe(303);
        return Id().Match(made.Location!).Value;
    }

    [GeneratedRegex("prg_[0-9a-z]+")]
    private static partial Regex Id();
}
