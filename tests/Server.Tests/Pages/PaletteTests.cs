using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The search for everything and the list of keys: by keyboard, by hand, by ear, and without script.</summary>
public sealed class PaletteTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task Whoever_types_a_name_is_there_by_enter(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await house.Program();
        var anna = (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna Nowak"}""")).ShouldBe(201);
        await house.Shop.Post("/v1/advocates", """{"email":"annabel@example.com","name":"محمد علي"}""");
        var page = await house.Owner(width);
        foreach (var keys in (string[])["/", "Control+k", "Meta+k"])
        {
            await page.Keyboard.PressAsync(keys);
            (await Focus(page)).ShouldBe("palette-field", keys);
            await page.Keyboard.PressAsync("Escape");
            (await page.Locator("#palette[open]").CountAsync()).ShouldBe(0);
        }

        // From within a field only the command opens it: "/" is a letter there.
        await page.GotoAsync(house.Desk + "/advocates");
        await page.Locator("#q").FocusAsync();
        await page.Keyboard.PressAsync("/");
        (await Focus(page)).ShouldBe("q");
        await page.Locator("#q").FillAsync("");
        await page.Keyboard.PressAsync("Control+k");
        var field = page.Locator("#palette-field");
        (await field.GetAttributeAsync("aria-activedescendant")).ShouldBeNull();
        await page.Keyboard.TypeAsync("anna");
        await page.Locator("#palette-found [role=option]", new() { HasText = "Anna Nowak" }).WaitForAsync();
        await page.Locator("#palette-said", new() { HasText = "2 results" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        (await Chosen(page)).ShouldContain("Anna Nowak");
        await Look(page, "palette-found", width);
        await page.Keyboard.PressAsync("ArrowDown");
        (await Chosen(page)).ShouldContain("محمد علي");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        (await Chosen(page)).ShouldBe("“anna” anywhere in referrals");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/advocates/{anna.Text("id")}");
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Pages_are_there_at_once_and_nothing_found_is_said(int width)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Owner(width);
        await page.Locator("[data-open=palette]:visible").ClickAsync();
        (await Focus(page)).ShouldBe("palette-field");
        await Look(page, "palette-empty", width);
        await page.Keyboard.TypeAsync("payo");
        (await Chosen(page)).ShouldBe("Payouts");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/payouts");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("qqqq%_");
        await page.Locator("#palette-found [role=option]").First.WaitForAsync();
        (await page.Locator(".palette-none").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator("#palette-said").TextContentAsync()).ShouldBe("Nothing found");
        (await page.Locator("#palette-field").GetAttributeAsync("aria-activedescendant")).ShouldBeNull();
        await Look(page, "palette-nothing", width);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?q=qqqq**");
        await page.GetByText("Nothing in this shop begins with that.").WaitForAsync();
        await Look(page, "search-nothing", width);

        await page.Keyboard.PressAsync("?");
        (await page.Locator("#shortcuts[open]").CountAsync()).ShouldBe(1);
        await Look(page, "shortcuts", width);
        await page.Keyboard.PressAsync("Control+k");
        (await page.Locator("dialog[open]").CountAsync()).ShouldBe(1);
        await page.Keyboard.PressAsync("Escape");
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_the_search_is_a_page()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna Nowak"}""");
        var page = await house.Visitor(script: false);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(PageHouse.Email);
        await page.GetByLabel("Password").FillAsync(PageHouse.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("[data-open=palette]:visible").ClickAsync();
        await page.Locator("#q").FillAsync("ann");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?q=ann");
        (await page.Locator("main").GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("1 result");
        await page.GetByRole(AriaRole.Link, new() { Name = "Anna Nowak" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Anna Nowak" }).First.WaitForAsync();
    }

    private static Task<string> Focus(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.id");

    private static async Task<string> Chosen(IPage page) => (await page.EvaluateAsync<string>(
        "() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent")).Trim();

    private static async Task Look(IPage page, string name, int width)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png") });
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-night.png") });
        }

        await page.ShouldBeFitToRead();
    }
}
