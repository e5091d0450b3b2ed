using Vouch.Domain;
using Vouch.Domain.Payouts;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Rewards;

namespace Vouch.Server.Referrals.Portal;

/// <summary>What an advocate has of one kind, as they read it; null parts are nothing.</summary>
public sealed record PortalKind(string Name, string Available, string? Pending, string? InTransit);

/// <summary>A payment to the advocate.</summary>
public sealed record PortalPayment(string Amount, string Words, string Status, Instant At);

/// <summary>The advocate's money beyond the three numbers.</summary>
/// <param name="Kinds">What there is of each kind.</param>
/// <param name="NextEnd">What runs out next and when, in a sentence; null where nothing does.</param>
/// <param name="Payments">What was, or is about to be, paid out; the latest first.</param>
/// <param name="AsksAccount">True where there is cash, or cash to come.</param>
/// <param name="Details">Where it is to be paid, masked; null while unknown.</param>
/// <param name="IsFresh">True shortly after coming in by a link.</param>
/// <param name="Values">What stands in the form.</param>
/// <param name="Notice">A sentence that belongs to no field.</param>
public sealed record PortalMoneyModel(
    IReadOnlyList<PortalKind> Kinds, string? NextEnd, IReadOnlyList<PortalPayment> Payments, bool AsksAccount, PayoutDetailsAnswer? Details,
    bool IsFresh, FormValues Values, string? Notice);

/// <summary>A payment as the portal reads it.</summary>
internal sealed record PortalPaymentRow(long Amount, PayoutStatus Status, Instant At);
