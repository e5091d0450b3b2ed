using Microsoft.Playwright;
using Shouldly;
using Vouch.Domain.Pictures;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The guided set-up as a newcomer meets it.</summary>
public sealed class SetupPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string LongName = "Małgorzata Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka";

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task A_newcomer_comes_from_the_sign_in_link_to_the_first_referral_by_keyboard_alone(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await NewcomerAt(house, width);
        await Press(page, page.GetByRole(AriaRole.Link, new() { Name = "Set it up step by step" }));
        await page.WaitForURLAsync("**/setup");
        await Look(page, "begin");

        await Reach(page, page.GetByRole(AriaRole.Radio, new() { Name = "Store credit for both" }));
        await page.Keyboard.PressAsync("ArrowDown");
        await Type(page, "Name", LongName);
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }));
        await page.WaitForURLAsync("**/rewards");
        await Look(page, "rewards empty");

        await Type(page, "Gross margin", "40");
        await Type(page, "Average order", "80");
        await Type(page, "A new customer elsewhere costs", "30");
        await page.Locator("#helper").GetByText("An average first order leaves €32: 40% of €80.").WaitForAsync();
        await Look(page, "rewards");
        await Press(page, page.GetByRole(AriaRole.Region, new() { Name = "Usual" }).GetByRole(AriaRole.Button));
        await page.GetByText("Used. The fields have the suggested amounts.").WaitForAsync();
        (await page.Locator("[name='friendReward.size']").InputValueAsync()).ShouldBe("18", "15.00 of 80.00, in whole percents");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }));
        await page.WaitForURLAsync("**/rules");
        await Type(page, "Return window", "14");
        await page.Locator("#rules").GetByText("15 days").First.WaitForAsync();
        await Look(page, "rules");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }));
        await page.WaitForURLAsync("**/look");

        await Type(page, "Headline", "Tea for two, {percent} less");
        await page.FrameLocator("iframe >> nth=0").GetByText("Tea for two, 18% less").WaitForAsync();
        await Look(page, "look");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }));
        await page.WaitForURLAsync("**/launch");
        await Look(page, "launch");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Activate the program" }));
        await page.WaitForURLAsync($"**{house.Desk}");
        (await page.Locator(".begin-step[aria-current] .begin-title").InnerTextAsync()).ShouldContain("Let the first customers in");
        await Look(page, "overview started");

        await FirstReferral(house);
        await page.GotoAsync(house.Desk);
        await page.GetByText("Piotr Nowak").First.WaitForAsync();
        await Look(page, "overview referral");
        var made = (await house.Shop.Get("/v1/programs")).Items.ShouldHaveSingleItem();
        (made["name"]!.ToString(), made["status"]!.ToString(), made["hold"]!["days"]!.GetValue<int>()).ShouldBe((LongName, "active", 14));
        (await house.Shop.Get("/v1/shop"))["finance"]!["marginPercent"]!.GetValue<int>().ShouldBe(40);
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task A_pale_colour_is_warned_of_and_a_logo_stands_on_the_pages(int width)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        (await house.Shop.Patch("/v1/shop", """{"languages":["en","pl"]}""")).ShouldBe(200);
        var page = await house.Owner(width);
        var step = await Draft(house, page, "Ladder");
        await page.GotoAsync($"{step}/look");
        await page.GetByLabel("Colour").FillAsync("#ffd54f");
        await page.GetByText("contrast of 1.4 : 1").WaitForAsync();
        await Look(page, "look pale");
        await page.GetByLabel("Logo", new() { Exact = false }).First.SetInputFilesAsync(
            new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = Png.Write(new Canvas(320, 90, Rgb.Parse("#7a1f4b"))) });
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and stay" }));
        await page.Locator(".logo-box img").WaitForAsync();
        (await page.Locator(".logo-box img").EvaluateAsync<int>("picture => picture.naturalWidth")).ShouldBe(320);
        foreach (var (show, text) in ((string, string)[])[("friend", "Anna invites you"), ("portal", "Anna"), ("mail", "Anna")])
        {
            await page.GotoAsync($"{step}/look?show={show}");
            await page.FrameLocator("iframe >> nth=1").GetByText(text).First.WaitForAsync();
            await Look(page, "look " + show);
            (await page.GotoAsync($"{step}/look/{show}"))!.Status.ShouldBe(200);
            // A mail has no script, so that nothing can be asked in it.
            await (show == "mail" ? Task.CompletedTask : page.ShouldBeFitToRead());
        }

        await page.GotoAsync($"{step}/look?lang=pl");
        await page.FrameLocator("iframe >> nth=0").GetByText("zaprasza").First.WaitForAsync();
        await page.GotoAsync($"{step}/look");
        await page.GetByLabel("Take the logo away").CheckAsync();
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and stay" }));
        await page.GetByLabel("Take the logo away").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await house.Shop.Get("/v1/shop"))["brand"]!["accentColor"]!.ToString().ShouldBe("#ffd54f");
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Every_step_is_fit_to_read_with_what_is_wrong_and_what_is_long(int width)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser, LongName);
        var page = await house.Owner(width);
        await page.GotoAsync(house.Desk + "/programs");
        await Look(page, "programs empty");
        var step = await Draft(house, page, "Good");
        await page.GotoAsync(step);
        await Look(page, "begin again");
        await page.GotoAsync($"{step}/rewards");
        await page.GetByLabel("Gross margin").FillAsync("100");
        await page.GetByLabel("Average order").FillAsync("1000000000");
        await page.GetByLabel("Later orders of a new customer").FillAsync("100");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Generous" }).WaitForAsync();
        await Look(page, "rewards large");
        await page.GetByLabel("Average order").FillAsync("-5");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }));
        await page.GetByText("Nothing was saved yet").WaitForAsync();
        await Look(page, "rewards wrong");
        await page.GotoAsync($"{step}/rules");
        await page.GetByLabel("also who has not bought for a while").CheckAsync();
        await page.GetByLabel("A while is").FillAsync("0");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }));
        await page.GetByText("Nothing was saved yet").WaitForAsync();
        await Look(page, "rules wrong");
        await page.GotoAsync(house.Desk + "/setup");
        await Look(page, "begin with drafts");
        await page.GotoAsync(house.Desk + "/payouts/settings");
        await Look(page, "money settings");
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task<IPage> NewcomerAt(PageHouse house, int width)
    {
        var token = (await AddStaff.Run(house.Node.Database, "new@shop.example", StaffRole.Owner, [house.Shop.Id], null)).Value.LinkToken;
        var page = await house.Visitor(width);
        await page.GotoAsync("/sign-in/link#" + token);
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Sign in now" }));
        await page.WaitForURLAsync($"**{house.Desk}");
        return page;
    }

    private static async Task<string> Draft(PageHouse house, IPage page, string template)
    {
        await page.GotoAsync(house.Desk + "/setup");
        await page.GetByRole(AriaRole.Radio, new() { Name = template == "Good" ? "A good cause" : "More for more" }).CheckAsync();
        await page.GetByLabel("Name").FillAsync(LongName);
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }));
        await page.WaitForURLAsync("**/rewards");
        return page.Url[..^"/rewards".Length];
    }

    // The friend comes by the link, claims and orders.
    private static async Task FirstReferral(PageHouse house)
    {
        var anna = (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna"}""")).ShouldBe(201);
        var visit = await house.Shop.Follow(anna.Text("link"));
        (await house.Shop.Post("/v1/claims", $$"""
            {"code":"{{anna.Text("code")}}","email":"piotr@example.com","clickId":"{{visit.ClickId}}","consent":true}
            """, house.Shop.PublishableKey)).ShouldBe(201);
        (await house.Shop.Post("/v1/orders", """
            {"externalId":"1","status":"paid","subtotal":9000,"total":9000,"customer":{"email":"piotr@example.com","name":"Piotr Nowak"} }
            """)).ShouldBe(201);
    }

    private static async Task Reach(IPage page, ILocator target)
    {
        await target.WaitForAsync();
        for (var i = 0; i < 150; i++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab does not lead to {target} on {page.Url}.");
    }

    private static async Task Press(IPage page, ILocator target)
    {
        await Reach(page, target);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task Type(IPage page, string label, string text)
    {
        await Reach(page, page.GetByLabel(label, new() { Exact = false }).First);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task Look(IPage page, string name)
    {
        await page.ShouldBeFitToRead();
        if (Environment.GetEnvironmentVariable("VOUCH_SHOTS") is { Length: > 0 } folder)
        {
            var file = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{page.ViewportSize!.Width}-setup-{file}.png"), FullPage = true });
        }
    }
}
