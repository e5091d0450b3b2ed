using Vouch.Domain;
using Vouch.Domain.Campaigns;

namespace Vouch.Server.Campaigns.Pages;

/// <summary>Where a campaign's time stands, in words of the desk.</summary>
internal static class CampaignTimes
{
    internal static string Say(CampaignStatus status, CampaignWindow window, Instant now) => status switch
    {
        CampaignStatus.Draft => "not scheduled",
        CampaignStatus.Scheduled => $"begins in {Span(window.StartsAt - now)}",
        CampaignStatus.Running => $"{Span(window.EndsAt - now)} left",
        CampaignStatus.Cancelled => "never began",
        _ => $"ran for {Span(window.EndsAt - window.StartsAt)}",
    };

    private static string Span(TimeSpan span) => span.TotalDays >= 2 ? $"{(int)span.TotalDays} days"
        : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours"
        : $"{Math.Max(0, (int)span.TotalMinutes)} minutes";
}
