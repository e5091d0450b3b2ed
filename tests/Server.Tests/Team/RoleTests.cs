using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Vouch.Domain;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Tidy;

namespace Vouch.Server.Tests.Team;

/// <summary>Who may open what: each address asked by each role, over HTTP, against the one table.</summary>
public sealed partial class RoleTests(PostgresFixture postgres)
{
    private const string SignedOut = "signed out";
    private const string Foreign = "of another shop";

    [Fact]
    public void The_document_says_what_the_table_says()
    {
        var told = House.Read("docs/roles.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        told.ShouldBe(Roles.Table.Select(row => $"| `{WireName.Of(row.Right)}` | {row.Words} | "
            + string.Join(" | ", Enum.GetValues<StaffRole>().Select(role => row.Who.Contains(role) ? "yes" : "–")) + " |"));
        Roles.Table.Select(row => row.Right).ShouldBe(Enum.GetValues<Permission>());
    }

    [Fact]
    public async Task Every_address_opens_to_the_roles_of_the_table_and_to_nobody_else()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        using var other = await node.Shop(name: "Somebody else");
        var people = new Dictionary<string, Person> { [SignedOut] = new(node, null) };
        foreach (var role in Enum.GetValues<StaffRole>())
        {
            people[WireName.Of(role)] = await Person.SignedIn(node, role, shop.Id);
        }

        people[Foreign] = await Person.SignedIn(node, StaffRole.Owner, other.Id, "foreign@shop.example");
        var routes = ((EndpointDataSource)node.Services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method =>
                (Method: method, Path: Parameter().Replace(endpoint.RoutePattern.RawText!.Replace("{shopId}", shop.Id.ToString()), "x"),
                    Access: endpoint.Metadata.GetMetadata<AccessAttribute>()!)))
            .Where(route => route.Access.Audience == Audience.Staff).ToList();
        routes.Count.ShouldBeGreaterThan(80);
        var wrong = new List<string>();
        foreach (var (method, path, access) in routes)
        {
            foreach (var (name, person) in people)
            {
                var got = await person.Ask(method, path);
                var expected = Expected(method, name, access.Permission);
                if (got != expected && !(expected == "let in" && got == "nothing here"))
                {
                    wrong.Add($"{method} {path} by {name}: {got}, not {expected}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_address_of_the_api_opens_to_the_keys_it_names_and_never_to_a_session()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var owner = await Person.SignedIn(node, StaffRole.Owner, shop.Id);
        var wrong = new List<string>();
        var routes = ((EndpointDataSource)node.Services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)).ToList();
        routes.Count.ShouldBeGreaterThan(60);
        foreach (var endpoint in routes)
        {
            var audience = endpoint.Metadata.GetMetadata<AccessAttribute>()!.Audience;
            var path = Parameter().Replace(endpoint.RoutePattern.RawText!, "x");
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                var got = ((await shop.Send(new(method), path, "{}", "")).Status, (await shop.Send(new(method), path, "{}", shop.PublishableKey)).Status,
                    await owner.Status(method, path));
                var closed = audience.HasFlag(Audience.PublishableKey) ? got.Item2 is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
                    : got.Item2 != HttpStatusCode.Forbidden;
                if (got.Item1 != HttpStatusCode.Unauthorized || got.Item3 != 401 || closed)
                {
                    wrong.Add($"{method} {path}: {got}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_menu_shows_what_a_role_may_open_and_all_of_it_opens()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        foreach (var role in Enum.GetValues<StaffRole>())
        {
            var person = await Person.SignedIn(node, role, shop.Id);
            var page = await person.Get($"/desk/{shop.Id}");
            var links = RailLink().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();
            links.Count.ShouldBeGreaterThan(6);
            foreach (var link in links)
            {
                (await person.Status("GET", link)).ShouldBe(200, $"{role} {link}");
            }

            links.Contains($"/desk/{shop.Id}/payouts").ShouldBe(Roles.Allow(role, Permission.PayoutsRead));
            links.Contains($"/desk/{shop.Id}/webhooks").ShouldBe(Roles.Allow(role, Permission.ShopWrite));
        }
    }

    // A form without its token gets as far as 400; an id that names nothing as far as 404, for whoever may knock.
    private static string Expected(string method, string who, Permission right) => who switch
    {
        SignedOut => "to the sign-in",
        Foreign => "nothing here",
        _ when !Roles.Allow(WireName.Parse<StaffRole>(who), right) => "forbidden",
        _ => method == "POST" ? "bad form" : "let in",
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("class=\"rail-link\" href=\"([^\"]+)\"")]
    private static partial Regex RailLink();
}
