using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Team;

/// <summary>The journal as an audit log: who, what, about what, when; long ones too.</summary>
public sealed partial class AuditTests(PostgresFixture postgres)
{
    private const int Many = 10_000;

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task Ten_thousand_rows_are_searched_paged_and_taken_along(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var made = (await shop.Post("/v1/advocates", """{"email":"anna@example.com"}""")).ShouldBe(201).Text("id");
        (await owner.Send($"/desk/{shop.Id}/advocates/{made}", $"/desk/{shop.Id}/advocates/{made}/block")).ShouldBe(303);
        for (var at = 0; at < Many; at += 1_000)
        {
            var from = at;
            await node.Database.For(shop.Id).Write(tx =>
            {
                for (var i = from; i < from + 1_000; i++)
                {
                    tx.Publish(new Happened($"thing_{i}", i), new Instant(1_700_000_000_000 + (i * 60_000L)));
                }

                return Task.CompletedTask;
            });
        }

        var audit = $"/desk/{shop.Id}/audit";
        var newest = await owner.Get(audit);
        Rows().Count(newest).ShouldBe(50);
        newest.ShouldContain($"thing_{Many - 1}");
        var next = Next().Match(newest).Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        var second = await owner.Get(next);
        second.ShouldContain($"thing_{Many - 51}");
        second.ShouldNotContain($"thing_{Many - 50}<");

        // What somebody did, what a key did, what came about by itself.
        var member = (await ChangeTeam.Page(node.Database.For(shop.Id), null, 100)).Single().StaffId;
        var deeds = await owner.Get($"{audit}?who={member}");
        Rows().Count(deeds).ShouldBe(1);
        deeds.ShouldContain("advocate.blocked");
        deeds.ShouldContain(owner.Email);
        (await owner.Get($"{audit}?who=none&what=made.up")).ShouldContain("thing_");
        Rows().Count(await owner.Get($"{audit}?what=advocate.joined")).ShouldBe(1);
        Rows().Count(await owner.Get($"{audit}?what=advocate")).ShouldBe(2);
        Rows().Count(await owner.Get($"{audit}?about={made}")).ShouldBe(2);
        Rows().Count(await owner.Get($"{audit}?about={made}&who={member}")).ShouldBe(1);
        Rows().Count(await owner.Get($"{audit}?about=thing_77")).ShouldBe(1);
        Rows().Count(await owner.Get($"{audit}?what=made&from=2023-11-14&until=2023-11-14")).ShouldBe(50);
        (await owner.Get($"{audit}?what=a%25&from=2023-11-14")).ShouldContain("Nothing is found");
        (await owner.Open($"{audit}?from=2023-13-14")).ShouldBe(400);

        var csv = await owner.Get($"{audit}/audit.csv?what=made");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(Many + 1);
        var blocked = (await owner.Get($"{audit}/audit.csv?about={made}&what=advocate.blocked")).Split("\r\n")[1];
        blocked.ShouldContain($",advocate.blocked,{made},{member},{owner.Email},");
        var formula = await owner.Get($"{audit}/audit.csv?about=thing_5");
        formula.ShouldContain("\"{\"\"n\"\":5}\"");
    }

    [Fact]
    public async Task Who_left_is_named_still_and_the_actor_is_under_the_hash()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var admin = await Person.SignedIn(node, StaffRole.Admin, shop.Id);
        var made = (await shop.Post("/v1/advocates", """{"email":"anna@example.com"}""")).ShouldBe(201).Text("id");
        (await admin.Send($"/desk/{shop.Id}/advocates/{made}", $"/desk/{shop.Id}/advocates/{made}/block")).ShouldBe(303);
        var id = (await ChangeTeam.Page(node.Database.For(shop.Id), null, 100)).Single(member => member.Email == admin.Email).StaffId;
        (await owner.Send($"/desk/{shop.Id}/team", $"/desk/{shop.Id}/team/{id}/remove")).ShouldBe(303);
        (await owner.Get($"/desk/{shop.Id}/audit?what=advocate.blocked")).ShouldContain(admin.Email);
        (await owner.Get($"/desk/{shop.Id}/audit?who={id}")).ShouldContain("advocate.blocked");
        var rows = await node.Database.For(shop.Id).Events(0, 100);
        rows.ShouldContain(row => row.Actor == id.ToString());
        var hash = ChainHash.Genesis;
        foreach (var row in rows)
        {
            hash = ChainHash.Of(hash, row.Position, ChainHash.EventText(row.EventId, row.Type, row.At, row.Subject, row.Data, row.Actor));
            row.Hash.ShouldBe(hash);
        }
    }

    [GeneratedRegex("class=\"audit-row\"")]
    private static partial Regex Rows();

    [GeneratedRegex("href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex Next();

    private sealed record Happened([property: System.Text.Json.Serialization.JsonIgnore] string Thing, int N) : IShopEvent
    {
        public string Type => "made.up";

        public string Subject => Thing;
    }
}
