using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vouch.Server.Tests.Host;

/// <summary>
/// A shop elsewhere, on a host and port of its own: pages of plain HTML that have the widget's snippet, and send exactly the
/// content policy that the README names.
/// </summary>
public sealed class ForeignShop : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _pages = new();
    private readonly WebApplication _app;
    private readonly ShopClient _shop;

    private ForeignShop(WebApplication app, ShopClient shop) => (_app, _shop) = (app, shop);

    /// <summary>Its address. Another host than Vouch's, since cookies know no ports.</summary>
    public string Url => _app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/";

    /// <summary>Opens one for a shop of a node.</summary>
    public static async Task<ForeignShop> Open(ShopClient shop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var foreign = new ForeignShop(app, shop);
        app.Run(foreign.Serve);
        await app.StartAsync();
        return foreign;
    }

    /// <summary>Puts up a page and gives its address.</summary>
    /// <param name="path">Where, without a slash before it.</param>
    /// <param name="body">What stands in it.</param>
    /// <param name="snippet">Attributes of the script beside the key.</param>
    /// <param name="language">Of the page.</param>
    /// <param name="key">Another key than the shop's publishable one.</param>
    public string Page(string path, string body = "", string snippet = "", string language = "en", string? key = null)
    {
        _pages["/" + path] = $"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Leaves</title>
            <script async src="{_shop.Node.Url}widget.js" data-key="{key ?? _shop.PublishableKey}" {snippet}></script></head>
            <body><header><h1>Leaves</h1></header><main><p><a href="/elsewhere">Elsewhere</a></p>{body}</main></body></html>
            """;
        return Url + path;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task Serve(HttpContext http)
    {
        var vouch = _shop.Node.Url.GetLeftPart(UriPartial.Authority);
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src {vouch}; connect-src {vouch}";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            _pages.GetValueOrDefault(http.Request.Path, "<!DOCTYPE html><html lang=\"en\"><title>Leaves</title><h1>Leaves</h1>"));
    }
}
