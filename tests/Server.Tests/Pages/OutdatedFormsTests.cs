using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;
using Vouch.Server.Tests.Team;

namespace Vouch.Server.Tests.Pages;

/// <summary>Two tabs, or two people, change the same thing: whoever opened it earlier overwrites nothing unseen.</summary>
public abstract partial class OutdatedFormsTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task A_form_opened_before_somebody_else_saved_is_refused_once_and_then_taken()
    {
        var shop = await Node.Shop();
        var owner = await Person.SignedIn(Node, StaffRole.Owner, shop.Id);
        var program = (await shop.Post("/v1/programs", Story.Program("{}"))).ShouldBe(201).Text("id");
        var goal = (await shop.Post("/v1/goals", """{"name":"One","kpi":"newReferredCustomers","target":9,"from":"2030-02-01","to":"2030-04-01"}"""))
            .ShouldBe(201).Text("id");
        var campaign = (await shop.Post("/v1/campaigns", $$"""
            {"name":"Double","programId":"{{program}}","startsAt":"2030-02-01T00:00:00Z","endsAt":"2030-03-01T00:00:00Z","advocateBonus":{"multiplier":200} }
            """)).ShouldBe(201).Text("id");
        var desk = $"/desk/{shop.Id}";
        await Refused(owner, $"{desk}/payouts/settings", "marginPercent", "40", "legalName", "Kettle");
        (await shop.Get("/v1/shop")).Number("finance.marginPercent").ShouldBe(40);
        await Refused(owner, $"{desk}/programs/{program}/edit", "name", "Tab one", "hold.days", "14");
        (await shop.Get($"/v1/programs/{program}")).Text("name").ShouldBe("Tab one");
        await Refused(owner, $"{desk}/goals/{goal}/edit", "name", "Tab one", "target", "12");
        await Refused(owner, $"{desk}/campaigns/{campaign}/edit", "name", "Tab one", "endsAt", "2030-03-02T00:00");
    }

    [Fact]
    public async Task A_step_of_a_set_up_that_is_over_says_that_nothing_was_saved()
    {
        var shop = await Node.Shop();
        var owner = await Person.SignedIn(Node, StaffRole.Owner, shop.Id);
        var program = (await shop.Post("/v1/programs", Story.Program("{}"))).ShouldBe(201).Text("id");
        (await shop.Post($"/v1/programs/{program}/activate")).ShouldBe(200);
        var page = $"/desk/{shop.Id}/programs/{program}";
        var gone = (await owner.Send(page, $"/desk/{shop.Id}/setup/{program}/rules", ("hold.days", "3"))).ShouldBe(303).Location!;
        gone.ShouldBe(page + "?setup=over");
        (await owner.Get(gone)).ShouldContain("Nothing was saved: the program is no draft any more");
    }

    [Fact]
    public async Task A_balance_is_put_right_once_by_a_form_that_is_sent_twice()
    {
        var shop = await Node.Shop();
        var owner = await Person.SignedIn(Node, StaffRole.Owner, shop.Id);
        (await shop.Post("/v1/programs", Story.Program("{}"))).ShouldBe(201);
        var advocate = (await shop.Post("/v1/advocates", """{"email":"anna@example.com"}""")).ShouldBe(201).Text("id");
        var page = $"/desk/{shop.Id}/advocates/{advocate}";
        (string, string)[] form = [("direction", "give"), ("kind", "store_credit"), ("amount", "5"), ("reason", "Sorry"), ("latest", "")];
        (await owner.Send(page, page + "/adjust", form)).ShouldBe(303);
        var refused = (await owner.Send(page, page + "/adjust", form)).ShouldBe(409).Text;
        refused.ShouldContain("perhaps by this very form");
        (await shop.Get($"/v1/advocates/{advocate}/balance")).Number("byKind.store_credit.available").ShouldBe(500);
        var latest = Latest().Match(refused).Groups[1].Value;
        (await owner.Send(page, page + "/adjust", [.. form[..4], ("latest", latest)])).ShouldBe(303);
        (await shop.Get($"/v1/advocates/{advocate}/balance")).Number("byKind.store_credit.available").ShouldBe(1000);
    }

    // Two tabs are open; one changes a field and saves, then the other one changes another field.
    private static async Task Refused(Person owner, string page, string field, string value, string other, string otherValue)
    {
        var opened = Fields(await owner.Get(page));
        (await owner.Send(page, page, [.. With(opened, field, value)])).ShouldBe(303);
        var late = With(opened, other, otherValue);
        var refused = (await owner.Send(page, page, [.. late])).ShouldBe(409).Text;
        refused.ShouldContain("Nothing was saved: somebody changed this after you opened it", customMessage: page);
        Fields(await owner.Get(page)).ShouldContain((field, value), page);
        var typed = Fields(refused);
        typed.ShouldContain((other, otherValue), page);
        (await owner.Send(page, page, [.. With(typed, field, value)])).ShouldBe(303);
        Fields(await owner.Get(page)).ShouldContain((other, otherValue), page);
    }

    private static List<(string Name, string Value)> With(List<(string Name, string Value)> fields, string name, string value)
    {
        fields.ShouldContain(field => field.Name == name);
        return fields.ConvertAll(field => field.Name == name ? (name, value) : field);
    }

    // What a browser would send of the page's main form.
    private static List<(string Name, string Value)> Fields(string page)
    {
        var main = Form().Matches(page).Select(form => form.Value).Single(form => form.Contains("name=\"seen\"", StringComparison.Ordinal));
        var fields = new List<(string, string)>();
        foreach (Match field in Field().Matches(main))
        {
            var (tag, head) = (field.Groups["tag"].Value, field.Groups["head"].Value);
            var name = Attribute(head, "name");
            var isSent = tag != "input" || Attribute(head, "type") is not ("radio" or "checkbox") || Checked().IsMatch(head);
            if (name is { Length: > 0 } and not "form_token" && isSent)
            {
                fields.Add((name, tag switch
                {
                    "input" => Attribute(head, "value") ?? (Attribute(head, "type") == "checkbox" ? "on" : ""),
                    "select" => Attribute(Chosen().Match(field.Groups["body"].Value).Value, "value") ?? "",
                    _ => WebUtility.HtmlDecode(field.Groups["body"].Value),
                }));
            }
        }

        return fields;
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("name=\"latest\" value=\"([^\"]*)\"")]
    private static partial Regex Latest();

    [GeneratedRegex("<form method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<(?<tag>input)(?<head>[^>]*)>|<(?<tag>select|textarea)(?<head>[^>]*)>(?<body>.*?)</\\k<tag>>", RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex("\\schecked(\\s|/|$)")]
    private static partial Regex Checked();

    [GeneratedRegex("<option[^>]*\\sselected[^>]*>")]
    private static partial Regex Chosen();
}

public sealed class OutdatedFormsOnSqlite(PostgresFixture postgres) : OutdatedFormsTests(TestEngine.Sqlite, postgres);

public sealed class OutdatedFormsOnPostgres(PostgresFixture postgres) : OutdatedFormsTests(TestEngine.Postgres, postgres);
