using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights;

/// <summary>The measures of a period.</summary>
/// <param name="Period">What was measured.</param>
/// <param name="Measures">Every member of <see cref="Kpi"/>.</param>
/// <param name="CacChannels">The cost of a new customer, minor units, by channel.</param>
public sealed record KpiReport(
    KpiPeriod Period, IReadOnlyDictionary<Kpi, Measure> Measures, IReadOnlyDictionary<string, Measure> CacChannels)
{
    /// <summary>One measure.</summary>
    public Measure this[Kpi kpi] => Measures[kpi];

    /// <summary>Makes the measures of sums and counts; source: science.md 1.</summary>
    public static KpiReport From(KpiCounts counts)
    {
        var measures = new Dictionary<Kpi, Measure>();
        Reach(counts, measures);
        Conversion(counts, measures);
        Revenue(counts, measures);
        Cost(counts, measures);
        Rewards(counts, measures);
        Advocates(counts, measures);
        return new(
            counts.Period, measures, counts.Channels.ToDictionary(channel => channel.Channel, channel => Cac(channel, counts.Period)));
    }

    private static void Reach(KpiCounts c, Dictionary<Kpi, Measure> to)
    {
        var isOver = c.Period.IsOver(0);
        to[Kpi.ParticipationRate] = Measure.Share(c.CustomerParticipants, c.Customers, isOver);
        to[Kpi.ParticipantsWithoutOrder] = Measure.Count(c.Participants - c.CustomerParticipants, isOver);

        // Somebody may join without having seen the invitation, so this may exceed 1, and then has no interval.
        to[Kpi.JoinConversion] = Measure.Share(c.Joined, c.Prompted, isOver);
        to[Kpi.ShareRate] = Measure.Share(c.Sharers, c.Participants, isOver);
        to[Kpi.ReferralRateMade] = Measure.Share(c.ReferrersMade, c.Customers, isOver);
        to[Kpi.ReferralRateSuccessful] = Measure.Share(c.ReferrersSuccessful, c.Customers, c.Period.IsOver(c.Terms.ReturnDays));
        to[Kpi.UniqueFriendClicks] = Measure.Count(c.UniqueClicks, isOver);
        to[Kpi.ClicksPerShare] = Measure.Ratio(
            c.UniqueClicks, c.Shares, Clustered(c, one => one.Clicks, one => one.Shares), isOver, DataState.Rate(c.Shares));
        to[Kpi.ShareClickThrough] = Measure.Share(c.ClickedShares, c.Shares, isOver);
    }

    private static void Conversion(KpiCounts c, Dictionary<Kpi, Measure> to)
    {
        var isMature = c.Period.IsOver(c.Terms.ClickDays + c.Terms.ReturnDays);
        var click = Measure.Share(c.ConvertedFriends, c.ClickedFriends, isMature);

        // Friends of one advocate are alike; the wider interval is the honest one. Without sums by advocate Wilson's has to do.
        to[Kpi.ConversionClickToOrder] =
            click with { Interval = Wider(click.Interval, Clustered(c, one => one.ConvertedFriends, one => one.ClickedFriends)) };
        to[Kpi.ConversionClickToOrderGross] = Measure.Share(c.ConvertedFriendsGross, c.ClickedFriends, c.Period.IsOver(c.Terms.ClickDays));
        to[Kpi.ConversionReferredToOrder] = Measure.Share(c.ConvertedLeads, c.Leads, isMature);
    }

    private static void Revenue(KpiCounts c, Dictionary<Kpi, Measure> to)
    {
        var isMature = c.Period.IsOver(c.Terms.ReturnDays);
        to[Kpi.NewReferredCustomers] = Measure.Count(c.NewReferred, isMature);
        to[Kpi.ReferralRevenueFirstMinor] = Measure.Sum(c.RevenueFirst, c.NewReferred, isMature);
        to[Kpi.ReferralRevenueAllMinor] = Measure.Sum(c.RevenueAll, c.ReferredOrders, isMature);
        to[Kpi.AovReferredAllMinor] = Measure.Ratio(
            c.RevenueAll, c.ReferredOrders, Clustered(c, one => one.RevenueAll, one => one.Orders), isMature,
            DataState.Orders(c.ReferredOrders));
        to[Kpi.AovReferredFirstMinor] = Measure.Ratio(
            c.RevenueFirst, c.NewReferred, Clustered(c, one => one.RevenueFirst, one => one.NewCustomers), isMature,
            DataState.Orders(c.NewReferred));
        to[Kpi.AovNonreferredFirstMinor] = Measure.Ratio(
            c.OtherFirstRevenue, c.OtherFirstOrders,
            Intervals.Mean(c.OtherFirstOrders, c.OtherFirstRevenue, (double)c.OtherFirstSquares), isMature,
            DataState.Orders(c.OtherFirstOrders));
    }

    private static void Cost(KpiCounts c, Dictionary<Kpi, Measure> to)
    {
        var isMature = c.Period.IsOver(c.Terms.ReturnDays);
        var (rewards, fixedCost) = (AtCost(c.Terms, c.Issued, c.IssuedCredit), (decimal)c.Terms.FixedCost);
        var (customers, orders) = (DataState.NewCustomers(c.NewReferred), DataState.Orders(c.ReferredOrders));

        // What is fixed is spread evenly, so that the sums over advocates are those of the whole.
        var each = c.ByAdvocate.Count == 0 ? 0 : (double)fixedCost / c.ByAdvocate.Count;
        double Spent(AdvocateSums one) => (double)AtCost(c.Terms, one.Issued, one.IssuedCredit);

        to[Kpi.RewardCostMinor] = Measure.Sum(rewards, c.ReferredOrders, isMature);
        to[Kpi.CacReferralVariableMinor] =
            Measure.Ratio(rewards, c.NewReferred, Clustered(c, Spent, one => one.NewCustomers), isMature, customers);
        to[Kpi.CacReferralFullMinor] = Measure.Ratio(
            rewards + fixedCost, c.NewReferred, Clustered(c, one => Spent(one) + each, one => one.NewCustomers), isMature, customers);
        to[Kpi.RoiSeed] = Measure.Ratio(
            c.RevenueAll - rewards, rewards, Clustered(c, one => one.RevenueAll - Spent(one), Spent), isMature, orders);
        to[Kpi.RoiMargin] = c.Terms.Margin is not { } share
            ? Measure.Ratio(0, 0, null, isMature, orders)
            : Measure.Ratio(
                (c.RevenueAll * Of(share)) - rewards - fixedCost, rewards + fixedCost,
                Clustered(c, one => (one.RevenueAll * (double)Of(share)) - Spent(one) - each, one => Spent(one) + each), isMature, orders);
    }

    private static void Rewards(KpiCounts c, Dictionary<Kpi, Measure> to)
    {
        // Issued = redeemed + expired + outstanding: nothing outstanding, nothing to wait for.
        var outstanding = c.Issued - c.Redeemed - c.Expired;
        var cases = DataState.Orders(c.ReferredOrders);
        to[Kpi.RedemptionRate] = Measure.Ratio(
            c.Redeemed, c.Issued, Clustered(c, one => one.Redeemed, one => one.Issued), outstanding == 0, cases);
        to[Kpi.BreakageRate] = Measure.Ratio(
            c.Expired, c.Issued, Clustered(c, one => one.Expired, one => one.Issued), outstanding == 0, cases);
        to[Kpi.OutstandingMinor] = Measure.Sum(outstanding, c.ReferredOrders, outstanding == 0);
    }

    private static void Advocates(KpiCounts c, Dictionary<Kpi, Measure> to)
    {
        var isMature = c.Period.IsOver(c.Terms.ReturnDays);
        to[Kpi.AdvocatesWithReferral] = Measure.Count(c.AdvocatesWithReferral, isMature);
        to[Kpi.RepeatReferrers] = Measure.Count(c.RepeatReferrers, isMature);
        to[Kpi.RepeatReferrersTrailingYear] = Measure.Count(c.RepeatReferrersYear, isMature);
        to[Kpi.RepeatReferrerRate] = Measure.Share(c.RepeatReferrers, c.AdvocatesWithReferral, isMature);

        var cycle = CycleTime.Of(c.CycleDays);
        var data = DataState.Count(cycle.Count);
        to[Kpi.CycleTimeDays] = Measure.Ratio(cycle.Median ?? 0, cycle.Count == 0 ? 0 : 1, null, isMature, data);
        to[Kpi.CycleTimeMeanDays] = Measure.Ratio(cycle.Sum, cycle.Count, cycle.MeanInterval, isMature, data);
    }

    private static Measure Cac(ChannelCost channel, KpiPeriod period)
    {
        // The spend is known; what varies is how many came for it.
        var count = Intervals.Poisson(channel.NewCustomers);
        return Measure.Ratio(
            channel.Spend, channel.NewCustomers,
            channel.NewCustomers == 0 ? null : new Interval(channel.Spend / count.High, channel.Spend / count.Low), period.IsOver(0),
            DataState.NewCustomers(channel.NewCustomers));
    }

    internal static decimal AtCost(KpiTerms terms, long issued, long credit) =>
        terms is { IsCreditAtCost: true, Margin: { } share } ? issued - (credit * Of(share)) : issued;

    private static decimal Of(Money.Percentage share) => share.BasisPoints / 10_000m;

    private static Interval? Clustered(KpiCounts c, Func<AdvocateSums, double> top, Func<AdvocateSums, double> bottom) =>
        Intervals.Ratio([.. c.ByAdvocate.Select(one => (top(one), bottom(one)))]);

    private static Interval? Wider(Interval? share, Interval? clustered) =>
        share is { } a && clustered is { } b && b.High - b.Low > a.High - a.Low ? new(Math.Max(0, b.Low), Math.Min(1, b.High)) : share;
}
