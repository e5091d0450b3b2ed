using Shouldly;

namespace Vouch.Server.Tests.Pages;

/// <summary>The eye of every page's test sees what it is there for.</summary>
public sealed class FitToReadTests(BrowserFixture browser)
{
    private const string Whole = "<html lang=en><title>Tea</title><main><h1>Tea</h1>";

    [Theory]
    [InlineData("<p>All is well.</p>", null)]
    [InlineData("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "image-alt")]
    [InlineData("<input name=tea>", "label")]
    [InlineData("<p style='color:#bbb;background:#fff'>Hardly to be read</p>", "color-contrast")]
    [InlineData("<p style='width:3000px'>Much too wide</p>", "wider than its window")]
    public async Task A_fault_of_a_page_is_named(string html, string? fault)
    {
        await using var context = await browser.Visitor(new Uri("http://127.0.0.1/"));
        var page = await context.NewPageAsync();
        await page.SetContentAsync(Whole + html);
        var found = await Record.ExceptionAsync(page.ShouldBeFitToRead);
        (found is null).ShouldBe(fault is null, found?.Message);
        (found?.Message ?? "").ShouldContain(fault ?? "");
    }
}
