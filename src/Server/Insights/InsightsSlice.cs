using Vouch.Server.Insights.Pages;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>Numbers: reports and goals, counted from the facts that all other slices keep.</summary>
internal static class InsightsSlice
{
    internal static IServiceCollection AddInsights(this IServiceCollection services, ServerSettings settings) =>
        services.AddSingleton<LifetimeWork>()
            .AddSingleton(provider => new KeptAnswers(provider.GetRequiredService<ILogger<KeptAnswers>>(), settings.LargeShop))
            .AddSingleton(provider => new JobHandler(CheckGoals.Kind, new CheckGoals(
                settings, provider.GetRequiredService<Database>(), provider.GetRequiredService<KeptAnswers>()).Run));

    internal static IEndpointRouteBuilder MapInsights(this IEndpointRouteBuilder routes)
    {
        ShowOverview.Map(routes);
        GoalPages.Map(routes);
        GoalEndpoints.Map(routes);
        InsightsPages.Map(routes);
        InsightsFiles.Map(routes);
        Reports.Map(routes);
        ReportTables.Map(routes);
        BreakdownReport.Map(routes);
        ShowLifetime.Map(routes);
        CompareReferred.Map(routes);
        ChannelCosts.Map(routes);
        return routes;
    }
}
