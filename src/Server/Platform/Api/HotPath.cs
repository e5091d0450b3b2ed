namespace Vouch.Server.Platform;

/// <summary>
/// Stands on an endpoint that answers by itself, failures and headers included, so that nothing of what pages and API
/// need is run around it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HotPathAttribute : Attribute;

/// <summary>Runs hot endpoints right after routing.</summary>
internal static class HotPath
{
    internal static IApplicationBuilder UseHotPaths(this IApplicationBuilder app) => app.Use(static (http, next) =>
        http.GetEndpoint() is { RequestDelegate: { } run } endpoint && endpoint.Metadata.GetMetadata<HotPathAttribute>() is not null
            ? run(http)
            : next(http));
}
