using System.Globalization;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Kit;
using Vouch.Server.Insights;
using Vouch.Server.Insights.Pages;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Insights;

/// <summary>
/// Every number of the overview, counted again from the rows themselves in another way: by SQL and hour by hour, over a change of the
/// clock. A shop in Warsaw; March 2026 has one hour less.
/// </summary>
public abstract class OverviewJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Orders = """
        SELECT o.order_id, o.placed_at, o.base_amount - o.refunded_base AS net, o.status, o.fraud_rejected,
            coalesce(c.visitor, (SELECT min(ec.visitor) FROM order_people p JOIN order_people q ON q.shop_id = @shop AND q.person_key = p.person_key
                JOIN orders e ON e.shop_id = @shop AND e.order_id = q.order_id JOIN clicks ec ON ec.shop_id = @shop AND ec.click_id = e.click_id
                WHERE p.shop_id = @shop AND p.order_id = o.order_id)) AS visitor,
            EXISTS (SELECT 1 FROM attributions a WHERE a.shop_id = @shop AND a.order_id = o.order_id AND a.outcome = 'attributed')
                AS is_referred,
            EXISTS (SELECT 1 FROM order_people p JOIN order_people q ON q.shop_id = @shop AND q.person_key = p.person_key
                JOIN orders e ON e.shop_id = @shop AND e.order_id = q.order_id
                WHERE p.shop_id = @shop AND p.order_id = o.order_id AND (e.placed_at < o.placed_at OR (e.placed_at = o.placed_at AND e.order_id < o.order_id))
                    AND e.status NOT IN ('pending', 'cancelled')) AS has_earlier,
            EXISTS (SELECT 1 FROM referrals f WHERE f.shop_id = @shop AND f.order_id = o.order_id AND f.status = 'approved') AS is_approved
        FROM orders o LEFT JOIN clicks c ON c.shop_id = @shop AND c.click_id = o.click_id WHERE o.shop_id = @shop
        """;

    private const string Costs = """
        SELECT o.placed_at AS at, CAST(CASE WHEN r.recipient = 'friend' THEN r.redeemed_amount ELSE r.entitled END AS bigint) AS amount
        FROM rewards r JOIN referrals f ON f.shop_id = @shop AND f.referral_id = r.referral_id
        JOIN orders o ON o.shop_id = @shop AND o.order_id = f.order_id
        WHERE r.shop_id = @shop AND r.role = 'offer'
        """;

    private const string Clicks = "SELECT visitor, at FROM clicks WHERE shop_id = @shop AND kind = 'human' AND visitor IS NOT NULL";

    private const string Claims = "SELECT visitor, at FROM claims WHERE shop_id = @shop AND visitor IS NOT NULL";

    private const string AtStake = """
        SELECT w.entitled, w.worth FROM rewards w JOIN referrals r ON r.shop_id = @shop AND r.referral_id = w.referral_id
        WHERE w.shop_id = @shop AND r.status = 'in_review' AND w.status IN ('pending', 'waiting') AND w.asset <> 'points'
        """;

    [Fact]
    public async Task Every_number_is_what_the_rows_say()
    {
        var shop = await Told();
        foreach (var days in InsightsQuestions.OverviewDays)
        {
            await Recount(shop, days);
        }
    }

    private async Task Recount(ShopClient shop, int days)
    {
        var db = Node.Database.For(shop.Id);
        var known = await ShopStore.Load(db);
        var now = known.Now(default);
        var kept = (KeptAnswers)Node.Services.GetService(typeof(KeptAnswers))!;
        var overview = await LoadOverview.Of(kept, db, known, now, days);
        var facts = overview.Counted.Value!;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now.ToDateTimeOffset(), known.TimeZone).DateTime);
        DateOnly Day(Instant at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), known.TimeZone).DateTime);
        bool IsNow(DateOnly day) => day > today.AddDays(-days) && day <= today;
        bool IsBefore(DateOnly day) => day > today.AddDays(-2 * days) && day <= today.AddDays(-days);

        var orders = await db.Query<OrderRow>(Orders);
        var good = orders.Where(order => order is { IsReferred: true, FraudRejected: false, Net: > 0 } && order.Status is not ("pending" or "cancelled")).ToList();
        var costs = await db.Query<AmountRow>(Costs);
        good.Count(order => IsNow(Day(order.PlacedAt))).ShouldBeGreaterThan(days == 7 ? 1 : 7);
        for (var i = 0; i < days; i++)
        {
            foreach (var (day, counted) in new[] { (today.AddDays(1 - days + i), facts.Course[i]), (today.AddDays(1 - (2 * days) + i), facts.CourseBefore[i]) })
            {
                var own = good.Where(order => Day(order.PlacedAt) == day).ToList();
                counted.Revenue.ShouldBe(own.Sum(order => order.Net), day.ToString(CultureInfo.InvariantCulture));
                counted.NewCustomers.ShouldBe(own.Count(order => !order.HasEarlier), day.ToString(CultureInfo.InvariantCulture));
                counted.Cost.ShouldBe(costs.Where(cost => Day(cost.At) == day).Sum(cost => cost.Amount), day.ToString(CultureInfo.InvariantCulture));
                counted.IsMature.ShouldBe(day.AddDays(1).AddDays(30) <= today, day.ToString(CultureInfo.InvariantCulture));
            }
        }

        foreach (var (report, holds) in new[] { (facts.Now, (Func<DateOnly, bool>)IsNow), (facts.Before, IsBefore) })
        {
            var own = good.Where(order => holds(Day(order.PlacedAt))).ToList();
            decimal revenue = own.Sum(order => order.Net), cost = costs.Where(one => holds(Day(one.At))).Sum(one => one.Amount);
            var fixedCost = FixedCost(known, today, days, holds);
            report[Kpi.ReferralRevenueAllMinor].Value.ShouldBe(revenue);
            report[Kpi.NewReferredCustomers].Value.ShouldBe(own.Count(order => !order.HasEarlier));
            report[Kpi.RewardCostMinor].Value.ShouldBe(cost);
            report[Kpi.RoiSeed].Value.ShouldBe(cost == 0 ? null : (revenue - cost) / cost);
            report[Kpi.RoiMargin].Value!.Value.ShouldBe(((0.4m * revenue) - cost - fixedCost) / (cost + fixedCost), 1e-9m);
        }

        await Funnel(db, facts, orders, at => IsNow(Day(at)));
        overview.Tasks.MoneyInReview.ShouldBe((await db.Query<StakeRow>(AtStake)).Sum(row => row.Entitled > 0 ? row.Entitled : row.Worth));
        overview.Tasks.MoneyInReview.ShouldBeGreaterThan(0);
        overview.Tasks.OpenCases.ShouldBe(1);

        // The same figures as the report of the same days.
        var kpis = (await shop.Get(string.Create(
            CultureInfo.InvariantCulture, $"/v1/reports/kpis?from={today.AddDays(1 - days):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}"))).ShouldBe(200);
        foreach (var kpi in new[] { Kpi.ReferralRevenueAllMinor, Kpi.NewReferredCustomers, Kpi.RewardCostMinor, Kpi.RoiMargin, Kpi.ConversionClickToOrder })
        {
            kpis[Kpis.JsonName(kpi)]!["value"]!.GetValue<decimal>().ShouldBe(facts.Now[kpi].Value!.Value, 1e-20m, kpi.ToString());
        }

        // Each month of a series bears its own cost and no more.
        const string january = "interval=month&from=2026-01-01&to=2026-02-01";
        async Task<decimal> Of(string metric, string part) =>
            (await shop.Get($"/v1/reports/timeseries?metric={metric}&{january}")).ShouldBe(200)["points"]![0]!["measure"]![part]!.GetValue<decimal>();
        (await Of("roiMargin", "denominator") - await Of("rewardCostMinor", "value")).ShouldBe(31_000);
    }

    [Fact]
    public async Task Orders_by_a_code_that_became_public_are_customers_and_no_referral_revenue()
    {
        var story = await Given();
        async Task Buys(string order, string at, string person, string? referrer)
        {
            await story.Shop.At(at);
            var from = referrer is null ? "" : $",\"referrer\":\"{referrer}\"";
            (await story.Shop.Post("/v1/orders", Story.Order(order, $$"""
                {"couponCodes":["{{story.Code}}"],"customer":{"email":"{{person}}.x@wp.pl","name":"Stranger {{person}}"},"deviceId":"{{person}}"{{from}} }
                """))).ShouldBe(201);
        }

        await Buys("friend", "2026-03-02T10:00:00Z", "piotr", null);
        for (var i = 0; i < 6; i++)
        {
            await Buys("s" + i, $"2026-03-10T1{i}:00:00Z", "nobody" + i, "https://www.mydealz.de/gutscheine/shop-example");
        }

        await Buys("again", "2026-03-20T10:00:00Z", "nobody1", null);
        await story.Shop.At("2026-05-20T00:00:00Z");
        var kpis = (await story.Shop.Get("/v1/reports/kpis?from=2026-03-01&to=2026-04-01")).ShouldBe(200);
        var referrals = (await story.Shop.Get("/v1/referrals?limit=200")).Items;
        referrals.Count(one => one["reason"]?.ToString() == "code_leaked").ShouldBe(6);
        (kpis["referralRevenueAllMinor"]!["value"]!.GetValue<decimal>(), kpis["newReferredCustomers"]!["value"]!.GetValue<decimal>()).ShouldBe((10_000, 1));
        // They bought all the same: as customers that nobody referred.
        kpis["aovNonreferredFirstMinor"]!["denominator"]!.GetValue<decimal>().ShouldBe(6);
        kpis["participationRate"]!["denominator"]!.GetValue<decimal>().ShouldBe(7);
        (await story.Shop.Get("/v1/reports/advocates?from=2026-03-01&to=2026-04-01")).Items.ShouldHaveSingleItem()["orders"]!.GetValue<int>().ShouldBe(1);
    }

    private static async Task Funnel(Storage.ShopDb db, OverviewCounts facts, List<OrderRow> orders, Func<Instant, bool> isNow)
    {
        var claims = await db.Query<VisitRow>(Claims);
        long clicked = 0, known = 0, bought = 0, kept = 0, approved = 0;
        foreach (var visits in (await db.Query<VisitRow>(Clicks)).Where(click => isNow(click.At)).GroupBy(click => click.Visitor))
        {
            var (first, last) = (visits.Min(click => click.At.Milliseconds), visits.Min(click => click.At.Milliseconds) + (30 * 86_400_000L));
            var own = orders.Where(order => order.Visitor == visits.Key && !order.HasEarlier && order.Status is not ("pending" or "cancelled")
                && order.PlacedAt.Milliseconds >= first && order.PlacedAt.Milliseconds <= last).ToList();
            clicked++;
            known += own.Count > 0 || claims.Exists(claim => claim.Visitor == visits.Key && claim.At.Milliseconds >= first && claim.At.Milliseconds <= last) ? 1 : 0;
            bought += own.Count > 0 ? 1 : 0;
            kept += own.Exists(order => order is { FraudRejected: false, Net: > 0 }) ? 1 : 0;
            approved += own.Exists(order => order is { FraudRejected: false, Net: > 0, IsApproved: true }) ? 1 : 0;
        }

        facts.Cohort.ShouldBe(new ClickCohort(clicked, known, bought, kept, approved, false));
    }

    // Hour by hour: a month's cost over the hours that its days really have.
    private static decimal FixedCost(Shop shop, DateOnly today, int days, Func<DateOnly, bool> holds)
    {
        var hours = new Dictionary<(int Year, int Month), (int All, int Inside)>();
        var at = new DateTimeOffset(today.AddDays(-(2 * days) - 40).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        for (; at < today.AddDays(40).ToDateTime(TimeOnly.MinValue); at = at.AddHours(1))
        {
            var local = TimeZoneInfo.ConvertTime(at, shop.TimeZone);
            var (all, inside) = hours.GetValueOrDefault((local.Year, local.Month));
            hours[(local.Year, local.Month)] = (all + 1, inside + (holds(DateOnly.FromDateTime(local.DateTime)) ? 1 : 0));
        }

        return Math.Round(hours.Values.Where(month => month.Inside > 0).Sum(month => 31_000m * month.Inside / month.All), MidpointRounding.AwayFromZero);
    }

    private async Task<ShopClient> Told()
    {
        var shop = await Node.Shop(timeZone: "Europe/Warsaw");
        (await shop.Patch("/v1/shop", """{"finance":{"marginPercent":40,"monthlyCost":31000}}""")).ShouldBe(200);
        var start = new DateTimeOffset(2026, 1, 10, 21, 30, 0, TimeSpan.Zero);
        await shop.At(start.ToString("O", CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal));
        var program = (await shop.Post("/v1/programs", Story.Program("""{"limits":{"perAdvocate":null},"screening":{"holdAt":0,"reviewAt":0,"rejectAt":95}}"""))).ShouldBe(201);
        (await shop.Post($"/v1/programs/{program.Text("id")}/activate")).ShouldBe(200);
        var links = new List<(string Code, string Link)>();
        foreach (var name in (string[])["anna", "bert", "cleo"])
        {
            var advocate = (await shop.Post("/v1/advocates", $$"""{"email":"{{name}}@example.com","externalId":"c-{{name}}"}""")).ShouldBe(201);
            links.Add((advocate.Text("code"), advocate.Text("link")));
        }

        for (var i = 0; i < 60; i++)
        {
            // Every 35 hours a friend, near midnights and over the night that has an hour less.
            var at = start.AddHours(35 * i);
            async Task Later(double hours) => await shop.At(at.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            await Later(0);
            var (code, link) = links[i % 3];
            var visit = i % 7 == 6 ? null : await shop.Follow(link);
            var click = visit is null ? "" : $",\"clickId\":\"{visit.ClickId}\"";
            var email = $"friend{i}.of{i * 31}@example{i}.com";
            await Later(0.5);
            if (i % 3 == 0 && visit is not null)
            {
                (await shop.Post("/v1/claims", $$"""{"code":"{{code}}","email":"{{email}}","consent":true{{click}}}""", shop.PublishableKey)).ShouldBe(201);
            }

            if (i % 5 == 4)
            {
                await Decide(shop);
                continue;
            }

            await Later(2.75);
            var order = string.Create(CultureInfo.InvariantCulture, $$"""
                {"externalId":"o{{i}}","status":"{{(i % 14 == 8 ? "pending" : "paid")}}","subtotal":{{5000 + (137 * i)}},"total":{{5000 + (137 * i)}},
                 "customer":{"email":"{{email}}","name":"Friend {{i}}"}{{click}} }
                """);
            (await shop.Post("/v1/orders", order)).ShouldBe(201);
            await Change(shop, i, email);
        }

        // Some wait for a person still, and somebody is unhappy.
        (await shop.Post("/v1/ratings", """{"externalId":"r-1","customer":{"email":"sad@example.com"},"stars":1}""")).ShouldBe(201);
        return shop;
    }

    // All come before a person once their time is over: most are approved at once, some wait.
    private static async Task Decide(ShopClient shop)
    {
        foreach (var referral in (await shop.Get("/v1/referrals?status=in_review&limit=200")).Items.Where((_, i) => i % 3 != 2))
        {
            (await shop.Post($"/v1/referrals/{referral["id"]}/approve", """{"reason":"known"}""")).ShouldBe(200);
        }
    }

    private static async Task Change(ShopClient shop, int i, string email)
    {
        if (i % 10 is 3 or 6)
        {
            (await shop.Post($"/v1/orders/o{i}/events", $$"""{"externalId":"r","type":"refunded","amount":{{(i % 10 == 3 ? 5000 + (137 * i) : 1000)}} }""")).ShouldBe(200);
        }
        else if (i % 15 == 7)
        {
            (await shop.Post($"/v1/orders/o{i}/events", """{"externalId":"c","type":"cancelled"}""")).ShouldBe(200);
        }
        else if (i % 20 == 12)
        {
            var referral = (await shop.Get($"/v1/orders/o{i}")).Body!["referralId"]?.ToString();
            if (referral is not null)
            {
                (await shop.Post($"/v1/referrals/{referral}/reject", """{"reason":"fraud"}""")).ShouldBe(200);
            }
        }
        else if (i % 8 == 0)
        {
            (await shop.Post("/v1/orders", string.Create(CultureInfo.InvariantCulture, $$"""
                {"externalId":"again{{i}}","status":"paid","subtotal":3000,"total":3000,"customer":{"email":"{{email}}"} }
                """))).ShouldBe(201);
        }
    }

    private sealed record OrderRow(
        OrderId OrderId, Instant PlacedAt, long Net, string Status, bool FraudRejected, string? Visitor, bool IsReferred, bool HasEarlier, bool IsApproved);

    private sealed record AmountRow(Instant At, long Amount);

    private sealed record VisitRow(string Visitor, Instant At);

    private sealed record StakeRow(long Entitled, long Worth);
}

public sealed class OverviewOnSqlite(PostgresFixture postgres) : OverviewJourney(TestEngine.Sqlite, postgres);

public sealed class OverviewOnPostgres(PostgresFixture postgres) : OverviewJourney(TestEngine.Postgres, postgres);
