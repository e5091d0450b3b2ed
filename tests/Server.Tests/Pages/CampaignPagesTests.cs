using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>Campaigns and segments at the desk, and what advocates and friends see of them.</summary>
public sealed class CampaignPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string Hostile = "<script>alert(1)</script> \u202eEvil & wordwordwordwordwordwordwordwordwordwordwordwordwordwordwordword";

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task A_merchant_makes_a_segment_and_a_double_week_and_sees_what_comes_of_it(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await house.Shop.At("2026-03-01T09:00:00Z");
        var page = await house.Owner(width);
        await Look(house, page, "empty", "/campaigns", "/segments");
        var program = await house.Program();
        var anna = (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna Nowak","locale":"pl"}""")).ShouldBe(201);

        await page.GotoAsync(house.Desk + "/programs");
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Campaigns" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Segments" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New segment" }).ClickAsync();
        await page.GetByLabel("Language, two letters").FillAsync("Polish");
        await page.GetByLabel("Name").FillAsync(Hostile);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the segment" }).ClickAsync();
        await page.GetByText("Must be a language by its two letters").WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.GetByLabel("Language, two letters").FillAsync("pl");
        await page.GetByLabel("No share for").FillAsync("30");
        await page.GetByLabel("Name").FocusAsync();
        await page.GetByText("Takes in 1 advocate today.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the segment" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        await Fit(page, "segment");
        await Look(house, page, "full", "/segments");

        await page.GotoAsync(house.Desk + "/campaigns/new");
        await page.GetByText("€30 instead of €15").WaitForAsync();
        await Fit(page, "new");
        await page.GetByLabel("Name").FillAsync(Hostile);
        await page.GetByLabel("For", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("Friends get").SelectOptionAsync("times");
        await page.GetByLabel("How much").Last.FillAsync("1.2.3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as a draft" }).ClickAsync();
        await page.GetByText("The campaign could not be kept").WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.GetByLabel("How much").Last.FillAsync("1.5");
        await page.GetByLabel("At most so much bonus in all").FillAsync("1000");
        await page.GetByLabel("A paragraph of yours").FillAsync("Spring is here.\nTell them.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as a draft" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Schedule" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("begins in").WaitForAsync();

        await house.Shop.At("2026-03-03T09:00:00Z");
        (await house.Shop.Post("/v1/orders", $$"""
            {"externalId":"1","status":"paid","subtotal":9000,"total":9000,"couponCodes":["{{anna.Text("code")}}"],"customer":{"email":"piotr@example.com"} }
            """)).ShouldBe(201);
        await house.Node.SendMail(house.Shop.Id);
        await page.ReloadAsync();
        await page.GetByText("While it ran").First.WaitForAsync();
        await Fit(page, "running");
        await Look(house, page, "full", "/campaigns");
        await page.GotoAsync(house.Desk + "/rewards/" + (await house.Shop.Get("/v1/rewards")).Items.First(reward => reward["recipient"]!.ToString() == "advocate")["id"]);
        await page.GetByText("Doubled by the campaign").WaitForAsync();

        var friend = await house.Visitor(width, locale: "pl");
        await friend.GotoAsync($"/f/{anna.Text("code")}");
        await friend.GetByText("nagroda dla ciebie razy 1,5").WaitForAsync();
        await Fit(friend, "friend");
        var own = await house.Visitor(width, locale: "pl");
        await own.GotoAsync((await house.Shop.Post($"/v1/advocates/{anna.Text("id")}/portal-links")).Text("url"));
        await own.Locator("button[type=submit]").First.ClickAsync();
        await own.GetByText("podwójna nagroda dla ciebie").WaitForAsync();
        await Fit(own, "portal");

        await page.GotoAsync(house.Desk + "/campaigns");
        await page.Locator("main a.person-name").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Fit(page, "running edit");
        await page.GetByLabel("Name").FillAsync("Double week");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        await page.Locator("summary", new() { HasText = "End now" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        await page.GetByText("ran for").WaitForAsync();
        (await house.Shop.Get("/v1/campaigns?programId=" + program)).Items.ShouldHaveSingleItem()["status"]!.ToString().ShouldBe("ended");
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task Look(PageHouse house, IPage page, string state, params string[] paths)
    {
        foreach (var path in paths)
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200, path);
            await Fit(page, state + path);
        }
    }

    // For a designer's eye: where the folder is named, what was seen is kept.
    private static async Task Fit(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("VOUCH_SHOTS") is { Length: > 0 } folder)
        {
            var file = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{page.ViewportSize!.Width}-{file}.png"), FullPage = true });
        }

        // The narrow window is where things get in each other's way; the wide one is asked about the fullest pages alone.
        if (page.ViewportSize!.Width < 1000 || name is "running" or "new")
        {
            await page.ShouldBeFitToRead();
        }
    }
}
