using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>Who gets to the desk, and who does not.</summary>
public sealed class SignInTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Fact]
    public async Task Staff_sign_in_with_the_keyboard_alone()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Visitor();
        await page.GotoAsync("/sign-in");
        await page.ShouldBeFitToRead();

        // The first field has the focus; the skip link is the first stop behind the address bar.
        await page.Keyboard.TypeAsync(PageHouse.Email);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(PageHouse.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**{house.Desk}");

        await page.Keyboard.PressAsync("Tab");
        (await page.Locator(":focus").InnerTextAsync()).ShouldBe("Skip to content");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("main");

        await page.GotoAsync(house.Desk + "/advocates");
        await page.Keyboard.PressAsync("/");
        (await page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("palette-field");
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task The_sixth_try_within_a_quarter_of_an_hour_is_refused_even_with_the_right_password(TestEngine engine)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await house.Visitor(script: false);
        for (var i = 0; i < 5; i++)
        {
            (await SignIn(page, "not the password")).ShouldBe(403);
        }

        (await SignIn(page, PageHouse.Password)).ShouldBe(429);
        (await page.ContentAsync()).ShouldContain("Too many tries");
    }

    [Fact]
    public async Task Opening_a_one_time_link_uses_nothing_up_and_its_button_works_once()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var token = (await AddStaff.Run(
            house.Node.Database, "second@shop.example", StaffRole.Analyst, [house.Shop.Id], null)).Value.LinkToken;
        var page = await house.Visitor();
        for (var i = 0; i < 3; i++)
        {
            await page.GotoAsync("/sign-in/link#" + token);
            await page.ReloadAsync();
        }

        await page.GotoAsync("about:blank");
        await page.GotoAsync("/sign-in/link#" + token);
        await page.ShouldBeFitToRead();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in now" }).ClickAsync();
        await page.WaitForURLAsync($"**{house.Desk}");

        var other = await house.Visitor(script: false);
        await other.GotoAsync("/sign-in/link");
        await other.GetByLabel("The part of the link behind the #").FillAsync(token!);
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in now" }).ClickAsync();
        (await other.ContentAsync()).ShouldContain("This link no longer works");
    }

    [Fact]
    public async Task Nobody_sees_the_desk_without_a_session_or_another_shops_desk_with_one()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var stranger = await house.Visitor();
        await stranger.GotoAsync(house.Desk + "/referrals");
        stranger.Url.ShouldContain("/sign-in?next=");

        var foreign = await house.Node.Shop(name: "Somebody else");
        var owner = await house.Owner();
        (await owner.GotoAsync($"/desk/{foreign.Id}"))!.Status.ShouldBe(404);
        await owner.ShouldBeFitToRead();
        await owner.GotoAsync(house.Desk);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        await owner.GotoAsync(house.Desk);
        owner.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Every_address_leads_on()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var stranger = await house.Visitor(390);
        await stranger.GotoAsync("/");
        stranger.Url.ShouldEndWith("/sign-in");
        await stranger.GetByText("No password, or forgotten?").ClickAsync();
        await stranger.ShouldBeFitToRead();
        (await stranger.GotoAsync("/nothing"))!.Status.ShouldBe(404);
        (await stranger.GetByRole(AriaRole.Link, new() { Name = "To the start" }).GetAttributeAsync("href")).ShouldBe("/");
        (await stranger.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
        var icon = await stranger.Context.APIRequest.GetAsync($"{house.Node.Url}favicon.ico");
        icon.Status.ShouldBe(200);
        icon.Headers["content-type"].ShouldBe("image/svg+xml");

        var owner = await house.Owner();
        (await owner.GotoAsync(house.Desk + "/nothing"))!.Status.ShouldBe(404);
        await owner.GetByRole(AriaRole.Link, new() { Name = "To the desk" }).ClickAsync();
        owner.Url.ShouldEndWith(house.Desk);
    }

    [Fact]
    public async Task A_form_without_its_token_or_from_elsewhere_changes_nothing()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var owner = await house.Owner();
        var form = owner.Context.APIRequest.CreateFormData();
        form.Set("name", "No token");
        var answer = await owner.Context.APIRequest.PostAsync($"{house.Node.Url}desk/{house.Shop.Id}/programs/new", new() { Form = form });
        answer.Status.ShouldBe(400);
        (await house.Shop.Get("/v1/programs")).Items.ShouldBeEmpty();
    }

    private static async Task<int> SignIn(IPage page, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(PageHouse.Email);
        await page.GetByLabel("Password").FillAsync(password);
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync(), response => response.Request.Method == "POST");
        return answer.Status;
    }
}
