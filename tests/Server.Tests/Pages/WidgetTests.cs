using System.IO.Compression;
using System.Net;
using Microsoft.Playwright;
using Shouldly;
using Vouch.Domain.Languages;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The widget in a shop on another origin, which sends the strict content policy that the README names.</summary>
public sealed class WidgetTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string LongName = "Świętosława Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka Herbaciarnia";

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

    [Theory]
    [InlineData("en"), InlineData("pl"), InlineData("ru"), InlineData("ro"), InlineData("it")]
    public async Task It_is_fit_to_read_in_each_language_on_a_phone_and_a_desk(string language)
    {
        await using var house = await WidgetHouse.Open(postgres, browser, LongName);
        (await house.Shop.Patch("/v1/shop", """{"widgets":{"banner":true},"consent":"required","brand":{"accentColor":"#ffd54a","cornerRadius":18}}""")).ShouldBe(200);
        var words = LanguageFiles.Of(language);
        var token = await house.Token("c-anna", "anna@example.com");
        var url = house.Leaves.Page("", $"""
            <vouch-banner></vouch-banner><vouch-join></vouch-join><vouch-account data-customer-token="{token}"></vouch-account><form><vouch-invited></vouch-invited></form>
            """, language: language);
        foreach (var width in new[] { 390, 1280 })
        {
            var page = await house.Visitor(url, width);
            await page.GetByText(words["widget.invited.question"]).WaitForAsync();
            await page.GetByText(words["portal.progress.clicks"]).WaitForAsync();
            await page.Locator("vouch-join").GetByRole(AriaRole.Button, new() { Name = words["widget.join.button"] }).ClickAsync();
            await page.GetByText(words["widget.join.bad_email"]).WaitForAsync();
            await Fit(page, $"widget-{language}-{width}");
            await page.Locator("vouch-banner").GetByRole(AriaRole.Button, new() { Name = words["widget.join.button"] }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).WaitForAsync();
            await Fit(page, $"widget-dialog-{language}-{width}");
        }

        house.House.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_offer_or_with_a_wrong_key_the_shops_page_is_as_if_nothing_were_there()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        const string All = "<vouch-join></vouch-join><vouch-account></vouch-account><vouch-banner></vouch-banner><vouch-invited></vouch-invited><vouch-purchased></vouch-purchased>";
        async Task Nothing(IPage page)
        {
            await page.WaitForFunctionAsync("[...document.querySelectorAll('main > *')].slice(1).every(one => one.offsetHeight === 0)");
            (await page.EvaluateAsync<int>("document.body.childElementCount")).ShouldBe(2);
        }

        await Nothing(await house.Visitor(house.Leaves.Page("wrong", All, key: "pk_test_nobody")));
        (await house.Shop.Post($"/v1/programs/{house.ProgramId}/pause")).ShouldBe(200);
        await Nothing(await house.Visitor(house.Leaves.Page("", All)));
        house.House.Complaints.ShouldBeEmpty();

        // A server that is away is no error of the shop's.
        var page = await house.House.Visitor();
        await page.RouteAsync("**/widget/**", route => route.AbortAsync());
        await page.GotoAsync(house.Leaves.Page("away", All));
        await Nothing(page);
        (await page.EvaluateAsync<string>("String(vouch.clickId())")).ShouldBe("null");
        house.House.Complaints.ShouldAllBe(said => said.Contains("net::ERR_FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_switched_off_does_not_appear()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        (await house.Shop.Patch("/v1/shop", """{"widgets":{"tab":false,"join":false,"popup":false}}""")).ShouldBe(200)["widgets"]!
            .ToJsonString().ShouldBe("""{"tab":false,"popup":false,"banner":false,"reminder":true,"join":false,"account":true,"invited":true}""");
        (await house.Shop.Patch("/v1/shop", """{"widgets":{"tab":null}}""")).ShouldBe(400);
        var page = await house.Visitor(house.Leaves.Page("", "<vouch-join></vouch-join><vouch-banner></vouch-banner><vouch-purchased></vouch-purchased><vouch-account></vouch-account>"));
        await page.GetByText("My recommendations").First.WaitForAsync();
        foreach (var name in new[] { "vouch-join", "vouch-banner" })
        {
            (await page.Locator(name).EvaluateAsync<int>("one => one.offsetHeight")).ShouldBe(0, name);
        }

        (await page.GetByRole(AriaRole.Dialog).CountAsync()).ShouldBe(0);
        (await page.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).CountAsync()).ShouldBe(0);
        (await house.Shop.Patch("/v1/shop", """{"widgets":null}""")).ShouldBe(200)["widgets"]!["tab"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Whatever_a_shop_is_called_or_says_comes_out_as_text()
    {
        var hostile = "<img src=x onerror=alert(1)>\"'`{link}\u202Egnp\u200B & $&</script>";
        await using var house = await WidgetHouse.Open(postgres, browser, hostile);
        var texts = System.Text.Json.JsonSerializer.Serialize(new { texts = new Dictionary<string, string> { ["widget.popup.title"] = hostile.Replace("{link}", "", StringComparison.Ordinal) } });
        (await house.Shop.Patch("/v1/texts/en", texts)).ShouldBe(200);
        var page = await house.Visitor(house.Leaves.Page("", $"""<vouch-join></vouch-join><vouch-account data-customer-token="{await house.Token("c-anna", "anna@example.com")}"></vouch-account><vouch-purchased></vouch-purchased>"""));
        page.Dialog += (_, _) => house.House.Complaints.Add("a dialog");
        await page.GetByRole(AriaRole.Dialog).GetByText("<img src=x onerror=alert(1)>").First.WaitForAsync();
        (await page.EvaluateAsync<string>("document.querySelector('vouch-join').shadowRoot.querySelector('.tick span').textContent"))
            .ShouldBe($"\u2068{hostile}\u2069 may write to me about my recommendations.");
        (await page.Locator("img").CountAsync()).ShouldBe(0);
        var away = await house.Visitor(house.Leaves.Url + "?vouch=%3Cimg%20src=x%3E&vouch_coupon=%22%3E%3Cscript%3E");
        await away.GetByText("My recommendations").First.WaitForAsync();
        (await away.EvaluateAsync<string>("String(vouch.clickId())")).ShouldBe("null");
        house.House.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_moves_when_it_comes()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        (await house.Shop.Patch("/v1/shop", """{"widgets":{"banner":true}}""")).ShouldBe(200);
        var url = house.Leaves.Page("", "<vouch-banner></vouch-banner><vouch-join></vouch-join><p>Below</p><form><vouch-invited></vouch-invited></form><p>Further below</p>");
        foreach (var width in new[] { 390, 1280 })
        {
            // As a shop that follows docs/widget.md: its own sheet keeps the room before the script is there.
            var page = await house.Visitor(url, width, script: """
                const sheet = new CSSStyleSheet();
                sheet.replaceSync('vouch-banner{display:block;min-height:56px}vouch-join{display:block;min-height:max(320px,560px - 50vw)}vouch-invited{display:block;min-height:224px}');
                document.adoptedStyleSheets = [sheet];
                window.moved = 0;
                new PerformanceObserver(list => { for (const one of list.getEntries()) window.moved += one.value; }).observe({ type: 'layout-shift', buffered: true });
                """);
            await page.GetByText("Were you invited?").WaitForAsync();
            await page.EvaluateAsync("new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)))");
            (await page.EvaluateAsync<double>("window.moved")).ShouldBe(0, $"at {width}");
        }
    }

    [Fact]
    public async Task It_is_small_and_may_be_taken_by_any_page_and_mounts_as_a_module_too()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        foreach (var name in new[] { "widget.js", "widget.mjs" })
        {
            using var plain = await http.GetAsync(new Uri(house.House.Node.Url, name));
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                await gzip.WriteAsync(await plain.Content.ReadAsByteArrayAsync());
            }

            packed.Length.ShouldBeLessThanOrEqualTo(8 * 1024, name);
            plain.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
            plain.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
            plain.Headers.CacheControl!.ToString().ShouldBe("public, max-age=300");
            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(house.House.Node.Url, name));
            again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);
            (await http.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
            foreach (var encoding in new[] { "br", "gzip" })
            {
                using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(house.House.Node.Url, name));
                asked.Headers.AcceptEncoding.ParseAdd(encoding);
                using var answer = await http.SendAsync(asked);
                answer.Content.Headers.ContentEncoding.ShouldBe([encoding]);
            }
        }

        var page = await house.Visitor(house.Leaves.Url + "bare");
        await page.EvaluateAsync($$"""
            async () => { const { mount } = await import('{{house.House.Node.Url}}widget.mjs'); mount({ key: '{{house.Shop.PublishableKey}}', lang: 'pl', consent: 'denied' }); }
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Podaruj: 15%" }).WaitForAsync();
        house.House.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_desk_shows_each_part_beside_its_switch_and_has_the_line_to_copy()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        foreach (var width in new[] { 390, 1280 })
        {
            var owner = await house.House.Owner(width);
            await owner.GotoAsync(house.House.Desk + "/widget");
            await owner.GetByText("Were you invited?").WaitForAsync();
            await owner.GetByText("Your code EWA-7F3KQ: 15% off your first order").WaitForAsync();
            await Fit(owner, $"desk-widget-{width}");
        }

        var page = await house.House.Owner();
        await page.GotoAsync(house.House.Desk + "/widget");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show it" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Your e-mail").FillAsync("nobody@example.com");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Get my link" }).ClickAsync();
        await dialog.GetByText("Look into your mail").WaitForAsync();
        (await house.Shop.Get("/v1/advocates?email=nobody@example.com")).Items.ShouldBeEmpty("a preview sends nothing");
        await page.Keyboard.PressAsync("Escape");
        (await page.GetByLabel("security policy").InputValueAsync()).ShouldBe(
            $"script-src {house.House.Node.Url.GetLeftPart(UriPartial.Authority)}; connect-src {house.House.Node.Url.GetLeftPart(UriPartial.Authority)}");

        await page.GetByLabel("Banner").CheckAsync();
        await page.GetByLabel("Tab", new() { Exact = true }).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        (await house.Shop.Get("/v1/shop"))["widgets"]!.ToJsonString()
            .ShouldBe("""{"tab":false,"popup":true,"banner":true,"reminder":true,"join":true,"account":true,"invited":true}""");

        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key for it" }).ClickAsync();
        var snippet = await page.GetByLabel("head of every page").InputValueAsync();
        var key = System.Text.RegularExpressions.Regex.Match(snippet, "data-key=\"(pk_test_[^\"]+)\"").Groups[1].Value;
        (await house.Shop.Get($"/widget/{key}.json", "")).ShouldBe(200)["shop"]!.ToString().ShouldBe("Kettle & Leaf");
        house.House.Complaints.ShouldBeEmpty();
    }

    private static async Task Fit(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = $"{folder}/{name}.png", FullPage = !name.Contains("dialog", StringComparison.Ordinal) });
        }

        await page.ShouldBeFitToRead();
    }
}
