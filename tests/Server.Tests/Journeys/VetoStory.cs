using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What stories about asking the shop's own system have in common: a still clock, and orders whose return window ends.</summary>
public abstract class VetoStory(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    internal StillClock Clock { get; } = new();

    protected override Task<TestNode> Start(TestSite site) => site.Start(Clock, allowPrivate: true);

    protected static async Task<string> SetVeto(Story story, string url, string more = "")
    {
        var set = (await story.Shop.Patch("/v1/shop", $$"""{"veto":{"url":"{{url}}"{{(more.Length == 0 ? "" : "," + more)}} } }""")).ShouldBe(200);
        set.Text("veto.url").ShouldBe(url);
        return set["vetoSecret"]?.ToString() ?? "";
    }

    protected static async Task<string> Order(Story story, string externalId, string email) => (await story.Shop.Post(
        "/v1/orders", Story.Order(externalId, $$"""{"couponCodes":["{{story.Code}}"],"customer":{"email":"{{email}}"} }"""))).ShouldBe(201).Text("referralId");

    // An order whose return window has just ended: what is asked travels in real time, and a clock that goes on would age its answer.
    protected static async Task<string> Due(Story story, string externalId = "1001", string email = "piotr@example.com")
    {
        var id = await Order(story, externalId, email);
        await story.Shop.At((await story.Shop.Get($"/v1/referrals/{id}")).Text("holdUntil"));
        return id;
    }

    protected static async Task<string> Status(Story story, string id) => (await story.Shop.Get($"/v1/referrals/{id}")).Text("status");

    protected static async Task<IReadOnlyList<string>> Types(Story story, string id) =>
        [.. (await story.Shop.Get($"/v1/referrals/{id}"))["timeline"]!.AsArray().Select(entry => entry!["type"]!.ToString())];

    protected static async Task<string> Detail(Story story, string id, string type) =>
        (await story.Shop.Get($"/v1/referrals/{id}"))["timeline"]!.AsArray().Single(entry => entry!["type"]!.ToString() == type)!["detail"]!.ToString();

    protected async Task<int> SilentNotices(Story story) =>
        (await Notices.ListOpen(Node.Database.For(story.Shop.Id))).Count(notice => notice.Kind == "veto_silent");

    // Answers only when the test says so, and to all who wait.
    protected static TaskCompletionSource Gate(Receiver receiver, string json)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answers = async http =>
        {
            await open.Task.WaitAsync(http.RequestAborted);
            await Receiver.Answer(http, json);
        };
        return open;
    }
}
