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
        (await page.GetByText("Anna gets EUR 15.00 of store credit").CountAsync()).ShouldBe(1);
        (await page.GetByText("The friend must be a new customer.").CountAsync()).ShouldBe(1);
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
        await page.GetByText("This offer is not running at the moment").WaitForAsync();
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

    private static async Task<string> Anna(PageHouse house) =>
        (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna Kowalska"}""")).ShouldBe(201).Text("code");
}
