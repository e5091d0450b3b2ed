using Vouch.Domain.Insights;

namespace Vouch.Server.Insights.Pages;

/// <summary>How a measure is written.</summary>
internal enum KpiUnit { Share, Money, Count, Number }

/// <summary>What a measure is called, of what it is made, and where it stands on the page.</summary>
/// <param name="Kpi">Which.</param>
/// <param name="Name">In words.</param>
/// <param name="Formula">What is divided by what, in words.</param>
/// <param name="Unit">How it is written.</param>
internal sealed record KpiText(Kpi Kpi, string Name, string Formula, KpiUnit Unit);

/// <summary>The measures in the groups and the order in which they are read; definitions as in science.md 1.</summary>
internal static class KpiTexts
{
    private static readonly Lazy<Dictionary<Kpi, KpiText>> ByKpi = new(
        () => Groups!.SelectMany(group => group.Kpis).ToDictionary(text => text.Kpi));

    /// <summary>What a measure is called.</summary>
    public static KpiText Of(Kpi kpi) => ByKpi.Value[kpi];

    public static IReadOnlyList<(string Group, IReadOnlyList<KpiText> Kpis)> Groups { get; } =
    [
        ("Money",
        [
            new(
                Kpi.ReferralRevenueAllMinor, "Referred revenue",
                "Net of all valid attributed orders, later ones of the same friends too", KpiUnit.Money),
            new(Kpi.ReferralRevenueFirstMinor, "Referred revenue, first orders", "Net of valid attributed first orders", KpiUnit.Money),
            new(
                Kpi.RewardCostMinor, "Reward cost",
                "Rewards of both sides for orders of the period, issued, less what was taken back", KpiUnit.Money),
            new(
                Kpi.RoiSeed, "Return, on revenue", "(referred revenue − reward cost) ÷ reward cost; it can praise a loss", KpiUnit.Share),
            new(
                Kpi.RoiMargin, "Return, on margin",
                "(margin × referred revenue − reward cost − fixed cost) ÷ (reward cost + fixed cost)", KpiUnit.Share),
            new(
                Kpi.CacReferralVariableMinor, "Cost of a new customer, rewards alone",
                "Reward cost ÷ new referred customers", KpiUnit.Money),
            new(
                Kpi.CacReferralFullMinor, "Cost of a new customer, with fixed cost",
                "(reward cost + fixed cost) ÷ new referred customers", KpiUnit.Money),
            new(
                Kpi.AovReferredFirstMinor, "Average first order, referred",
                "Net of valid attributed first orders ÷ their number", KpiUnit.Money),
            new(
                Kpi.AovNonreferredFirstMinor, "Average first order, others",
                "Net of valid first orders that nobody referred ÷ their number", KpiUnit.Money),
            new(Kpi.AovReferredAllMinor, "Average order, referred", "Net of all valid attributed orders ÷ their number", KpiUnit.Money),
        ]),
        ("Customers",
        [
            new(Kpi.NewReferredCustomers, "New referred customers", "Persons with a valid attributed first order", KpiUnit.Count),
            new(
                Kpi.ConversionClickToOrder, "Click → order",
                "Friends who clicked in the period and had a valid first order within the click window ÷ friends "
                + "who clicked", KpiUnit.Share),
            new(
                Kpi.ConversionClickToOrderGross, "Click → order, before refunds and rejections",
                "The same with orders that were refunded or rejected as fraud", KpiUnit.Share),
            new(
                Kpi.ConversionReferredToOrder, "Referred person → order",
                "Persons who claimed or were invited in the period and have a valid order since ÷ all of them", KpiUnit.Share),
            new(
                Kpi.CycleTimeDays, "Cycle time, median days",
                "Days from the advocate’s first order to the friend’s, over all referrals so far", KpiUnit.Number),
            new(Kpi.CycleTimeMeanDays, "Cycle time, mean days", "The same, averaged", KpiUnit.Number),
        ]),
        ("Advocates",
        [
            new(Kpi.ParticipationRate, "Participation", "Customers who take part ÷ customers, at the period’s end", KpiUnit.Share),
            new(Kpi.ParticipantsWithoutOrder, "Take part without an order", "Participants who are no customers", KpiUnit.Count),
            new(Kpi.JoinConversion, "Asked → joined", "Joined in the period ÷ customers who saw the invitation to join", KpiUnit.Share),
            new(Kpi.ShareRate, "Sharing", "Participants with a share in the period ÷ participants", KpiUnit.Share),
            new(Kpi.ReferralRateMade, "Referral rate", "Customers who invited, brought a claim or an order ÷ customers", KpiUnit.Share),
            new(
                Kpi.ReferralRateSuccessful, "Referral rate, successful",
                "Customers with a valid first order of a friend ÷ customers", KpiUnit.Share),
            new(
                Kpi.AdvocatesWithReferral, "Advocates with a customer",
                "With a valid referred customer before the period’s end", KpiUnit.Count),
            new(Kpi.RepeatReferrers, "Repeat referrers", "Of them, with two or more", KpiUnit.Count),
            new(
                Kpi.RepeatReferrersTrailingYear, "Repeat referrers, last twelve months",
                "With two or more within twelve months", KpiUnit.Count),
            new(Kpi.RepeatReferrerRate, "Share of repeat referrers", "Repeat referrers ÷ advocates with a customer", KpiUnit.Share),
        ]),
        ("Sharing and rewards",
        [
            new(
                Kpi.UniqueFriendClicks, "Clicks of friends",
                "One a person, advocate and 24 hours, on shares of the period; no bots, no own clicks", KpiUnit.Count),
            new(Kpi.ClicksPerShare, "Clicks per share", "Clicks of friends ÷ shares", KpiUnit.Number),
            new(Kpi.ShareClickThrough, "Shares that were clicked", "Shares with a friend’s click ÷ shares", KpiUnit.Share),
            new(Kpi.RedemptionRate, "Rewards used", "Value redeemed ÷ value issued, less what was taken back", KpiUnit.Share),
            new(Kpi.BreakageRate, "Rewards expired unused", "Value expired ÷ value issued, less what was taken back", KpiUnit.Share),
            new(Kpi.OutstandingMinor, "Rewards still open", "Issued − used − expired", KpiUnit.Money),
        ]),
    ];
}
