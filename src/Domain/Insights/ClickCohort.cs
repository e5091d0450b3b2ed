namespace Vouch.Domain.Insights;

/// <summary>
/// What became of one group of people: the friends who clicked in a period, each followed from the first click for as long as an order
/// counts as its outcome. Every step is a part of the one before it, so shares of it never exceed the whole.
/// </summary>
/// <param name="Clicked">Distinct friends who clicked; the denominator of click → order.</param>
/// <param name="Known">Of them, who took the offer or bought.</param>
/// <param name="Bought">Of them, with a paid first order, refunded or objected to as it may be.</param>
/// <param name="Kept">Of them, with one that is valid; the numerator of click → order.</param>
/// <param name="Approved">Of them, with one whose referral is approved.</param>
/// <param name="IsMature">The last of them has had the time to buy, and to send back.</param>
public sealed record ClickCohort(long Clicked, long Known, long Bought, long Kept, long Approved, bool IsMature);

/// <summary>The money of one day, by the date of the orders.</summary>
/// <param name="Revenue">Net of valid attributed orders, minor units.</param>
/// <param name="NewCustomers">Valid attributed first orders.</param>
/// <param name="Cost">Rewards of both sides for its orders, minor units, less what was taken back.</param>
/// <param name="IsMature">Its orders can no longer come back.</param>
public sealed record DayFigures(long Revenue, long NewCustomers, decimal Cost, bool IsMature);
