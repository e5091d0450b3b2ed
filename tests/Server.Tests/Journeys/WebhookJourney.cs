using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What happens in the shop is told to its systems: signed, in order, as the journal shows it, and again when wished.</summary>
public abstract class WebhookJourney(TestEngine engine, PostgresFixture postgres) : WebhookStory(engine, postgres)
{
    [Fact]
    public async Task Each_endpoint_gets_what_it_wishes_as_the_journal_shows_it()
    {
        await using var all = await Answering();
        await using var some = await Answering(204);
        var story = await Given();
        var everything = await Endpoint(story.Shop, all.Url);
        var rewards = await Endpoint(story.Shop, some.Url, "reward.*,order.paid");
        await story.Claim();
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        await Deliver(story.Shop);

        var journal = (await story.Shop.Get("/v1/events?limit=200")).Items;
        var begin = journal.ToList().FindIndex(item => item["subject"]!.ToString() == everything.Text("id"));
        all.Calls.Select(call => call.Body).Order().ShouldBe(journal.Skip(begin + 1).Select(item => item.ToJsonString(Relaxed)).Order());
        some.Calls.ShouldNotBeEmpty();
        some.Calls.Select(call => JsonNode.Parse(call.Body)!["type"]!.ToString())
            .ShouldAllBe(type => type == "order.paid" || type.StartsWith("reward.", StringComparison.Ordinal));
        var ids = all.Calls.Select(call => call.Headers["webhook-id"]).ToList();
        ids.ShouldBeUnique();
        foreach (var call in some.Calls)
        {
            call.Headers["webhook-id"].ShouldBe(JsonNode.Parse(call.Body)!["id"]!.ToString());
            ids.ShouldContain(call.Headers["webhook-id"]);
            call.Headers["webhook-signature"].ShouldBe(Receiver.Sign(rewards.Text("secret"), call));
            call.Headers["content-type"].ShouldStartWith("application/json");
            call.Headers["user-agent"].ShouldBe("Vouch/1");
        }

        (await Deliveries(story.Shop, everything)).ShouldAllBe(delivery => delivery["status"]!.ToString() == "delivered");
        var shown = await Show(story.Shop, rewards);
        (shown.Number("waiting"), shown["failingSince"], shown.Body!["secret"]).ShouldBe((0, null, null));
        shown.Text("lastSuccessAt").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_was_away_for_an_hour_gets_everything_once_and_in_order()
    {
        await using var receiver = await Answering();
        var (random, taken, away) = (new Random(7), new System.Collections.Concurrent.ConcurrentQueue<string>(), true);
        var story = await Given();
        var endpoint = await Endpoint(story.Shop, receiver.Url, "advocate.*");
        receiver.Answers = async http =>
        {
            var id = http.Request.Headers["webhook-id"].ToString();
            if (!away)
            {
                taken.Enqueue(id);
            }

            await Receiver.Answer(http, "{}", away ? 503 : 200);
        };
        var people = new List<string>();
        for (var one = 0; one < 12; one++)
        {
            people.Add((await story.Shop.Post("/v1/advocates", $$"""{"email":"p{{one}}@example.com"}""")).ShouldBe(201).Text("id"));
        }

        for (var minute = 0; minute < 60; minute += 4)
        {
            for (var change = 0; change < 13; change++)
            {
                await Rename(story.Shop, people[random.Next(12)], $"Name {minute} {change}");
            }

            await Deliver(story.Shop);
            Clock.Now += TimeSpan.FromMinutes(4);
        }

        away = false;
        for (var hour = 0; hour < 16 && (await Show(story.Shop, endpoint)).Number("waiting") > 0; hour++)
        {
            await Deliver(story.Shop);
            Clock.Now += TimeSpan.FromHours(1);
        }

        var journal = (await Journal(story.Shop, "advocate.")).Where(one => people.Contains(one.Subject)).ToList();
        journal.Count.ShouldBeGreaterThan(200);
        var subjects = journal.ToDictionary(one => one.Id, one => one.Subject);
        taken.Count.ShouldBe(journal.Count, "each event once");
        foreach (var person in people)
        {
            taken.Where(id => subjects[id] == person).ShouldBe(journal.Where(one => one.Subject == person).Select(one => one.Id));
        }
    }

    [Fact]
    public async Task The_libraries_of_merchants_verify_what_is_sent_also_while_two_secrets_are_valid()
    {
        Assert.SkipUnless(await Node_("--version", null) == 0, "Node.js is not installed.");
        await using var receiver = await Answering();
        var story = await Given();
        Clock.Now = DateTimeOffset.UtcNow;
        var endpoint = await Endpoint(story.Shop, receiver.Url);
        await Rename(story.Shop, story.Anna, "Zoë „Ania” Nowak");
        await Deliver(story.Shop);
        var (first, old) = (receiver.Calls.Count, endpoint.Text("secret"));
        var fresh = (await story.Shop.Post($"/v1/webhook-endpoints/{endpoint.Text("id")}/rotate-secret")).ShouldBe(200).Text("secret");
        fresh.ShouldNotBe(old);
        await Rename(story.Shop, story.Anna, "Anna");
        await Deliver(story.Shop);
        receiver.Calls[^1].Headers["webhook-signature"].ShouldBe(Receiver.Sign(fresh, receiver.Calls[^1]) + " " + Receiver.Sign(old, receiver.Calls[^1]));
        var calls = receiver.Calls.Select(call => Captured(call, old)).Concat(receiver.Calls.Skip(first).Select(call => Captured(call, fresh)));
        first.ShouldBeGreaterThan(0);
        (await Node_(Script, new JsonArray([.. calls]).ToJsonString())).ShouldBe(0);
        (await Node_(Script, new JsonArray(Captured(receiver.Calls[0], fresh)).ToJsonString())).ShouldBe(1, "a wrong secret was taken");

        Clock.Now += TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1);
        await Rename(story.Shop, story.Anna, "Anna N.");
        await Deliver(story.Shop);
        receiver.Calls[^1].Headers["webhook-signature"].ShouldBe(Receiver.Sign(fresh, receiver.Calls[^1]));
    }

