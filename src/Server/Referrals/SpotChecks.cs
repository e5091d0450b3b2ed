using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Platform;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>A referral that was let pass and drawn by lot, for a person to look at.</summary>
/// <param name="ReferralId">Which.</param>
/// <param name="AdvocateId">Whose.</param>
/// <param name="FriendName">The friend; null where unknown.</param>
/// <param name="FriendEmail">Their address.</param>
/// <param name="AdvocateName">The advocate.</param>
/// <param name="AdvocateEmail">Their address.</param>
/// <param name="OrderExternalId">The order as the shop knows it.</param>
/// <param name="OrderAmount">Its goods after discounts, minor units.</param>
/// <param name="Status">Where the referral stands.</param>
/// <param name="Score">Probability of abuse times 100, when it was let pass.</param>
/// <param name="DrawnAt">When the lot fell on it.</param>
public sealed record SpotCheck(
    ReferralId ReferralId, AdvocateId AdvocateId, string? FriendName, string? FriendEmail, string? AdvocateName, string? AdvocateEmail,
    string OrderExternalId, long OrderAmount, ReferralStatus Status, long Score, Instant DrawnAt);

/// <summary>What a person says about a referral drawn by lot.</summary>
/// <param name="Abuse">True where it was abuse after all.</param>
public sealed record SpotCheckRequest(bool Abuse);

/// <summary>What a person said.</summary>
public sealed record SpotCheckAnswer(ReferralId ReferralId, bool Abuse, Instant AnsweredAt);

/// <summary>
/// Looks at what screening let pass: one in fifty, drawn by lot. Without it learning would hear only about what was stopped. The
/// answer decides nothing about the referral itself.
/// </summary>
internal static class SpotChecks
{
    private const string Open = """
        SELECT r.referral_id, r.advocate_id, r.friend_name, r.friend_email, a.name AS advocate_name, a.email AS advocate_email,
            o.external_id AS order_external_id, o.base_amount AS order_amount, r.status, s.score, m.at AS drawn_at
        FROM screening_samples m
        JOIN referrals r ON r.shop_id = @shop AND r.order_id = m.order_id AND r.reason <> 'attribution_changed'
        JOIN orders o ON o.shop_id = @shop AND o.order_id = m.order_id
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        JOIN screenings s ON s.shop_id = @shop AND s.order_id = m.order_id AND s.stage = 'release'
        WHERE m.shop_id = @shop AND m.answered_at IS NULL AND r.referral_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY r.referral_id DESC LIMIT @take
        """;

    private const string Count = """
        SELECT count(*) FROM screening_samples m
        JOIN referrals r ON r.shop_id = @shop AND r.order_id = m.order_id AND r.reason <> 'attribution_changed'
        WHERE m.shop_id = @shop AND m.answered_at IS NULL
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<SpotCheck>>("/v1/screening/samples", Permission.ReferralsRead, async call => Outcome.Ok(call.Page(
            await List(call.Db, call.QueryId<ReferralId>("after"), call.Limit + 1), row => row.ReferralId, row => row)));
        routes.Write<SpotCheckRequest, SpotCheckAnswer>(
            "POST", "/v1/screening/samples/{referralId}", Permission.ReferralsWrite, async (call, tx, request) =>
        {
            var id = call.RouteId<ReferralId>("referralId");
            return await Answer(tx, id, request.Abuse, call.Caller.KeyId.ToString(), call.Now) is { } refusal
                ? refusal : Outcome.Ok(new SpotCheckAnswer(id, request.Abuse, call.Now));
        });
    }

    /// <summary>The open ones, the latest referral first.</summary>
    internal static Task<List<SpotCheck>> List(Reads db, ReferralId? after, int take) =>
        db.Query<SpotCheck>(Open, new { After = after, Take = take });

    /// <summary>How many are open.</summary>
    internal static Task<long> CountOpen(Reads db) => db.First<long>(Count);

    /// <summary>Keeps what a person says; the refusal where the lot has not fallen on it, or somebody has said so already.</summary>
    internal static async Task<Refusal?> Answer(ShopTx tx, ReferralId id, bool isAbuse, string by, Instant now) =>
        await ReferralStore.Find(tx, id) is { OrderId: { } order } && await Samples.Answer(tx, order, isAbuse, by, now)
            ? null : Refusal.NotFound("sample");
}
