using Vouch.Domain.Tracking;

namespace Vouch.Domain.Insights;

/// <summary>Counts what measures are made of from plain facts; the definitions in words stand at <see cref="KpiCounts"/>.</summary>
public static class CountKpis
{
    /// <summary>The sums and counts of a period.</summary>
    public static KpiCounts From(KpiFacts facts)
    {
        var orders = Worth(facts);
        var counts = Rewards(facts, Orders(facts, orders, new KpiCounts
        {
            Period = facts.Period,
            Terms = facts.Terms,
            Channels = facts.Channels,
            Prompted = facts.Prompted.Distinct().Count(),
            CycleDays = Cycles(facts, orders),
        }));
        counts = Referrers(facts, orders, Clicks(facts, orders, Stocks(facts, counts)));
        return counts with { ByAdvocate = ByAdvocate(facts, orders) };
    }

    /// <summary>What became of the friends who clicked in the period; the first of them is the denominator of click → order.</summary>
    public static ClickCohort Follow(KpiFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var byPerson = Worth(facts).ToLookup(order => order.Fact.Person);
        var claims = facts.Leads.Where(lead => !lead.IsInvitation).ToLookup(lead => lead.Person, lead => lead.At);
        var (clicked, known, bought, kept, approved) = (0L, 0L, 0L, 0L, 0L);
        foreach (var friend in Friends(facts))
        {
            var orders = byPerson[friend.Person].Where(order => Follows(facts, order, friend.At)).ToList();
            var last = friend.At.PlusDays(facts.Terms.ClickDays);
            clicked++;
            known += orders.Count > 0 || claims[friend.Person].Any(at => at >= friend.At && at <= last) ? 1 : 0;
            bought += orders.Count > 0 ? 1 : 0;
            kept += orders.Exists(order => order.IsValid) ? 1 : 0;
            approved += orders.Exists(order => order.IsValid && order.Fact.IsApproved) ? 1 : 0;
        }

        return new ClickCohort(
            clicked, known, bought, kept, approved, facts.Period.IsOver(facts.Terms.ClickDays + facts.Terms.ReturnDays));
    }

    /// <summary>The money of the period day by day.</summary>
    /// <param name="facts">Of which the period does not matter.</param>
    /// <param name="starts">The first instant of each day, in order, and last the first instant after them all.</param>
    public static IReadOnlyList<DayFigures> Course(KpiFacts facts, IReadOnlyList<Instant> starts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(starts);
        var inside = facts with { Period = facts.Period with { From = starts[0], To = starts[^1] } };
        var days = new (long Revenue, long Customers, long Issued, long Credit)[starts.Count - 1];
        var edges = starts.ToArray();
        int DayOf(Instant at) => Array.BinarySearch(edges, at) is var place && place >= 0 ? place : ~place - 1;

        foreach (var order in Worth(inside).Where(
            order => order is { IsValid: true, Fact.Advocate: not null } && inside.Period.Holds(order.Fact.At)))
        {
            ref var day = ref days[DayOf(order.Fact.At)];
            day.Revenue += order.Net;
            day.Customers += order.Fact.IsFirst ? 1 : 0;
        }

        foreach (var (reward, order) in RewardsOfPeriod(inside))
        {
            ref var day = ref days[DayOf(order.At)];
            day.Issued += reward.Issued - reward.Clawed;
            day.Credit += reward.IsCredit ? reward.Issued - reward.Clawed : 0;
        }

        return
        [
            .. days.Select((day, i) => new DayFigures(
                day.Revenue, day.Customers, KpiReport.AtCost(facts.Terms, day.Issued, day.Credit),
                starts[i + 1].PlusDays(facts.Terms.ReturnDays) <= facts.Period.Now)),
        ];
    }

    private static KpiCounts Stocks(KpiFacts facts, KpiCounts counts)
    {
        var customers = Customers(facts);
        var participants = facts.Participants
            .Where(one => one.Joined < facts.Period.To && (one.Left is not { } left || left >= facts.Period.To))
            .Select(one => one.Customer).ToHashSet();
        var shares = facts.Shares.Where(share => facts.Period.Holds(share.At)).ToList();
        return counts with
        {
            Customers = customers.Count,
            Participants = participants.Count,
            CustomerParticipants = participants.Count(customers.Contains),
            Joined = facts.Participants.Where(one => facts.Period.Holds(one.Joined)).Select(one => one.Customer).Distinct().Count(),
            Sharers = shares.Select(share => share.Advocate).Where(participants.Contains).Distinct().Count(),
            Shares = shares.Count,
        };
    }

