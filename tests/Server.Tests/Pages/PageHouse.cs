using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Shouldly;
using Vouch.DemoShop;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>A node with a shop, its tea shop, an owner at the desk, and visitors with browsers.</summary>
public sealed class PageHouse : IAsyncDisposable
{
    public const string Email = "owner@shop.example";
    public const string Password = "correct horse battery";

    private readonly DemoConnection _tea = new();
    private readonly List<IBrowserContext> _visitors = [];
    private readonly BrowserFixture _browser;
    private readonly TestSite _site;

    private PageHouse(BrowserFixture browser, TestSite site) => (_browser, _site) = (browser, site);

    public TestNode Node { get; private set; } = null!;

    public ShopClient Shop { get; private set; } = null!;

    /// <summary>The database, as the driver knows it.</summary>
    public string Connection => _site.ConnectionString;

    /// <summary>Where mail is written.</summary>
    public string MailFolder => _site.MailFolder;

    /// <summary>What the browsers complained about: scripts, the content policy, missing files.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Where the shop's desk begins.</summary>
    public string Desk => $"/desk/{Shop.Id}";

    /// <summary>Opens a house on an engine.</summary>
    public static async Task<PageHouse> Open(
        TestEngine engine, PostgresFixture postgres, BrowserFixture browser, string name = "Kettle & Leaf")
    {
        var house = new PageHouse(browser, await TestSite.On(engine, postgres));
        house.Node = await house._site.Start(map: app => app.MapDemoShop(house._tea));
        house.Shop = await house.Node.Shop(timeZone: "Europe/Warsaw", address: $"{house.Node.Url}demo", name: name);
        house._tea.Connect(house.Node.Url, new DemoKeys(house.Shop.Id.ToString(), house.Shop.SecretKey, house.Shop.PublishableKey));
        (await AddStaff.Run(house.Node.Database, Email, StaffRole.Owner, [house.Shop.Id], Password)).IsRefused.ShouldBeFalse();
        return house;
    }

    /// <summary>The program of the tea shop, active.</summary>
    public async Task<string> Program(string changes = "")
    {
        var made = (await Shop.Post("/v1/programs", $$"""
            {"name": "Give 15%, get €15", "destination": "{{Node.Url}}demo",
             "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500} },
             "friendReward": {"kind": "coupon", "value": {"type": "percent", "percent": 15, "cap": 5000} }{{changes}} }
            """)).ShouldBe(201).Text("id");
        (await Shop.Post($"/v1/programs/{made}/activate")).ShouldBe(200);
        return made;
    }

    /// <summary>Somebody with a browser of their own.</summary>
    public async Task<IPage> Visitor(int width = 1280, bool script = true, string locale = "en-GB")
    {
        var context = await _browser.Visitor(Node.Url, width, script, locale);
        _visitors.Add(context);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A refused form is an answer of 4xx on purpose, which the browser calls an error.
            if (message.Type == "error"
                && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
            {
                Complaints.Add($"{page.Url}: {message.Text}");
            }
        };
        return page;
    }

    /// <summary>The owner, signed in at the desk.</summary>
    public Task<IPage> Owner(int width = 1280) => Staff(Email, width);

    /// <summary>Somebody of the staff, signed in at the desk.</summary>
    public async Task<IPage> Staff(string email, int width = 1280)
    {
        var page = await Visitor(width);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync($"**{Desk}");
        return page;
    }

    /// <summary>Goes to a page of the desk, which must be fit to read.</summary>
    public async Task Show(IPage page, string path)
    {
        (await page.GotoAsync(Desk + path))!.Status.ShouldBe(200, path);
        await page.ShouldBeFitToRead();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.CloseAsync();
        }

        _tea.Dispose();
        await _site.DisposeAsync();
    }
}

/// <summary>What is asked of every page that a test meets.</summary>
internal static class EveryPage
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Presses a button by keyboard: on a phone the bar under the thumb may lie over what a robot scrolls to.</summary>
    public static async Task Press(this IPage page, string name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Keeps a picture for somebody to look at, where SHOTS names a folder.</summary>
    public static Task Shoot(this IPage page, string name, bool isWhole = true) => Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder
        ? page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = isWhole }) : Task.CompletedTask;

    /// <summary>Keeps a picture, and the page must be fit to read.</summary>
    public static async Task Look(this IPage page, string name, bool isWhole = true)
    {
        await page.Shoot(name, isWhole);
        await page.ShouldBeFitToRead();
    }

    /// <summary>
    /// No accessibility fault that axe finds in the page itself, and nothing wider than the window. It is asked right in the page: the
    /// package's own way opens a window for each, and waits for ever for a frame whose scripts are off.
    /// </summary>
    public static async Task ShouldBeFitToRead(this IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        var faults = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { iframes: false, resultTypes: ['violations'] })).violations.map(
                fault => `${fault.id}: ${fault.help}: ${fault.nodes.map(node => node.html).join(' | ')}`)
            """);
        faults.ShouldBeEmpty(page.Url);
        await page.ShouldFitItsWindow();
        if (await page.EvaluateAsync<bool>("() => 'look' in document.documentElement.dataset"))
        {
            // Pages are looked at in a wide and in a narrow window: the colours of the night need but one of them, and so does what is
            // narrower still.
            await (page.ViewportSize!.Width > 640 ? page.ShouldBeFitToReadByNight() : page.ShouldFitNarrowWindows());
        }
    }

    private static async Task ShouldFitItsWindow(this IPage page)
    {
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        overflow.ShouldBe(0, $"{page.Url} is wider than its window of {page.ViewportSize!.Width}");
    }

    // Our own pages are dark where the system is: only colours differ then.
    private static async Task ShouldBeFitToReadByNight(this IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var faults = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { iframes: false, resultTypes: ['violations'], runOnly: ['color-contrast'] })).violations.flatMap(
                fault => fault.nodes.map(node => `${node.any[0]?.message}: ${node.html}`))
            """);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        faults.ShouldBeEmpty(page.Url + " by night");
    }

    // 320 is 400 % of 1280, and the smallest telephone; 640 is 200 %.
    private static async Task ShouldFitNarrowWindows(this IPage page)
    {
        var usual = page.ViewportSize!;
        try
        {
            foreach (var width in (int[])[320, 640])
            {
                await page.SetViewportSizeAsync(width, usual.Height);
                await page.ShouldFitItsWindow();
            }
        }
        finally
        {
            await page.SetViewportSizeAsync(usual.Width, usual.Height);
        }
    }
}
