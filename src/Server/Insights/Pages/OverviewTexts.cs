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
    public const string StepsTitle = "Begin here";
    public const string StepsNote = "Four steps to the first friend. The figures stand here as soon as a link was followed.";
    public const string StepDone = "done";
    public const string MakeProgram = "Make a program";
    public const string MakeProgramText = "It says what a friend gets, what the advocate gets, and what has to happen for it.";
    public const string StartProgram = "Start it";
    public const string StartProgramText = "A program is a draft until you activate it; from then on links and codes count.";
    public const string ToPrograms = "To the programs";
    public const string AskAdvocates = "Let the first customers in";
    public const string AskAdvocatesText = "Your shop’s server tells Vouch who may recommend: POST /v1/advocates with an e-mail address "
        + "answers with that person’s link and code.";
    public const string ToContract = "Read the API";
    public const string ShareLink = "Share the first link";
    public const string ShareLinkText = "Each advocate’s link stands on their page here and on their own page. Try it: the visit shows "
        + "in the figures.";
    public const string ToAdvocates = "To the advocates";
    public const string NoOrder = "no order yet";

    /// <summary>How many referrals wait for a person.</summary>
    public static string InReview(string count, long n) =>
        n == 1 ? "One referral waits for your decision." : $"{count} referrals wait for your decision.";
}
