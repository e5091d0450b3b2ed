using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>One decision about many referrals.</summary>
/// <param name="Ids">Which, 1 to 200.</param>
/// <param name="Decision">What.</param>
/// <param name="Reason">Why; the same for all.</param>
public sealed record DecisionsRequest(IReadOnlyList<ReferralId> Ids, ReferralDecision Decision, string Reason);

/// <summary>What became of one of many.</summary>
/// <param name="Id">Which.</param>
/// <param name="Status">Where it stands now; null where there is none such.</param>
/// <param name="Code">Why nothing changed; null where it did.</param>
/// <param name="Detail">The same in a sentence.</param>
public sealed record DecidedReferral(ReferralId Id, Domain.Referrals.ReferralStatus? Status, string? Code, string? Detail);

/// <summary>What became of all.</summary>
public sealed record DecisionsAnswer(int Decided, IReadOnlyList<DecidedReferral> Items);

/// <summary>Decides about many referrals at once; one that cannot be decided keeps none of the others.</summary>
internal static class DecideMany
{
    internal const int Most = 200;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<DecisionsRequest, DecisionsAnswer>(
            "POST", "/v1/referrals/decisions", Permission.ReferralsWrite, async (call, tx, request) =>
        {
            var hand = new ByHand(request.Decision, request.Reason, call.Caller.KeyId.ToString());
            var decided = await Run(tx, call.Shop, request.Ids, hand, call.Now);
            return decided.IsRefused ? decided.Refusal : Outcome.Ok(decided.Value);
        });

    /// <summary>Decides about each in turn; a refusal has changed nothing of its own referral.</summary>
    internal static async Task<Result<DecisionsAnswer>> Run(
        ShopTx tx, Shop shop, IReadOnlyList<ReferralId> ids, ByHand hand, Instant now)
    {
        if (ids.Count is < 1 or > Most)
        {
            return Refusal.Invalid("ids", $"must name 1 to {Most} referrals");
        }

        var items = new List<DecidedReferral>();
        foreach (var id in ids.Distinct())
        {
            var decided = await DecideReferral.Run(tx, shop, id, hand, now);
            if (decided.Refusal is { Kind: RefusalKind.Invalid } invalid)
            {
                return invalid;
            }

            var status = decided.IsRefused ? (await ReferralStore.Find(tx, id))?.Status : decided.Value.Status;
            items.Add(new DecidedReferral(id, status, decided.Refusal?.Code, decided.Refusal?.Sentence));
        }

        return new DecisionsAnswer(items.Count(item => item.Code is null), items);
    }
}
