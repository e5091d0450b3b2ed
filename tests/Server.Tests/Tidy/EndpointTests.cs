using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Tidy;

/// <summary>The endpoints of the running application: everyone says who may knock, and the API's what they may refuse.</summary>
public sealed class EndpointTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Every_endpoint_says_who_may_knock_and_the_planted_ones_are_seen()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start(map: Plant);
        var endpoints = ((EndpointDataSource)node.Services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>().ToList();
        endpoints.Count.ShouldBeGreaterThan(60);
        endpoints.SelectMany(Wrong).Order(StringComparer.Ordinal).ShouldBe(
        [
            "GET /planted/nobody lets nobody in", "GET /planted/open says not who may knock", "GET /v1/planted declares no problem",
            "GET /v1/planted/open lets anyone in without a key",
        ]);
    }

    private static IEnumerable<string> Wrong(RouteEndpoint endpoint)
    {
        var name = $"{string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])} {endpoint.RoutePattern.RawText}";
        var isApi = endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal);
        if (endpoint.Metadata.GetMetadata<AccessAttribute>() is not { } access)
        {
            yield return name + " says not who may knock";
            yield break;
        }

        if (access.Audience == Audience.None)
        {
            yield return name + " lets nobody in";
        }

        if (isApi && access.Audience.HasFlag(Audience.Anyone))
        {
            yield return name + " lets anyone in without a key";
        }

        if (isApi && !endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.StatusCode == 401)
            && !access.Audience.HasFlag(Audience.Anyone))
        {
            yield return name + " declares no problem";
        }
    }

    private static void Plant(WebApplication app)
    {
        app.MapGet("/planted/open", () => "open");
        app.MapGet("/planted/nobody", () => "closed").WithMetadata(new AccessAttribute(Audience.None));
        app.MapGet("/v1/planted", () => "no problem").WithMetadata(new AccessAttribute(Audience.SecretKey)).ExcludeFromDescription();
        app.MapGet("/v1/planted/open", () => "open").WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();
    }
}
