using Vouch.Domain.Insights;

namespace Vouch.Server.Insights.Pages;

/// <summary>The words of the pages of figures.</summary>
internal static class InsightsTexts
{
    public const string Title = "Insights";
    public const string Under = "Attributed, not incremental: some of these friends would have come anyway.";
    public const string Tabs = "Kinds of figures";
    public const string Measures = "Measures";
    public const string Channels = "Channels";
    public const string Cohorts = "Cohorts";
    public const string Lifetime = "Lifetime value";
    public const string From = "From";
    public const string To = "To";
    public const string Program = "Program";
    public const string AllPrograms = "All programs";
    public const string Show = "Show";
    public const string Csv = "Download as CSV";
    public const string Trend = "New customers and friends who clicked";
    public const string NewCustomers = "New customers";
    public const string ClickedFriends = "Friends who clicked";
    public const string Clicks = "Clicks";
    public const string Measure = "Measure";
    public const string Value = "Value";
    public const string MadeOf = "Made of";
    public const string Interval = "95 % interval";
    public const string Before = "Period before";
    public const string Immature = "may still change";
    public const string None = "–";
    public const string NoMargin = "The return on margin needs your margin: it stands with the payouts’ settings.";
    public const string Channel = "Channel";
    public const string Shares = "Shares";
    public const string Orders = "Orders";
    public const string Revenue = "Revenue";
    public const string Conversion = "First orders per click";
    public const string ChannelsEmptyTitle = "Nothing in this period";
    public const string ChannelsEmptyText = "Once a link is shared, followed or used, its channel stands here.";
    public const string Best = "Who brings most";
    public const string Advocate = "Advocate";
    public const string Concentration = "How much hangs on few";
    public const string Costs = "What a new customer costs";
    public const string Referral = "Referral, rewards alone";
    public const string CostsNote = "Other channels stand here once their cost is told: PUT /v1/channel-costs.";
    public const string CohortsTitle = "Who comes back, by month of the first order";
    public const string CohortsNote = "Share of the month’s customers with an order so many months later. Pale figures may still change.";
    public const string Month = "Month";
    public const string Customers = "Customers";
    public const string MarginTitle = "What a customer left so far, margin";
    public const string RevenueTitle = "What a customer left so far, revenue";
    public const string CohortsEmptyTitle = "No customer yet";
    public const string CohortsEmptyText = "With the first paid order a month begins here. "
        + "Orders of the past come in by vouch import orders.";
    public const string Realised = "What a customer left, realised";
    public const string RealisedNote = "Only customers whose days are over. No model, no risk.";
    public const string Projection = "Projection";
    public const string Model = "Model";
    public const string FirstFrom = "First purchase from";
    public const string Observed = "Observed until";
    public const string Holdout = "Tried until";
    public const string Fit = "Fit";
    public const string Groups = "Groups";
    public const string GroupsBy = "By";
    public const string GroupsNote = "Each order is in one group, so the columns add up to the measures of the same days.";
    public const string GroupsEmptyTitle = "No referred order in these days";
    public const string GroupsEmptyText = "Choose other days, or come back when the first friend has bought.";
    public const string AverageOrder = "An order";
    public const string RewardCost = "Reward cost";
    public const string CostOfCustomer = "A new customer";
    public const string ReturnOnRewards = "Return";
    public const string CountingFirst =
        "The figures are being counted. That takes a moment in a shop of this size; this page looks again by itself.";
    public const string CountingShort = "Being counted.";
    public const string CountedAt = "Counted";
    public const string CountingAnew = "They are being counted anew; load the page again in a minute.";
    public const string Computing = "Fitting the model …";
    public const string ComputingNote = "This page looks again by itself.";
    public const string NotProjectable = "Not enough data for a projection; the realised figures above are what there is.";
    public const string Stable = "Stable: from 800 customers on the projection hardly depends on which they are.";
    public const string Parameters = "Parameters";
    public const string LogLikelihood = "Log-likelihood";
    public const string Spend = "A repeat purchase is worth";
    public const string Doubtful = "how often and how much hang together, so take it with care";
    public const string BackTest = "Back-test: what the model would have said";
    public const string NoBackTest = "Give a day until which to try the model, and what it would have said stands beside what happened.";
    public const string Limit = "All of these models tend to say too little of the future: on the published data 11 to 16 % too little.";
    public const string Repeats = "Repeat purchases so far";
    public const string Actual = "Happened, each";
    public const string Predicted = "Expected, each";
    public const string Gate = "What it needs";
    public const string Have = "There is";
    public const string Needed = "Needed";
    public const string Compared = "Referred against comparable others";
    public const string ComparedNote = "Net of the first 180 days, customers of the same months, "
        + "alike in country, first order, category and weekday.";
    public const string NotComparable = "Not comparable yet:";

    public static string GateName(string gate) => gate switch
    {
        "customers" => "Customers", "repeaters" => "Customers who came again", "weeks" => "Weeks observed", "fit" => "A fit that settled",
        "referred" => "Referred customers", "others" => "Other customers", "models" => "Models that can be computed",
        "effective_sample" => "Others, as weighted", _ => "Largest difference that is left (standard deviations)",
    };

    public static string ModelName(string model) => model switch
    {
        "bg_nbd" => "BG/NBD", "mbg_nbd" => "MBG/NBD", "pareto_nbd" => "Pareto/NBD", _ => "sBG (subscriptions)",
    };

    /// <summary>Where a table ends before its rows do.</summary>
    public static string FewRows(string few, string all) => $"The first {few} of {all}. All of them are in the file.";

    /// <summary>Where there are more channels than one reads.</summary>
    public static string DearestOf(string few, string all) => $"The {few} dearest of {all}. All of them: GET /v1/reports/kpis.";

    /// <summary>By what orders are told apart.</summary>
    public static string By(BreakdownBy by) => by switch
    {
        BreakdownBy.Program => "Program", BreakdownBy.Channel => "Channel", BreakdownBy.Campaign => "Campaign",
        BreakdownBy.Country => "Country", BreakdownBy.Device => "Device", _ => "New or returning",
    };
}
