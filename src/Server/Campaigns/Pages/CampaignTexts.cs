namespace Vouch.Server.Campaigns.Pages;

/// <summary>The words of the desk's pages about campaigns and segments.</summary>
internal static class CampaignTexts
{
    public const string Title = "Campaigns";
    public const string Under = "More for a while: a double week, a season, a launch.";
    public const string New = "New campaign";
    public const string Segments = "Segments";
    public const string SegmentsUnder =
        "Groups of advocates by rules. Who belongs is looked at afresh each time; a campaign fixes it when it begins.";
    public const string NewSegment = "New segment";
    public const string Tabs = "Campaigns and segments";
    public const string Name = "Name";
    public const string NameHint = "Advocates read it where a reward is explained.";
    public const string Program = "Program";
    public const string When = "When";
    public const string Bonus = "Bonus";
    public const string Audience = "For";
    public const string Status = "Status";
    public const string Starts = "Begins";
    public const string Ends = "Ends";
    public const string TimeHint = "In your shop’s time.";
    public const string AdvocateBonus = "Advocates get";
    public const string FriendBonus = "Friends get";
    public const string Size = "How much";
    public const string SizeHint = "A multiple such as 1.5, or the extra amount.";
    public const string Limits = "How much of it";
    public const string LimitsNote = "When it is used up, rewards come without the bonus.";
    public const string MostRewards = "At most so many rewards with a bonus";
    public const string MostAmount = "At most so much bonus in all";
    public const string Mails = "Mails";
    public const string MailsNote = "They keep to quiet hours and to the most per day and month, and never go to those who opted out.";
    public const string Announce = "Tell the audience when it begins";
    public const string Remind = "Remind them before it ends";
    public const string DaysBefore = "days before";
    public const string Headline = "Headline";
    public const string HeadlineHint = "Left empty, the mail has its usual one in each reader’s language.";
    public const string Words = "A paragraph of yours";
    public const string Everybody = "Everybody, newcomers too";
    public const string Save = "Save";
    public const string Create = "Save as a draft";
    public const string Cancel = "Cancel";
    public const string Edit = "Edit";
    public const string Schedule = "Schedule";
    public const string CallOff = "Call off";
    public const string CallOffWarning = "The campaign will never begin.";
    public const string End = "End now";
    public const string EndWarning = "Orders from now on have no bonus. What was promised stays.";
    public const string Saved = "Saved.";
    public const string Wrong = "The campaign could not be kept; see below.";
    public const string WrongSegment = "The segment could not be kept; see below.";
    public const string NotATime = "Needs a day and a time.";
    public const string NotOfTheList = "Choose one of the list.";
    public const string NotANumber = "Is no number.";
    public const string EmptyTitle = "No campaign yet";
    public const string EmptyText = "A bonus for a short time wakes those who have stopped recommending.";
    public const string SegmentsEmptyTitle = "No segment yet";
    public const string SegmentsEmptyText = "Such as: no share for ninety days. Then a campaign can be for them alone.";
    public const string Preview = "What it means";
    public const string Terms = "What it gives";
    public const string Results = "Results";
    public const string ResultsNote = "A comparison, not an effect";
    public const string NoResults = "There is nothing to count before it begins.";
    public const string During = "While it ran";
    public const string Before = "The same time before";
    public const string Measure = "Measure";
    public const string Told = "Mails sent";
    public const string Rewarded = "Rewards with the bonus";
    public const string Cost = "Bonus in all";
    public const string Shares = "Shares";
    public const string Clicks = "Clicks";
    public const string Claims = "Offers taken";
    public const string Orders = "Orders";
    public const string Revenue = "Revenue, after refunds";
    public const string Rewards = "Rewards promised";
    public const string RewardCost = "What they come to";
    public const string Nothing = "nothing";
    public const string Delete = "Delete";
    public const string DeleteWarning = "The segment is gone for good; campaigns that ran keep their audience.";
    public const string Rule = "Who belongs";
    public const string RuleNote = "All that you state must hold. Only active advocates belong.";
    public const string Members = "Advocates";
    public const string SaveSegment = "Save the segment";
    public const string Changed = "Changed";
    public const string Days = "days";

    /// <summary>The choices of a bonus.</summary>
    public static readonly (string, string)[] Bonuses =
        [("none", "as always"), ("double", "double"), ("times", "a multiple"), ("extra", "an extra amount")];

    /// <summary>Yes, no, or not asked.</summary>
    public static readonly (string, string)[] Either = [("", "not asked"), ("true", "yes"), ("false", "no")];

    /// <summary>How many it is for.</summary>
    public static string Count(long advocates) => advocates == 1 ? "1 advocate" : $"{advocates} advocates";
}
