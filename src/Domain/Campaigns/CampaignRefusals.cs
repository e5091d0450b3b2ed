namespace Vouch.Domain.Campaigns;

/// <summary>Every "no" about campaigns and segments.</summary>
public static class CampaignRefusals
{
    /// <summary>No such campaign in this shop.</summary>
    public static readonly Refusal NoSuchCampaign = Refusal.NotFound("campaign");

    /// <summary>No such segment in this shop.</summary>
    public static readonly Refusal NoSuchSegment = Refusal.NotFound("segment");

    /// <summary>Anything with a campaign that is over.</summary>
    public static readonly Refusal IsOver = Refusal.State(
        "campaign_over", "The campaign is over and stays as it is; make a new one instead.");

    /// <summary>Scheduling twice.</summary>
    public static readonly Refusal IsScheduledAlready = Refusal.State("campaign_scheduled", "The campaign is scheduled already.");

    /// <summary>Cancelling what has begun: promises were made.</summary>
    public static readonly Refusal RunsAndCanOnlyEnd = Refusal.State(
        "campaign_running", "The campaign runs and has made promises; end it instead of cancelling it.");

    /// <summary>Beginning or ending out of turn.</summary>
    public static readonly Refusal DoesNotRun = Refusal.State("campaign_not_running", "Only a campaign that runs can be ended.");

    /// <summary>Scheduling what is past.</summary>
    public static readonly Refusal EndIsPast = Refusal.State(
        "campaign_end_past", "The end of the campaign has passed; choose a later one.");

    /// <summary>Changing what was promised.</summary>
    public static readonly Refusal RunningTermsAreFixed = Refusal.State(
        "campaign_running", "While a campaign runs only its name, end, limits, reminder and words can change: the rest was promised.");

    /// <summary>A bonus on a reward that the program does not give.</summary>
    public static readonly Refusal NoRewardToAddTo = Refusal.State(
        "campaign_without_reward", "The program gives no reward on that side, so there is nothing to add a bonus to.");

    /// <summary>Nothing to double.</summary>
    public static readonly Refusal PiecesTakeNoBonus = Refusal.State(
        "campaign_reward_in_pieces", "A reward in pieces or periods takes no bonus; only amounts, percentages and points do.");

    /// <summary>A shop's till cannot take a percentage and an amount off by one code.</summary>
    public static readonly Refusal ExtraOnPercentage = Refusal.State(
        "campaign_extra_on_percentage", "An extra amount cannot be added to a code for a percentage; multiply it instead.");

    /// <summary>More than everything off.</summary>
    public static readonly Refusal BeyondEverything = Refusal.State(
        "campaign_beyond_everything", "With this bonus the friend's code would take more than 100% off.");

    /// <summary>A sum of what nobody knows beforehand.</summary>
    public static readonly Refusal AmountIsUnknown = Refusal.State(
        "campaign_amount_unknown",
        "What a code for a percentage without a cap, or points, cost is not known beforehand; limit the number of rewards instead.");

    /// <summary>A segment that a waiting campaign needs.</summary>
    public static readonly Refusal SegmentIsInUse = Refusal.State(
        "segment_in_use", "A campaign that has not ended has this segment as its audience.");
}
