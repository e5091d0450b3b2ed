using Vouch.Server.Platform;
using Vouch.Server.Rewards.Pages;

namespace Vouch.Server.Rewards;

/// <summary>What each side gets, when, and the ledger behind it.</summary>
public static class RewardsSlice
{
    /// <summary>Lets rewards run out at their time.</summary>
    internal static IServiceCollection AddRewards(this IServiceCollection services) => services
        .AddConsumer("rewards", ("advocate.erased", (tx, _, erased) => PayoutDetails.OnErased(tx, erased)))
        .AddJob(ApproveReward.ExpiryJob, ExpireReward.Run)
        .AddJob(AnnounceExpiry.Kind, AnnounceExpiry.Run);

    /// <summary>Maps rewards, balances, redemptions and the ledger.</summary>
    internal static IEndpointRouteBuilder MapRewards(this IEndpointRouteBuilder routes)
    {
        ListRewards.Map(routes);
        RedeemReward.Map(routes);
        ReleaseReward.Map(routes);
        ChooseReward.Map(routes);
        ImportCodes.Map(routes);
        RevokeReward.Map(routes);
        GetBalance.Map(routes);
        RedeemCredit.Map(routes);
        ReleaseRedemption.Map(routes);
        ReadLedger.Map(routes);
        TrialBalance.Map(routes);
        Liability.Map(routes);
        CloseMonth.Map(routes);
        ExportLedger.Map(routes);
        AdjustBalance.Map(routes);
        TaxReport.Map(routes);
        PayoutDetails.Map(routes);
        CreatePayout.Map(routes);
        AdvancePayout.Map(routes);
        DownloadPayout.Map(routes);
        RewardPages.Map(routes);
        return routes;
    }
}
