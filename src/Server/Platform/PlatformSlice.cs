using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>What every slice stands on: shops and keys, the front door, the pumps, the journal's reads.</summary>
internal static class PlatformSlice
{
    internal static IServiceCollection AddPlatform(this IServiceCollection services)
    {
        services.AddSingleton<ApiServices>();
        services.AddSingleton<GuessLimit>();
        services.AddSingleton<EventPump>();
        services.AddSingleton<JobPump>();
        services.AddSingleton<OutsidePump>();
        services.AddHostedService(provider => provider.GetRequiredService<EventPump>());
        services.AddHostedService(provider => provider.GetRequiredService<JobPump>());
        services.AddHostedService(provider => provider.GetRequiredService<OutsidePump>());
        services.AddHostedService<Housekeeping>();
        services.AddApiDocument();
        services.AddPages();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .AllowAnyOrigin().WithMethods("GET", "POST").WithHeaders("Authorization", "Content-Type", "Idempotency-Key")
                .WithExposedHeaders("Idempotent-Replayed")));
        return services;
    }

    internal static void UsePlatform(this WebApplication app)
    {
        app.UseRouting();
        app.UseHotPaths();
        app.UsePageHeaders();
        app.UseMiddleware<ApiErrors>();
        app.UseMiddleware<PageErrors>();
        app.Use(static (http, next) => http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
            ? throw new BadHttpRequestException("NUL in the address")
            : next(http));
        app.UseCors();
    }

    internal static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder routes)
    {
        ShopSettings.Map(routes);
        ChangeTexts.Map(routes);
        VetoSettings.Map(routes);
        KeyEndpoints.Map(routes);
        ListEvents.Map(routes);
        TestClock.Map(routes);
        routes.MapPlatformPages();
        routes.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new AccessAttribute(Audience.Anyone));
        var database = routes.ServiceProvider.GetRequiredService<Database>();
        routes.MapResult("/health", async _ =>
                await database.System.First<long>(HealthQuery) == 1 ? Results.Text("ok") : Results.StatusCode(503))
            .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();
        return routes;
    }

    [AcrossShops("asks whether the database answers at all")]
    private const string HealthQuery = "SELECT 1";
}
