using Shouldly;
using Vouch.Kit;
using Vouch.Server.Cli;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What is kept of webhooks: for how long, by how many nodes, and how anybody would know that something is missing.</summary>
public abstract class WebhookKeepingJourney(TestEngine engine, PostgresFixture postgres) : WebhookStory(engine, postgres)
{
    [Fact]
    public async Task What_was_done_a_month_ago_is_forgotten_and_what_still_waits_is_not()
    {
        await using var receiver = await Answering();
        var story = await Given();
        var endpoint = await Endpoint(story.Shop, receiver.Url, "advocate.updated");
        var kept = await Endpoint(story.Shop, receiver.Url, "advocate.updated");
        await Rename(story.Shop, story.Anna, "Anna 1");
        await Deliver(story.Shop);
        (await story.Shop.Patch("/v1/webhook-endpoints/" + kept.Text("id"), """{"enabled":false}""")).ShouldBe(200);
        Clock.Now += TimeSpan.FromDays(29);
        await Rename(story.Shop, story.Anna, "Anna 2");
        await Deliver(story.Shop);
        Clock.Now += TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1);
        await Deliver(story.Shop);
        (await Deliveries(story.Shop, endpoint)).Count.ShouldBe(1);
        (await Deliveries(story.Shop, kept)).ShouldHaveSingleItem()["status"]!.ToString().ShouldBe("pending");
        Clock.Now += TimeSpan.FromDays(31);
        await Deliver(story.Shop);
        (await Deliveries(story.Shop, endpoint)).ShouldBeEmpty();
        (await Deliveries(story.Shop, kept)).ShouldBeEmpty();
        (await Node.Database.For(story.Shop.Id).First<long>("SELECT count(*) FROM webhook_tries WHERE shop_id = @shop")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_nodes_send_everything_and_keep_the_order()
    {
        await using var receiver = await Answering();
        var story = await Given();
        var endpoint = await Endpoint(story.Shop, receiver.Url, "advocate.*");
        var other = await Site.Start(Clock, allowPrivate: true);
        using var there = story.Shop.At(other);
        var people = new List<string>();
        for (var one = 0; one < 4; one++)
        {
            people.Add((await story.Shop.Post("/v1/advocates", $$"""{"email":"p{{one}}@example.com"}""")).ShouldBe(201).Text("id"));
        }

        await Task.WhenAll(people.Select(async (person, at) =>
        {
            for (var change = 0; change < 40; change++)
            {
                await Rename((change + at) % 2 == 0 ? story.Shop : there, person, $"Name {change}");
            }
        }));
        do
        {
            await Deliver(story.Shop);
            await other.RunOutside(story.Shop.Id);
        }
        while ((await Show(story.Shop, endpoint)).Number("waiting") > 0);

        var journal = (await Journal(story.Shop, "advocate.")).Where(one => people.Contains(one.Subject)).ToList();
        journal.Count.ShouldBe(4 * 41);
        var calls = receiver.Calls.Select(call => call.Headers["webhook-id"]).ToList();
        foreach (var person in people)
        {
            var expected = journal.Where(one => one.Subject == person).Select(one => one.Id).ToList();
            calls.Where(expected.Contains).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Verification_finds_a_gap_a_delivery_of_nothing_and_a_chain_that_nobody_sends()
    {
        var story = await Given();
        var endpoint = await Endpoint(story.Shop, await Receiver.DeadAddress(), "advocate.updated");
        await Rename(story.Shop, story.Anna, "Anna 1");
        (await story.Shop.Patch("/v1/webhook-endpoints/" + endpoint.Text("id"), """{"events":["advocate.*"]}""")).ShouldBe(200);
        await Rename(story.Shop, story.Anna, "Anna 2");
        await Deliver(story.Shop);
        foreach (var (plant, undo, words) in ((string, string, string)[])
            [
                ("UPDATE webhook_deliveries SET position = -position WHERE shop_id = @shop AND tries = 0",
                    "UPDATE webhook_deliveries SET position = -position WHERE shop_id = @shop AND position < 0", "there is no delivery of it"),
                ("UPDATE webhook_deliveries SET type = type || 'x' WHERE shop_id = @shop AND tries = 0",
                    "UPDATE webhook_deliveries SET type = 'advocate.updated' WHERE shop_id = @shop", "which the journal does not know so"),
                ("UPDATE jobs SET kind = 'lost' WHERE shop_id = @shop AND kind = 'deliver_webhook'",
                    "UPDATE jobs SET kind = 'deliver_webhook' WHERE shop_id = @shop AND kind = 'lost'", "not on the list of due work"),
                ("UPDATE webhook_endpoints SET kept_after = NULL WHERE shop_id = @shop",
                    "UPDATE webhook_endpoints SET kept_after = (SELECT min(position) FROM events WHERE shop_id = @shop AND type = 'webhook_endpoint.created') WHERE shop_id = @shop",
                    "has not begun"),
            ])
        {
            var db = Node.Database.For(story.Shop.Id);
            (await VerifyShop.Run(db, new Meter())).Differences.ShouldBeEmpty();
#pragma warning disable CA1857 // a text of this list
            (await db.Write(tx => tx.Execute(plant))).ShouldBeGreaterThan(0);
            (await VerifyShop.Run(db, new Meter())).Differences.ShouldContain(one => one.Check == "webhooks" && one.Sentence.Contains(words));
            await db.Write(tx => tx.Execute(undo));
#pragma warning restore CA1857
        }
    }
}

public sealed class WebhookKeepingJourneyOnSqlite(PostgresFixture postgres) : WebhookKeepingJourney(TestEngine.Sqlite, postgres);

public sealed class WebhookKeepingJourneyOnPostgres(PostgresFixture postgres) : WebhookKeepingJourney(TestEngine.Postgres, postgres);
