using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>The friend of a referral, as far as known.</summary>
public sealed record FriendAnswer(string? Email, string? Name);

/// <summary>What screening said.</summary>
/// <param name="Score">Probability of abuse times 100.</param>
/// <param name="Decision">What follows from it.</param>
/// <param name="Rule">What decided in place of the score; null where the score did.</param>
/// <param name="Signals">What counted, the heaviest first.</param>
public sealed record ScreeningAnswer(int Score, ScreeningDecision Decision, ScreeningRule? Rule, IReadOnlyList<SignalAnswer> Signals)
{
    internal static ScreeningAnswer Of(Shop shop, ScreeningVerdict verdict) => new(
        verdict.Score, verdict.Decision, verdict.Rule,
        [.. verdict.Signals.Select(signal => SignalAnswer.Of(shop, signal))]);
}

/// <summary>One thing that counted.</summary>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Weight">Log-odds it adds.</param>
/// <param name="Detail">In words, in the shop's language.</param>
public sealed record SignalAnswer(string Code, double Weight, string Detail)
{
    internal static SignalAnswer Of(Shop shop, ScreeningSignal signal) =>
        new(Signals.Code(signal.Signal), signal.Weight, ScreeningWords.Of(shop.Locale, signal.Signal));
}

/// <summary>A referral as the contract shows it.</summary>
public sealed record ReferralAnswer(
    ReferralId Id, ProgramId ProgramId, AdvocateId AdvocateId, FriendAnswer Friend, OrderId? OrderId, ReferralId? ParentId,
    ReferralStatus Status,
    string Reason, Instant? HoldUntil, string? RewardNote, ScreeningAnswer? Screening, IReadOnlyList<RewardId> Rewards,
    IReadOnlyList<TimelineEntry> Timeline, Instant CreatedAt)
{
    internal static async Task<ReferralAnswer> Of(Reads db, Shop shop, Referral referral)
    {
        var verdict = referral.OrderId is { } order ? await ScreenReferral.Find(db, order) : null;
        return new ReferralAnswer(
            referral.ReferralId, referral.ProgramId, referral.AdvocateId, new FriendAnswer(referral.FriendEmail, referral.FriendName),
            referral.OrderId,
            referral.ParentId, referral.Status, referral.RewardNote ?? referral.Reason, referral.HoldUntil, referral.RewardNote,
            verdict is null ? null : ScreeningAnswer.Of(shop, verdict),
            [.. (await RewardQueries.OfReferrals(db, [referral.ReferralId])).Select(reward => reward.RewardId)],
            await ReferralStore.Timeline(db, referral.ReferralId), referral.CreatedAt);
    }
}

/// <summary>Lists referrals and shows one with its whole story.</summary>
internal static class ReadReferrals
{
    private const string Before = " r.referral_id < coalesce(CAST(@after AS bigint), 9223372036854775807)";

    private const string Latest = " ORDER BY r.referral_id DESC LIMIT @take";

    // One text a filter, so that each goes by its own index.
    private const string All = "SELECT " + Referral.Columns + " FROM referrals r WHERE r.shop_id = @shop AND" + Before + Latest;

    private const string OfStatus = "SELECT " + Referral.Columns
        + " FROM referrals r WHERE r.shop_id = @shop AND r.status = @status AND" + Before + Latest;

    private const string OfAdvocate = "SELECT " + Referral.Columns
        + " FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = @advocateId"
        + " AND (CAST(@status AS text) IS NULL OR r.status = @status) AND" + Before + Latest;

    private const string OfOrder = "SELECT * FROM ("
        + "SELECT " + Referral.Columns
        + " FROM referrals r WHERE r.shop_id = @shop AND r.order_id = @orderId AND r.reason <> 'attribution_changed'"
        + " UNION ALL SELECT " + Referral.Columns
        + " FROM referrals r WHERE r.shop_id = @shop AND r.order_id = @orderId AND r.reason = 'attribution_changed') AS r"
        + " WHERE (CAST(@status AS text) IS NULL OR r.status = @status)"
        + " AND (CAST(@advocateId AS bigint) IS NULL OR r.advocate_id = @advocateId) AND" + Before + Latest;

    private const string OrderByExternalId = "SELECT order_id FROM orders WHERE shop_id = @shop AND external_id = @externalId";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<ReferralAnswer>>("/v1/referrals", Permission.ReferralsRead, async call =>
        {
            var order = await OrderOf(call);
            var asked = call.QueryId<AdvocateId>("advocateId");
            var advocate = asked is { } id ? await RewardQueries.AnswersFor(call.Db, id) ?? asked : null;
            var rows = order == new OrderId(0) ? [] : await Query(
                call.Db, call.QueryEnum<ReferralStatus>("status"), advocate, order,
                call.QueryId<ReferralId>("after"), call.Limit + 1);
            var answers = new List<ReferralAnswer>();
            foreach (var row in rows.Take(call.Limit))
            {
                answers.Add(await ReferralAnswer.Of(call.Db, call.Shop, row));
            }

            return Outcome.Ok(new ListOf<ReferralAnswer>(answers, rows.Count > call.Limit ? answers[^1].Id.ToString() : null));
        }).WithMetadata(
            new QueryParameter("status", "Only referrals of this status."), new QueryParameter("advocateId", "Only this advocate's."),
            new QueryParameter("orderId", "Only this order's, by our id or the shop's own."));
        routes.Read<ReferralAnswer>("/v1/referrals/{id}", Permission.ReferralsRead, async call =>
            await ReferralStore.Find(call.Db, call.RouteId<ReferralId>()) is { } referral
                ? Outcome.Ok(await ReferralAnswer.Of(call.Db, call.Shop, referral))
                : Refusal.NotFound("referral"));
    }

    /// <summary>A page of referrals, newest first.</summary>
    internal static Task<List<Referral>> Query(
        Reads db, ReferralStatus? status, AdvocateId? advocate, OrderId? order, ReferralId? after, int take) =>
        order is not null
            ? db.Query<Referral>(OfOrder, new { Status = status, AdvocateId = advocate, OrderId = order, After = after, Take = take })
        : advocate is not null ? db.Query<Referral>(OfAdvocate, new { Status = status, AdvocateId = advocate, After = after, Take = take })
        : status is not null ? db.Query<Referral>(OfStatus, new { Status = status, After = after, Take = take })
        : db.Query<Referral>(All, new { After = after, Take = take });

    // An order may be named by our id or by the shop's own; one that does not exist matches nothing.
    private static async Task<OrderId?> OrderOf(Call call) => call.Query("orderId") switch
    {
        null => null,
        var text when IdText.TryParse<OrderId>(text, out var id) => id,
        var text => await call.Db.First<OrderId?>(OrderByExternalId, new { ExternalId = text }) ?? new OrderId(0),
    };
}
