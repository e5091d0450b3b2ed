using Vouch.Server.Campaigns.Pages;
using Vouch.Server.Platform;
using Vouch.Server.Programs;

namespace Vouch.Server.Campaigns;

/// <summary>
/// Segments of advocates, and campaigns from their desk: whom they are for, when they begin and end, what came of them. What they add to
/// rewards is known further left, in Programs and Rewards.
/// </summary>
internal static class CampaignsSlice
{
    internal static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddJob(ChangeCampaign.BeginJob, RunCampaign.Begin)
        .AddJob(ChangeCampaign.EndJob, RunCampaign.End)
        .AddConsumer(
            "campaigns",
            ("advocate.erased", RunCampaign.OnErased),
            ("advocate.merged", RunCampaign.OnMerged));

    internal static IEndpointRouteBuilder MapCampaigns(this IEndpointRouteBuilder routes)
    {
        SegmentEndpoints.Map(routes);
        CampaignEndpoints.Map(routes);
        SegmentPages.Map(routes);
        CampaignPages.Map(routes);
        return routes;
    }
}
