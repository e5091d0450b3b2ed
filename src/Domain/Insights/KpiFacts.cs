namespace Vouch.Domain.Insights;

/// <summary>A customer.</summary>
/// <param name="Id">Resolved identity.</param>
/// <param name="FirstOrder">Their first valid order.</param>
public sealed record CustomerFact(string Id, Instant FirstOrder);

/// <summary>Who takes part.</summary>
/// <param name="Customer">Identity, as of customers; an advocate's id is the same.</param>
/// <param name="Joined">When.</param>
/// <param name="Left">When they left; null while they take part.</param>
public sealed record ParticipantFact(string Customer, Instant Joined, Instant? Left = null);

/// <summary>Something shared: a copied link, a mail, a post, a spoken name, a code shown.</summary>
/// <param name="Id">What its clicks name.</param>
/// <param name="Advocate">Who shared.</param>
/// <param name="At">When.</param>
public sealed record ShareFact(string Id, string Advocate, Instant At);

/// <summary>A click on a share.</summary>
/// <param name="Share">Which.</param>
/// <param name="Visitor">The browser.</param>
/// <param name="At">When.</param>
/// <param name="IsExcluded">A bot, a preview, a prefetch or the advocate's own.</param>
public sealed record ClickFact(string Share, string Visitor, Instant At, bool IsExcluded = false);

/// <summary>A referred person became known: claimed, registered or invited.</summary>
/// <param name="Person">Who.</param>
/// <param name="Advocate">By whom.</param>
/// <param name="At">When.</param>
/// <param name="IsInvitation">They were invited, and did nothing themselves yet.</param>
public sealed record LeadFact(string Person, string Advocate, Instant At, bool IsInvitation = false);

/// <summary>What keeps an order from counting, apart from refunds.</summary>
public enum OrderStanding
{
    /// <summary>Paid, real and not objected to.</summary>
    Good,

    /// <summary>Paid, but rejected as fraud: counts for gross figures only.</summary>
    FraudRejected,

    /// <summary>Unpaid, cancelled or a test: counts for nothing.</summary>
    Void,
}

/// <summary>An order.</summary>
/// <param name="Id">What refunds and rewards name.</param>
/// <param name="Person">Whose.</param>
/// <param name="At">When.</param>
/// <param name="Net">Before refunds, minor units of the reporting currency at the order's own rate.</param>
/// <param name="Advocate">To whom it is attributed; null for nobody.</param>
/// <param name="IsFirst">The person's first.</param>
/// <param name="Standing">Whether it counts.</param>
/// <param name="IsApproved">Its referral is approved: whoever brought it has the reward.</param>
public sealed record OrderFact(
    string Id, string Person, Instant At, long Net, string? Advocate, bool IsFirst, OrderStanding Standing = OrderStanding.Good,
    bool IsApproved = false);

/// <summary>A refund; it restates its order, whenever it came.</summary>
/// <param name="Order">Which.</param>
/// <param name="Net">Minor units of the reporting currency at the order's own rate.</param>
public sealed record RefundFact(string Order, long Net);

/// <summary>A reward of either side, minor units of the reporting currency at its order's own rate.</summary>
/// <param name="Order">For which order.</param>
/// <param name="Issued">What became due; 0 where it was void before.</param>
/// <param name="Clawed">Taken back of it.</param>
/// <param name="Redeemed">Used of it.</param>
/// <param name="Expired">Unused of it and gone.</param>
/// <param name="IsCredit">Store credit.</param>
public sealed record RewardFact(string Order, long Issued, long Clawed, long Redeemed, long Expired, bool IsCredit = false);

/// <summary>A shop's plain facts, from which everything is counted; small shops and tests. Queries give <see cref="KpiCounts"/>.</summary>
public sealed record KpiFacts
{
    /// <summary>The period.</summary>
    public required KpiPeriod Period { get; init; }

    /// <summary>How it is measured.</summary>
    public required KpiTerms Terms { get; init; }

    /// <summary>Everyone with a valid order.</summary>
    public IReadOnlyList<CustomerFact> Customers { get; init; } = [];

    /// <summary>Everyone who takes or took part.</summary>
    public IReadOnlyList<ParticipantFact> Participants { get; init; } = [];

    /// <summary>Customers who were shown the invitation to join in the period.</summary>
    public IReadOnlyList<string> Prompted { get; init; } = [];

    /// <summary>All shares that clicks name.</summary>
    public IReadOnlyList<ShareFact> Shares { get; init; } = [];

    /// <summary>Clicks.</summary>
    public IReadOnlyList<ClickFact> Clicks { get; init; } = [];

    /// <summary>Referred persons.</summary>
    public IReadOnlyList<LeadFact> Leads { get; init; } = [];

    /// <summary>Which person a visitor turned out to be; a visitor not named stands for themselves.</summary>
    public IReadOnlyDictionary<string, string> Persons { get; init; } = new Dictionary<string, string>();

    /// <summary>Orders up to now.</summary>
    public IReadOnlyList<OrderFact> Orders { get; init; } = [];

    /// <summary>Refunds up to now.</summary>
    public IReadOnlyList<RefundFact> Refunds { get; init; } = [];

    /// <summary>Rewards.</summary>
    public IReadOnlyList<RewardFact> Rewards { get; init; } = [];

    /// <summary>Other channels in the period.</summary>
    public IReadOnlyList<ChannelCost> Channels { get; init; } = [];
}
