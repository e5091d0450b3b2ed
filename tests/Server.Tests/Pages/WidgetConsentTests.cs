using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The widget keeps nothing in the browser until somebody who may say so has said so, and forgets it when that is taken back.</summary>
public sealed class WidgetConsentTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string Arrival = "?vouch=clk_0000000000001";

    private const string Tcf = """
        const heard = [];
        window.__tcfapi = (command, version, then) => heard.push(then);
        window.say = (given, status) => heard.forEach(then => then({ eventStatus: status ?? 'useractioncomplete', gdprApplies: true, purpose: { consents: { 1: given } } }, true));
        """;

    private const string Gcm = """
        window.dataLayer = [];
        window.gtag = function () { dataLayer.push(arguments); };
        gtag('consent', 'default', { ad_storage: 'denied', region: ['DE'] });
        gtag('consent', 'default', { ad_storage: 'granted', analytics_storage: 'granted' });
        window.say = given => gtag('consent', 'update', { ad_storage: given ? 'granted' : 'denied' });
        """;

    [Theory]
    [InlineData("tcf", Tcf), InlineData("gcm", Gcm)]
    public async Task Nothing_is_kept_before_a_yes_and_nothing_stays_after_a_no(string source, string cmp)
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        var url = house.Leaves.Page("", snippet: $"data-consent=\"{source}\"");
        var page = await house.Visitor(url + Arrival, script: cmp);
        await Ready(page);
        await page.EvaluateAsync("source => source === 'tcf' && say(true, 'cmpuishown')", source);
        (await Cookies(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<string>("vouch.clickId()")).ShouldBe("clk_0000000000001");

        await page.EvaluateAsync("say(true)");
        var kept = (await Cookies(page)).ShouldHaveSingleItem();
        (kept.Name, kept.Value, kept.SameSite, kept.Path).ShouldBe(("vouch_click", "clk_0000000000001", SameSiteAttribute.Lax, "/"));
        DateTimeOffset.FromUnixTimeSeconds((long)kept.Expires).ShouldBe(DateTimeOffset.UtcNow.AddDays(30), TimeSpan.FromHours(1));

        await page.EvaluateAsync("say(false)");
        (await Cookies(page)).ShouldBeEmpty();
        house.House.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""data-consent="granted" """, "on", true), InlineData("""data-consent="denied" """, "on", false)]
    [InlineData("""data-consent="granted" """, "off", false), InlineData("""data-consent="granted" """, "consent", true)]
    [InlineData("", "on", true), InlineData("", "consent", false), InlineData("", "off", false)]
    public async Task The_snippet_decides_and_without_a_word_the_shops_setting(string snippet, string cookies, bool isKept)
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        (await house.Shop.Patch("/v1/shop", $$"""{"cookies":"{{cookies}}"}""")).ShouldBe(200);
        var page = await house.Visitor(house.Leaves.Page("", snippet: snippet) + Arrival);
        await Ready(page);
        (await Cookies(page)).Select(cookie => cookie.Name).ShouldBe(isKept ? ["vouch_click"] : []);
        await page.GotoAsync(house.Leaves.Url);
        await Ready(page);
        (await page.EvaluateAsync<string>("String(vouch.clickId())")).ShouldBe(isKept ? "clk_0000000000001" : "null");

        // The page's own word, later on.
        await page.EvaluateAsync("vouch.consent(false)");
        await page.WaitForFunctionAsync("document.cookie === ''");
        (await Cookies(page)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_consent_the_links_of_the_page_carry_what_is_known_and_closing_counts_for_the_page_alone()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        house.Leaves.Page("", "", "data-consent=\"denied\"");
        var next = house.Leaves.Page("elsewhere", "<vouch-purchased></vouch-purchased>", "data-consent=\"denied\"");
        var (page, coupon) = await house.Claimed();
        var click = await page.EvaluateAsync<string>("vouch.clickId()");
        await page.GetByRole(AriaRole.Link, new() { Name = "Elsewhere" }).ClickAsync();
        await page.WaitForURLAsync($"{next}?vouch={click}&vouch_coupon={coupon}");
        await page.GetByText("Your code").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        (await page.Context.CookiesAsync([house.Leaves.Url])).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length")).ShouldBe(0);
    }

    [Fact]
    public async Task A_consent_platform_that_comes_after_the_widget_is_still_heard()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        var page = await house.Visitor(house.Leaves.Page("", snippet: "data-consent=\"tcf\"") + Arrival);
        await Ready(page);
        (await Cookies(page)).ShouldBeEmpty();
        await page.EvaluateAsync($"() => {{ {Tcf} }}");
        await page.WaitForFunctionAsync("() => { say(true, 'tcloaded'); return document.cookie.includes('vouch_click'); }");
        await page.EvaluateAsync("say(false)");
        (await Cookies(page)).ShouldBeEmpty();
    }

    private static Task Ready(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).WaitForAsync();

    private static async Task<IReadOnlyList<BrowserContextCookiesResult>> Cookies(IPage page) => await page.Context.CookiesAsync();
}
