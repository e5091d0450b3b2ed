using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Team;

namespace Vouch.Server.Tests.Pages;

/// <summary>Light or dark: as the system is, or as the person chose; on paper always light, and steady while it loads.</summary>
public sealed class NightTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string Ground = "() => getComputedStyle(document.body).backgroundColor";
    private const string Day = "rgb(245, 247, 246)";
    private const string Night = "rgb(15, 21, 20)";

    [Fact]
    public async Task A_choice_holds_on_every_page_of_ours_until_it_is_taken_back()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Owner();
        (await page.EvaluateAsync<string>(Ground)).ShouldBe(Day);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        (await page.EvaluateAsync<string>(Ground)).ShouldBe(Night);
        await page.GotoAsync(house.Desk + "/advocates?q=tea");
        await page.GetByRole(AriaRole.Button, new() { Name = "Light" }).ClickAsync();
        await page.WaitForURLAsync("**/advocates?q=tea");
        (await page.EvaluateAsync<string>(Ground)).ShouldBe(Day);
        (await page.GetByRole(AriaRole.Button, new() { Name = "Light", Pressed = true }).CountAsync()).ShouldBe(1);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(house.Desk + "/account");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        foreach (var path in (string[])[house.Desk, "/docs/api", "/sign-in", "/desk/nowhere"])
        {
            await page.GotoAsync(path);
            (await page.EvaluateAsync<string>(Ground)).ShouldBe(Night, path);
            (await page.Locator("meta[name=color-scheme]").GetAttributeAsync("content")).ShouldBe("dark");
        }

        var kept = (await page.Context.CookiesAsync()).Single(cookie => cookie.Name == "vouch_look");
        (kept.Value, kept.HttpOnly, kept.SameSite, kept.Path).ShouldBe(("dark", true, SameSiteAttribute.Lax, "/"));
        await page.GotoAsync(house.Desk);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.card')).backgroundColor")).ShouldBe("rgb(255, 255, 255)");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.GetByRole(AriaRole.Button, new() { Name = "System" }).ClickAsync();
        (await page.EvaluateAsync<string>(Ground)).ShouldBe(Day);
        (await page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "vouch_look");
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("look=blue", null)]
    [InlineData("look=dark&back=https://elsewhere.example/", "")]
    [InlineData("look=dark&back=//elsewhere.example/", "")]
    [InlineData("look=dark&back={desk}.elsewhere.example", "")]
    [InlineData("look=dark&back={desk}/books?date=2026-01-01", "/books?date=2026-01-01")]
    [InlineData("look=dark&back={desk}/a%0D%0AX-Evil:1", "")]
    public async Task A_choice_leads_back_to_this_desk_and_nowhere_else(string form, string? back)
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var person = await Person.SignedIn(node, StaffRole.Analyst, shop.Id);
        var desk = $"/desk/{shop.Id}";
        var fields = form.Replace("{desk}", desk, StringComparison.Ordinal).Split('&').Select(pair => pair.Split('=', 2))
            .Select(pair => (pair[0], Uri.UnescapeDataString(pair[1]))).ToArray();
        var got = (await person.Send(desk + "/account", desk + "/account/look", fields)).ShouldBe(303);
        got.Location.ShouldBe(desk + back);
        (await person.Get(desk)).ShouldContain(back is null ? "data-look=\"system\"" : "data-look=\"dark\"");
    }

    [Fact]
    public async Task Every_page_of_the_desk_is_fit_to_read_by_day_and_by_night()
    {
        const int width = 1280;
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var advocates = await MoneyHouse.Fill(house);
        var referral = (await house.Shop.Get("/v1/referrals")).Items[0]["id"]!.ToString();
        var page = await house.Owner(width);
        var (paths, faults) = (Pages(house), new List<string>());
        paths.Count.ShouldBeGreaterThan(30);
        foreach (var path in paths.Concat(["?days=90", "/search?q=m", "/mail/templates/claim_confirmation", $"/advocates/{advocates[0]}", $"/referrals/{referral}"]))
        {
            var head = await page.APIRequest.GetAsync(house.Desk + path);
            if (!head.Headers["content-type"].StartsWith("text/html", StringComparison.Ordinal))
            {
                continue;
            }

            // What its query names is not there without one: a page as well.
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBeOneOf(200, 404);
            await Look(page, path, width);
            if (await Record.ExceptionAsync(page.ShouldBeFitToRead) is { } fault)
            {
                faults.Add(fault.Message);
            }
        }

        foreach (var path in (string[])["/sign-in", "/docs/api"])
        {
            await page.GotoAsync(path);
            await Look(page, path, width);
        }

        faults.ShouldBeEmpty();
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_moves_while_a_page_loads()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await MoneyHouse.Fill(house);
        foreach (var width in (int[])[390, 1280])
        {
            var page = await house.Owner(width);
            foreach (var path in (string[])["", "/advocates", "/insights"])
            {
                await page.GotoAsync(house.Desk + path);
                var moved = await page.EvaluateAsync<double>("""
                    async () => {
                        let moved = 0;
                        const observer = new PerformanceObserver(list => { for (const shift of list.getEntries()) moved += shift.value; });
                        observer.observe({ type: 'layout-shift', buffered: true });
                        await document.fonts.ready;
                        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
                        for (const shift of observer.takeRecords()) moved += shift.value;
                        return moved;
                    }
                    """);
                moved.ShouldBeLessThan(0.02, $"{path} at {width}");
            }
        }
    }

    [Fact]
    public async Task On_paper_a_page_says_whose_it_is_and_when_and_shows_its_tables_and_nothing_to_press()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var advocates = await MoneyHouse.Fill(house);
        var referral = (await house.Shop.Get("/v1/referrals")).Items[0]["id"]!.ToString();
        var page = await house.Owner();
        foreach (var path in (string[])["", "/insights", "/insights/channels", "/insights/cohorts", "/insights/lifetime", "/books", $"/referrals/{referral}", $"/advocates/{advocates[0]}"])
        {
            await page.GotoAsync(house.Desk + path);
            if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
            {
                await page.PdfAsync(new() { Path = Path.Combine(folder, $"paper{path.Split('/').Take(3).Aggregate("", (a, b) => a + b)}.pdf"), PreferCSSPageSize = true });
            }

            // 703 is what A4 leaves between its margins.
            await page.SetViewportSizeAsync(703, 1000);
            await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
            var head = await page.Locator(".print-head").InnerTextAsync();
            head.ShouldContain("Kettle & Leaf");
            head.ShouldContain("As of ");
            (await page.Locator("button:visible, .btn:visible, .rail:visible, nav:visible, input[type=search]:visible").CountAsync()).ShouldBe(0, path);
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, path);
            (await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.chart-data .chart-rows')].every(rows => rows.checkVisibility() && rows.offsetHeight > 20)"))
                .ShouldBeTrue(path);
            (await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.chart-line')].map(line => getComputedStyle(line).stroke)"))
                .ShouldAllBe(stroke => stroke == "rgb(0, 0, 0)" || stroke == "rgb(85, 85, 85)");
            await page.EmulateMediaAsync(new() { Media = Media.Null, ColorScheme = ColorScheme.Light });
            await page.SetViewportSizeAsync(1280, 900);
        }

        house.Complaints.ShouldBeEmpty();
    }

    // Every page of the desk whose address names no one thing.
    private static List<string> Pages(PageHouse house) =>
    [
        .. ((EndpointDataSource)house.Node.Services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessAttribute>()?.Audience == Audience.Staff
                && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("GET"))
            .Select(endpoint => endpoint.RoutePattern.RawText!.Replace("/desk/{shopId}", "", StringComparison.Ordinal))
            .Where(path => !path.Contains('{', StringComparison.Ordinal) && !path.StartsWith("/desk", StringComparison.Ordinal)),
    ];

    private static async Task Look(IPage page, string path, int width)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is not { } folder)
        {
            return;
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var name = string.Concat(path.Split('/').Take(3).Select(part => "-" + part.Replace('?', '-')));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"night{name}-{width}.png"), FullPage = !path.StartsWith("/docs", StringComparison.Ordinal) });
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
