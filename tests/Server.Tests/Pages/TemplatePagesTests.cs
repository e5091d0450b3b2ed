using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>Sorts of mail at the desk: on and off, how much, in what words, and how they look.</summary>
public sealed class TemplatePagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_mail_is_turned_off_worded_otherwise_looked_at_and_tested(int width)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        var page = await house.Owner(width);
        await page.GotoAsync(house.Desk + "/mail/templates");
        await page.GetByText("Your mails carry no postal address yet").WaitForAsync();
        await Shot(page, "templates", width);
        await page.ShouldBeFitToRead();
        await page.GetByLabel("Postal address").FillAsync("1 Leaf Lane\nLondon");
        await page.GetByLabel("Nothing from").FillAsync("9 pm");
        await Save(page);
        (await page.Locator(".field-error").InnerTextAsync()).ShouldContain("time of day");
        await page.GetByLabel("Nothing from").FillAsync("20:00");
        await Save(page);
        await page.GetByText("Saved.").WaitForAsync();
        await page.Locator("form[action$='/share_kit/switch'] button").ClickAsync();
        await page.Locator("form[action$='/share_kit/switch'] button", new() { HasText = "Turn on" }).WaitForAsync();
        (await page.Locator("form[action$='/sign_in/switch']").CountAsync()).ShouldBe(0);
        var shop = (await house.Shop.Get("/v1/shop")).ShouldBe(200);
        shop.Text("mail.quietFrom").ShouldBe("20:00");
        shop.Text("mail.templates.share_kit").ShouldBe("false");

        await page.GetByRole(AriaRole.Link, new() { Name = "Reward issued" }).ClickAsync();
        var frame = page.FrameLocator("iframe");
        await frame.GetByText("Your reward is here").WaitForAsync();
        await Shot(page, "template", width);
        await page.ShouldBeFitToRead();
        await page.GetByRole(AriaRole.Link, new() { Name = "Polski" }).ClickAsync();
        await frame.GetByText("Twoja nagroda już jest").WaitForAsync();

        // What is typed is shown; what cannot be is told.
        await page.GetByLabel("Heading").FillAsync("Hura, {{name}} <b>!</b>");
        await frame.GetByText("Hura, Anna Nowak <b>!</b>").WaitForAsync();
        await page.GetByLabel("Subject").FillAsync("{{password}}");
        await Save(page);
        (await page.Locator(".field-error").InnerTextAsync()).ShouldContain("{{password}}");
        await page.ShouldBeFitToRead();
        await page.GetByLabel("Subject").FillAsync("Hura!");
        await Save(page);
        await page.GetByText("Saved.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a test" }).ClickAsync();
        await page.GetByText("A test is on its way to you.").WaitForAsync();
        var mail = (await house.Shop.Get("/v1/messages?template=test")).Items.ShouldHaveSingleItem();
        mail["subject"]!.ToString().ShouldBe("Hura!");
        mail["to"]!.ToString().ShouldBe(PageHouse.Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Usual text again" }).ClickAsync();
        await frame.GetByText("Twoja nagroda już jest").WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Usual text again" }).CountAsync()).ShouldBe(0);

        var preview = await page.Context.APIRequest.GetAsync(page.Url.Split('?')[0] + "/preview?lang=pl");
        preview.Headers["content-security-policy"].ShouldContain("frame-ancestors 'self'");
        preview.Headers["content-security-policy"].ShouldNotContain("script");
        preview.Headers["x-frame-options"].ShouldBe("SAMEORIGIN");
        (await preview.TextAsync()).ShouldNotContain("prefers-color-scheme", customMessage: "a preview shows the mail by day, also at night");
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task Shot(IPage page, string name, int width)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = $"{folder}/{name}-{width}.png", FullPage = true });
        }
    }

    // By keyboard: on a phone the bar at the foot lies over what is only just within the window.
    private static async Task Save(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync();
    }
}
