using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The widget beside what a shop has of its own: it keeps out of the way.</summary>
public sealed class WidgetLookTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Fact]
    public async Task What_lies_over_a_phone_never_keeps_anybody_from_the_shops_last_button()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        var text = string.Concat(Enumerable.Repeat("<p>Leaves of tea.</p>", 40));
        house.Leaves.Page("", $"""{text}<form action="/paid"><button>Pay</button></form>""");
        var (page, _) = await house.Claimed();
        await page.GetByRole(AriaRole.Region).WaitForAsync();
        await page.Shoot("bar-390", isWhole: false);
        await page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
        var (pay, bar) = ((await page.GetByText("Pay", new() { Exact = true }).BoundingBoxAsync())!, (await page.GetByRole(AriaRole.Region).BoundingBoxAsync())!);
        (pay.Y + pay.Height).ShouldBeLessThanOrEqualTo(bar.Y);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();
        await page.WaitForURLAsync("**/paid?");
        house.House.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_page_asks_itself_or_is_the_checkout_there_is_no_tab()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        foreach (var tag in new[] { "vouch-join", "vouch-invited" })
        {
            var page = await house.Visitor(house.Leaves.Page(tag, $"<{tag}></{tag}>"));
            await page.Locator($"{tag} h2").WaitForAsync();
            (await page.GetByRole(AriaRole.Button, new() { Name = "Give 15%" }).CountAsync()).ShouldBe(0, tag);
        }
    }

    [Fact]
    public async Task A_page_written_from_right_to_left_and_a_style_sheet_that_shouts_do_not_break_it()
    {
        await using var house = await WidgetHouse.Open(postgres, browser);
        var url = house.Leaves.Page("", "<vouch-join></vouch-join><vouch-account></vouch-account><form><vouch-invited></vouch-invited></form>", language: "ar\" dir=\"rtl");
        foreach (var width in new[] { 390, 1280 })
        {
            var page = await house.Visitor(url, width, script: """
                const sheet = new CSSStyleSheet();
                sheet.replaceSync('*{font-size:9px;letter-spacing:3px;text-transform:uppercase;color:#eee;float:none} h2,button,input{display:none} body{background:#111;color:#fff}');
                document.adoptedStyleSheets = [sheet];
                """);
            await page.GetByLabel("Your e-mail").FillAsync("ewa@example.com");
            (await page.GetByLabel("Your e-mail").EvaluateAsync<string>("one => getComputedStyle(one).fontSize + getComputedStyle(one).textTransform + getComputedStyle(one).color"))
                .ShouldBe("16pxnonergb(28, 38, 37)");
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
            await page.Shoot($"rtl-{width}", isWhole: false);
        }

        house.House.Complaints.ShouldBeEmpty();
    }
}
