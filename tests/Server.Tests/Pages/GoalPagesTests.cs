using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The desk's goals, and the overview that a marketer opens every morning: with nothing, with much, by keyboard, at two widths.</summary>
public sealed class GoalPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string LongName = "Wprowadzenie Programu Poleceń dla Małgorzaty Brzęczyszczykiewicz-Konstantynopolitańczykowianeczki i jej przyjaciółek";

    [Theory, PhoneAndDesk]
    public async Task A_goal_is_taken_from_the_proposals_changed_put_away_and_brought_back(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await house.Program();
        var page = await house.Owner(width);
        await page.GotoAsync(house.Desk + "/goals");
        (await page.Locator(".goal-proposal").CountAsync()).ShouldBe(3);
        await page.Look($"goals-empty-{width}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Take this goal" }).First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "New goal" }).WaitForAsync();
        (await page.GetByLabel("Target").InputValueAsync()).ShouldBe("10");
        await page.GetByLabel("Target").FillAsync("0");
        await page.GetByLabel("Last day").FillAsync("2020-01-01");
        await page.Press("Set the goal");
        await page.Locator(".field-error").First.WaitForAsync();
        (await page.Locator(".field-error").AllInnerTextsAsync()).ShouldBe(["Type a whole number above 0.", "Must not be before the first day."]);
        await page.Look($"goal-form-{width}");
        await page.GetByLabel("Target").FillAsync("12");
        await page.GetByLabel("Last day").FillAsync(DateTime.UtcNow.AddDays(60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.Press("Set the goal");
        await page.GetByText("Saved.").WaitForAsync();
        (await house.Shop.Get("/v1/goals")).Items.ShouldHaveSingleItem()["target"]!.GetValue<int>().ShouldBe(12);

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Measure").SelectOptionAsync("shareRate");
        await page.GetByLabel("Name").FillAsync(LongName);
        await page.GetByLabel("Target").FillAsync("12,5");
        await page.Press("Save changes");
        await page.GetByText("Saved.").WaitForAsync();
        (await house.Shop.Get("/v1/goals")).Items.ShouldHaveSingleItem()["target"]!.GetValue<decimal>().ShouldBe(0.125m);

        await page.Locator("summary").GetByText("Archive").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ShouldBeFitToRead();
        await page.Press("Archive this goal");
        await page.GetByText("The goal is archived.").WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.Press("Undo");
        await page.GetByText("Saved.").WaitForAsync();
        (await page.GetByTitle(LongName).CountAsync()).ShouldBe(1);
        house.Complaints.ShouldBeEmpty();
    }

    [Theory, PhoneAndDesk]
    public async Task The_overview_says_in_one_look_how_it_stands(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var shop = house.Shop;
        var page = await house.Owner(width);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Begin here" }).WaitForAsync();
        await page.ShouldBeFitToRead();
        (await shop.Patch("/v1/shop", """{"finance":{"marginPercent":60,"monthlyCost":20000}}""")).ShouldBe(200);
        await shop.At("2026-03-01T09:00:00Z");
        await house.Program(""", "limits": {"budget": 600000, "perAdvocate": null}""");
        await Fill(house);
        await page.GotoAsync(house.Desk);
        var kpis = (await shop.Get("/v1/reports/kpis?from=2026-04-09&to=2026-05-09")).ShouldBe(200);
        var stats = await page.Locator(".stat").AllInnerTextsAsync();
        stats.Count.ShouldBe(4);
        stats[0].ShouldContain(Euro(kpis["referralRevenueAllMinor"]!["value"]!.GetValue<decimal>()));
        stats[1].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldContain($"{kpis["newReferredCustomers"]!["value"]!.GetValue<decimal>():0}");
        stats[2].ShouldContain(Euro(kpis["rewardCostMinor"]!["value"]!.GetValue<decimal>()));
        stats[3].ShouldContain("Return on margin");
        stats[3].ShouldContain("On revenue, as marketers state it");
        await page.GetByText("9 Apr to 8 May, today so far, against 10 Mar to 8 Apr.").WaitForAsync();
        (await page.Locator(".funnel-step").First.InnerTextAsync()).ShouldContain(kpis["conversionClickToOrder"]!["denominator"]!.ToString());
        (await page.Locator(".goal-line").CountAsync()).ShouldBe(3);
        await page.Locator(".notice", new() { HasText = "unhappy customer" }).WaitForAsync();
        await page.Look($"overview-30-{width}");

        // Every number of the chart stands in its table; the periods are links that a keyboard follows.
        await page.GetByRole(AriaRole.Link, new() { Name = "90 days" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**days=90**");
        await page.Look($"overview-90-{width}");
        await page.GetByRole(AriaRole.Link, new() { Name = "New customers" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**show=customers**");
        await page.Locator("summary").GetByText("Show as a table").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        (await page.Locator(".chart-rows tbody tr").CountAsync()).ShouldBe(90);
        await page.ShouldBeFitToRead();
        await page.GotoAsync(house.Desk + "?days=7&show=cost");
        await page.GetByText("all of it may still change").WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.GotoAsync(house.Desk + "/goals");
        await page.Look($"goals-full-{width}");
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_see_payouts_and_mail_is_not_told_that_they_wait()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        (await house.Shop.Patch("/v1/shop", """{"finance":{"fourEyesAbove":1,"legalName":"Kettle Ltd","country":"PL","iban":"PL61109010140000071219812874"}}""")).ShouldBe(200);
        await MoneyHouse.Fill(house);
        (await AddStaff.Run(house.Node.Database, "money@shop.example", StaffRole.Finance, [house.Shop.Id], PageHouse.Password)).IsRefused.ShouldBeFalse();
        (await AddStaff.Run(house.Node.Database, "words@shop.example", StaffRole.Support, [house.Shop.Id], PageHouse.Password)).IsRefused.ShouldBeFalse();
        (await house.Shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201);
        var money = await house.Staff("money@shop.example");
        (await money.Locator(".notice", new() { HasText = "second person" }).CountAsync()).ShouldBe(1);
        var words = await house.Staff("words@shop.example");
        (await words.Locator(".notice", new() { HasText = "second person" }).CountAsync()).ShouldBe(0);
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task Fill(PageHouse house)
    {
        var shop = house.Shop;
        var links = new List<string>();
        foreach (var name in (string[])["Anna Nowak", "Jonas Weber", "Amélie Laurent"])
        {
            var first = name.Split(' ')[0].ToLowerInvariant().Replace('é', 'e');
            links.Add((await shop.Post("/v1/advocates", $$"""{"email":"{{first}}@example.com","name":"{{name}}","externalId":"c-{{first}}"}""")).ShouldBe(201).Text("link"));
        }

        (await shop.Post("/v1/goals", """{"name":"A hundred and twenty new customers this spring","kpi":"newReferredCustomers","target":120,"from":"2026-03-01","to":"2026-06-01"}""")).ShouldBe(201);
        (await shop.Post("/v1/goals", """{"name":"No more than €14 for each of them","kpi":"cacReferralVariableMinor","target":1400,"from":"2026-03-01","to":"2026-06-01"}""")).ShouldBe(201);
        (await shop.Post("/v1/goals", """{"name":"The first twenty","kpi":"newReferredCustomers","target":20,"from":"2026-03-01","to":"2026-06-01"}""")).ShouldBe(201);
        (await shop.Post("/v1/goals", """{"name":"€3,000 in the first half of May","kpi":"referralRevenueAllMinor","target":300000,"from":"2026-05-01","to":"2026-05-16"}""")).ShouldBe(201);
        for (var i = 0; i < 68; i++)
        {
            var at = new DateTime(2026, 3, 2, 7, 0, 0, DateTimeKind.Utc).AddHours(24 * i).AddMinutes(13 * i);
            await shop.At(at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            for (var friend = 0; friend <= i % 4; friend++)
            {
                var visit = await shop.Follow(links[(i + friend) % 3]);
                if (friend > 1 || (i + friend) % 3 == 2)
                {
                    continue;
                }

                var amount = 4000 + (i * 97 % 31 * 220);
                (await shop.Post("/v1/orders", $$"""
                    {"externalId":"o-{{i}}-{{friend}}","status":"paid","subtotal":{{amount}},"total":{{amount}},"clickId":"{{visit.ClickId}}",
                     "customer":{"email":"friend{{i}}.x{{friend}}@example{{i}}.com","name":"Friend {{i}}-{{friend}}"} }
                    """)).ShouldBe(201);
            }
        }

        await shop.At("2026-05-08T21:45:00Z");
        (await shop.Post("/v1/ratings", """{"externalId":"r-1","customer":{"email":"sad@example.com"},"stars":1}""")).ShouldBe(201);
    }

    private static string Euro(decimal minor) => (minor / 100).ToString("€#,##0.00", System.Globalization.CultureInfo.InvariantCulture);
}
