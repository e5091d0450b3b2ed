using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Team;

namespace Vouch.Server.Tests.Journeys;

/// <summary>A list of the desk shows a page and the way to the next, however much there is: nothing twice, nothing left out.</summary>
public abstract partial class LongListsJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task A_large_team_and_its_invitations_are_gone_through_page_by_page()
    {
        var (shop, owner) = await Opened();
        foreach (var i in Enumerable.Range(10, 60))
        {
            (await AddStaff.Run(Node.Database, $"ada{i}@shop.example", StaffRole.Support, [shop.Id], null)).IsRefused.ShouldBeFalse();
        }

        foreach (var i in Enumerable.Range(10, 27))
        {
            (await owner.Send($"/desk/{shop.Id}/team", $"/desk/{shop.Id}/team/invite", ("email", $"new{i}@shop.example"), ("role", "analyst"))).ShouldBe(303);
        }

        var people = await Pages(owner, $"/desk/{shop.Id}/team", "after");
        people.Count.ShouldBe(2);
        Told(people, "ada[0-9]{2}@shop").Count.ShouldBe(60);
        var invitations = await Pages(owner, $"/desk/{shop.Id}/team", "invited");
        invitations.Count.ShouldBe(2);
        Told(invitations, "new[0-9]{2}@shop").Count.ShouldBe(27);
    }

    [Fact]
    public async Task Many_keys_and_many_pools_of_codes_are_gone_through_page_by_page()
    {
        var (shop, owner) = await Opened();
        foreach (var i in Enumerable.Range(10, 52))
        {
            (await shop.Post("/v1/api-keys", $$"""{"kind":"secret","name":"system {{i}}"}""")).ShouldBe(201);
            (await shop.Post($"/v1/code-pools/pool-{i}/codes", $$"""{"codes":["A-CODE-{{i}}","B-CODE-{{i}}"],"lowAt":1}""")).ShouldBe(201);
        }

        var keys = await Pages(owner, $"/desk/{shop.Id}/keys", "after");
        keys.Count.ShouldBe(2);
        Told(keys, "system [0-9]{2}").Count.ShouldBe(52);
        var pools = await Pages(owner, $"/desk/{shop.Id}/rewards/codes", "after");
        pools.Count.ShouldBe(2);
        Told(pools, "<bdi>pool-[0-9]{2}").Count.ShouldBe(52);
    }

    [Fact]
    public async Task A_payout_to_many_is_looked_at_page_by_page()
    {
        var shop = (await Given(Story.Program())).Shop;
        var owner = await Person.SignedIn(Node, StaffRole.Owner, shop.Id);
        foreach (var i in Enumerable.Range(100, 103))
        {
            var id = (await shop.Post("/v1/advocates", $$"""{"email":"anna{{i}}@example.com"}""")).ShouldBe(201).Text("id");
            (await shop.Post($"/v1/advocates/{id}/adjustments", """{"kind":"cash","amount":100,"reason":"x"}""")).ShouldBe(201);
        }

        var payout = (await shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201).Text("id");
        var pages = await Pages(owner, $"/desk/{shop.Id}/payouts/{payout}", "skip");
        pages.Count.ShouldBe(2);
        Told(pages, "anna[0-9]{3}@example").Count.ShouldBe(103);
        pages[0].ShouldContain("103 people");
    }

    [Fact]
    public async Task A_program_older_than_all_that_are_offered_stays_chosen()
    {
        var story = await Given(Story.Program("{}"));
        var owner = await Person.SignedIn(Node, StaffRole.Owner, story.Shop.Id);
        var oldest = (await story.Shop.Get("/v1/programs")).Items.Single()["id"]!.ToString();
        foreach (var i in Enumerable.Range(0, 200))
        {
            (await story.Shop.Post("/v1/programs", Story.Program($$"""{"name":"Program {{i}}"}"""))).ShouldBe(201);
        }

        var desk = $"/desk/{story.Shop.Id}";
        Programs().Count(await owner.Get(desk + "/goals/new")).ShouldBe(200);
        var chosen = await owner.Get($"{desk}/insights?program={oldest}");
        Programs().Count(chosen).ShouldBe(200);
        Regex.IsMatch(chosen, $"<option value=\"{oldest}\"[^>]* selected").ShouldBeTrue();
    }

    [Fact]
    public async Task A_flood_of_one_kind_of_notice_is_counted_whole_and_hides_no_other()
    {
        var story = await Given(Story.Program());
        var owner = await Person.SignedIn(Node, StaffRole.Owner, story.Shop.Id);
        await Node.Database.For(story.Shop.Id).Write(tx =>
        {
            Notices.Raise(tx, "budget_spent", "prg_1", "The program has spent its budget and was paused.", new Instant(1));
            foreach (var i in Enumerable.Range(0, 60))
            {
                Notices.Raise(tx, "code_leaked", $"adv_{i}", "A code became public.", new Instant(2));
            }

            return Task.FromResult(true);
        });
        await story.Claim();
        var overview = await owner.Get($"/desk/{story.Shop.Id}");
        overview.ShouldContain("60 codes became public and were replaced.");
        overview.ShouldContain("The program has spent its budget and was paused.");
    }

    private async Task<(ShopClient Shop, Person Owner)> Opened()
    {
        var shop = await Node.Shop();
        return (shop, await Person.SignedIn(Node, StaffRole.Owner, shop.Id));
    }

    // Page after page, as the link to the next one leads.
    private static async Task<List<string>> Pages(Person person, string path, string parameter)
    {
        var pages = new List<string> { await person.Get(path) };
        while (Regex.Match(pages[^1], $"href=\"([^\"]*[?&;]{parameter}=[^\"]*)\" rel=\"next\"") is { Success: true } next)
        {
            pages.Count.ShouldBeLessThan(9);
            pages.Add(await person.Get(System.Net.WebUtility.HtmlDecode(next.Groups[1].Value)));
        }

        return pages;
    }

    // Each as often as there are pages that show it.
    private static List<string> Told(List<string> pages, string pattern)
    {
        var told = pages.SelectMany(page => Regex.Matches(page, pattern).Select(match => match.Value).Distinct()).ToList();
        told.ShouldBeUnique();
        return told;
    }

    [GeneratedRegex("<option value=\"prg_")]
    private static partial Regex Programs();
}

public sealed class LongListsJourneyOnSqlite(PostgresFixture postgres) : LongListsJourney(TestEngine.Sqlite, postgres);

public sealed class LongListsJourneyOnPostgres(PostgresFixture postgres) : LongListsJourney(TestEngine.Postgres, postgres);
