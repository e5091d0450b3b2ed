using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Team;

/// <summary>People of the desk: invited, joined, given roles, removed; and the shops that one of them has.</summary>
public sealed partial class TeamTests(PostgresFixture postgres)
{
    private const string NewPassword = "a new long password";

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task Who_is_invited_joins_by_the_link_in_the_mail_once(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        (await Invite(owner, shop, "ada@shop.example", "marketer")).ShouldBe(303);
        (await Invite(owner, shop, "ADA@shop.example", "analyst")).ShouldBe(400).Text.ShouldContain("has an invitation already");
        (await Invite(owner, shop, "no address", "analyst")).ShouldBe(400);
        var token = (await Links(site, node, shop)).ShouldHaveSingleItem();
        var mail = (await shop.Get("/v1/messages?template=staff_invitation")).Items.ShouldHaveSingleItem()["id"]!.ToString();
        (await shop.Get($"/v1/messages/{mail}")).Text("text").ShouldBeEmpty();

        var ada = new Person(node, "ada@shop.example");
        var join = $"/join/{shop.Id}";
        for (var i = 0; i < 3; i++)
        {
            await ada.Get(join);
            (await ada.Send(join, join, ("token", token))).ShouldBe(200).Text.ShouldContain("ada@shop.example");
        }

        (await ada.Send(join, join, ("token", token), ("step", "join"), ("name", "Ada"), ("password", "short"))).ShouldBe(400);
        (await ada.Send(join, join, ("token", token), ("step", "join"), ("name", "Ada"), ("password", NewPassword))).ShouldBe(303);
        (await ada.Get($"/desk/{shop.Id}/programs")).ShouldContain("Ada");
        (await ada.Ask("GET", $"/desk/{shop.Id}/keys")).ShouldBe("forbidden");
        (await new Person(node, null).Send(join, join, ("token", token))).ShouldBe(403).Text.ShouldContain("This invitation is over");
        (await Invite(owner, shop, "ada@shop.example", "analyst")).ShouldBe(400).Text.ShouldContain("works here already");
        (await owner.Get($"/desk/{shop.Id}/team")).ShouldContain("Ada");
        var joined = (await shop.Get("/v1/events?type=staff.joined")).Items.Single(item => item["data"]!["invitation"] is not null);
        joined["data"]!["role"]!.ToString().ShouldBe("marketer");
    }

    [Fact]
    public async Task Who_has_an_account_joins_with_its_password_or_while_signed_in()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var first = await node.Shop(name: "First");
        using var second = await node.Shop(name: "Second");
        using var third = await node.Shop(name: "Third");
        (await AddStaff.Run(node.Database, "ada@shop.example", StaffRole.Analyst, [first.Id], Person.Password)).IsRefused.ShouldBeFalse();
        var owner = await Person.SignedIn(node, StaffRole.Owner, second.Id);
        (await AddStaff.Run(node.Database, owner.Email, StaffRole.Owner, [third.Id], null)).IsRefused.ShouldBeFalse();
        (await Invite(owner, second, "ada@shop.example", "finance")).ShouldBe(303);
        var ada = new Person(node, "ada@shop.example");
        var join = $"/join/{second.Id}";
        var token = (await Links(site, node, second)).Single();
        (await ada.Send(join, join, ("token", token), ("step", "join"), ("password", "not the password"))).ShouldBe(400);
        (await ada.Send(join, join, ("token", token), ("step", "join"), ("password", Person.Password))).ShouldBe(303);
        (await ada.Get($"/desk/{second.Id}/books")).ShouldNotBeEmpty();

        (await Invite(owner, third, "ada@shop.example", "support")).ShouldBe(303);
        join = $"/join/{third.Id}";
        token = (await Links(site, node, third))[^1];
        (await ada.Send(join, join, ("token", token))).Text.ShouldContain("You are signed in with this address already");
        (await ada.Send(join, join, ("token", token), ("step", "join"))).ShouldBe(303).Location.ShouldBe($"/desk/{third.Id}");

        // The head leads to all three, and the next time begins where one was last.
        var page = await ada.Get($"/desk/{third.Id}");
        foreach (var shop in new[] { first, second, third })
        {
            page.ShouldContain($"href=\"/desk/{shop.Id}\"");
        }

