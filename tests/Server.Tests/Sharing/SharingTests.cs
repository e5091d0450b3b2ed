using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Sharing;

public abstract class SharingTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task A_share_gives_a_link_whose_clicks_are_known_to_come_from_it()
    {
        var story = await Given();
        var share = (await story.Shop.Post("/v1/shares", $$"""{"code": "{{story.Code.ToLowerInvariant()}}", "channel": "whatsapp"}""", story.Shop.PublishableKey)).ShouldBe(201);
        share.Text("id").ShouldStartWith("shr_");
        share.Text("url").ShouldBe($"{story.Link}?s={share.Text("id")}");
        var visit = await story.Shop.Follow(share.Text("url"));
        var click = (await story.Shop.Get("/v1/clicks/" + visit.ClickId)).ShouldBe(200);
        click.Text("shareId").ShouldBe(share.Text("id"));
        click.Text("channel").ShouldBe("whatsapp");
    }

    [Fact]
    public async Task A_share_needs_a_code_somebody_has_and_a_known_channel()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/shares", """{"code": "NOBODY-77", "channel": "copy"}""")).ShouldRefuse(404, "not_found");
        (await story.Shop.Post("/v1/shares", $$"""{"code": "{{story.Code}}", "channel": "pigeon"}""")).ShouldBe(400);
    }

    [Fact]
    public async Task One_address_is_invited_three_times_ever()
    {
        var story = await Given();
        async Task<string> Invite(string email) =>
            (await story.Shop.Post("/v1/invitations", $$"""{"advocateId": "{{story.Anna}}", "emails": ["{{email}}"]}""")).ShouldBe(201).Items[0]["outcome"]!.ToString();
        (await Invite("piotr@example.com")).ShouldBe("recorded");
        (await Invite("Piotr@Example.com")).ShouldBe("recorded");
        (await Invite("piotr@example.com")).ShouldBe("recorded");
        (await Invite("piotr@example.com")).ShouldBe("limit_reached");
        (await Invite("anna@example.com")).ShouldBe("own_address");
        (await Invite("nobody")).ShouldBe("invalid");
    }

    [Fact]
    public async Task The_same_address_twice_in_one_request_is_one_invitation()
    {
        var story = await Given();
        var answer = await story.Shop.Post("/v1/invitations", $$"""{"advocateId": "{{story.Anna}}", "emails": ["piotr@example.com", "PIOTR@example.com ", "ola@example.com"]}""");
        answer.ShouldBe(201).Items.Count.ShouldBe(2);
        (await story.Shop.Get("/v1/events?limit=200")).Items.Count(item => item["type"]!.ToString() == "invitation.recorded").ShouldBe(2);
    }

    [Fact]
    public async Task Blocked_advocates_and_paused_programs_invite_nobody()
    {
        var story = await Given();
        var body = $$"""{"advocateId": "{{story.Anna}}", "emails": ["piotr@example.com"]}""";
        (await story.Shop.Post($"/v1/programs/{story.ProgramId}/pause")).ShouldBe(200);
        (await story.Shop.Post("/v1/invitations", body)).ShouldRefuse(409, "no_active_program");
        (await story.Shop.Post($"/v1/programs/{story.ProgramId}/activate")).ShouldBe(200);
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/block")).ShouldBe(200);
        (await story.Shop.Post("/v1/invitations", body)).ShouldRefuse(409, "advocate_not_active");
        (await story.Shop.Post("/v1/invitations", body, story.Shop.PublishableKey)).ShouldBe(403);
    }
}

public sealed class SharingOnSqliteTests(PostgresFixture postgres) : SharingTests(TestEngine.Sqlite, postgres);

public sealed class SharingOnPostgresTests(PostgresFixture postgres) : SharingTests(TestEngine.Postgres, postgres);
