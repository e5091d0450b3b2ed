using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The veto at the desk: its settings with the secret that is shown once, and the case that got no answer.</summary>
public sealed class VetoPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Fact]
    public async Task A_veto_is_set_its_silence_is_told_and_it_is_asked_again()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Shop.At("2026-03-01T09:00:00Z");
        var page = await house.Owner();
        await page.GotoAsync(house.Desk + "/payouts/settings");
        await page.GetByLabel("Address of your system").FillAsync("http://shop.example/");
        await Press(page, "Save the question");
        (await page.Locator(".field-error").InnerTextAsync()).ShouldContain("https://");
        await page.GetByLabel("Address of your system").FillAsync("https://localhost/veto");
        await page.GetByLabel("Attempts").FillAsync("1");
        await Press(page, "Save the question");
        var first = await page.GetByLabel("Signing secret", new() { Exact = true }).InputValueAsync();
        first.ShouldStartWith("whsec_");
        await page.ShouldBeFitToRead();
        await page.Locator("summary").GetByText("New signing secret").ClickAsync();
        await page.Locator(".confirm[open] button").ClickAsync();
        (await page.GetByLabel("Signing secret", new() { Exact = true }).InputValueAsync()).ShouldNotBe(first);
        await page.GotoAsync(house.Desk + "/payouts/settings");
        (await page.GetByText("whsec_").CountAsync()).ShouldBe(0);
        (await page.GetByLabel("Address of your system").InputValueAsync()).ShouldBe("https://localhost/veto");

        var referral = await Due(house);
        await house.Node.RunOutside(house.Shop.Id);
        await page.GotoAsync($"{house.Desk}/referrals/{referral}");
        await page.GetByText("did not answer. Ask it again, or decide by hand.").WaitForAsync();
        await page.ShouldBeFitToRead();
        await Press(page, "Ask the shop’s system again");
        await page.GetByText("Done", new() { Exact = false }).First.WaitForAsync();
        await house.Node.RunOutside(house.Shop.Id);
        var told = (await house.Shop.Get($"/v1/referrals/{referral}"))["timeline"]!.AsArray().Count(entry => entry!["type"]!.ToString() == "veto_silent");
        told.ShouldBe(2);
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task<string> Due(PageHouse house)
    {
        await house.Program();
        var anna = (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna Nowak"}""")).ShouldBe(201);
        var order = (await house.Shop.Post("/v1/orders", $$"""
            {"externalId":"1","status":"paid","subtotal":9000,"total":9000,"couponCodes":["{{anna.Text("code")}}"],"customer":{"email":"piotr@example.com"} }
            """)).ShouldBe(201);
        var id = order.Text("referralId");
        await house.Shop.At((await house.Shop.Get($"/v1/referrals/{id}")).Text("holdUntil"));
        return id;
    }

    private static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();
}
