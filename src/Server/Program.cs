using Vouch.Server.Advocates;
using Vouch.Server.Campaigns;
using Vouch.Server.Cli;
using Vouch.Server.Feedback;
using Vouch.Server.Insights;
using Vouch.Server.Messaging;
using Vouch.Server.Orders;
using Vouch.Server.People;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Referrals;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Server.Search;
using Vouch.Server.Setup;
using Vouch.Server.Sharing;
using Vouch.Server.Tracking;
using Vouch.Server.Webhooks;

namespace Vouch.Server;

/// <summary>
/// The table of contents. The slices stand in the order of the referral loop: each may use what stands before it,
/// and reaches what stands after it only by events.
/// </summary>
public static class Program
{
    /// <summary>The loop, from left to right. Attribution is conducted by Referrals and has nothing to register.</summary>
    internal static readonly string[] Loop =
    [
        nameof(Programs), nameof(Advocates), nameof(Sharing), nameof(Tracking), nameof(Orders), nameof(Attribution),
        nameof(Screening), nameof(Rewards), nameof(Referrals), nameof(Feedback), nameof(Messaging), nameof(Campaigns), nameof(Insights),
        nameof(Webhooks), nameof(Setup), nameof(People), nameof(Search),
    ];

    /// <summary>Runs a command: 0 done, 1 the work failed, 2 wrong usage.</summary>
    public static Task<int> Main(string[] args) => CommandLine.Run(args);

    internal static void AddSlices(IServiceCollection services, ServerSettings settings, MailSetup mail) => services
        .AddAdvocates()
        .AddSharing()
        .AddTracking()
        .AddOrders()
        .AddScreening()
        .AddRewards()
        .AddReferrals()
        .AddFeedback()
        .AddMessaging(settings, mail)
        .AddCampaigns()
        .AddInsights(settings)
        .AddWebhooks();

    internal static void MapSlices(IEndpointRouteBuilder routes) => routes
        .MapPlatform()
        .MapPrograms()
        .MapAdvocates()
        .MapSharing()
        .MapTracking()
        .MapOrders()
        .MapScreening()
        .MapRewards()
        .MapReferrals()
        .MapFeedback()
        .MapMessaging()
        .MapCampaigns()
        .MapInsights()
        .MapWebhooks()
        .MapSetup()
        .MapPeople()
        .MapSearch();
}
