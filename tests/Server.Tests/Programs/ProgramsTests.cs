using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Programs;

public abstract class ProgramsTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task A_program_answers_in_the_shape_of_its_request()
    {
        using var shop = await Node.Shop();
        var body = Story.Program("""
            {"qualification": {"orders": {"upTo": 12}, "minimumSubtotal": 5000},
             "tiers": [{"from": 3, "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 2000}}}],
             "milestones": [{"every": 5, "reward": {"kind": "coupon", "value": {"type": "percent", "percent": 12.5, "cap": 3000}}}]}
            """);
        var made = (await shop.Post("/v1/programs", body)).ShouldBe(201);
        made.Text("status").ShouldBe("draft");
        made.Number("qualification.orders.upTo").ShouldBe(12);
        made.Number("qualification.minimumSubtotal").ShouldBe(5000);
        made.Number("limits.perAdvocate.rewards").ShouldBe(10);
        made.Text("friendReward.value.percent").ShouldBe("15");
        made.Body!["milestones"]![0]!["reward"]!["value"]!.ToJsonString().ShouldBe("""{"type":"percent","percent":12.5,"cap":3000}""");
        made.Body["warnings"]!.AsArray().ShouldBeEmpty();
        var read = (await shop.Get("/v1/programs/" + made.Text("id"))).ShouldBe(200);
        read.Body!.ToJsonString().ShouldBe(made.Body.ToJsonString());
        (await shop.Get("/v1/programs")).Items.Select(item => item["id"]!.ToString()).ShouldBe([made.Text("id")]);
    }

    [Fact]
    public async Task What_is_shown_can_be_sent_back_as_a_patch_that_changes_nothing()
    {
        var story = await Given();
        var shown = (await story.Shop.Get("/v1/programs/" + story.ProgramId)).Body!.AsObject();
        foreach (var added in (string[])["id", "status", "createdAt", "updatedAt", "warnings"])
        {
            shown.Remove(added);
        }

        (await story.Shop.Patch("/v1/programs/" + story.ProgramId, shown.ToJsonString())).ShouldBe(200);
        (await story.Shop.Get("/v1/events")).Items.ShouldNotContain(item => item["type"]!.ToString() == "program.updated");
    }

    [Fact]
    public async Task Every_fault_is_told_with_its_path_and_nothing_is_kept()
    {
        using var shop = await Node.Shop();
        var refused = await shop.Post("/v1/programs", """{"name": " ", "destination": "ftp://x", "friendReward": {"kind": "gold", "value": {"type": "fixed", "amount": 0}}}""");
        refused.ShouldRefuse(400, "invalid_request");
        refused.Body!["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["destination", "friendReward.kind", "friendReward.value.amount", "name"]);
        (await shop.Post("/v1/programs", """{"name": "x", "destination": "https://x.example/", "hold": {"dayz": 3}}""")).ShouldRefuse(400, "unknown_field");
        (await shop.Post("/v1/programs", """{"name": "x", "name": "y"}""")).ShouldRefuse(400, "duplicate_field");
        (await shop.Post("/v1/programs", """{"name": 5}""")).ShouldBe(400);
        (await shop.Post("/v1/programs", """{"qualification": {"orders": {"upTo": "many"}}}""")).ShouldBe(400);
        (await shop.Get("/v1/programs")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_goes_through_its_states_and_tells_the_journal()
    {
        var story = await Given();
        var path = "/v1/programs/" + story.ProgramId;
        (await story.Shop.Post(path + "/activate")).ShouldRefuse(409, "program_already_active");
        (await story.Shop.Post(path + "/pause")).ShouldBe(200).Text("status").ShouldBe("paused");
        (await story.Shop.Post(path + "/pause")).ShouldRefuse(409, "program_not_active");
        (await story.Shop.Post(path + "/activate")).ShouldBe(200);
        (await story.Shop.Patch(path, """{"limits": null, "attribution": {"windowDays": 45}}""")).ShouldBe(200).Number("attribution.windowDays").ShouldBe(45);
        (await story.Shop.Post(path + "/end")).ShouldBe(200).Text("status").ShouldBe("ended");
        (await story.Shop.Post(path + "/activate")).ShouldRefuse(409, "program_ended");
        (await story.Shop.Patch(path, """{"name": "x"}""")).ShouldRefuse(409, "program_ended");
        var types = (await story.Shop.Get("/v1/events?limit=200")).Items.Select(item => item["type"]!.ToString()).Where(type => type.StartsWith("program.", StringComparison.Ordinal));
        types.ShouldBe(["program.created", "program.activated", "program.paused", "program.activated", "program.updated", "program.ended"]);
    }

    [Fact]
    public async Task Another_shops_program_is_not_there()
    {
        var story = await Given();
        using var other = await Node.Shop();
        (await other.Get("/v1/programs/" + story.ProgramId)).ShouldRefuse(404, "not_found");
        (await other.Patch("/v1/programs/" + story.ProgramId, """{"name": "mine"}""")).ShouldRefuse(404, "not_found");
        (await other.Post($"/v1/programs/{story.ProgramId}/end")).ShouldRefuse(404, "not_found");
        (await other.Get("/v1/programs/adv_0000000000001")).ShouldRefuse(404, "not_found");
    }
}

public sealed class ProgramsOnSqliteTests(PostgresFixture postgres) : ProgramsTests(TestEngine.Sqlite, postgres);

public sealed class ProgramsOnPostgresTests(PostgresFixture postgres) : ProgramsTests(TestEngine.Postgres, postgres);