    private static KpiCounts Clicks(KpiFacts facts, IReadOnlyList<Valued> orders, KpiCounts counts)
    {
        var onShares = OnShares(facts);
        var friends = Friends(facts);
        var leads = facts.Leads.Where(lead => facts.Period.Holds(lead.At))
            .GroupBy(lead => lead.Person).Select(leads => (Person: leads.Key, At: leads.Min(lead => lead.At))).ToList();
        var byPerson = orders.ToLookup(order => order.Fact.Person);
        return counts with
        {
            ClickedShares = onShares.Select(one => one.Click.Share).Distinct().Count(),
            UniqueClicks = Unique(facts, onShares),
            ClickedFriends = friends.Count,
            ConvertedFriends = friends.Count(
                friend => byPerson[friend.Person].Any(order => order.IsValid && Follows(facts, order, friend.At))),
            ConvertedFriendsGross = friends.Count(friend => byPerson[friend.Person].Any(order => Follows(facts, order, friend.At))),
            Leads = leads.Count,
            ConvertedLeads = leads.Count(lead => byPerson[lead.Person].Any(order => order.IsValid && order.Fact.At >= lead.At)),
        };
    }

    private static KpiCounts Orders(KpiFacts facts, IReadOnlyList<Valued> orders, KpiCounts counts)
    {
        var valid = orders.Where(order => order.IsValid && facts.Period.Holds(order.Fact.At)).ToList();
        var referred = valid.Where(order => order.Fact.Advocate is not null).ToList();
        var first = referred.Where(order => order.Fact.IsFirst).ToList();
        var others = valid.Where(order => order.Fact is { Advocate: null, IsFirst: true }).ToList();
        return counts with
        {
            NewReferred = first.Select(order => order.Fact.Person).Distinct().Count(),
            ReferredOrders = referred.Count,
            RevenueFirst = first.Sum(order => order.Net),
            RevenueAll = referred.Sum(order => order.Net),
            OtherFirstOrders = others.Count,
            OtherFirstRevenue = others.Sum(order => order.Net),
            OtherFirstSquares = others.Sum(order => (decimal)order.Net * order.Net),
        };
    }

    private static KpiCounts Rewards(KpiFacts facts, KpiCounts counts)
    {
        var rewards = RewardsOfPeriod(facts).Select(pair => pair.Reward).ToList();
        return counts with
        {
            Issued = rewards.Sum(reward => reward.Issued - reward.Clawed),
            IssuedCredit = rewards.Where(reward => reward.IsCredit).Sum(reward => reward.Issued - reward.Clawed),
            Redeemed = rewards.Sum(reward => reward.Redeemed),
            Expired = rewards.Sum(reward => reward.Expired),
        };
    }

    private static KpiCounts Referrers(KpiFacts facts, IReadOnlyList<Valued> orders, KpiCounts counts)
    {
        var customers = Customers(facts);
        var attributed = orders.Where(order => order.Fact.Advocate is not null).ToList();
        var made = attributed.Where(order => facts.Period.Holds(order.Fact.At)).Select(order => order.Fact.Advocate!)
            .Concat(facts.Leads.Where(lead => facts.Period.Holds(lead.At)).Select(lead => lead.Advocate));
        var won = attributed.Where(order => order is { IsValid: true, Fact.IsFirst: true } && order.Fact.At < facts.Period.To).ToList();
        var toDate = FriendsWon(won);
        return counts with
        {
            ReferrersMade = made.Where(customers.Contains).Distinct().Count(),
            ReferrersSuccessful = won.Where(order => facts.Period.Holds(order.Fact.At)).Select(order => order.Fact.Advocate!)
                .Where(customers.Contains).Distinct().Count(),
            AdvocatesWithReferral = toDate.Count,
            RepeatReferrers = toDate.Count(friends => friends >= 2),
            RepeatReferrersYear = FriendsWon(won.Where(order => order.Fact.At >= facts.Period.To.PlusMonths(-12)))
                .Count(friends => friends >= 2),
        };
    }

    private static List<CycleCount> Cycles(KpiFacts facts, IReadOnlyList<Valued> orders)
    {
        var firstOrders = facts.Customers.ToDictionary(customer => customer.Id, customer => customer.FirstOrder);
        return
        [
            .. orders.Where(order => order is { IsValid: true, Fact: { IsFirst: true, Advocate: not null } }
                    && firstOrders.ContainsKey(order.Fact.Advocate) && order.Fact.At <= facts.Period.Now)
                .Select(order => (order.Fact.At - firstOrders[order.Fact.Advocate!]).Days)
                .CountBy(days => days).Select(pair => new CycleCount(pair.Key, pair.Value)),
        ];
    }

