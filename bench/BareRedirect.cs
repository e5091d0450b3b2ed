using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vouch.Bench;

/// <summary>The anchor of the redirect: a bare <c>MapGet</c> on Kestrel that answers 302 and keeps nothing.</summary>
internal static class BareRedirect
{
    internal static async Task Serve(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/r/{code}", (string code) => Results.Redirect("https://shop.example/?vouch=" + code));
        await app.RunAsync();
    }
}
