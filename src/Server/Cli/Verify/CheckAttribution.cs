using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Attribution;

namespace Vouch.Server.Cli;

/// <summary>
/// Every order that is not settled is decided about again from today's facts. A decision that differs because facts came or
/// went since, or an advocate's standing changed, is noted: it is brought up to date before anything is paid.
/// </summary>
internal static class CheckAttribution
{
    private const int PageSize = 500;

    private const string After = """
        SELECT a.order_id, o.external_id, r.status
        FROM attributions a
        JOIN orders o ON o.shop_id = @shop AND o.order_id = a.order_id
        LEFT JOIN referrals r ON r.shop_id = @shop AND r.order_id = a.order_id AND r.reason <> 'attribution_changed'
        WHERE a.shop_id = @shop AND a.order_id > @after ORDER BY a.order_id LIMIT @limit
        """;

    internal static async Task Run(ShopCheck check)
    {
        var after = new OrderId(0);
        while (await check.Db.Query<DecidedRow>(After, new { After = after, Limit = PageSize }) is { Count: > 0 } page)
        {
            foreach (var row in page.Where(row => row.Status != ReferralStatus.Approved))
            {
                await Compare(check, row);
            }

            after = page[^1].OrderId;
            check.Step(page.Count);
        }
    }

    private static async Task Compare(ShopCheck check, DecidedRow row)
    {
        var loaded = await LoadEvidence.ForOrder(check.Db, check.Shop, row.OrderId);
        var stored = loaded.Before!.ToDecision();
        var again = AttributeOrder.Decide(loaded.Evidence, check.Shop.TimeZone);
        if (Essence.Of(stored) == Essence.Of(again))
        {
            return;
        }

        var sentence = $"The order {row.ExternalId} ({row.OrderId}) is decided as {Words(stored)}; decided again it is {Words(again)}";
        if (Cause(stored, again, loaded.Evidence) is { } cause)
        {
            check.Findings.Note($"{sentence}, since {cause}.");
        }
        else
        {
            check.Findings.Differ(sentence + ".");
        }
    }

    private static string? Cause(AttributionDecision stored, AttributionDecision again, AttributionEvidence evidence)
    {
        var (before, now) = (Touches(stored, evidence), Touches(again, evidence));
        if (!before.Keys.ToHashSet().SetEquals(now.Keys))
        {
            return "evidence came or went after the decision";
        }

        var standings = new[] { (AttributionReason?)stored.Reason, again.Reason }
            .Concat(now.Where(touch => touch.Value != before[touch.Key]).SelectMany(touch => new[] { touch.Value, before[touch.Key] }));
        return standings.Any(IsStanding) ? "an advocate's standing changed after the decision" : null;
    }

    private static Dictionary<(TouchClass, long, AdvocateId?), AttributionReason?> Touches(
        AttributionDecision decision, AttributionEvidence evidence)
    {
        var touches = new Dictionary<(TouchClass, long, AdvocateId?), AttributionReason?>();
        foreach (var touch in decision.Evidence)
        {
            touches[(touch.Class, touch.Id, touch.Advocate is { } advocate ? evidence.SurvivorOf(advocate) : null)] = touch.Dropped;
        }

        return touches;
    }

    private static bool IsStanding(AttributionReason? reason) => reason
        is AttributionReason.AdvocateBlocked or AttributionReason.AdvocateErased
        or AttributionReason.AdvocateNotJoined or AttributionReason.SelfReferral or AttributionReason.NameAmbiguous;

    private static string Words(AttributionDecision decision) => decision.Advocate is { } advocate
        ? $"{advocate}'s by {WireName.Of(decision.Reason)}"
        : $"{WireName.Of(decision.Outcome)} by {WireName.Of(decision.Reason)}";

    // The sentence and the list of touches are told for people and may be worded better tomorrow.
    private sealed record Essence(
        AttributionOutcome Outcome, AdvocateId? Advocate, ProgramId? Program, long? ProgramVersion, Via? Via, AttributionReason Reason,
        Instant? TouchAt, ClaimId? Claim, OrderId? LockedBy, bool RewardEligible, string Flags)
    {
        internal static Essence Of(AttributionDecision d) => new(
            d.Outcome, d.Advocate, d.Program, d.ProgramVersion, d.Via, d.Reason, d.TouchAt, d.Claim, d.LockedBy, d.RewardEligible,
            string.Join(' ', d.Flags));
    }

    private sealed record DecidedRow(OrderId OrderId, string ExternalId, ReferralStatus? Status);
}