    private static List<AdvocateSums> ByAdvocate(KpiFacts facts, IReadOnlyList<Valued> orders)
    {
        var sums = new Dictionary<string, AdvocateSums>();
        void Add(string advocate, Func<AdvocateSums, AdvocateSums> add) =>
            sums[advocate] = add(sums.GetValueOrDefault(advocate, AdvocateSums.None));

        foreach (var share in facts.Shares.Where(share => facts.Period.Holds(share.At)))
        {
            Add(share.Advocate, sum => sum with { Shares = sum.Shares + 1 });
        }

        foreach (var clicks in OnShares(facts).GroupBy(one => one.Share.Advocate))
        {
            Add(clicks.Key, sum => sum with { Clicks = Unique(facts, [.. clicks]) });
        }

        var byPerson = orders.ToLookup(order => order.Fact.Person);
        foreach (var friend in Friends(facts))
        {
            var converted = byPerson[friend.Person].Any(order => order.IsValid && Follows(facts, order, friend.At));
            Add(friend.Advocate, sum => sum with
            {
                ClickedFriends = sum.ClickedFriends + 1, ConvertedFriends = sum.ConvertedFriends + (converted ? 1 : 0),
            });
        }

        foreach (var order in orders.Where(
            order => order is { IsValid: true, Fact.Advocate: not null } && facts.Period.Holds(order.Fact.At)))
        {
            var (customers, first) = order.Fact.IsFirst ? (1, order.Net) : (0, 0);
            Add(order.Fact.Advocate!, sum => sum with
            {
                NewCustomers = sum.NewCustomers + customers, Orders = sum.Orders + 1,
                RevenueFirst = sum.RevenueFirst + first, RevenueAll = sum.RevenueAll + order.Net,
            });
        }

        foreach (var (reward, order) in RewardsOfPeriod(facts).Where(pair => pair.Order.Advocate is not null))
        {
            var issued = reward.Issued - reward.Clawed;
            Add(order.Advocate!, sum => sum with
            {
                Issued = sum.Issued + issued, IssuedCredit = sum.IssuedCredit + (reward.IsCredit ? issued : 0),
                Redeemed = sum.Redeemed + reward.Redeemed, Expired = sum.Expired + reward.Expired,
            });
        }

        return [.. sums.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
    }

    private static List<Valued> Worth(KpiFacts facts)
    {
        var refunds = facts.Refunds.GroupBy(refund => refund.Order).ToDictionary(all => all.Key, all => all.Sum(refund => refund.Net));
        return
        [
            .. facts.Orders.Where(order => order.Standing != OrderStanding.Void)
                .Select(order => new Valued(order, order.Net - refunds.GetValueOrDefault(order.Id))),
        ];
    }

    private static HashSet<string> Customers(KpiFacts facts) =>
        [.. facts.Customers.Where(customer => customer.FirstOrder < facts.Period.To).Select(customer => customer.Id)];

    private static List<(ClickFact Click, ShareFact Share)> OnShares(KpiFacts facts) =>
        [.. Human(facts).Where(one => facts.Period.Holds(one.Share.At))];

    private static IEnumerable<(ClickFact Click, ShareFact Share)> Human(KpiFacts facts) => facts.Clicks
        .Where(click => !click.IsExcluded && facts.Period.Holds(click.At))
        .Join(facts.Shares, click => click.Share, share => share.Id, (click, share) => (click, share));

    // Each friend with their first click of the period, and with whose link it was.
    private static List<(string Person, string Advocate, Instant At)> Friends(KpiFacts facts) =>
    [
        .. Human(facts).GroupBy(one => PersonOf(facts, one.Click))
            .Select(clicks => (clicks.Key, First: clicks.MinBy(one => one.Click.At)))
            .Select(one => (one.Key, one.First.Share.Advocate, one.First.Click.At)),
    ];

    private static long Unique(KpiFacts facts, IReadOnlyCollection<(ClickFact Click, ShareFact Share)> clicks) => clicks
        .GroupBy(one => one.Share.Advocate)
        .Sum(ofOne => UniqueVisits.Count(ofOne.Select(one => new Visit(PersonOf(facts, one.Click), 0, one.Click.At))));

    private static string PersonOf(KpiFacts facts, ClickFact click) => facts.Persons.GetValueOrDefault(click.Visitor, click.Visitor);

    private static bool Follows(KpiFacts facts, Valued order, Instant click) =>
        order.Fact.IsFirst && order.Fact.At >= click && order.Fact.At <= click.PlusDays(facts.Terms.ClickDays);

    /// <summary>The valid attributed orders of the period, each with its net after refunds.</summary>
    internal static IEnumerable<(OrderFact Order, long Net)> ReferredOrders(KpiFacts facts) => Worth(facts)
        .Where(order => order is { IsValid: true, Fact.Advocate: not null } && facts.Period.Holds(order.Fact.At))
        .Select(order => (order.Fact, order.Net));

    /// <summary>The rewards for orders of the period, each with its order.</summary>
    internal static IEnumerable<(RewardFact Reward, OrderFact Order)> RewardsOfPeriod(KpiFacts facts) =>
        facts.Rewards.Join(
            facts.Orders.Where(order => facts.Period.Holds(order.At)), reward => reward.Order, order => order.Id,
            (reward, order) => (reward, order));

    private static List<int> FriendsWon(IEnumerable<Valued> orders) =>
        [.. orders.GroupBy(order => order.Fact.Advocate).Select(won => won.Select(order => order.Fact.Person).Distinct().Count())];

    private sealed record Valued(OrderFact Fact, long Net)
    {
        internal bool IsValid => Fact.Standing == OrderStanding.Good && Net > 0;
    }
}
