using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Domain.Insights.Lifetime;
using Vouch.Domain.Orders;
using Vouch.Domain.Referrals;
using Vouch.Server.Platform;
using Vouch.Server.Referrals;
using Vouch.Server.Rewards;
using Vouch.Storage;
using static Vouch.Server.Insights.FactRows;

namespace Vouch.Server.Insights;

/// <summary>An order with whose it is.</summary>
/// <param name="Row">As it is kept.</param>
/// <param name="Person">Whose, by resolved identity.</param>
/// <param name="Advocate">The identity of the advocate it counts for; null for nobody.</param>
/// <param name="IsFirst">The person's first that was paid and not cancelled, and no list knew the person as a customer before.</param>
internal sealed record KnownOrder(OrderRow Row, string Person, string? Advocate, bool IsFirst)
{
    /// <summary>Goods after refunds, minor units of the shop's currency.</summary>
    public long Net => Row.BaseAmount - Row.RefundedBase;

    /// <summary>What keeps it from counting, refunds apart.</summary>
    public OrderStanding Standing => Row.Status is OrderStatus.Pending or OrderStatus.Cancelled ? OrderStanding.Void
        : Row.FraudRejected ? OrderStanding.FraudRejected : OrderStanding.Good;

    /// <summary>
    /// Came by a code that had become public. Its buyer did nothing wrong and is a customer, but nobody's friend: the shop owes the order
    /// to a deal site and pays nothing for it, so it is no referral revenue.
    /// </summary>
    public bool IsByLeakedCode => Row is { Referral: ReferralStatus.Rejected, Reason: CloseReferral.CodeLeaked };

    /// <summary>Whoever brought it has the reward.</summary>
    public bool IsApproved => Row.Referral == ReferralStatus.Approved;

    /// <summary>Paid, real, not objected to, and worth something.</summary>
    public bool IsValid => Standing == OrderStanding.Good && Net > 0;
}

/// <summary>Everything of a shop that figures of whatever period are made of: who is who, and the orders.</summary>
internal sealed class ShopFacts
{
    private readonly KnownPeople _people = new();

    private (Instant From, Instant To, List<ClickRow> Rows)? _clicks;

    private ShopFacts(Shop shop, Instant now) => (Shop, Now) = (shop, now);

    /// <summary>Whose.</summary>
    public Shop Shop { get; }

    /// <summary>Orders and refunds up to here are known.</summary>
    public Instant Now { get; }

    /// <summary>All orders, oldest first.</summary>
    public IReadOnlyList<KnownOrder> Orders { get; private set; } = [];

    /// <summary>All advocates.</summary>
    public IReadOnlyList<AdvocateRow> Advocates { get; private set; } = [];

    /// <summary>All claims.</summary>
    public IReadOnlyList<ClaimRow> Claims { get; private set; } = [];

    /// <summary>Everybody with a valid order, and when they had the first.</summary>
    public IReadOnlyList<CustomerFact> Customers { get; private set; } = [];

    /// <summary>Reads them.</summary>
    internal static async Task<ShopFacts> Load(Reads db, Shop shop, Instant now)
    {
        var facts = new ShopFacts(shop, now) { Advocates = await AllAdvocates(db), Claims = await AllClaims(db) };
        foreach (var advocate in facts.Advocates)
        {
            if (advocate.MergedInto is { } whole)
            {
                facts._people.Join(Mark(advocate.AdvocateId), Mark(whole));
            }
        }

        foreach (var mark in await MarksOfAdvocates(db))
        {
            facts._people.Join(mark.PersonKey, Mark(mark.AdvocateId));
        }

        foreach (var visitor in await KnownVisitors(db))
        {
            facts._people.Join(MarkOfVisitor(visitor.Visitor), visitor.PersonKey);
        }

        foreach (var claim in facts.Claims.Where(claim => claim.Visitor is not null))
        {
            facts._people.Join(MarkOfVisitor(claim.Visitor!), claim.PersonKey);
        }

        facts.Know(await OrdersUntil(db, now), (await MarksOfOrders(db)).ToLookup(mark => mark.OrderId, mark => mark.PersonKey));
        return facts;
    }

    /// <summary>The clicks of people in a period. What was read last is remembered: several questions are asked of the same days.</summary>
    internal async Task<IReadOnlyList<ClickRow>> ClicksIn(Reads db, Instant from, Instant to)
    {
        if (_clicks is not { } known || from < known.From || to > known.To)
        {
            _clicks = known = (from, to, await FactRows.ClicksIn(db, from, to));
        }

        return known.From == from && known.To == to ? known.Rows : known.Rows.FindAll(click => click.At >= from && click.At < to);
    }

    /// <summary>The identity of an advocate.</summary>
    internal string PersonOf(AdvocateId advocate) => _people.Of(Mark(advocate));

    /// <summary>The identity behind a person's keyed hash.</summary>
    internal string PersonOf(string personKey) => _people.Of(personKey);

    /// <summary>The identity behind a browser.</summary>
    internal string PersonOfVisitor(string visitor) => _people.Of(MarkOfVisitor(visitor));

    /// <summary>What models of purchases learn from.</summary>
    internal IEnumerable<Purchase> Purchases()
    {
        foreach (var order in Orders.Where(order => order.Standing == OrderStanding.Good))
        {
            yield return new Purchase(
                order.Person, LedgerDate.Today(Shop, order.Row.PlacedAt), order.Net, order.Row.BaseAmount > 0 && order.Net <= 0);
        }
    }

    private void Know(List<OrderRow> orders, ILookup<OrderId, string> marks)
    {
        foreach (var order in orders)
        {
            var own = marks[order.OrderId].ToList();
            foreach (var other in own.Skip(1))
            {
                _people.Join(own[0], other);
            }

            // The browser of an order is its buyer's; where nobody is named, it stands for the buyer.
            if (order.Visitor is { } visitor && own.Count > 0)
            {
                _people.Join(own[0], MarkOfVisitor(visitor));
            }
        }

        // Who came by a leaked code is locked to its advocate and still nobody's friend, with whatever they buy later.
        var (seen, strangers) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var firsts = new Dictionary<string, Instant>(StringComparer.Ordinal);
        Orders = orders.ConvertAll(order =>
        {
            var mark = marks[order.OrderId].FirstOrDefault()
                ?? (order.Visitor is { } visitor ? MarkOfVisitor(visitor) : "order:" + order.OrderId);
            var person = _people.Of(mark);
            var known = new KnownOrder(order, person, null, false);
            known = known with
            {
                Advocate = order.AdvocateId is { } advocate && !IsStrange(known, strangers) ? PersonOf(advocate) : null,
                IsFirst = known.Standing != OrderStanding.Void && seen.Add(person),
            };
            if (known.IsValid)
            {
                firsts.TryAdd(person, order.PlacedAt);
            }

            return known;
        });
        Customers = [.. firsts.Select(pair => new CustomerFact(pair.Key, pair.Value))];
    }

    private static bool IsStrange(KnownOrder order, HashSet<string> strangers)
    {
        if (order.IsByLeakedCode)
        {
            strangers.Add(order.Person);
        }

        return order.IsByLeakedCode || (order.Row.Via == Domain.Attribution.Via.Lock && strangers.Contains(order.Person));
    }

    private static string Mark(AdvocateId advocate) => "advocate:" + advocate;

    private static string MarkOfVisitor(string visitor) => "visitor:" + visitor;
}
