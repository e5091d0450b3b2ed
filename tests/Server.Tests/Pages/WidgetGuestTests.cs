using System.IO.Compression;
using System.Net;
using Microsoft.Playwright;
using Shouldly;
using Vouch.Domain.Languages;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>
/// The widget as a guest in a page: small, still, fit to read in each language, away where there is nothing to offer, and shown at the desk.
/// </summary>
public sealed class WidgetGuestTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string LongName = "Świętosława Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka Herbaciarnia";

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
            await page.Look($"widget-{language}-{width}");
            await page.Locator("vouch-banner").GetByRole(AriaRole.Button, new() { Name = words["widget.join.button"] }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).WaitForAsync();
            await page.Look($"widget-dialog-{language}-{width}", isWhole: false);
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
            await owner.Look($"desk-widget-{width}");
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
}
