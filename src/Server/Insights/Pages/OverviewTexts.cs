using Vouch.Domain.Insights;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Insights.Pages;

/// <summary>The words of the overview.</summary>
internal static class OverviewTexts
{
    public const string Title = "Overview";
    public const string Periods = "How many days";
    public const string NewProgram = "New program";
    public const string Revenue = "Referred revenue";
    public const string Customers = "New customers";
    public const string Cost = "Reward cost";
    public const string ReturnMargin = "Return on margin";
    public const string ReturnRevenue = "Return on revenue";
    public const string TellMargin = "On margin: tell yours first, this one can praise a loss.";
    public const string Trend = "Day by day";
    public const string Trends = "What the chart shows";
    public const string PeriodBefore = "Period before";
    public const string Funnel = "Friends who clicked";
    public const string Clicked = "Clicked a link";
    public const string Known = "Took the offer or bought";
    public const string Bought = "Bought";
    public const string Kept = "And kept it";
    public const string Approved = "Referral approved";
    public const string Goals = "Goals";
    public const string NoGoalTitle = "No goal yet";
    public const string NoGoal = "With one you see here whether you get there in time.";
    public const string SetGoal = "Choose one of three";
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

    /// <summary>How many customers wait for an answer.</summary>
    public static string Cases(string count, long n) =>
        n == 1 ? "One unhappy customer waits for an answer." : $"{count} unhappy customers wait for an answer.";

    /// <summary>How many mails of the last week did not arrive.</summary>
    public static string Lost(string count, long n, bool isBounced) =>
        (n == 1 ? "One mail" : $"{count} mails") + " of the last 7 days "
            + (isBounced ? "bounced: the address takes none." : "could not be sent.");

    /// <summary>The period and the one it is compared with.</summary>
    public static string Span(Locality place, DateOnly today, int days)
    {
        string Day(int ahead) => today.AddDays(ahead).ToString("d MMM", place.Culture);
        return $"{Day(1 - days)} to {Day(0)}, today so far, against {Day(1 - (2 * days))} to {Day(-days)}.";
    }

    /// <summary>What of the period may still change.</summary>
    public static string Maturity(int days, int mature, int returnDays) => mature == days ? ""
        : $"Orders can come back for {returnDays} days, so "
            + (mature == 0 ? "all of it may still change." : $"the last {days - mature} days may still change.");

    /// <summary>Against the period before; empty where both are nothing.</summary>
    public static string Change(Locality place, decimal now, decimal before) => (now, before) switch
    {
        (0, 0) => "",
        (_, <= 0) => "none before",
        _ => $"{(now >= before ? "+" : "−")}{place.Number(100 * Math.Abs(now - before) / before, 1)} %",
    };

    /// <summary>A share against the period before, in points.</summary>
    public static string Points(Locality place, decimal? now, decimal? before) => now is { } value && before is { } was
        ? $"{(value >= was ? "+" : "−")}{place.Number(100 * Math.Abs(value - was), Math.Abs(value - was) < 0.1m ? 1 : 0)} points" : "";

    /// <summary>Of how many orders it comes.</summary>
    public static string OfOrders(Locality place, KpiReport now)
    {
        var n = now[Kpi.AovReferredAllMinor].Data.Have;
        return n == 1 ? "of one order" : $"of {place.Number(n)} orders";
    }

    /// <summary>What a first order is worth.</summary>
    public static string FirstOrders(Locality place, KpiReport now) => now[Kpi.AovReferredFirstMinor].Value is { } value
        ? $"{place.Money((long)Math.Round(value, MidpointRounding.AwayFromZero))} a first order" : "";

    /// <summary>What one of them cost.</summary>
    public static string Each(string money) => $"{money} for each new customer";

    /// <summary>The other return.</summary>
    public static string OnRevenue(string value) => $"On revenue, as marketers state it: {value}";

    /// <summary>Why a figure is to be taken with care.</summary>
    public static string TooFew(string missing) => $"Few orders yet ({missing}).";

    /// <summary>What the group of the funnel is.</summary>
    public static string FunnelNote(int days, bool isMature) =>
        $"One group of people: each is followed for {days} days from the first click." + (isMature ? "" : " Some still have time.");

    /// <summary>How many tasks are folded away.</summary>
    public static string MoreTasks(int n) => $"{n} more";

    /// <summary>What the chart shows.</summary>
    public static string TrendName(OverviewTrend trend) => trend switch
    {
        OverviewTrend.Customers => Customers, OverviewTrend.Cost => Cost, _ => Revenue,
    };
}
