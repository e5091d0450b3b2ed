using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The desk with nothing in it, with something in it, and at work: Insights first.</summary>
public sealed class DeskTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string LongName = "Małgorzata Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka";

    private static readonly string[] Paths = ["", "/programs", "/programs/new", "/referrals", "/referrals?status=approved", "/advocates"];

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task Every_page_is_fit_to_read_when_empty_and_when_full(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await house.Owner(width);
        foreach (var path in Paths)
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200);
            await page.ShouldBeFitToRead();
        }

        var program = await house.Program();
        var advocate = await Fill(house);
        var referral = (await house.Shop.Get("/v1/referrals")).Items[0]["id"]!.ToString();
        foreach (var path in Paths.Concat(
            [$"/programs/{program}", $"/programs/{program}/edit", $"/advocates/{advocate}", $"/referrals/{referral}"]))
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200);
            await page.ShouldBeFitToRead();
        }

        (await page.ContentAsync()).ShouldContain(LongName);
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_is_made_mended_and_started_by_its_form()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Owner();
        await page.GotoAsync(house.Desk + "/programs/new");
        await page.GetByLabel("Name").FillAsync("Tea for two");
        await page.GetByLabel("An order counts within").FillAsync("900");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create as a draft" }).ClickAsync();
        (await page.GetByLabel("An order counts within").GetAttributeAsync("aria-invalid")).ShouldBe("true");
        await page.ShouldBeFitToRead();
        (await house.Shop.Get("/v1/programs")).Items.ShouldBeEmpty();
        await page.GetByLabel("An order counts within").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create as a draft" }).ClickAsync();
        (await page.Locator(".field-error").AllInnerTextsAsync()).ShouldBe(["Type a number."]);

        await page.GetByLabel("An order counts within").FillAsync("45");
        await page.GetByLabel("An order counts within").BlurAsync();
        await page.Locator("#rules").GetByText("within 45 days").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create as a draft" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Tea for two" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();
        await page.GetByText("active", new() { Exact = true }).WaitForAsync();
        var made = (await house.Shop.Get("/v1/programs")).Items.ShouldHaveSingleItem();
        made["status"]!.ToString().ShouldBe("active");
        made["attribution"]!["windowDays"]!.GetValue<int>().ShouldBe(45);
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"kind":"gift_card","value":{"type":"percent","percent":10,"cap":2500},"codePool":"cards","choice":["donation"],"title":"A card"}""")]
    [InlineData("""{"kind":"custom","title":"A tasting","value":{"type":"quantity","quantity":2},"budgetValue":900}""")]
    [InlineData("""{"kind":"custom","title":"A share","value":{"type":"percent","percent":5}}""")]
    [InlineData("""{"kind":"free_product","value":{"type":"quantity","quantity":3,"sku":"TEA-1"},"title":"Green tea","codePool":"till"}""")]
    [InlineData("""{"kind":"free_period","value":{"type":"quantity","quantity":2,"period":"week"}}""")]
    [InlineData("""{"kind":"free_shipping","value":{"type":"fixed","amount":500}}""")]
    [InlineData("""{"kind":"early_access"}""")]
    [InlineData("""{"kind":"cash","value":{"type":"fixed","amount":1500},"choice":["store_credit"],"byOrderSubtotal":[{"from":10000,"value":{"type":"fixed","amount":2500}}],"hold":{"days":60}}""")]
    public async Task What_a_form_has_no_field_for_stays_as_it_is(string reward)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var made = (await house.Shop.Post("/v1/programs", $$"""
            {"name":"All of it","destination":"https://shop.example/","advocateReward":{{reward}},
             "qualification":{"orders":{"months":6} },"limits":{"perAdvocate":{"rewards":3,"period":"tax_year"} } }
            """)).ShouldBe(201);
        var page = await house.Owner();
        await page.GotoAsync($"{house.Desk}/programs/{made.Text("id")}/edit");
        await page.GetByLabel("Name").FillAsync("Still all of it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        var after = await house.Shop.Get($"/v1/programs/{made.Text("id")}");
        after.Text("name").ShouldBe("Still all of it");
        foreach (var part in (string[])["advocateReward", "qualification", "limits", "hold"])
        {
            after[part]!.ToJsonString().ShouldBe(made[part]!.ToJsonString(), part);
        }
    }

    [Fact]
    public async Task A_person_approves_a_referral_at_the_desk_and_blocks_an_advocate()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        var advocate = await Fill(house);
        var pending = (await house.Shop.Get("/v1/referrals?status=pending")).Items[0]["id"]!.ToString();
        var page = await house.Owner();
        await page.GotoAsync($"{house.Desk}/referrals/{pending}");
        await page.Locator("summary").GetByText("Approve").ClickAsync();
        await page.Locator(".confirm[open]").GetByLabel("Your reason").FillAsync("Known to us");
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByText("Done. The timeline says what changed.").WaitForAsync();
        (await house.Shop.Get($"/v1/referrals/{pending}")).Text("status").ShouldBe("approved");

        await page.GotoAsync($"{house.Desk}/advocates/{advocate}");
        await page.Locator("summary").GetByText("Block").ClickAsync();
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByText("blocked", new() { Exact = true }).WaitForAsync();
        (await house.Shop.Get($"/v1/advocates/{advocate}")).Text("status").ShouldBe("blocked");
    }

    [Fact]
    public async Task Names_of_any_length_and_script_keep_rows_short_and_lines_in_order()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        await Fill(house);
        await house.Shop.Post("/v1/advocates", """{"email":"m@example.com","name":"محمد علي"}""");
        await house.Shop.Post("/v1/advocates", """{"email":"b@example.com","name":"<b>bold</b>"}""");
        var page = await house.Owner();
        foreach (var path in (string[])["", "/referrals", "/advocates"])
        {
            await page.GotoAsync(house.Desk + path);
            var tallest = await page.EvaluateAsync<int>(
                "() => Math.max(...[...document.querySelectorAll('tbody tr')].map(row => Math.ceil(row.getBoundingClientRect().height)))");
            tallest.ShouldBeLessThan(85, path);
        }

        (await page.Locator("bdi").GetByText("محمد علي").CountAsync()).ShouldBe(1);
        (await page.Locator(".avatar-round").AllInnerTextsAsync()).ShouldAllBe(letters => letters.Length == 0 || char.IsLetter(letters[0]));
    }

    [Fact]
    public async Task A_fresh_shop_is_told_what_to_do_first_and_a_search_without_a_hit_can_be_cleared()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Owner(390);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Begin here" }).WaitForAsync();
        (await page.Locator("[aria-current=step]").InnerTextAsync()).ShouldContain("Make a program");
        await house.Program();
        await page.ReloadAsync();
        (await page.Locator("[aria-current=step]").InnerTextAsync()).ShouldContain("Let the first customers in");
        await page.ShouldBeFitToRead();
        var advocate = await Fill(house);
        await page.ReloadAsync();
        (await page.GetByRole(AriaRole.Heading, new() { Name = "Begin here" }).CountAsync()).ShouldBe(0);

        await page.GotoAsync(house.Desk + "/advocates?q=zzzz");
        (await page.GetByText("Nobody is found").CountAsync()).ShouldBe(1);
        await page.ShouldBeFitToRead();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear the search" }).ClickAsync();
        (await page.GetByText("Advocate 28").CountAsync()).ShouldBe(1);

        await page.GotoAsync($"{house.Desk}/advocates/{advocate}");
        (await page.Locator("textarea.copy-text").InputValueAsync()).ShouldStartWith($"{house.Node.Url}r/");
    }

    /// <summary>Thirty advocates, and eight friends of the first, who has a long name.</summary>
    private static async Task<string> Fill(PageHouse house)
    {
        var first = (await house.Shop.Post("/v1/advocates", $$"""{"email":"malgorzata@example.com","name":"{{LongName}}"}"""))
            .ShouldBe(201);
        for (var i = 0; i < 29; i++)
        {
            (await house.Shop.Post("/v1/advocates", $$"""{"email":"advocate{{i}}@example.com","name":"Advocate {{i}}"}""")).ShouldBe(201);
        }

        for (var i = 0; i < 8; i++)
        {
            var amount = 3000 + (i * 700);
            (await house.Shop.Post("/v1/orders", $$"""
                {"externalId":"T{{i}}","status":"paid","subtotal":{{amount}},"total":{{amount}},"couponCodes":["{{first.Text("code")}}"],
                 "customer":{"email":"friend{{i}}@example.com","name":"Grzegorz Brzęczyszczykiewicz z Chrząszczyżewoszyc {{i}}"} }
                """)).ShouldBe(201);
        }

        return first.Text("id");
    }
}
