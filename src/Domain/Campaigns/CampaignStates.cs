namespace Vouch.Domain.Campaigns;

/// <summary>Where a campaign stands.</summary>
public enum CampaignStatus
{
    /// <summary>Being written; nothing happens.</summary>
    Draft,

    /// <summary>Waits for its start.</summary>
    Scheduled,

    /// <summary>Its window is open and its audience fixed.</summary>
    Running,

    /// <summary>Its window has closed; what it gave stays.</summary>
    Ended,

    /// <summary>Called off before it began.</summary>
    Cancelled,
}

/// <summary>What happens to a campaign: by a person, or (begin, end) by its time.</summary>
public enum CampaignStep { Update, Schedule, Begin, End, Cancel }

/// <summary>The one table of a campaign's transitions: draft → scheduled → running → ended, or cancelled before it runs.</summary>
public static class CampaignStates
{
    /// <summary>Where a step leads, or why it is refused.</summary>
    public static Result<CampaignStatus> After(CampaignStatus status, CampaignStep step) => (status, step) switch
    {
        (CampaignStatus.Ended or CampaignStatus.Cancelled, _) => CampaignRefusals.IsOver,
        (_, CampaignStep.Update) => status,
        (CampaignStatus.Draft, CampaignStep.Schedule) => CampaignStatus.Scheduled,
        (_, CampaignStep.Schedule) => CampaignRefusals.IsScheduledAlready,
        (CampaignStatus.Draft or CampaignStatus.Scheduled, CampaignStep.Cancel) => CampaignStatus.Cancelled,
        (CampaignStatus.Running, CampaignStep.Cancel) => CampaignRefusals.RunsAndCanOnlyEnd,
        (CampaignStatus.Scheduled, CampaignStep.Begin) => CampaignStatus.Running,
        (CampaignStatus.Running, CampaignStep.End) => CampaignStatus.Ended,
        _ => CampaignRefusals.DoesNotRun,
    };

    /// <summary>True where time itself is to begin the campaign now.</summary>
    public static bool IsDueToBegin(CampaignStatus status, CampaignWindow window, Instant now) =>
        status == CampaignStatus.Scheduled && window.StartsAt <= now;

    /// <summary>True where time itself is to end the campaign now.</summary>
    public static bool IsDueToEnd(CampaignStatus status, CampaignWindow window, Instant now) =>
        status == CampaignStatus.Running && window.EndsAt <= now;
}
