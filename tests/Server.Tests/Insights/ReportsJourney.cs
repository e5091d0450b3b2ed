using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Domain.Insights;
using Vouch.Kit;
using Vouch.Server.Tests.Cli;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Insights;

/// <summary>
/// A month of the shape of the reference figures (shared/data/kpi_fixture.json), told over HTTP with a clock that moves: what comes out was
/// counted by hand. Where it differs from the reference, the reason stands beside it.
/// </summary>
public abstract class ReportsJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string March = "from=2026-03-01&to=2026-04-01";

    private readonly Dictionary<string, string> _codes = [];
    private readonly Dictionary<string, string> _shares = [];
    private readonly Dictionary<string, string> _cookies = [];
    private readonly Dictionary<string, string?> _clicks = [];
    private ShopClient _shop = null!;

    [Fact]
    public async Task A_month_told_over_HTTP_gives_the_figures_counted_by_hand()
    {
        await Tell();
        var kpis = (await _shop.Get($"/v1/reports/kpis?{March}")).ShouldBe(200);
        void Is(string name, decimal numerator, decimal denominator)
        {
            var measure = kpis[name]!;
            (measure["numerator"]!.GetValue<decimal>(), measure["denominator"]!.GetValue<decimal>()).ShouldBe((numerator, denominator), name);
            measure["value"]?.GetValue<decimal>().ShouldBe(numerator / denominator, 1e-20m, name);
        }

        // Customers are the eight, and who bought in March and kept it: f1, f4, n1, n2.
        Is("participationRate", 4, 12);
        Is("shareRate", 3, 4);
        Is("referralRateMade", 3, 12);
        Is("referralRateSuccessful", 2, 12);
        Is("uniqueFriendClicks", 6, 1);
        Is("clicksPerShare", 6, 4);
        Is("shareClickThrough", 3, 4);
        Is("conversionClickToOrder", 3, 6);
        Is("conversionClickToOrderGross", 5, 6);
        Is("conversionReferredToOrder", 2, 4);
        Is("newReferredCustomers", 2, 1);
        Is("referralRevenueFirstMinor", 18_000, 1);
        Is("referralRevenueAllMinor", 23_000, 1);
        Is("aovReferredAllMinor", 23_000, 3);
        Is("aovReferredFirstMinor", 18_000, 2);
        // c7 and c8 bought for the first time in March too, for 5,000 each.
        Is("aovNonreferredFirstMinor", 25_000, 4);
        // The program gives 1,000 for a friend's first order and nothing to the friend; nothing was spent of it yet.
        Is("rewardCostMinor", 2_000, 1);
        Is("cacReferralVariableMinor", 2_000, 2);
        Is("cacReferralFullMinor", 12_000, 2);
        Is("roiSeed", 21_000, 2_000);
        Is("roiMargin", -2_800, 12_000);
        Is("redemptionRate", 0, 2_000);
        Is("outstandingMinor", 2_000, 1);
        Is("repeatReferrers", 0, 1);
        Is("advocatesWithReferral", 2, 1);
        Is("cycleTimeDays", 123, 1);
        kpis["cacChannels"]!["paid_search"]!["value"]!.GetValue<decimal>().ShouldBe(6_000);
        kpis["shareRate"]!["needed"]!.GetValue<int>().ShouldBe(30);

        // Every measure is answered, by its own name.
        Kpis.All.Select(Kpis.JsonName).ShouldAllBe(name => kpis[name] != null);
    }

    [Fact]
    public async Task Series_tables_and_the_funnel_say_what_the_measures_say()
    {
        await Tell();
        var days = (await _shop.Get($"/v1/reports/timeseries?metric=referralRevenueAllMinor&interval=day&{March}")).ShouldBe(200)["points"]!.AsArray();
        days.Count.ShouldBe(31);
        days.Sum(Value).ShouldBe(23_000);
        var weeks = (await _shop.Get($"/v1/reports/timeseries?metric=new_referred_customers&interval=week&{March}")).ShouldBe(200)["points"]!.AsArray();
        (weeks.Count, weeks.Sum(Value), weeks[0]!["from"]!.ToString(), weeks[0]!["to"]!.ToString())
            .ShouldBe((6, 2, "2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z"));
        (await _shop.Get($"/v1/reports/timeseries?metric=luck&{March}")).ShouldBe(400);
        (await _shop.Get("/v1/reports/timeseries?metric=shareRate&from=2020-01-01&to=2026-01-01")).ShouldBe(400);
        (await _shop.Get("/v1/reports/kpis?from=2026-03-02&to=2026-03-01")).ShouldBe(400);
        (await _shop.Get("/v1/reports/kpis?from=yesterday")).ShouldBe(400);

        (await _shop.Get($"/v1/reports/funnel?{March}")).ShouldBe(200)["steps"]!.AsArray().Select(step => step!["count"]!.GetValue<int>())
            .ShouldBe([4, 3, 6, 4, 2, 2]);
        var channels = (await _shop.Get($"/v1/reports/channels?{March}")).Items;
        channels.Sum(one => one["revenue"]!.GetValue<long>()).ShouldBe(23_000);
        channels.Single(one => one["channel"]!.ToString() == "whatsapp")["shares"]!.GetValue<int>().ShouldBe(4);
        foreach (var by in (string[])["program", "channel", "campaign", "country", "device", "customers"])
        {
            var groups = (await _shop.Get($"/v1/reports/breakdown?by={by}&{March}")).ShouldBe(200).Items;
            long Sum(string name) => groups.Sum(one => (long)one[name]!.GetValue<decimal>());
            (Sum("revenueMinor"), Sum("orders"), Sum("newCustomers"), Sum("rewardCostMinor")).ShouldBe((23_000, 3, 2, 2_000), by);
        }

        (await _shop.Get($"/v1/reports/breakdown?by=customers&{March}")).Items
            .Select(one => (one["group"]!.ToString(), one["orders"]!.GetValue<int>(), one["revenueMinor"]!.GetValue<decimal>()))
            .ShouldBe([("new", 2, 18_000m), ("returning", 1, 5_000m)]);
        (await _shop.Get($"/v1/reports/breakdown?by=luck&{March}")).ShouldBe(400);
        (await _shop.Get($"/v1/reports/breakdown?programId=prg_00000000000000&{March}")).Status.ShouldBeOneOf(System.Net.HttpStatusCode.BadRequest, System.Net.HttpStatusCode.NotFound);
        var best = (await _shop.Get($"/v1/reports/advocates?{March}")).ShouldBe(200);
        best.Items.Select(one => one["revenue"]!.GetValue<long>()).ShouldBe([13_000, 10_000]);
        best["concentration"]!.AsArray().Select(one => one!["advocates"]!.GetValue<int>()).ShouldBe([1, 1, 1]);
        var cohorts = (await _shop.Get("/v1/reports/cohorts")).Items;
        cohorts.Sum(one => one["size"]!.GetValue<int>()).ShouldBe(13);
        cohorts.Single(one => one["month"]!.ToString() == "2026-03")["size"]!.GetValue<int>().ShouldBe(6);

        (await _shop.Send(HttpMethod.Put, "/v1/channel-costs", """{"channel":" ","day":"2026-03-10","spend":1,"newCustomers":1}""", null)).ShouldBe(400);
        (await _shop.Send(HttpMethod.Put, "/v1/channel-costs", """{"channel":"x","day":"2026-03-10","spend":-1,"newCustomers":1}""", null)).ShouldBe(400);

        (await _shop.Send(HttpMethod.Put, "/v1/channel-costs", """{"channel":"\ud800","day":"2026-03-10","spend":1,"newCustomers":1}""", null)).ShouldBe(400);
        (await _shop.Send(HttpMethod.Put, "/v1/channel-costs", """{"channel":"x","day":"2026-03-10","spend":9000000000000000000,"newCustomers":1}""", null)).ShouldBe(400);

        // Too few to compare, and it says so.
        var compared = (await _shop.Get("/v1/reports/referred-vs-other?days=30")).ShouldBe(200);
        compared["comparable"]!.GetValue<bool>().ShouldBeFalse();
        compared["effect"].ShouldBeNull();
        compared["gates"]!.AsArray().Where(gate => !gate!["passed"]!.GetValue<bool>()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_day_begins_with_its_first_midnight_where_the_clock_shows_two()
    {
        using var shop = await Node.Shop(timeZone: "America/Havana");
        var points = (await shop.Get("/v1/reports/timeseries?metric=newReferredCustomers&from=2026-10-31&to=2026-11-03")).ShouldBe(200)["points"]!.AsArray();
        points.Select(point => point!["from"]!.ToString()).ShouldBe(
            ["2026-10-31T04:00:00.000Z", "2026-11-01T04:00:00.000Z", "2026-11-02T05:00:00.000Z"]);
    }

    [Fact]
    public async Task The_purchases_of_CDNOW_give_the_published_estimates_and_the_published_back_test()
    {
        var source = Path.Combine(Repository.Root, "..", "shared", "data", "ltv", "CDNOW_sample.txt");
        Assert.SkipUnless(File.Exists(source), "The purchases of CDNOW are not beside this repository.");
        using var shop = await Node.Shop("USD");
        await Cdnow.Import(Site.ConnectionString, source, shop.Id.ToString());
        async Task<Answer> Fit(string model)
        {
            while (true)
            {
                var answer = await shop.Get($"/v1/reports/ltv?model={model}&from=1997-01-01&until=1997-10-01&holdoutUntil=1998-07-01");
                if ((int)answer.Status == 200)
                {
                    return answer;
                }

                answer.ShouldBe(202).Headers.RetryAfter.ShouldNotBeNull();
            }
        }

        static double Of(Answer answer, string path) => answer.At(path).GetValue<double>();
        var bg = await Fit("bg_nbd");
        bg.Number("customers").ShouldBe(2357);
        Of(bg, "logLikelihood").ShouldBe(-9582.429207, 1e-4);
        foreach (var (name, published) in new[] { ("r", 0.242595), ("alpha", 4.413602), ("a", 0.792922), ("b", 2.425907) })
        {
            Of(bg, "parameters." + name).ShouldBe(published, published * 0.005, name);
        }

        Of(bg, "spend.logLikelihood").ShouldBe(-4055.917695, 1e-4);
        Of(bg, "spend.p").ShouldBe(6.249571, 0.032);
        bg.Number("backTest.actual").ShouldBe(1882);
        Of(bg, "backTest.predicted").ShouldBe(1653.41, 0.5);
        bg.At("backTest.byFrequency").AsArray().Select(bin => bin!["customers"]!.GetValue<int>()).ShouldBe([1411, 439, 214, 100, 62, 38, 29, 64]);
        bg.At("projectable").GetValue<bool>().ShouldBeTrue();
        Of(await Fit("mbg_nbd"), "logLikelihood").ShouldBe(-9582.135716, 1e-4);
        Of(await Fit("pareto_nbd"), "logLikelihood").ShouldBe(-9594.976179, 1e-4);
        (await Fit("sbg"))["retention"]!.AsArray().Count.ShouldBe(13);
        (await shop.Get("/v1/reports/ltv?model=crystal_ball")).ShouldBe(400);
        (await shop.Get("/v1/reports/ltv?from=1997-10-01&until=1997-01-01")).ShouldBe(400);
    }

    private static decimal Value(JsonNode? point) => point!["measure"]!["value"]?.GetValue<decimal>() ?? 0;

    private async Task Tell()
    {
        _shop = await Node.Shop();
        (await _shop.Patch("/v1/shop", """{"finance":{"marginPercent":40,"monthlyCost":10000}}""")).ShouldBe(200);
        (await _shop.Patch("/v1/shop", """{"finance":{"marginPercent":140}}""")).ShouldBe(400);
        await _shop.At("2025-11-02T08:00:00Z");
        var program = (await _shop.Post("/v1/programs", """
            {"name": "Ten for a friend", "destination": "https://shop.example/", "landing": "direct",
             "attribution": {"windowDays": 30}, "hold": {"days": 14, "from": "placed"},
             "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1000}}}
            """)).ShouldBe(201);
        (await _shop.Post($"/v1/programs/{program.Text("id")}/activate")).ShouldBe(200);
        await Buys("2025-11-02T10:00:00Z", "c1");
        await Joins("2025-12-01T09:00:00Z", "c1");
        await Buys("2025-12-10T10:00:00Z", "c2");
        await Buys("2026-01-05T10:00:00Z", "c3");
        await Joins("2026-01-10T09:00:00Z", "c2");
        await Buys("2026-01-20T10:00:00Z", "c4");
        await Buys("2026-02-11T10:00:00Z", "c5");
        await Shares("2026-02-20T09:00:00Z", "s5", "c1");
        await Buys("2026-02-28T10:00:00Z", "c6");
        await Joins("2026-03-02T08:00:00Z", "c3");
        await Shares("2026-03-02T09:00:00Z", "s1", "c1");
        await Clicks("2026-03-02T12:00:00Z", "v1", "s1");
        await Clicks("2026-03-02T12:00:01Z", "bot", "s1", "Googlebot/2.1 (+http://www.google.com/bot.html)");
        await Claims("2026-03-02T13:00:00Z", "f1", "c1", "v1");
        await Clicks("2026-03-03T12:00:00Z", "v1", "s1");
        await Buys("2026-03-03T13:00:00Z", "c7");
        await Clicks("2026-03-04T12:00:00Z", "v2", "s1");
        await Claims("2026-03-04T13:00:00Z", "f2", "c1", "v2");
        await Shares("2026-03-05T09:00:00Z", "s2", "c1");
        await Buys("2026-03-05T10:00:00Z", "f1", 10_000, "v1");
        await Shares("2026-03-06T09:00:00Z", "s3", "c2");
        await Clicks("2026-03-06T12:00:00Z", "v3", "s2");
        await Clicks("2026-03-07T12:00:00Z", "v4", "s3");
        await Claims("2026-03-07T13:00:00Z", "f4", "c2", "v4");
        await Clicks("2026-03-08T12:00:00Z", "v5", "s3");
        await Clicks("2026-03-09T12:00:00Z", "v6", "s5");
        await Shares("2026-03-10T09:00:00Z", "s4", "c3");
        await Buys("2026-03-11T10:00:00Z", "n1", 7_000);
        await Claims("2026-03-11T13:00:00Z", "f7", "c3", null);
        await Refunds("2026-03-12T09:00:00Z", "f1", 2_000);
        await Buys("2026-03-12T10:00:00Z", "f4", 40_000, "v4", ""","currency":"PLN","exchangeRate":"0.25" """);
        await Refunds("2026-03-15T09:00:00Z", "n1", 1_000);
        await Buys("2026-03-15T10:00:00Z", "c8");
        await Buys("2026-03-18T10:00:00Z", "n2", 9_000);
        await Joins("2026-03-20T09:00:00Z", "c4");
        await Buys("2026-03-20T10:00:00Z", "f2", 6_000, "v2");
        await Refunds("2026-03-25T09:00:00Z", "f2", 6_000);
        var bad = await Buys("2026-03-25T10:00:00Z", "f5", 8_000, "v5");
        (await _shop.Post($"/v1/referrals/{bad.Text("referralId")}/reject", """{"reason":"fraud"}""")).ShouldBe(200);
        await Buys("2026-03-28T10:00:00Z", "f1", 5_000, null, "", "f1-again");
        await Buys("2026-04-05T10:00:00Z", "f6", 7_000, "v6");
        (await _shop.Send(HttpMethod.Put, "/v1/channel-costs", """{"channel":"paid_search","day":"2026-03-10","spend":9999,"newCustomers":9}""", null)).ShouldBe(200);
        (await _shop.Send(HttpMethod.Put, "/v1/channel-costs", """{"channel":"paid_search","day":"2026-03-10","spend":12000,"newCustomers":2}""", null)).ShouldBe(200);
        await _shop.At("2026-05-15T00:00:00Z");
    }

    private async Task Joins(string at, string customer)
    {
        await _shop.At(at);
        var joined = (await _shop.Post("/v1/advocates", $$"""{"email":"{{customer}}@example.com","externalId":"{{customer}}"}""")).ShouldBe(201);
        _codes[customer] = joined.Text("code");
    }

    private async Task Shares(string at, string share, string advocate)
    {
        await _shop.At(at);
        _shares[share] = (await _shop.Post("/v1/shares", $$"""{"code":"{{_codes[advocate]}}","channel":"whatsapp"}""")).ShouldBe(201).Text("url");
    }

    private async Task Clicks(string at, string visitor, string share, string? agent = null)
    {
        await _shop.At(at);
        var cookies = _cookies.GetValueOrDefault(visitor);
        var visit = agent is null ? await _shop.Follow(_shares[share], cookies) : await _shop.Follow(_shares[share], cookies, agent);
        _clicks[visitor] = visit.ClickId;
        if (visit.Cookies.Length > 0)
        {
            _cookies[visitor] = visit.Cookies;
        }
    }

    private async Task Claims(string at, string friend, string advocate, string? visitor)
    {
        await _shop.At(at);
        var click = visitor is null ? "" : $",\"clickId\":\"{_clicks[visitor]}\"";
        (await _shop.Post("/v1/claims", $$"""{"code":"{{_codes[advocate]}}","email":"{{friend}}@example.com","consent":true{{click}}}""", _shop.PublishableKey)).ShouldBe(201);
    }

    private async Task<Answer> Buys(string at, string person, long amount = 5_000, string? visitor = null, string more = "", string? order = null)
    {
        await _shop.At(at);
        var click = visitor is null ? "" : $",\"clickId\":\"{_clicks[visitor]}\"";
        return (await _shop.Post("/v1/orders", string.Create(CultureInfo.InvariantCulture, $$"""
            {"externalId":"{{order ?? person}}","status":"paid","subtotal":{{amount}},"total":{{amount}},
             "customer":{"externalId":"{{person}}","email":"{{person}}@example.com"}{{click}}{{more}} }
            """))).ShouldBe(201);
    }

    private async Task Refunds(string at, string order, long amount)
    {
        await _shop.At(at);
        (await _shop.Post($"/v1/orders/{order}/events", $$"""{"externalId":"refund","type":"refunded","occurredAt":"{{at}}","amount":{{amount}}}""")).ShouldBe(200);
    }
}

public sealed class ReportsOnSqlite(PostgresFixture postgres) : ReportsJourney(TestEngine.Sqlite, postgres);

public sealed class ReportsOnPostgres(PostgresFixture postgres) : ReportsJourney(TestEngine.Postgres, postgres);
