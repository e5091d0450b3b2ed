using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain;
using Vouch.Kit;
using Vouch.Server.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;
using Vouch.Server.Tests.Team;
using Vouch.Storage;

namespace Vouch.Server.Tests.Insights;

/// <summary>A shop so large that its figures are kept: it shows what a small one shows, only not at once.</summary>
public abstract partial class KeptFiguresJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private static readonly string[] Pages =
    [
        "", "?days=7&show=cost", "?days=90&show=customers", "/insights", "/insights?from=2026-02-01&to=2026-02-20", "/insights/channels",
        "/insights/groups?by=device",
        "/insights/cohorts", "/insights/lifetime", "/goals",
    ];

    // Each page says at its foot of which minute it is.
    private readonly StillClock _clock = new();

    private bool _isLarge;

    private KeptAnswers Kept => (KeptAnswers)Node.Services.GetService(typeof(KeptAnswers))!;

    protected override Task<TestNode> Start(TestSite site) =>
        _isLarge ? site.Start(_clock, largeShop: 0) : site.Start(_clock);

    [Fact]
    public async Task A_large_shop_shows_what_a_small_one_counts_at_once_and_says_of_when_it_is()
    {
        var shop = await Told();
        (await shop.Post("/v1/goals", """{"name":"More","kpi":"newReferredCustomers","target":9,"from":"2026-02-01","to":"2026-04-01"}""")).ShouldBe(201);
        var desk = $"/desk/{shop.Id}";
        var small = await Person.SignedIn(Node, StaffRole.Owner, shop.Id);
        var counted = new Dictionary<string, string>();
        foreach (var page in Pages)
        {
            counted[page] = Bare(await small.Get(desk + page));
            counted[page].ShouldNotContain("Counted");
        }

        _isLarge = true;
        await Restart();
        var person = await Person.SignedIn(Node, StaffRole.Owner, shop.Id, "large@shop.example");
        var first = await person.Get(desk);
        first.ShouldContain("The figures are being counted");
        first.ShouldContain("grid-even", customMessage: "what is known already stands side by side");
        foreach (var page in Pages)
        {
            var shown = await Shown(person, desk + page);
            shown.ShouldContain("Counted", customMessage: page);
            Bare(shown).ShouldBe(counted[page], page);
        }

        (await person.Open(desk + "/insights/measures.csv")).ShouldBe(200).Text.ShouldContain("newReferredCustomers");
    }

    [Fact]
    public async Task What_is_old_is_shown_with_its_age_until_it_is_counted_anew()
    {
        _isLarge = true;
        await Restart();
        var shop = await Told();
        var person = await Person.SignedIn(Node, StaffRole.Owner, shop.Id);
        var desk = $"/desk/{shop.Id}";
        Orders(await Shown(person, desk)).ShouldBe(6);

        await shop.At("2026-02-20T12:09:00Z");
        (await shop.Post("/v1/orders", Story.Order("late", """{"customer":{"email":"late@example.org"},"couponCodes":["ANNA"]}"""))).ShouldBe(201);
        var fresh = await person.Get(desk);
        Orders(fresh).ShouldBe(6);
        fresh.ShouldNotContain("counted anew");

        await shop.At("2026-02-20T12:11:00Z");
        var old = await person.Get(desk);
        Orders(old).ShouldBe(6);
        old.ShouldContain("counted anew");
        await Kept.Settled;
        old = await person.Get(desk);
        old.ShouldNotContain("counted anew");
        Orders(old).ShouldBe(7);
    }

    [Fact]
    public async Task Goals_of_a_large_shop_are_decided_by_what_is_counted_behind()
    {
        _isLarge = true;
        await Restart();
        var shop = await Told();
        var made = (await shop.Post("/v1/goals", """{"name":"One","kpi":"newReferredCustomers","target":1,"from":"2026-02-01","to":"2026-04-01"}"""))
            .ShouldBe(201);
        made.Text("progress.state").ShouldBe("too_early");
        made["progress.value"].ShouldBeNull();
        await shop.Get($"/v1/goals/{made.Text("id")}");
        await Kept.Settled;
        (await shop.Get($"/v1/goals/{made.Text("id")}")).ShouldBe(200).Text("progress.state").ShouldBe("reached");
        (await Decided(shop)).ShouldBeEmpty();

        await shop.At("2026-02-21T00:00:01Z");
        await Kept.Settled;
        var pump = (JobPump)Node.Services.GetService(typeof(JobPump))!;
        await pump.RunDue(shop.Id, JobClock.Wall, Instant.Of(Node.Database.Wall.GetUtcNow()) + TimeSpan.FromMinutes(2));
        (await Decided(shop)).ShouldBe([made.Text("id")]);
    }

    private static async Task<List<string>> Decided(ShopClient shop) =>
        [.. (await shop.Get("/v1/events?limit=200")).ShouldBe(200).Items
            .Where(item => item["type"]!.ToString() == "goal.reached").Select(item => item["subject"]!.ToString())];

    // The page once it has its figures.
    private async Task<string> Shown(Person person, string page)
    {
        // A model is fitted to the figures once they are there.
        string text;
        var looks = 0;
        while ((text = await person.Get(page)).Contains("data-again", StringComparison.Ordinal))
        {
            (++looks).ShouldBeLessThan(3, page);
            await Kept.Settled;
            await ((LifetimeWork)Node.Services.GetService(typeof(LifetimeWork))!).Settled;
        }

        return text;
    }

    private static int Orders(string page) => int.Parse(OfOrders().Match(page).Groups[1].Value, CultureInfo.InvariantCulture);

    // What people read of it, without who is signed in and of when it is.
    private static string Bare(string page) => Space().Replace(Tag().Replace(Age().Replace(page[page.IndexOf("<main", StringComparison.Ordinal)..], ""), " "), " ");

    private async Task<ShopClient> Told()
    {
        var shop = await Node.Shop();
        await shop.At("2026-01-15T09:00:00Z");
        var program = (await shop.Post("/v1/programs", Story.Program())).ShouldBe(201);
        (await shop.Post($"/v1/programs/{program.Text("id")}/activate")).ShouldBe(200);
        var anna = (await shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna","code":"ANNA"}""")).ShouldBe(201);
        for (var i = 0; i < 8; i++)
        {
            await shop.At(string.Create(CultureInfo.InvariantCulture, $"2026-02-{i + 4:00}T10:00:00Z"));
            var click = i % 2 == 0 ? $",\"clickId\":\"{(await shop.Follow(anna.Text("link"))).ClickId}\"" : ",\"couponCodes\":[\"ANNA\"]";
            (await shop.Post("/v1/orders", Story.Order($"o{i}", $$"""{"customer":{"email":"friend{{i}}@example.org"}{{(i > 5 ? "" : click)}} }"""))).ShouldBe(201);
        }

        await shop.At("2026-02-20T12:00:00Z");
        return shop;
    }

    [GeneratedRegex("<p class=\"overview-note\">Counted.*?</p>", RegexOptions.Singleline)]
    private static partial Regex Age();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"(\d+) orders")]
    private static partial Regex OfOrders();
}

public sealed class KeptFiguresOnSqlite(PostgresFixture postgres) : KeptFiguresJourney(TestEngine.Sqlite, postgres);

public sealed class KeptFiguresOnPostgres(PostgresFixture postgres) : KeptFiguresJourney(TestEngine.Postgres, postgres);
