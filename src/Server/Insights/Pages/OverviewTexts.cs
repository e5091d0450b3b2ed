namespace Vouch.Server.Insights.Pages;

/// <summary>The words of the overview.</summary>
internal static class OverviewTexts
{
    public const string Title = "Overview";
    public const string LastDays = "Last 30 days";
    public const string NewProgram = "New program";
    public const string Revenue = "Referred revenue";
    public const string Referrals = "Referred orders";
    public const string Advocates = "Active advocates";
    public const string Cost = "Reward cost";
    public const string Trend = "Clicks and orders, last 30 days";
    public const string Clicks = "Clicks";
    public const string Orders = "Orders";
    public const string Funnel = "From share to approval";
    public const string Shares = "Shares";
    public const string Claims = "Claims";
    public const string Approved = "Approved";
    public const string Attention = "Needs a person";
    public const string NothingToDo = "Nothing is waiting for you.";
    public const string Look = "Look";
    public const string Latest = "Latest referrals";
    public const string All = "All referrals";
    public const string Friend = "Friend";
    public const string BroughtBy = "Brought by";
    public const string Order = "Order";
    public const string Status = "Status";
    public const string When = "When";
    public const string FirstTitle = "No referral yet";
    public const string FirstText = "Once a friend of an advocate claims the offer or orders, the case stands here with everything "
        + "that led to it.";
    public const string NoOrder = "no order yet";
}
