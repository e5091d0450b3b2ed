using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>Feedback at the desk, and the page on which a customer answers.</summary>
public sealed partial class FeedbackPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string Hostile = "<script>alert(1)</script> \u202eEvil & wordwordwordwordwordwordwordwordwordwordwordwordwordwordwordwordwordword";

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task Every_page_is_fit_to_read_when_empty_and_when_full(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await house.Owner(width);
        string[] paths = ["/feedback", "/feedback/cases", "/feedback/ratings", "/feedback/mentions"];
        await Look(house, page, "empty", paths);
        await house.Program();
        await Ask(house);
        var customer = await house.Visitor(width, locale: "ru");
        await customer.GotoAsync(Link(house));
        await customer.ShouldBeFitToRead();
        await Shot(customer, "survey");
        await customer.Locator("textarea").FillAsync(Hostile);

        // By keyboard alone.
        await customer.Locator("input[name=score]").First.FocusAsync();
        await customer.Keyboard.PressAsync("ArrowRight");
        await customer.Keyboard.PressAsync("ArrowRight");
        await customer.Locator("button[type=submit]").FocusAsync();
        await customer.Keyboard.PressAsync("Enter");
        await customer.GetByRole(AriaRole.Status).WaitForAsync();
        await customer.ShouldBeFitToRead();
        await Shot(customer, "survey unhappy");
        (await house.Shop.Post("/v1/ratings", """{"externalId":"r1","customer":{"email":"a@example.com"},"stars":5,"text":"Lovely","orderExternalId":"FV/2026/1"}""")).ShouldBe(201);
        (await house.Shop.Post("/v1/ratings", """{"externalId":"r2","customer":{"externalId":"c-9"},"stars":1,"text":"Cold"}""")).ShouldBe(201);
        (await house.Shop.Post("/v1/mention-feeds", """{"url":"https://localhost/alerts","name":"Alerts of a search engine"}""")).ShouldBe(201);
        await house.Node.RunOutside(house.Shop.Id);
        await house.Node.Database.For(house.Shop.Id).Write(tx => tx.Execute(
            """
            INSERT INTO mentions (shop_id, mention_id, feed_id, entry_key, title, summary, link, seen_at, tone)
            SELECT shop_id, 1, feed_id, 'k', @title, @title, 'https://a.example/', 1, 'unset' FROM mention_feeds WHERE shop_id = @shop
            """, new { Title = Hostile }));
        await Look(house, page, "full", paths);
        await page.GotoAsync(house.Desk + "/feedback/mentions");
        await page.Locator("select[name=tone]").SelectOptionAsync("negative");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set" }).ClickAsync();
        (await house.Shop.Get("/v1/mentions?tone=negative")).Items.ShouldHaveSingleItem();
        await page.GotoAsync(house.Desk + "/feedback/cases");
        await page.GetByLabel("What was done").First.FillAsync("Called.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).First.ClickAsync();
        await page.GotoAsync(house.Desk + "/feedback/cases?status=closed");
        await page.GetByText("Called.").WaitForAsync();
        await page.ShouldBeFitToRead();
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_promoter_joins_and_the_merchant_stops_inviting()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        await Ask(house);
        var customer = await house.Visitor(390);
        await customer.GotoAsync(Link(house));
        await customer.GetByLabel("10", new() { Exact = true }).CheckAsync(new() { Force = true });
        await customer.Locator("button[type=submit]").ClickAsync();
        await customer.GetByRole(AriaRole.Button, new() { Name = "Yes, give me my link" }).WaitForAsync();
        await customer.ShouldBeFitToRead();
        await Shot(customer, "survey join");
        await customer.Locator("button[type=submit]").First.ClickAsync();
        (await customer.GetByLabel("Your link").InputValueAsync()).ShouldContain("/r/");
        await customer.ShouldBeFitToRead();
        await Shot(customer, "survey share");
        (await customer.Context.CookiesAsync()).ShouldBeEmpty();

        var page = await house.Owner();
        await page.GotoAsync(house.Desk);
        await page.GetByRole(AriaRole.Link, new() { Name = "Feedback" }).ClickAsync();
        await page.GetByLabel("Pause invitations below").FillAsync("lots");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Must be from -100 to 100").WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.GetByLabel("Pause invitations below").FillAsync("");
        await page.GetByLabel("We are at capacity").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("the shop is at its capacity").WaitForAsync();
        await page.ShouldBeFitToRead();
        await Shot(page, "paused");
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task Ask(PageHouse house)
    {
        await house.Shop.At("2026-03-01T09:00:00Z");
        (await house.Shop.Patch("/v1/shop", """{"feedback":{"survey":true,"afterDays":0}}""")).ShouldBe(200);
        (await house.Shop.Post("/v1/orders", """{"externalId":"1","status":"paid","subtotal":9000,"total":9000,"customer":{"email":"piotr.with.a.rather.long.name@very-long-host-name.example.com"}}""")).ShouldBe(201);
        (await house.Shop.Post("/v1/orders/1/events", """{"externalId":"d","type":"delivered"}""")).ShouldBe(200);
        await house.Shop.At("2026-03-01T10:00:00Z");
        await house.Node.SendMail(house.Shop.Id);
    }

    private static string Link(PageHouse house) =>
        Address().Match(WrittenMails.In(house.MailFolder).Last(mail => mail.Text.Contains("/survey/", StringComparison.Ordinal)).Text).Value;

    private static async Task Look(PageHouse house, IPage page, string state, string[] paths)
    {
        foreach (var path in paths)
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200, path);
            await page.ShouldBeFitToRead();
            await Shot(page, state + path);
        }
    }

    // For a designer's eye: where the folder is named, what was seen is kept.
    private static async Task Shot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("VOUCH_SHOTS") is { Length: > 0 } folder)
        {
            var file = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{page.ViewportSize!.Width}-{file}.png"), FullPage = true });
        }
    }

    [GeneratedRegex(@"/survey/[^\s?]+")]
    private static partial Regex Address();
}
