using Vouch.Server.Platform;

namespace Vouch.Server.Sharing;

/// <summary>How advocates pass the link on: shares by channel, and invitations sent in their name.</summary>
internal static class SharingSlice
{
    internal static IServiceCollection AddSharing(this IServiceCollection services) =>
        services.AddJob(RecordInvitations.ForgetJob, (tx, _, job) => RecordInvitations.ForgetAddress(tx, job.Subject));

    internal static IEndpointRouteBuilder MapSharing(this IEndpointRouteBuilder routes)
    {
        RecordShare.Map(routes);
        RecordInvitations.Map(routes);
        return routes;
    }
}
