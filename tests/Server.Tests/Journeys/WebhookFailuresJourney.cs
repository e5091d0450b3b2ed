using System.Net.Sockets;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Cli;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Receivers fail in every way there is: nothing is lost, nobody else is held up, and in the end somebody is told.</summary>
public abstract class WebhookFailuresJourney(TestEngine engine, PostgresFixture postgres) : WebhookStory(engine, postgres)
{
    private static readonly double[] Pauses = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];

    [Fact]
    public async Task It_is_tried_ten_times_by_the_schedule_and_after_five_days_of_failures_switched_off()
    {
        await using var receiver = await Answering(500);
        var story = await Given();
        (await VouchCommand.Run(Site.ConnectionString, "user", "create", "--email", "owner@example.com", "--role", "owner")).ShouldEnd(0);
        var endpoint = await Endpoint(story.Shop, receiver.Url, "advocate.*");
        await Rename(story.Shop, story.Anna, "Anna 1");
        await Rename(story.Shop, story.Anna, "Anna 2");
        var begun = Clock.Now;
        await Deliver(story.Shop);
        var (second, first) = ((await Deliveries(story.Shop, endpoint))[0], (await Deliveries(story.Shop, endpoint))[1]);
        for (var tries = 1; tries < 10; tries++)
        {
            receiver.Calls.Count.ShouldBe(tries);
            var next = DateTimeOffset.Parse((await Detail(story.Shop, endpoint, first)).Text("nextAttemptAt"), System.Globalization.CultureInfo.InvariantCulture);
            (next - Clock.Now).TotalSeconds.ShouldBeInRange(Pauses[tries - 1] * 0.8 - 0.01, Pauses[tries - 1] * 1.2 + 0.01);
            Clock.Now = next.AddMilliseconds(-1);
            await Deliver(story.Shop);
            receiver.Calls.Count.ShouldBe(tries);
            Clock.Now = next;
            await Node.RunOutside(story.Shop.Id);
        }

        // The first was given up at its tenth try, and the second followed at once.
        receiver.Calls.Count.ShouldBe(11);
        var given = await Detail(story.Shop, endpoint, first);
        (given.Text("status"), given.Number("attempts"), given["nextAttemptAt"]).ShouldBe(("failed", 10, null));
        receiver.Calls.Select(call => call.Headers["webhook-id"]).Distinct().ShouldBe([first["eventId"]!.ToString(), second["eventId"]!.ToString()]);
        receiver.Calls.Select(call => call.Headers["webhook-timestamp"]).Take(10).ShouldBeUnique();
        var shown = await Show(story.Shop, endpoint);
        DateTimeOffset.Parse(shown.Text("failingSince"), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(begun, TimeSpan.FromSeconds(1));

        Clock.Now = begun + TimeSpan.FromDays(5) + TimeSpan.FromHours(1);
        await Deliver(story.Shop);
        (await Show(story.Shop, endpoint)).Text("disabledReason").ShouldBe("failing");
        (await DisabledNotices(story.Shop)).ShouldHaveSingleItem().Detail.ShouldContain("took nothing for five days");
        var calls = receiver.Calls.Count;
        Clock.Now += TimeSpan.FromDays(3);
        await Deliver(story.Shop);
        receiver.Calls.Count.ShouldBe(calls);
        Mails("switched off").ShouldBe(1);

        receiver.Answers = http => Receiver.Answer(http, "{}");
        (await story.Shop.Patch("/v1/webhook-endpoints/" + endpoint.Text("id"), """{"enabled":true}""")).ShouldBe(200)["failingSince"].ShouldBeNull();
        await Deliver(story.Shop);
        receiver.Calls.Count.ShouldBe(calls + 1);
        (await DisabledNotices(story.Shop)).ShouldBeEmpty();
        (await Detail(story.Shop, endpoint, second)).Text("status").ShouldBe("delivered");
        (await Detail(story.Shop, endpoint, first)).Text("status").ShouldBe("failed");
        (await story.Shop.Post($"/v1/webhook-endpoints/{endpoint.Text("id")}/deliveries/{first["id"]}/retry")).ShouldBe(200);
        await Deliver(story.Shop);
        (await Detail(story.Shop, endpoint, first)).Text("status").ShouldBe("delivered");
    }

    [Theory]
    [InlineData(429, "600", 600, 601)]
    [InlineData(503, "3600", 3600, 3601)]
    [InlineData(503, "1", 4, 6)]
    [InlineData(503, "999999", 86400, 86401)]
    [InlineData(500, "600", 4, 6)]
    [InlineData(302, null, 4, 6)]
    [InlineData(404, null, 4, 6)]
    public async Task A_refusal_is_tried_again_not_before_the_receiver_wishes(int status, string? wish, double earliest, double latest)
    {
        await using var receiver = await Answering();
        receiver.Answers = http =>
        {
            http.Response.Headers.RetryAfter = wish;
            http.Response.Headers.Location = "http://169.254.169.254/latest/meta-data/";
            return Receiver.Answer(http, "{}", status);
        };
        var story = await Given();
        var endpoint = await Endpoint(story.Shop, receiver.Url, "advocate.*");
        await Rename(story.Shop, story.Anna, "Anna 1");
        await Deliver(story.Shop);
        receiver.Calls.Count.ShouldBe(1);
        var detail = await Detail(story.Shop, endpoint, (await Deliveries(story.Shop, endpoint)).Single());
        (detail.Text("status"), detail["log"]![0]!["status"]!.GetValue<long>()).ShouldBe(("pending", status));
        var next = DateTimeOffset.Parse(detail.Text("nextAttemptAt"), System.Globalization.CultureInfo.InvariantCulture);
        (next - Clock.Now).TotalSeconds.ShouldBeInRange(earliest - 0.01, latest);
    }

    [Fact]
    public async Task Who_is_gone_is_switched_off_at_once_and_an_answer_without_end_is_an_answer()
    {
        await using var gone = await Answering(410);
        await using var endless = await Answering();
        endless.Answers = async http =>
        {
            var part = new byte[1024 * 1024];
            for (var megabytes = 0; megabytes < 50 && !http.RequestAborted.IsCancellationRequested; megabytes++)
            {
                await http.Response.Body.WriteAsync(part, CancellationToken.None);
            }
        };
        var story = await Given();
        var left = await Endpoint(story.Shop, gone.Url, "advocate.*");
        var long_ = await Endpoint(story.Shop, endless.Url, "advocate.*");
        await Rename(story.Shop, story.Anna, "Anna 1");
        await Deliver(story.Shop);
        var shown = await Show(story.Shop, left);
        (shown["enabled"]!.GetValue<bool>(), shown.Text("disabledReason"), shown.Number("waiting")).ShouldBe((false, "gone", 1));
        (await DisabledNotices(story.Shop)).ShouldHaveSingleItem().Detail.ShouldContain("answered 410");
        (await story.Shop.Get("/v1/events?type=webhook_endpoint.disabled")).Items.ShouldHaveSingleItem()["data"]!["reason"]!.ToString().ShouldBe("gone");
        (await Deliveries(story.Shop, long_)).ShouldHaveSingleItem()["status"]!.ToString().ShouldBe("delivered");
        (await story.Shop.Delete("/v1/webhook-endpoints/" + left.Text("id"))).ShouldBe(204);
        (await DisabledNotices(story.Shop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_hangs_dribbles_or_hangs_up_is_tried_again_and_holds_up_nobody()
    {
        await using var dribbling = await Answering();
        dribbling.Answers = async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync("."u8.ToArray(), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(TimeSpan.FromSeconds(1), http.RequestAborted);
            }
        };
        await using var hanging = await Answering();
        hanging.Answers = Hang;
        using var breaking = new TcpListener(System.Net.IPAddress.Loopback, 0);
        breaking.Start();
        var story = await Given();
        var endpoints = new Dictionary<string, Answer>
        {
            ["no answer in time"] = await Endpoint(story.Shop, hanging.Url, "advocate.*"),
            ["No answer in time"] = await Endpoint(story.Shop, dribbling.Url, "advocate.*"),
            ["the connection broke"] = await Endpoint(story.Shop, $"http://127.0.0.1:{((System.Net.IPEndPoint)breaking.LocalEndpoint).Port}/", "advocate.*"),
            ["no connection"] = await Endpoint(story.Shop, await Receiver.DeadAddress(), "advocate.*"),
        };
        var reset = Reset(breaking);
        await Rename(story.Shop, story.Anna, "Anna 1");
        await Deliver(story.Shop);
        await reset;
        foreach (var (failure, endpoint) in endpoints)
        {
            var detail = await Detail(story.Shop, endpoint, (await Deliveries(story.Shop, endpoint)).Single());
            (detail.Text("status"), detail.Number("attempts")).ShouldBe(("pending", 1));
            detail["log"]![0]!["failure"]!.ToString().ShouldBe(failure, StringCompareShould.IgnoreCase);
            detail["log"]![0]!["status"].ShouldBeNull();
        }
    }

    [Fact]
    public async Task Twenty_of_a_hundred_endpoints_hang_and_the_others_get_theirs_at_once()
    {
        await using var healthy = await Answering();
        var hanging = new List<Receiver>();
        var (stories, release) = (new List<Story>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            for (var shop = 0; shop < 5; shop++)
            {
                var story = await Given();
                stories.Add(story);
                for (var one = 0; one < 4; one++)
                {
                    hanging.Add(await Answering());
                    hanging[^1].Answers = http => release.Task.WaitAsync(http.RequestAborted);
                    await Endpoint(story.Shop, hanging[^1].Url, "advocate.*");
                }

                for (var one = 0; one < 16; one++)
                {
                    await Endpoint(story.Shop, healthy.Url, "advocate.*");
                }
            }

            foreach (var story in stories)
            {
                for (var person = 0; person < 4; person++)
                {
                    (await story.Shop.Post("/v1/advocates", $$"""{"email":"p{{person}}@example.com"}""")).ShouldBe(201);
                }
            }

            for (var arrivals = 0; arrivals < 5 * 16 * 4; arrivals++)
            {
                await healthy.Arrival();
            }

            // The ones that hang were called too, and none of them has been given up yet.
            hanging.Sum(receiver => receiver.Calls.Count).ShouldBeGreaterThan(0);
            hanging.ShouldAllBe(receiver => receiver.Calls.Count <= 4);
        }
        finally
        {
            release.SetResult();
            foreach (var receiver in hanging)
            {
                await receiver.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_restart_between_two_tries_forgets_nothing()
    {
        await using var receiver = await Answering(503);
        var story = await Given();
        await Endpoint(story.Shop, receiver.Url, "advocate.*");
        await Rename(story.Shop, story.Anna, "Anna 1");
        await Deliver(story.Shop);
        await Restart();
        using var shop = story.Shop.At(Node);
        await Deliver(shop);
        receiver.Calls.Count.ShouldBe(1);
        receiver.Answers = Hang;
        Clock.Now += TimeSpan.FromSeconds(6);
        var sending = Node.RunOutside(shop.Id);
        await receiver.Arrival();
        await receiver.Arrival();
        receiver.Answers = http => Receiver.Answer(http, "{}");
        await Restart();
        using var again = story.Shop.At(Node);
        await sending;
        await Deliver(again);
        receiver.Calls.Count.ShouldBe(2);
        Clock.Now += TimeSpan.FromMinutes(3);
        await Deliver(again);
        receiver.Calls.Count.ShouldBe(3);
        receiver.Calls.Select(call => call.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
    }

    private int Mails(string words) => Directory.GetFiles(Path.Combine(Site.MailFolder, "new"))
        .Count(file => File.ReadAllText(file).Contains(words, StringComparison.Ordinal));

    // Takes the call, and breaks the connection off instead of an answer.
    private static async Task Reset(TcpListener listener)
    {
        using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await socket.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);
        socket.LingerState = new LingerOption(true, 0);
    }
}

public sealed class WebhookFailuresJourneyOnSqlite(PostgresFixture postgres) : WebhookFailuresJourney(TestEngine.Sqlite, postgres);

public sealed class WebhookFailuresJourneyOnPostgres(PostgresFixture postgres) : WebhookFailuresJourney(TestEngine.Postgres, postgres);
