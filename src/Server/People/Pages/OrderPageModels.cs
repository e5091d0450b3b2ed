using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Referrals.Pages;
using Vouch.Server.Rewards;

namespace Vouch.Server.People.Pages;

/// <summary>An order in the list.</summary>
public sealed record OrderLine(
    OrderId OrderId, string ExternalId, string? CustomerName, string? CustomerEmail, long BaseAmount, string Status, string? Outcome,
    AdvocateId? AdvocateId, string? AdvocateName, Instant PlacedAt);

/// <summary>The list with its filter.</summary>
/// <param name="Lines">One page.</param>
/// <param name="Search">The shop's own id that was searched for; empty without.</param>
/// <param name="Status">The chosen state; null for all.</param>
/// <param name="Outcome">Referred or not; null for all.</param>
/// <param name="Next">The last id of this page where there are more.</param>
/// <param name="Paged">This is not the first page.</param>
/// <param name="Views">Saved filters.</param>
public sealed record OrderListModel(
    IReadOnlyList<OrderLine> Lines, string Search, string? Status, string? Outcome, OrderId? Next, bool Paged, SavedViewsModel Views);

/// <summary>One order with the names its page shows.</summary>
public sealed record OrderHead(
    OrderId OrderId, string ExternalId, string? CustomerName, string? CustomerEmail, string? CustomerId, string Status, Instant PlacedAt,
    long BaseAmount, long RefundedBase, Instant? PaidAt, Instant? FulfilledAt, Instant? DeliveredAt, Instant? CancelledAt, string Source);

/// <summary>What the shop told of an order after it was placed.</summary>
public sealed record OrderStep(string Type, Instant OccurredAt, long? Amount, Instant ReceivedAt);

/// <summary>A case that came of an order.</summary>
public sealed record OrderCaseLine(
    ReferralId ReferralId, AdvocateId AdvocateId, string? AdvocateName, string ProgramName, string Status, string Reason);

/// <summary>Everything about one order.</summary>
/// <param name="Head">Its own data.</param>
/// <param name="Steps">What the shop told since.</param>
/// <param name="Credit">Who has the credit and why; null where nobody was looked for.</param>
/// <param name="Evidence">Every candidate with its verdict.</param>
/// <param name="Cases">What came of it, the present one first.</param>
/// <param name="Rewards">What was promised for it.</param>
/// <param name="Events">From the journal.</param>
/// <param name="Names">Who did what stands there.</param>
public sealed record OrderModel(
    OrderHead Head, IReadOnlyList<OrderStep> Steps, CreditLine? Credit, IReadOnlyList<EvidenceLine> Evidence,
    IReadOnlyList<OrderCaseLine> Cases, IReadOnlyList<RewardAnswer> Rewards, IReadOnlyList<PersonEvent> Events,
    IReadOnlyDictionary<string, string> Names);
