using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The friend's page in all its states, also without script.</summary>
public sealed class FriendPageTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task A_friend_claims_without_script_and_without_cookies(TestEngine engine)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await house.Program();
        var code = await Anna(house);
        var page = await house.Visitor(390, script: false);

        await page.GotoAsync("/f/" + code.ToLowerInvariant());
        (await page.GetByText("Anna gets €15 of store credit").CountAsync()).ShouldBe(1);
        (await page.GetByText("You must be a new customer.").CountAsync()).ShouldBe(1);
        await page.GetByLabel("Your e-mail").FillAsync("piotr@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get my code" }).ClickAsync();
        var coupon = await page.GetByLabel("Your code").InputValueAsync();
        (await house.Shop.Get($"/v1/coupons/{coupon}")).Body!["valid"]!.GetValue<bool>().ShouldBeTrue();
        (await page.Context.CookiesAsync()).ShouldBeEmpty();

        // The same friend again gets the same code.
        await page.GotoAsync($"/f/{house.Shop.Id}/{code}");
        await page.GetByLabel("Your e-mail").FillAsync("Piotr@Example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get my code" }).ClickAsync();
        (await page.GetByLabel("Your code").InputValueAsync()).ShouldBe(coupon);
    }

    [Fact]
    public async Task An_own_link_an_unknown_code_and_a_resting_program_each_say_so_kindly()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var program = await house.Program();
        var code = await Anna(house);
        var page = await house.Visitor(390);

        await page.GotoAsync("/f/" + code);
        await page.GetByLabel("Your e-mail").FillAsync("anna@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get my code" }).ClickAsync();
        await page.GetByText("This is your own link").WaitForAsync();
        await page.ShouldBeFitToRead();

        (await page.GotoAsync("/f/NOBODY-23467"))!.Status.ShouldBe(404);
        await page.ShouldBeFitToRead();

        (await house.Shop.Post($"/v1/programs/{program}/pause")).ShouldBe(200);
        (await page.GotoAsync("/f/" + code))!.Status.ShouldBe(200);
        await page.GetByText("This offer is resting").WaitForAsync();
        await page.ShouldBeFitToRead();
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_merchants_pale_accent_is_darkened_until_it_can_be_read()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        (await house.Shop.Patch("/v1/shop", """{"brand":{"accentColor":"#ffd54a","cornerRadius":4}}""")).ShouldBe(200);
        var page = await house.Visitor(390);
        await page.GotoAsync("/f/" + await Anna(house));
        await page.ShouldBeFitToRead();
        Platform.Pages.BrandSheet.Readably("#0b5f58").ShouldBe("#0b5f58");
        Platform.Pages.BrandSheet.Readably("#ffd54a").ShouldNotBe("#ffd54a");
    }

    [Fact]
    public async Task A_deep_link_leads_into_the_shop_before_and_after_the_claim_and_never_elsewhere()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        var code = await Anna(house);
        var page = await house.Visitor(390, script: false);
        var shop = $"{house.Node.Url}demo";

        await page.GotoAsync($"/r/{code}?to=/demo/till%3Fa=1");
        page.Url.ShouldContain("&to=");
        await Claim(page, "piotr@example.com");
        (await Way(page)).ShouldStartWith($"{house.Node.Url}demo/till?a=1&vouch=clk_");

        string[] elsewhere =
        [
            "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
            house.Node.Url.ToString().TrimEnd('/') + "@evil.example/",
        ];
        foreach (var (i, to) in elsewhere.Index())
        {
            await page.GotoAsync($"/f/{code}?to={Uri.EscapeDataString(to)}");
            await Claim(page, $"friend{i}@example.com");
            (await Way(page))!.Split("?vouch_coupon=")[0].ShouldBe(shop, to);
        }
    }

    [Fact]
    public async Task Whoever_gave_no_name_is_the_friend_who_invites()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        var code = (await house.Shop.Post("/v1/advocates", """{"email":"nobody@example.com"}""")).ShouldBe(201).Text("code");
        var page = await house.Visitor(390);
        await page.GotoAsync("/f/" + code);
        (await page.GetByText("A friend invites you to Kettle & Leaf").CountAsync()).ShouldBe(1);
        (await page.GetByText("Your friend gets €15 of store credit once you have bought").CountAsync()).ShouldBe(1);
        (await page.Locator("body").InnerTextAsync()).ShouldNotContain("dvocate");
    }

    private static async Task Claim(IPage page, string email)
    {
        await page.GetByLabel("Your e-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Get my code" }).ClickAsync();
        await page.GetByLabel("Your code").WaitForAsync();
    }

    private static async Task<string?> Way(IPage page) =>
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to the shop" }).GetAttributeAsync("href");

    private static async Task<string> Anna(PageHouse house) =>
        (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna Kowalska"}""")).ShouldBe(201).Text("code");
}
