using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;
using Vouch.Storage;

namespace Vouch.Server.Tests.Insights;

/// <summary>Goals over HTTP: how they stand day by day, how they end, and who is told, once.</summary>
public abstract class GoalsJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Jobs = "SELECT kind FROM jobs WHERE shop_id = @shop AND kind = 'goals'";

    [Fact]
    public async Task What_adds_up_is_reached_the_night_after_and_stays_reached_whatever_comes_back()
    {
        var story = await Given();
        var goal = await Set(story, """{"name":"Two friends","kpi":"newReferredCustomers","target":2,"from":"2026-03-01","to":"2026-04-01"}""");
        foreach (var (email, role) in new[] { ("owner@shop.example", StaffRole.Owner), ("reads@shop.example", StaffRole.Analyst) })
        {
            (await AddStaff.Run(Node.Database, email, role, [story.Shop.Id], "correct horse battery")).IsRefused.ShouldBeFalse();
        }

        await Order(story, "one", "2026-03-05T10:00:00Z");
        await Stands(story, goal, "on_track", 1);
        await Order(story, "two", "2026-03-06T10:00:00Z");
        // It is known at once and decided at midnight.
        (await Stands(story, goal, "reached", 2))["settledAt"].ShouldBeNull();
        (await Told(story)).ShouldBeEmpty();
        await story.Shop.At("2026-03-07T00:00:00Z");
        (await Stands(story, goal, "reached", 2)).Text("settledAt").ShouldBe("2026-03-07T00:00:00.000Z");
        foreach (var order in new[] { "one", "two" })
        {
            (await story.Shop.Post($"/v1/orders/{order}/events", """{"externalId":"r","type":"refunded","amount":10000}""")).ShouldBe(200);
        }

        await story.Shop.At("2026-05-20T00:00:00Z");
        (await Stands(story, goal, "reached", 2))["progress"]!["forecast"].ShouldBeNull();
        var told = (await Told(story)).ShouldHaveSingleItem();
        (told["type"]!.ToString(), told["subject"]!.ToString()).ShouldBe(("goal.reached", goal));
        told["data"]!.AsObject().Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal).ShouldBe(
            ["direction=at_least", "from=2026-03-01", "goalId=" + goal, "kpi=newReferredCustomers", "programId=", "target=2", "to=2026-04-01", "value=2"]);
        await Node.SendMail(story.Shop.Id);
        var mails = (await story.Shop.Get("/v1/messages?template=staff_goal_reached")).Items;
        mails.Select(mail => mail["to"]!.ToString()).Order(StringComparer.Ordinal).ShouldBe(["owner@shop.example", "reads@shop.example"]);
        var written = WrittenMails.In(Site.MailFolder).First(mail => mail.Text.Contains("Two friends", StringComparison.Ordinal));
        var flat = string.Join(' ', written.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        flat.ShouldContain("The goal “Two friends” is reached. New referred customers, 1 Mar to 31 Mar 2026: 2. Wanted was at least 2.");
        flat.ShouldContain($"/desk/{story.Shop.Id}/goals");
    }

    [Fact]
    public async Task What_is_not_reached_is_behind_and_missed_once_nothing_can_follow()
    {
        var story = await Given();
        var goal = await Set(story, """{"name":"Five","kpi":"newReferredCustomers","target":5,"from":"2026-03-01","to":"2026-03-11"}""");
        await Order(story, "one", "2026-03-05T10:00:00Z");
        var half = await Stands(story, goal, "behind", 1, "2026-03-06T00:00:00Z");
        var progress = half["progress"]!;
        // Half the time is over: 2.5 would be the pace, two come of it, and the rest varies as one case does (Poisson, 95 %: 0.025 to 5.57).
        (progress["expectedByNow"]!.GetValue<decimal>(), progress["forecast"]!.GetValue<decimal>(), progress["elapsed"]!.GetValue<decimal>()).ShouldBe((2.5m, 2m, 0.5m));
        progress["forecastInterval"]!["low"]!.GetValue<double>().ShouldBe(1.0253, 1e-3);
        progress["forecastInterval"]!["high"]!.GetValue<double>().ShouldBe(6.5716, 1e-3);
        await Stands(story, goal, "behind", 1, "2026-03-12T00:00:00Z");
        await Stands(story, goal, "behind", 1, "2026-04-09T23:59:59Z");
        (await Told(story)).ShouldBeEmpty();
        // Thirty days in which orders can come back, and be paid, are over.
        (await Stands(story, goal, "missed", 1, "2026-04-10T00:00:00Z")).Text("settledAt").ShouldBe("2026-04-10T00:00:00.000Z");
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await Told(story)).Select(told => told["type"]!.ToString()).ShouldBe(["goal.missed"]);
        (await Node.Database.For(story.Shop.Id).Query<string>(Jobs)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_ratio_is_judged_at_the_end_and_a_cost_that_only_grows_as_soon_as_it_is_too_high()
    {
        var story = await Given();
        var cheap = await Set(story, """{"name":"Cheap","kpi":"cac_referral_variable_minor","target":2000,"from":"2026-03-01","to":"2026-03-21"}""");
        var dear = await Set(story, """{"name":"Dear","kpi":"cacReferralVariableMinor","direction":"at_most","target":1499,"from":"2026-03-01","to":"2026-03-21"}""");
        var budget = await Set(story, """{"name":"Budget","kpi":"rewardCostMinor","target":4000,"from":"2026-03-01","to":"2026-03-21"}""");
        for (var friend = 1; friend <= 10; friend++)
        {
            await Order(story, "o" + friend, $"2026-03-{friend + 1:00}T10:00:00Z");
            if (friend == 2)
            {
                await Stands(story, cheap, "too_early", 1500);
                (await Stands(story, budget, "behind", 3000))["progress"]!["needed"]!.GetValue<int>().ShouldBe(0);
            }
        }

        await Stands(story, cheap, "on_track", 1500);
        await Stands(story, dear, "behind", 1500);
        // 4,500 on the fourth of March: missed that midnight, for all that may come back.
        (await Stands(story, budget, "missed", 4500)).Text("settledAt").ShouldBe("2026-03-05T00:00:00.000Z");
        await Stands(story, cheap, "on_track", 1500, "2026-03-20T23:59:59Z");
        (await Told(story)).Select(told => told["subject"]!.ToString()).ShouldBe([budget]);
        await Stands(story, cheap, "reached", 1500, "2026-03-21T00:00:00Z");
        await Stands(story, dear, "behind", 1500);
        await Stands(story, dear, "missed", 1500, "2026-04-20T00:00:00Z");
        (await Told(story)).Select(told => told["subject"]!.ToString()).Order().ShouldBe(new[] { budget, cheap, dear }.Order());
    }

    [Fact]
    public async Task The_same_night_twice_decides_and_tells_nothing_twice()
    {
        var story = await Given();
        await Set(story, """{"name":"One","kpi":"newReferredCustomers","target":1,"from":"2026-03-01","to":"2026-04-01"}""");
        (await AddStaff.Run(Node.Database, "owner@shop.example", StaffRole.Owner, [story.Shop.Id], "correct horse battery")).IsRefused.ShouldBeFalse();
        await Order(story, "one", "2026-03-05T10:00:00Z");
        var db = Node.Database.For(story.Shop.Id);
        var shop = await ShopStore.Load(db);
        var check = Node.Services.GetServices<JobHandler>().Single(handler => handler.Kind == CheckGoals.Kind).Handle;
        var night = new Job(default, CheckGoals.Kind, "shop", JobClock.Shop, CheckGoals.Kind, default, default, 1);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => db.Write(tx => check(tx, shop, night))));
        await story.Shop.At("2026-03-20T00:00:00Z");
        await db.Write(tx => check(tx, shop, night));
        (await Told(story)).Count.ShouldBe(1);
        (await story.Shop.Get("/v1/messages?template=staff_goal_reached")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_goal_of_one_program_counts_that_program_alone()
    {
        var story = await Given();
        var other = (await story.Shop.Post("/v1/programs", Story.Program("""{"name":"Other"}"""))).ShouldBe(201).Text("id");
        var (own, others) = (
            await Set(story, $$"""{"name":"Own","kpi":"newReferredCustomers","target":9,"from":"2026-03-01","to":"2026-04-01","programId":"{{story.ProgramId}}"}"""),
            await Set(story, $$"""{"name":"Other","kpi":"referralRevenueAllMinor","target":9000,"from":"2026-03-01","to":"2026-04-01","programId":"{{other}}"}"""));
        await Order(story, "one", "2026-03-05T10:00:00Z");
        await Stands(story, own, "behind", 1, "2026-03-10T00:00:00Z");
        await Stands(story, others, "behind", 0);
    }

    [Fact]
    public async Task A_goal_is_changed_put_away_and_brought_back_until_it_is_decided()
    {
        var story = await Given();
        var shop = story.Shop;
        var goal = await Set(story, """{"name":"Two","kpi":"newReferredCustomers","target":2,"from":"2026-03-01","to":"2026-04-01"}""");
        await Order(story, "one", "2026-03-05T10:00:00Z");
        (await shop.Patch("/v1/goals/" + goal, """{"target":40}""")).ShouldBe(200).Text("progress.state").ShouldBe("behind");
        (await shop.Patch("/v1/goals/" + goal, """{"to":"2026-02-01"}""")).ShouldBe(400);
        (await shop.Post($"/v1/goals/{goal}/archive")).ShouldBe(200).Text("archivedAt").ShouldBe("2026-03-05T10:00:00.000Z");
        (await shop.Post($"/v1/goals/{goal}/archive")).ShouldBe(200);
        (await shop.Patch("/v1/goals/" + goal, """{"target":1}""")).ShouldRefuse(409, "goal_archived");
        (await shop.Get("/v1/goals")).Items.ShouldBeEmpty();
        (await shop.Get("/v1/goals?shelf=archived")).Items.ShouldHaveSingleItem();
        await shop.At("2026-03-10T00:00:00Z");
        (await Node.Database.For(shop.Id).Query<string>(Jobs)).ShouldBeEmpty();
        (await shop.Post($"/v1/goals/{goal}/restore")).ShouldBe(200)["archivedAt"].ShouldBeNull();
        (await shop.Patch("/v1/goals/" + goal, """{"target":1}""")).ShouldBe(200);
        await Stands(story, goal, "reached", 1, "2026-03-11T00:00:00Z");
        (await shop.Patch("/v1/goals/" + goal, """{"target":5}""")).ShouldRefuse(409, "goal_settled");
        (await shop.Patch("/v1/goals/" + goal, """{"name":"Done"}""")).ShouldBe(200).Text("name").ShouldBe("Done");
        (await shop.Get("/v1/events?limit=200")).Items.Select(item => item["type"]!.ToString())
            .Where(type => type.StartsWith("goal.", StringComparison.Ordinal))
            .ShouldBe(["goal.created", "goal.updated", "goal.archived", "goal.restored", "goal.updated", "goal.reached", "goal.updated"]);
    }

    [Fact]
    public async Task A_goal_that_cannot_be_is_refused_with_its_reasons()
    {
        var story = await Given();
        async Task Refuses(string field, string goal)
        {
            var answer = (await story.Shop.Post("/v1/goals", goal)).ShouldBe(400);
            answer.Body!["errors"]!.AsObject().ShouldContainKey(field, answer.Body.ToJsonString());
        }

        await Refuses("to", """{"name":"x","kpi":"shareRate","target":0.5,"from":"2026-03-02","to":"2026-03-02"}""");
        await Refuses("from", """{"name":"x","kpi":"shareRate","target":0.5,"from":"2020-03-02","to":"2026-03-02"}""");
        await Refuses("target", """{"name":"x","kpi":"shareRate","target":50,"from":"2026-03-02","to":"2026-04-02"}""");
        await Refuses("target", """{"name":"x","kpi":"newReferredCustomers","target":0,"from":"2026-03-02","to":"2026-04-02"}""");
        await Refuses("target", """{"name":"x","kpi":"newReferredCustomers","target":null,"from":"2026-03-02","to":"2026-04-02"}""");
        await Refuses("kpi", """{"name":"x","kpi":"luck","target":1,"from":"2026-03-02","to":"2026-04-02"}""");
        await Refuses("kpi", """{"name":"x","kpi":"roiMargin","target":0,"from":"2026-03-02","to":"2026-04-02"}""");
        await Refuses("direction", """{"name":"x","kpi":"roiSeed","direction":"at_most","target":1,"from":"2026-03-02","to":"2026-04-02"}""");
        await Refuses("programId", """{"name":"x","kpi":"roiSeed","target":1,"from":"2026-03-02","to":"2026-04-02","programId":"prg_0000000000001"}""");
        (await story.Shop.Post("/v1/goals", """{"name":"x","kpi":"roiSeed","target":1,"from":"March","to":"2026-04-02"}""")).ShouldBe(400);
        (await story.Shop.Get("/v1/goals/gol_0000000000001")).ShouldRefuse(404, "not_found");
        for (var i = 0; i < 50; i++)
        {
            await Set(story, """{"name":"x","kpi":"roiSeed","target":1,"from":"2026-05-02","to":"2026-06-02"}""");
        }

        (await story.Shop.Post("/v1/goals", """{"name":"x","kpi":"roiSeed","target":1,"from":"2026-05-02","to":"2026-06-02"}""")).ShouldRefuse(409, "too_many_goals");
        var first = (await story.Shop.Get("/v1/goals?limit=30")).ShouldBe(200);
        (await story.Shop.Get("/v1/goals?limit=30&after=" + first.Text("next"))).Items.Count.ShouldBe(20);
    }

    private static async Task<string> Set(Story story, string goal) => (await story.Shop.Post("/v1/goals", goal)).ShouldBe(201).Text("id");

    private static async Task Order(Story story, string order, string at)
    {
        await story.Shop.At(at);
        var customer = $$"""{"couponCodes":["{{story.Code}}"],"customer":{"email":"{{order}}.{{order}}{{order.Length}}@example{{order}}.com","name":"Friend {{order}}"} }""";
        (await story.Shop.Post("/v1/orders", Story.Order(order, customer))).ShouldBe(201).Text("attribution.outcome").ShouldBe("attributed");
    }

    private static async Task<Answer> Stands(Story story, string goal, string state, decimal value, string? at = null)
    {
        if (at is not null)
        {
            await story.Shop.At(at);
        }

        var answer = (await story.Shop.Get("/v1/goals/" + goal)).ShouldBe(200);
        (answer.Text("progress.state"), answer.At("progress.value").GetValue<decimal>()).ShouldBe((state, value), answer.Body!.ToJsonString());
        return answer;
    }

    private static async Task<List<JsonNode>> Told(Story story) =>
        [.. (await story.Shop.Get("/v1/events?limit=200")).Items.Where(item => item["type"]!.ToString() is "goal.reached" or "goal.missed")];
}

public sealed class GoalsOnSqlite(PostgresFixture postgres) : GoalsJourney(TestEngine.Sqlite, postgres);

public sealed class GoalsOnPostgres(PostgresFixture postgres) : GoalsJourney(TestEngine.Postgres, postgres);
