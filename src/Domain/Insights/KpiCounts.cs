using Vouch.Domain.Money;

namespace Vouch.Domain.Insights;

/// <summary>How measures are taken.</summary>
/// <param name="ClickDays">How many days after a friend's first click an order still counts as its outcome (W).</param>
/// <param name="ReturnDays">How long orders may come back: younger outcomes are immature.</param>
/// <param name="Margin">Share of the net revenue that is left after the cost of goods; null where the merchant has not said.</param>
/// <param name="FixedCost">Fees, messaging and staff of the period, minor units.</param>
/// <param name="IsCreditAtCost">Counts store credit at face times (1 - margin) instead of at face.</param>
public sealed record KpiTerms(int ClickDays, int ReturnDays, Percentage? Margin, long FixedCost, bool IsCreditAtCost);

/// <summary>The period measured, half-open, and when it is looked at.</summary>
/// <param name="From">First instant inside.</param>
/// <param name="To">First instant after.</param>
/// <param name="Now">Orders and refunds up to here are known.</param>
public readonly record struct KpiPeriod(Instant From, Instant To, Instant Now)
{
    /// <summary>Inside the period.</summary>
    public bool Holds(Instant at) => at >= From && at < To;

    /// <summary>True when so many days have passed since the period's end.</summary>
    public bool IsOver(int days) => To.PlusDays(days) <= Now;
}

/// <summary>
/// Sums of one advocate, by which intervals know that friends of one advocate are alike. Meanings as in <see cref="KpiCounts"/>.
/// </summary>
/// <param name="Shares">Shares of the period.</param>
/// <param name="Clicks">Unique friend clicks on them.</param>
/// <param name="ClickedFriends">Friends whose first click of the period was on a link of this advocate.</param>
/// <param name="ConvertedFriends">Of them, with a valid first order.</param>
/// <param name="NewCustomers">Valid attributed first orders.</param>
/// <param name="Orders">Valid attributed orders.</param>
/// <param name="RevenueFirst">Net of the first orders, minor units.</param>
/// <param name="RevenueAll">Net of all attributed orders, minor units.</param>
/// <param name="Issued">Rewards of both sides of the orders of the period, net of clawback.</param>
/// <param name="IssuedCredit">Of that, store credit.</param>
/// <param name="Redeemed">Used of it.</param>
/// <param name="Expired">Unused of it and gone.</param>
public sealed record AdvocateSums(
    long Shares, long Clicks, long ClickedFriends, long ConvertedFriends, long NewCustomers, long Orders,
    long RevenueFirst, long RevenueAll, long Issued, long IssuedCredit, long Redeemed, long Expired)
{
    /// <summary>An advocate of whom nothing is known yet.</summary>
    public static AdvocateSums None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/// <summary>What a channel cost and brought in the period.</summary>
/// <param name="Channel">Its name as imported.</param>
/// <param name="Spend">Minor units.</param>
/// <param name="NewCustomers">First orders by last non-direct touch, referred customers left out.</param>
public sealed record ChannelCost(string Channel, long Spend, long NewCustomers);

/// <summary>So many referrals took so many whole days from the advocate's first order to the friend's.</summary>
/// <param name="Days">Whole days.</param>
/// <param name="Count">How many.</param>
public readonly record struct CycleCount(int Days, long Count);

/// <summary>
/// Everything measures are made of, as sums that a query can give. Valid is paid, not cancelled, not a test, not rejected as fraud, and
/// worth something after refunds. Amounts are minor units of the reporting currency, net, each order at its own day's rate.
/// </summary>
public sealed record KpiCounts
{
    /// <summary>The period.</summary>
    public required KpiPeriod Period { get; init; }

    /// <summary>How it is measured.</summary>
    public required KpiTerms Terms { get; init; }

    /// <summary>Customers with a valid order before the period's end.</summary>
    public long Customers { get; init; }

    /// <summary>Participants at the period's end: joined before it and not left.</summary>
    public long Participants { get; init; }

    /// <summary>Of them, those that are customers.</summary>
    public long CustomerParticipants { get; init; }

    /// <summary>Customers who were shown the invitation to join in the period.</summary>
    public long Prompted { get; init; }

    /// <summary>Who joined in the period.</summary>
    public long Joined { get; init; }

    /// <summary>Participants at the end who shared in the period, by whatever means, each once.</summary>
    public long Sharers { get; init; }

    /// <summary>Customers with a claim, an invitation or an attributed order of a friend in the period.</summary>
    public long ReferrersMade { get; init; }

    /// <summary>Customers with a valid attributed first order of a friend in the period.</summary>
    public long ReferrersSuccessful { get; init; }

    /// <summary>Shares of the period.</summary>
    public long Shares { get; init; }

    /// <summary>Of them, those that a friend clicked in the period.</summary>
    public long ClickedShares { get; init; }

    /// <summary>Unique friend clicks of the period on its shares: one a person, advocate and 24 hours; no bots, no own clicks.</summary>
    public long UniqueClicks { get; init; }

    /// <summary>Distinct friends who clicked in the period, on whatever share.</summary>
    public long ClickedFriends { get; init; }

    /// <summary>Of them, with a valid first order within the window after their first click of the period.</summary>
    public long ConvertedFriends { get; init; }

    /// <summary>The same with orders that were refunded or rejected as fraud.</summary>
    public long ConvertedFriendsGross { get; init; }

    /// <summary>Distinct persons claimed, registered or invited in the period.</summary>
    public long Leads { get; init; }

    /// <summary>Of them, with a valid order since.</summary>
    public long ConvertedLeads { get; init; }

    /// <summary>Valid attributed first orders of the period: new referred customers.</summary>
    public long NewReferred { get; init; }

    /// <summary>Valid attributed orders of the period, later ones of locked friends too.</summary>
    public long ReferredOrders { get; init; }

    /// <summary>Net of the first orders.</summary>
    public long RevenueFirst { get; init; }

    /// <summary>Net of all attributed orders.</summary>
    public long RevenueAll { get; init; }

    /// <summary>Valid first orders of the period that nobody referred.</summary>
    public long OtherFirstOrders { get; init; }

    /// <summary>Their net.</summary>
    public long OtherFirstRevenue { get; init; }

    /// <summary>The sum of the squares of their nets.</summary>
    public decimal OtherFirstSquares { get; init; }

    /// <summary>Rewards of both sides for orders of the period, issued net of clawback and void.</summary>
    public long Issued { get; init; }

    /// <summary>Of that, store credit.</summary>
    public long IssuedCredit { get; init; }

    /// <summary>Redeemed of what was issued.</summary>
    public long Redeemed { get; init; }

    /// <summary>Expired unused of it.</summary>
    public long Expired { get; init; }

    /// <summary>Advocates with a valid referred customer before the period's end.</summary>
    public long AdvocatesWithReferral { get; init; }

    /// <summary>Of them, with two or more distinct ones.</summary>
    public long RepeatReferrers { get; init; }

    /// <summary>With two or more in the twelve months before the period's end.</summary>
    public long RepeatReferrersYear { get; init; }

    /// <summary>Days from an advocate's first order to a friend's valid first order, over all referrals known now; in any order.</summary>
    public IReadOnlyList<CycleCount> CycleDays { get; init; } = [];

    /// <summary>Other channels.</summary>
    public IReadOnlyList<ChannelCost> Channels { get; init; } = [];

    /// <summary>The sums of each advocate that has any; without them ratios have no interval.</summary>
    public IReadOnlyList<AdvocateSums> ByAdvocate { get; init; } = [];
}
