namespace Vouch.Server.Platform.Pages;

/// <summary>Stands on what pages of other origins may take in: the widget and what it asks for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ForeignPagesAttribute : Attribute;

/// <summary>What every answer tells the browser: nothing inline, nothing from elsewhere, no framing, no referrer.</summary>
internal static class PageHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

    // Our own document, and nothing of it: no script, nothing loaded, only styles that stand in it.
    private const string PreviewPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'; sandbox";

    private static readonly object Framing = new();

    /// <summary>The answer may show a document of ours in a frame.</summary>
    public static void AllowFrame(HttpContext http) => http.Items[Framing] = false;

    /// <summary>The answer is a document that such a frame shows, with styles of its own.</summary>
    public static void AllowInFrame(HttpContext http) => http.Items[Framing] = true;

    /// <summary>Sets the headers on every answer.</summary>
    public static IApplicationBuilder UsePageHeaders(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        http.Response.OnStarting(Set, http);
        return next(http);
    });

    // Set as the answer starts, so that an answer begun afresh after a failure has them too.
    private static Task Set(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        var isFramed = http.Items.TryGetValue(Framing, out var value) ? (bool?)value : null;
        headers.ContentSecurityPolicy = isFramed switch { true => PreviewPolicy, false => Policy + "; frame-src 'self'", null => Policy };
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = isFramed == true ? "SAMEORIGIN" : "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // What other sites may show has said so.
        var isForAll = http.GetEndpoint()?.Metadata.GetMetadata<ForeignPagesAttribute>() is not null;
        headers.TryAdd("Cross-Origin-Resource-Policy", isForAll ? "cross-origin" : "same-origin");
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }
}
