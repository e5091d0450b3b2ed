using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Cli;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The pages of figures: readable with nothing and with much on them, and what they show is what the reports say.</summary>
public sealed class InsightsPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private static readonly string[] Paths = ["/insights", "/insights/channels", "/insights/groups", "/insights/groups?by=country", "/insights/cohorts", "/insights/lifetime"];

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task Every_page_is_fit_to_read_when_empty_and_when_full(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await house.Owner(width);
        await Look(house, page);
        await house.Program();
        var anna = (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Konstancja Wierzbicka-Ostrowska zu Hohenlohe-Schillingsfürst"}""")).ShouldBe(201);
        for (var order = 0; order < 12; order++)
        {
            (await house.Shop.Post("/v1/orders", $$"""
                {"externalId":"o-{{order}}","status":"paid","subtotal":5000,"total":5000,"couponCodes":["{{anna.Text("code")}}"],
                 "customer":{"email":"friend-{{order}}@example.com"} }
                """)).ShouldBe(201);
        }

        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await house.Shop.Send(HttpMethod.Put, "/v1/channel-costs", $$"""{"channel":"paid_search","day":"{{today}}","spend":12000,"newCustomers":2}""", null)).ShouldBe(200);
        await Look(house, page);

        // What the page says is what the report says.
        await page.GotoAsync(house.Desk + "/insights");
        var told = (await house.Shop.Get("/v1/reports/kpis")).ShouldBe(200);
        told["referralRevenueAllMinor"]!["value"]!.GetValue<decimal>().ShouldBe(60_000);
        (await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Net of all valid attributed orders, later ones" }).InnerTextAsync()).ShouldContain("€600.00");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Net of valid attributed first orders ÷ their number" });
        (await row.InnerTextAsync()).ShouldContain("12 of 30 needed");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download as CSV" }).ClickAsync());
        (await File.ReadAllTextAsync(await file.PathAsync())).ShouldContain("newReferredCustomers,New referred customers,12,12,1,");
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shop_that_imported_CDNOW_sees_the_model_beside_what_happened()
    {
        var source = Path.Combine(Repository.Root, "..", "shared", "data", "ltv", "CDNOW_sample.txt");
        Assert.SkipUnless(File.Exists(source), "The purchases of CDNOW are not beside this repository.");
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await Cdnow.Import(house.Connection, source, house.Shop.Id.ToString());
        var page = await house.Owner();
        await page.GotoAsync(house.Desk + "/insights/lifetime?model=bg_nbd&from=1997-01-01&until=1997-10-01&holdout=1998-07-01");
        await page.GetByText("1,882 purchases happened, 1,653 were expected").WaitForAsync();
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Back-test: what the model would have said" });
        (await table.Locator("tbody tr").First.InnerTextAsync()).Split('\t').Select(cell => cell.Trim()).ShouldBe(["0", "1,411", "0.237", "0.225"]);
        (await table.Locator("tbody tr").CountAsync()).ShouldBe(8);
        await page.ShouldBeFitToRead();
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task Look(PageHouse house, IPage page)
    {
        foreach (var path in Paths)
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200, path);
            await page.ShouldBeFitToRead();
        }
    }
}
