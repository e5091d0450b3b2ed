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

    // A page of ours as a preview: it looks as it does, and nothing can be sent from it.
    private static readonly string FramedPolicy = Policy.Replace("form-action 'self'", "form-action 'none'", StringComparison.Ordinal)
        .Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);

    private static readonly object Framing = new();

    private enum Frames { None, Around, OwnStyles, Page }

    /// <summary>The answer may show a document of ours in a frame.</summary>
    public static void AllowFrame(HttpContext http) => http.Items[Framing] = Frames.Around;

    /// <summary>The answer is a document that such a frame shows, with styles of its own.</summary>
    public static void AllowInFrame(HttpContext http) => http.Items[Framing] = Frames.OwnStyles;

    /// <summary>The answer is a page that such a frame shows.</summary>
    public static void AllowPageInFrame(HttpContext http) => http.Items[Framing] = Frames.Page;

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
        var frames = http.Items.TryGetValue(Framing, out var value) ? (Frames)value! : Frames.None;
        headers.ContentSecurityPolicy = frames switch
        {
            Frames.Around => Policy + "; frame-src 'self'", Frames.OwnStyles => PreviewPolicy, Frames.Page => FramedPolicy, _ => Policy,
        };
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = frames is Frames.OwnStyles or Frames.Page ? "SAMEORIGIN" : "DENY";
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
