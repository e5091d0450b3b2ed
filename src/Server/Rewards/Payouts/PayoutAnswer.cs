using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A payment as the contract shows it; never a whole account number.</summary>
/// <param name="Id">Its id, which the bank gives back on statements.</param>
/// <param name="AdvocateId">To which advocate; null for a friend's reward.</param>
/// <param name="RewardId">The friend's reward; null for an advocate's, who is paid for several.</param>
/// <param name="Name">The account holder.</param>
/// <param name="Email">Where they are reached.</param>
/// <param name="Account">The account, masked; null where it is paid by another way.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it failed or was called off; null otherwise.</param>
public sealed record PayoutItemAnswer(
    PayoutItemId Id, AdvocateId? AdvocateId, RewardId? RewardId, string? Name, string? Email, string? Account, long Amount,
    PayoutStatus Status, string? Reason);

/// <summary>Who was left out of a payout, and why.</summary>
/// <param name="AdvocateId">Who; null for a friend's reward.</param>
/// <param name="RewardId">The friend's reward; null for an advocate's.</param>
/// <param name="Amount">What they have available in cash, minor units.</param>
/// <param name="Reason"><c>advocate_blocked</c>, <c>advocate_erased</c>, <c>below_minimum</c>, <c>payout_details_missing</c>.</param>
public sealed record PayoutSkipAnswer(AdvocateId? AdvocateId, RewardId? RewardId, long Amount, string Reason);

/// <summary>A payout as the contract shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Method">By which way.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Currency">Of the amounts.</param>
/// <param name="Amount">All of it, minor units.</param>
/// <param name="People">To how many.</param>
/// <param name="NeedsApproval">True while a second person has to agree.</param>
/// <param name="ApprovedAt">When they did; null without.</param>
/// <param name="CreatedAt">When it was gathered.</param>
/// <param name="SentAt">When the bank was told.</param>
/// <param name="ClosedAt">When nothing of it was open any more.</param>
/// <param name="Items">The payments; empty in a list of payouts.</param>
/// <param name="Skipped">Who was left out when it was gathered; empty later.</param>
public sealed record PayoutAnswer(
    PayoutId Id, PayoutMethod Method, PayoutStatus Status, string Currency, long Amount, long People, bool NeedsApproval,
    Instant? ApprovedAt, Instant CreatedAt, Instant? SentAt, Instant? ClosedAt, IReadOnlyList<PayoutItemAnswer> Items,
    IReadOnlyList<PayoutSkipAnswer> Skipped)
{
    internal static async Task<PayoutAnswer> Of(Reads db, Payout payout, IReadOnlyList<PayoutSkipAnswer>? skipped = null) =>
        Of(payout, await PayoutStore.Items(db, payout.PayoutId), skipped);

    internal static PayoutAnswer Of(Payout payout, IEnumerable<PayoutItem> items, IReadOnlyList<PayoutSkipAnswer>? skipped = null) => new(
        payout.PayoutId, payout.Method, payout.Status, payout.Currency, payout.Amount, payout.People,
        !payout.MayLeave, payout.ApprovedAt, payout.CreatedAt, payout.SentAt, payout.ClosedAt,
        [.. items.Select(Of)], skipped ?? []);

    private static PayoutItemAnswer Of(PayoutItem item) => new(
        item.ItemId, item.AdvocateId, item.AdvocateId is null && IdText.TryParse<RewardId>(item.Owner, out var reward) ? reward : null,
        item.Name, item.Email, item.IbanHint, item.Amount, item.Status, item.Reason);
}
