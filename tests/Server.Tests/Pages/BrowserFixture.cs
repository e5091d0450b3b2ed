using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Vouch.Server.Tests.Pages.BrowserFixture))]

namespace Vouch.Server.Tests.Pages;

/// <summary>One headless Chromium for all tests, started by the first that wants it; where none is installed they are skipped.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private static readonly string Chromium = Environment.GetEnvironmentVariable("CHROME_PATH") ?? "/usr/bin/chromium";

    private static readonly string[] Quiet =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A browser of somebody else: no cookies, a window of this width.</summary>
    public async Task<IBrowserContext> Visitor(Uri address, int width = 1280, bool script = true, string locale = "en-GB")
    {
        Assert.SkipUnless(File.Exists(Chromium), "Chromium is not installed");
        var browser = await Browser();
        return await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script,
                Locale = locale, ReducedMotion = ReducedMotion.Reduce,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }

    private async Task<IBrowser> Browser()
    {
        await _gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(
                new() { ExecutablePath = Chromium, Headless = true, ChromiumSandbox = false, Args = Quiet });
        }
        finally
        {
            _gate.Release();
        }
    }
}