        (await ada.Open("/desk")).Location.ShouldBe($"/desk/{third.Id}");
        await ada.Get($"/desk/{second.Id}");
        (await ada.Open("/desk")).Location.ShouldBe($"/desk/{second.Id}");
        (await ada.Open("/desk?choose")).ShouldBe(200).Text.ShouldContain("Third");
        (await owner.Get($"/desk/{second.Id}/team")).ShouldContain("Finance");
    }

    [Fact]
    public async Task A_link_is_over_when_it_is_sent_again_withdrawn_or_a_week_old()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var clock = new StillClock();
        var node = await site.Start(clock);
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        (await Invite(owner, shop, "ada@shop.example", "support")).ShouldBe(303);
        var first = (await Links(site, node, shop)).Single();
        var team = $"/desk/{shop.Id}/team";
        var id = InvitationPath().Match(await owner.Get(team)).Groups[1].Value;
        (await owner.Send(team, $"{team}/invitations/{id}/resend")).ShouldBe(303);
        var second = (await Links(site, node, shop)).Single(link => link != first);
        (await Look(node, shop, first)).ShouldBe(403);
        (await Look(node, shop, second)).ShouldBe(200);
        clock.Now += TimeSpan.FromMinutes(50);
        await owner.Get(team);
        (await owner.Send(team, $"{team}/invitations/{id}/withdraw")).ShouldBe(303);
        (await Look(node, shop, second)).ShouldBe(403);
        (await owner.Send(team, $"{team}/invitations/{id}/withdraw")).ShouldBe(404);

        (await Invite(owner, shop, "bob@shop.example", "support")).ShouldBe(303);
        var third = (await Links(site, node, shop)).Single(link => link != first && link != second);
        clock.Now += TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);
        (await Look(node, shop, third)).ShouldBe(200);
        clock.Now += TimeSpan.FromMinutes(2);
        (await Look(node, shop, third)).ShouldBe(403);
    }

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task Nobody_reaches_above_the_own_role_and_an_owner_is_always_left(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var admin = await Person.SignedIn(node, StaffRole.Admin, shop.Id);
        var support = await Person.SignedIn(node, StaffRole.Support, shop.Id);
        var team = $"/desk/{shop.Id}/team";
        var ids = (await ChangeTeam.Page(node.Database.For(shop.Id), null, 100)).ToDictionary(member => member.Email, member => member.StaffId);
        Task<Got> Give(Person who, Person whom, string role) => who.Send(team, $"{team}/{ids[whom.Email]}/role", ("role", role));
        Task<Got> Remove(Person who, Person whom) => who.Send(team, $"{team}/{ids[whom.Email]}/remove");

        (await Give(admin, support, "owner")).ShouldBe(403);
        (await Give(admin, owner, "analyst")).ShouldBe(403);
        (await Remove(admin, owner)).ShouldBe(403);
        (await Give(admin, support, "emperor")).ShouldBe(400);
        (await Invite(admin, shop, "x@shop.example", "owner")).ShouldBe(403);
        (await Give(admin, support, "finance")).ShouldBe(303);
        (await support.Ask("GET", $"/desk/{shop.Id}/books")).ShouldBe("let in");
        (await Give(owner, owner, "admin")).ShouldBe(409).Text.ShouldContain("A shop always has an owner");
        (await Remove(owner, owner)).ShouldBe(409);
        (await owner.Send(team, $"{team}/{default(StaffId)}/remove")).ShouldBe(404);

        // Two owners who push each other out at once: one stays.
        (await Give(owner, admin, "owner")).ShouldBe(303);
        var both = await Task.WhenAll(Give(owner, admin, "analyst"), Give(admin, owner, "analyst"));
        both.Select(got => got.Status).Order().First().ShouldBe(303);
        (await ChangeTeam.Page(node.Database.For(shop.Id), null, 100)).Count(member => member.Role == StaffRole.Owner).ShouldBe(1);
        var left = (await ChangeTeam.Page(node.Database.For(shop.Id), null, 100)).Single(member => member.Role == StaffRole.Owner).Email == owner.Email ? owner : admin;
        (await Remove(left, support)).ShouldBe(303);
        (await support.Ask("GET", team)).ShouldBe("nothing here");
        var removed = (await shop.Get("/v1/events?type=staff.removed")).Items.ShouldHaveSingleItem();
        removed["subject"]!.ToString().ShouldBe(ids[support.Email].ToString());
    }

    private static Task<Got> Invite(Person who, ShopClient shop, string email, string role) =>
        who.Send($"/desk/{shop.Id}/team", $"/desk/{shop.Id}/team/invite", ("email", email), ("role", role));

    private static Task<int> Look(TestNode node, ShopClient shop, string token) => LookOnce(new Person(node, null), shop, token);

    private static async Task<int> LookOnce(Person who, ShopClient shop, string token) =>
        (await who.Send($"/join/{shop.Id}", $"/join/{shop.Id}", ("token", token))).Status;

    /// <summary>The tokens in all mails of invitations, the oldest first.</summary>
    private static async Task<IReadOnlyList<string>> Links(TestSite site, TestNode node, ShopClient shop)
    {
        await node.SendMail(shop.Id);
        return [.. WrittenMails.In(site.MailFolder).SelectMany(mail => JoinLink().Matches(mail.Text).Select(match => match.Groups[1].Value)).Distinct()];
    }

    [GeneratedRegex("/join/shp_[0-9a-z]+#([0-9A-Za-z]{43})")]
    private static partial Regex JoinLink();

    [GeneratedRegex("/team/invitations/(sti_[0-9a-z]+)/resend")]
    private static partial Regex InvitationPath();
}
