using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>
/// What shoppers do with the widget in a shop on another origin, which sends the strict content policy that the README names.
/// </summary>
public sealed class WidgetTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Theory]
    [InlineData(TestEngine.Sqlite), InlineData(TestEngine.Postgres)]
    public async Task A_stranger_joins_by_mail_and_a_signed_in_customer_has_the_link_at_once(TestEngine engine)
    {
        await using var house = await WidgetHouse.Open(postgres, browser, engine: engine);
        var page = await house.Visitor(house.Leaves.Page("", "<vouch-join></vouch-join>"), 390);
        await page.GetByText("15% off the first order for your friend. For you: €15 of store credit.").WaitForAsync();
        var button = page.Locator("vouch-join").GetByRole(AriaRole.Button, new() { Name = "Get my link" });
        await page.GetByLabel("Your e-mail").FillAsync("nobody");
        await button.ClickAsync();
        await page.GetByText("This does not look like an e-mail address.").WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.GetByLabel("Your e-mail").FillAsync("ewa@example.com");
        await page.GetByLabel("may write to me").CheckAsync();
        await button.ClickAsync();
        await page.GetByText("Look into your mail").WaitForAsync();
        var ewa = (await house.Shop.Get("/v1/advocates?email=ewa@example.com")).Items.ShouldHaveSingleItem();
        ewa["consent"]!.GetValue<bool>().ShouldBeTrue();

        // Whom the shop knows to be an advocate has the link without a click, and others with one.
        var anna = await house.Visitor(house.Leaves.Page("anna", $"""<vouch-join data-customer-token="{await house.Token("c-anna", "anna@example.com")}"></vouch-join>"""));
        (await anna.GetByLabel("Your link").InputValueAsync()).ShouldBe($"{house.House.Node.Url}r/{house.Code}?ch=copy");
        var jan = await house.Visitor(house.Leaves.Page("jan", $"""<vouch-join data-customer-token="{await house.Token("c-jan", "jan@example.com")}"></vouch-join>"""));
        await jan.GetByRole(AriaRole.Button, new() { Name = "Get my link" }).ClickAsync();
        (await jan.GetByLabel("Your link").InputValueAsync()).ShouldContain("/r/");
        (await house.Shop.Get("/v1/advocates?email=jan@example.com")).Items.ShouldHaveSingleItem()["externalId"]!.ToString().ShouldBe("c-jan");
        await jan.ShouldBeFitToRead();
        house.House.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_account_tells_how_it_goes_and_each_share_is_recorded_and_says_what_its_sender_gets()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        await house.Shop.Follow("/r/" + house.Code);
        var token = await house.Token("c-anna", "anna@example.com");
        var page = await house.Visitor(house.Leaves.Page("", $"""<vouch-account data-customer-token="{token}"></vouch-account>"""), 390);
        await page.GetByText("Visits").WaitForAsync();
        (await page.Locator("dd").AllInnerTextsAsync()).ShouldBe(["1", "0", "0", "€0"]);
        (await page.GetByRole(AriaRole.Link, new() { Name = "My recommendations" }).GetAttributeAsync("href"))
            .ShouldBe($"{house.House.Node.Url}portal/{house.Shop.Id}/customer?lang=en#{token}");
        var message = Uri.UnescapeDataString((await page.GetByRole(AriaRole.Link, new() { Name = "WhatsApp" }).GetAttributeAsync("href"))!);
        message.ShouldContain("I get a reward too.");
        message.ShouldContain($"/r/{house.Code}?ch=whatsapp");
        var told = page.WaitForResponseAsync("**/v1/shares");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        (await told).Status.ShouldBe(201);
        await page.GetByText("Copied").WaitForAsync();
        (await house.Shop.Get("/v1/events")).Items.Count(e => e["type"]!.ToString() == "share.recorded").ShouldBe(1);
        await page.ShouldBeFitToRead();

        var stranger = await house.Visitor(house.Leaves.Page("stranger", "<vouch-account></vouch-account>"));
        (await stranger.GetByRole(AriaRole.Link, new() { Name = "My recommendations" }).GetAttributeAsync("href"))
            .ShouldBe($"{house.House.Node.Url}portal/{house.Shop.Id}?lang=en");
        house.House.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claimed_code_comes_along_to_the_shop_which_reminds_of_it_on_every_page()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        house.Leaves.Page("");
        house.Leaves.Page("elsewhere", "", """data-coupon-url="/cart?coupon={code}" """);
        var (page, coupon) = await house.Claimed();
        var bar = page.GetByRole(AriaRole.Region);
        await bar.GetByText($"Your code {coupon}: 15% off your first order · 30 days left").WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).CountAsync()).ShouldBe(0, "the tab makes room");
        (await page.EvaluateAsync<string>("vouch.clickId()")).ShouldStartWith("clk_");
        await page.EvaluateAsync("void vouch.on('coupon', told => window.told = told.code)");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        (await (await page.WaitForFunctionAsync("window.told")).JsonValueAsync<string>()).ShouldBe(coupon);
        await page.ShouldBeFitToRead();

        // The next page knows it too, and applies it.
        await page.GetByRole(AriaRole.Link, new() { Name = "Elsewhere" }).ClickAsync();
        (await bar.GetByRole(AriaRole.Link, new() { Name = "Use it" }).GetAttributeAsync("href")).ShouldBe($"/cart?coupon={coupon}");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).WaitForAsync();
        (await bar.CountAsync()).ShouldBe(0, "closed is closed");

        // A code that somebody made up is not shown, whatever an address says.
        var other = await house.Visitor(house.Leaves.Url + "?vouch_coupon=MADE-UP-1");
        await other.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).WaitForAsync();
        (await other.GetByRole(AriaRole.Region).CountAsync()).ShouldBe(0);
        house.House.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_was_invited_says_it_by_a_code_or_a_name_and_the_shops_form_has_it()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        var page = await house.Visitor(house.Leaves.Page("till", """<form id="f"><vouch-invited></vouch-invited></form>"""), 390);
        await page.EvaluateAsync("void vouch.on('invited', told => window.told = JSON.stringify(told))");
        async Task<string> Say(string text, string answer)
        {
            await page.GetByLabel("Code or name").FillAsync(text);
            await page.GetByLabel("Code or name").PressAsync("Enter");
            await page.GetByText(answer).WaitForAsync();
            return await page.EvaluateAsync<string>("new URLSearchParams(new FormData(document.forms.f)).toString()");
        }

        (await Say(house.Code.ToLowerInvariant(), "Good: 15% off your first order.")).ShouldBe("vouch_code=" + house.Code);
        (await page.EvaluateAsync<string>("window.told")).ShouldBe($$"""{"code":"{{house.Code}}"}""");
        (await Say("ANNA-99999", "We do not know this code.")).ShouldBeEmpty();
        await page.ShouldBeFitToRead();
        (await Say("Anna Nowak", "Thank you, we have noted it.")).ShouldBe("vouch_advocate=Anna+Nowak");
        page.Url.ShouldEndWith("/till", Case.Sensitive, "Enter must not send the shop's own form");
        house.House.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down_and_an_advocates_own_reward_is_no_invitation()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        var codes = $"/widget/{house.Shop.PublishableKey}/codes/";
        (await house.Shop.Get(codes + house.Code, "")).ShouldBe(200).Body!.AsObject().Select(field => field.Key).ShouldBe(["code", "headline", "left"]);
        for (var i = 0; i < 30; i++)
        {
            (await house.Shop.Get($"{codes}NOBODY-{i}", "")).ShouldBe(404);
        }

        (await house.Shop.Get(codes + "NOBODY-30", "")).ShouldRefuse(429, "too_many_requests");
        (await house.Shop.Get(codes + house.Code, "")).ShouldBe(200);
        (await house.Shop.Get($"/widget/{house.Shop.SecretKey}.json", "")).ShouldRefuse(404, "not_found");
        (await house.Shop.Get($"/widget/{house.Shop.PublishableKey}/me", "a.b.c")).ShouldRefuse(403, "invalid_customer_token");
    }

    [Fact]
    public async Task The_dialog_after_a_purchase_is_walked_by_keyboard_and_comes_once()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        var url = house.Leaves.Page("thanks", """<vouch-purchased data-email="ewa@example.com"></vouch-purchased>""");
        var page = await house.Visitor(url, 390);
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Thank you for your order!" });
        await dialog.WaitForAsync();
        (await dialog.GetByLabel("Your e-mail").InputValueAsync()).ShouldBe("ewa@example.com");
        await page.ShouldBeFitToRead();
        var seen = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            await page.Keyboard.PressAsync(i < 6 ? "Tab" : "Shift+Tab");
            seen.Add(await page.EvaluateAsync<string>("""
                () => { let at = document.activeElement; while (at?.shadowRoot) at = at.shadowRoot.activeElement; return at?.closest('dialog') ? at.tagName + (at.type ?? '') : 'outside'; }
                """));
        }

        seen.ShouldBe(["INPUTemail", "INPUTcheckbox", "BUTTONsubmit", "BUTTONbutton", "INPUTemail", "INPUTcheckbox", "INPUTemail", "BUTTONbutton", "BUTTONsubmit"]);
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).WaitForAsync();
        await page.EvaluateAsync("vouch.purchased()");
        (await dialog.CountAsync()).ShouldBe(0);

        // The tab opens its own, also for whoever closed the other, and gives the focus back.
        await page.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Recommend us" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).EvaluateAsync<bool>("one => one.getRootNode().activeElement === one")).ShouldBeTrue();
        house.House.Complaints.ShouldBeEmpty();
    }
}
