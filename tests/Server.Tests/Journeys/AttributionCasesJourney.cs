using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>
/// The attribution cases told over HTTP: every event of a case's timeline is a call at its own time. The pure decision
/// passes all of them; here the facts have to find their way into it.
/// </summary>
public abstract class AttributionCasesJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    // Not tellable over HTTP: facts that arrive after the order with an earlier time (45), and another storefront of the tenant (57).
    private static readonly HashSet<string> NotTellable = ["ATT-45", "ATT-57"];

    [Fact]
    public async Task Every_case_that_can_be_told_over_HTTP_comes_out_as_written()
    {
        var cases = JsonNode.Parse(await File.ReadAllTextAsync(CasesFile()))!["cases"]!.AsArray().Select(c => c!.AsObject()).ToList();
        var told = cases.Where(c => !NotTellable.Contains(c["id"]!.ToString())).ToList();
        told.Count.ShouldBeGreaterThanOrEqualTo(12);
        var wrong = new List<string>();
        foreach (var attributionCase in told)
        {
            var id = attributionCase["id"]!.ToString();
            try
            {
                wrong.AddRange((await new Teller(await Node.Shop(), attributionCase).Tell()).Select(difference => $"{id}: {difference}"));
            }
            catch (ShouldAssertException exception)
            {
                wrong.Add($"{id}: {exception.Message}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static string CasesFile() =>
        Path.Combine(Repository.Root, "tests", "data", "attribution_cases.json");

    /// <summary>Tells one case to one shop.</summary>
    private sealed class Teller(ShopClient shop, JsonObject told)
    {
        private readonly Dictionary<string, string> _advocates = [];
        private readonly Dictionary<string, string> _links = [];
        private readonly Dictionary<string, string> _cookies = [];
        private readonly Dictionary<string, string> _lastClick = [];
        private readonly Dictionary<string, Answer> _orders = [];
        private string _program = string.Empty;
        private string _now = string.Empty;

        internal async Task<List<string>> Tell()
        {
            await World();
            foreach (var happening in Timeline())
            {
                await At(happening["t"]!.ToString());
                await Happen(happening);
            }

            using (shop)
            {
                return Compare((await shop.Get($"/v1/orders/{told["order"]}")).ShouldBe(200));
            }
        }

        private async Task World()
        {
            var config = told["config"]!;
            await At("2025-12-31T00:00:00Z");
            var attribution = new JsonObject { ["windowDays"] = config["windowDays"]?.GetValue<int>() ?? 30, ["model"] = config["model"]?.ToString() == "first" ? "first_touch" : "last_touch" };
            var changes = new JsonObject
            {
                ["attribution"] = attribution,
                ["landing"] = "direct",
                ["qualification"] = new JsonObject { ["newCustomersOnly"] = config["newCustomersOnly"]?.GetValue<bool>() ?? true },
            };
            var program = (await shop.Post("/v1/programs", Story.Program(changes.ToJsonString()))).ShouldBe(201);
            _program = program.Text("id");
            (await shop.Post($"/v1/programs/{_program}/activate")).ShouldBe(200);
            foreach (var (name, advocate) in told["world"]!["advocates"]!.AsObject())
            {
                await Join(name, advocate!);
            }

            foreach (var (code, facts) in told["world"]!["codes"]!.AsObject().Where(c => c.Value!["kind"]!.ToString() == "referral"))
            {
                var expires = facts!["expiresAt"] is { } at ? $$""","expiresAt":"{{at}}" """ : string.Empty;
                (await shop.Post($"/v1/advocates/{_advocates[facts["advocate"]!.ToString()]}/codes", $$"""{"code":"{{code}}"{{expires}}}""")).ShouldBe(201);
            }
        }

        // An advocate only named in the timeline (one that is merged later) joins like the others.
        private async Task Join(string name, JsonNode advocate)
        {
            var body = new JsonObject { ["email"] = advocate["email"]?.ToString(), ["name"] = advocate["name"]?.ToString(), ["externalId"] = advocate["customer"]?.ToString() };
            if (advocate["payment"] is { } payment)
            {
                body["paymentFingerprint"] = payment.ToString();
            }

            var joined = (await shop.Post("/v1/advocates", body.ToJsonString())).ShouldBe(201);
            _advocates[name] = joined.Text("id");
            _links[name] = joined.Text("link");
        }

        private IEnumerable<JsonNode> Timeline()
        {
            var happenings = told["timeline"]!.AsArray().Select(e => e!.DeepClone()).ToList();
            var world = told["world"]!;
            foreach (var (name, advocate) in world["advocates"]!.AsObject().Where(a => a.Value!["erasedAt"] is not null))
            {
                happenings.Add(new JsonObject { ["t"] = advocate!["erasedAt"]!.ToString(), ["type"] = "erase", ["advocate"] = name });
            }

            foreach (var pause in world["program"]?["paused"]?.AsArray() ?? [])
            {
                happenings.Add(new JsonObject { ["t"] = pause![0]!.ToString(), ["type"] = "pause" });
                happenings.Add(new JsonObject { ["t"] = pause[1]!.ToString(), ["type"] = "activate" });
            }

            if (world["program"]?["endsAt"] is { } end)
            {
                happenings.Add(new JsonObject { ["t"] = end.ToString(), ["type"] = "end" });
            }

            return happenings.Select((e, i) => (e, i)).OrderBy(x => x.e["t"]!.ToString(), StringComparer.Ordinal).ThenBy(x => x.i).Select(x => x.e);
        }

        private async Task Happen(JsonNode e)
        {
            switch (e["type"]!.ToString())
            {
                case "click":
                    await Click(e["advocate"]!.ToString(), e["visitor"]?.ToString(), e["bot"]?.GetValue<bool>() == true);
                    break;
                case "claim":
                    var click = e["visitor"] is { } visitor && _lastClick.TryGetValue(visitor.ToString(), out var last) ? $$""","clickId":"{{last}}" """ : string.Empty;
                    var code = _links[e["advocate"]!.ToString()].Split('/')[^1];
                    ((int)(await shop.Post("/v1/claims", $$"""{"code":"{{code}}","email":"{{e["email"]}}","consent":true{{click}}}""")).Status).ShouldBeOneOf(200, 201);
                    break;
                case "identify":
                    (await shop.Post("/v1/identify", $$$"""{"clickId":"{{{_lastClick[e["visitor"]!.ToString()]}}}","customer":{"externalId":"{{{e["customer"]}}}","email":"{{{e["email"]}}}"}}""")).ShouldBe(200);
                    break;
                case "invite":
                    (await shop.Post("/v1/invitations", $$"""{"advocateId":"{{_advocates[e["advocate"]!.ToString()]}}","emails":["{{e["email"]}}"]}""")).ShouldBe(201);
                    break;
                case "name":
                    break;
                case "merge":
                    (await shop.Post($"/v1/advocates/{_advocates[e["from"]!.ToString()]}/merge", $$"""{"into":"{{_advocates[e["into"]!.ToString()]}}"}""")).ShouldBe(200);
                    break;
                case "manual":
                    (await shop.Post($"/v1/orders/{e["order"]}/attribution", $$"""{"advocateId":"{{_advocates[e["advocate"]!.ToString()]}}","reason":"asked by mail"}""")).ShouldBe(200);
                    break;
                case "erase":
                    ((int)(await shop.Delete($"/v1/advocates/{_advocates[e["advocate"]!.ToString()]}")).Status).ShouldBeOneOf(200, 202, 204);
                    break;
                case "order":
                    await Order(e);
                    break;
                case var verb:
                    (await shop.Post($"/v1/programs/{_program}/{verb}")).ShouldBe(200);
                    break;
            }
        }

        private async Task Click(string advocate, string? visitor, bool bot)
        {
            if (!_links.ContainsKey(advocate))
            {
                await Join(advocate, new JsonObject { ["email"] = $"{advocate.ToLowerInvariant()}@example.net", ["name"] = advocate, ["customer"] = "c" + advocate });
            }

            var cookies = visitor is not null ? _cookies.GetValueOrDefault(visitor) : null;
            var visit = bot
                ? await shop.Follow(_links[advocate], cookies, "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)")
                : await shop.Follow(_links[advocate], cookies);
            visit.Status.ShouldBe(302);
            if (visitor is not null && !bot)
            {
                _lastClick[visitor] = visit.ClickId!;
                _cookies[visitor] = visit.SetCookies.Any(c => c.StartsWith("vouch_visitor", StringComparison.Ordinal)) ? visit.Cookies : cookies!;
            }
        }

        private async Task Order(JsonNode e)
        {
            var body = new JsonObject
            {
                ["externalId"] = e["id"]!.ToString(), ["status"] = "paid", ["placedAt"] = e["t"]!.ToString(), ["subtotal"] = e["amountMinor"]!.GetValue<long>(),
                ["total"] = e["amountMinor"]!.GetValue<long>(),
                ["customer"] = new JsonObject { ["externalId"] = e["customer"]?.ToString(), ["email"] = e["email"]?.ToString() },
            };
            if (e["visitor"] is { } visitor && _lastClick.TryGetValue(visitor.ToString(), out var click))
            {
                body["clickId"] = click;
            }

            if (e["coupons"] is { } coupons)
            {
                body["couponCodes"] = coupons.DeepClone();
            }

            if (e["payment"] is { } payment)
            {
                body["paymentFingerprint"] = payment.ToString();
            }

            if (told["timeline"]!.AsArray().FirstOrDefault(n => n!["type"]!.ToString() == "name" && n["order"]?.ToString() == e["id"]!.ToString()) is { } name)
            {
                body["advocateName"] = name["name"]!.ToString();
                body["advocateEmail"] = name["advocateEmail"]?.ToString();
            }

            _orders[e["id"]!.ToString()] = (await shop.Post("/v1/orders", body.ToJsonString())).ShouldBe(201);
        }

        private async Task At(string t)
        {
            if (string.CompareOrdinal(t, _now) > 0)
            {
                await shop.At(t);
                _now = t;
            }
        }

        private IEnumerable<string> Differences(Answer order)
        {
            var expected = told["expected"]!;
            var attribution = order["attribution"]!;
            yield return Difference("advocate", expected["advocate"] is { } name ? _advocates[name.ToString()] : null, attribution["advocateId"]?.ToString());
            yield return Difference("method", expected["method"]?.ToString(), attribution["via"]?.ToString());
            yield return Difference("reason", expected["reason"]!.ToString(), attribution["reason"]!.ToString());
            yield return Difference("flags", Joined(expected["flags"]!), Joined(attribution["flags"]!));
            yield return Difference("rewardEligible", expected["rewardEligible"]!.ToString(), attribution["rewardEligible"]!.ToString());
        }

        private List<string> Compare(Answer order) => [.. Differences(order).Where(d => d.Length > 0)];

        private static string Difference(string what, string? expected, string? actual) =>
            expected == actual ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{what} is {actual ?? "null"}, not {expected ?? "null"}");

        private static string Joined(JsonNode flags) => string.Join(",", flags.AsArray().Select(f => f!.ToString()).Order(StringComparer.Ordinal));
    }
}

public sealed class AttributionCasesJourneyOnSqlite(PostgresFixture postgres) : AttributionCasesJourney(TestEngine.Sqlite, postgres);

public sealed class AttributionCasesJourneyOnPostgres(PostgresFixture postgres) : AttributionCasesJourney(TestEngine.Postgres, postgres);
