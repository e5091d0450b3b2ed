using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Platform.Reference;

/// <summary>The API's reference for people, made of the same document that machines read.</summary>
internal static class ReferencePages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        // Made once for each application: its endpoints do not change while it runs.
        var made = new Lazy<Task<IReadOnlyList<ReferenceStage>>>(() => Make(routes.ServiceProvider));
        routes.OpenPage("/docs/api", async _ => PageResult.Of<ReferencePage>(new { Stages = await made.Value }));
    }

    private static async Task<IReadOnlyList<ReferenceStage>> Make(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1");
        var document = await provider.GetOpenApiDocumentAsync();
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        return ApiReference.Of(JsonNode.Parse(json)!, services.GetRequiredService<ServerSettings>().PublicUrl);
    }
}