    [Fact]
    public async Task One_delivery_or_all_since_an_instant_are_sent_again_with_the_same_ids()
    {
        await using var receiver = await Answering();
        var story = await Given();
        var endpoint = await Endpoint(story.Shop, receiver.Url, "advocate.*");
        var address = $"/v1/webhook-endpoints/{endpoint.Text("id")}";
        await Rename(story.Shop, story.Anna, "Anna 1");
        await Deliver(story.Shop);
        var delivery = (await Deliveries(story.Shop, endpoint)).ShouldHaveSingleItem();
        (await story.Shop.Post($"{address}/deliveries/{delivery["id"]}/retry")).ShouldBe(200).Text("status").ShouldBe("pending");
        await Deliver(story.Shop);
        receiver.Calls.Count.ShouldBe(2);
        receiver.Calls[1].Headers["webhook-id"].ShouldBe(receiver.Calls[0].Headers["webhook-id"]);
        receiver.Calls[1].Body.ShouldBe(receiver.Calls[0].Body);

        // Anna joined before there was an endpoint.
        (await story.Shop.Post(address + "/replay", """{"since":"2026-03-01T09:00:00Z"}""")).ShouldBe(200).Number("events").ShouldBe(2);
        await Deliver(story.Shop);
        receiver.Calls.Skip(2).Select(call => JsonNode.Parse(call.Body)!["type"]!.ToString()).ShouldBe(["advocate.joined", "advocate.updated"]);
        receiver.Calls[3].Headers["webhook-id"].ShouldBe(receiver.Calls[0].Headers["webhook-id"]);
        (await story.Shop.Post(address + "/replay", """{"since":"2026-03-02T09:00:00Z"}""")).Number("events").ShouldBe(0);
        var log = (await Detail(story.Shop, endpoint, delivery))["log"]!.AsArray();
        log.Select(one => (one!["number"]!.GetValue<long>(), one["status"]!.GetValue<long>())).ShouldBe([(1, 200), (2, 200), (3, 200)]);
        log[0]!["answer"]!.ToString().ShouldBe("""{"said":"ok"}""");
        (await Detail(story.Shop, endpoint, delivery))["payload"]!.ToJsonString(Relaxed).ShouldBe(receiver.Calls[0].Body);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Script => Path.Combine(Tidy.House.Root, "tests/webhook-receiver/verify.js");

    private static JsonObject Captured(ReceivedCall call, string secret)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in call.Headers)
        {
            headers[name] = value;
        }

        return new JsonObject { ["headers"] = headers, ["body"] = call.Body, ["secret"] = secret };
    }

    private static async Task<int> Node_(string argument, string? input)
    {
        var folder = Path.Combine(Tidy.House.Root, "tests/webhook-receiver");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")) && await Run("npm", folder, null, "ci", "--ignore-scripts") != 0)
        {
            return -1;
        }

        return await Run("node", folder, input, argument);
    }

    private static async Task<int> Run(string program, string folder, string? input, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            TestContext.Current.SendDiagnosticMessage(string.Concat(said));
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}

public sealed class WebhookJourneyOnSqlite(PostgresFixture postgres) : WebhookJourney(TestEngine.Sqlite, postgres);

public sealed class WebhookJourneyOnPostgres(PostgresFixture postgres) : WebhookJourney(TestEngine.Postgres, postgres);
