using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Campaigns;

/// <summary>An advocate in a list of a segment's.</summary>
public sealed record SegmentAdvocate(AdvocateId Id, string? Email, string? Name, Instant JoinedAt);

/// <summary>Who belongs to a segment now: one statement, in which a rule that is not stated asks nothing.</summary>
internal static class SegmentMembers
{
    private const string Where = """

        FROM advocates a
        WHERE a.shop_id = @shop AND a.status = 'active' AND a.merged_into IS NULL
            AND (CAST(@joinedFrom AS bigint) IS NULL OR a.joined_at >= @joinedFrom)
            AND (CAST(@joinedBefore AS bigint) IS NULL OR a.joined_at < @joinedBefore)
            AND (CAST(@joinedUpTo AS bigint) IS NULL OR a.joined_at <= @joinedUpTo)
            AND (CAST(@joinedSince AS bigint) IS NULL OR a.joined_at >= @joinedSince)
            AND (CAST(@language AS text) IS NULL OR lower(substr(coalesce(a.locale, @shopLocale), 1, 2)) = @language)
            AND (CAST(@hasExternalId AS boolean) IS NULL OR @hasExternalId = (a.external_id IS NOT NULL))
            AND (CAST(@hasBalance AS boolean) IS NULL OR @hasBalance = EXISTS (
                SELECT 1 FROM rewards w
                WHERE w.shop_id = @shop AND w.advocate_id = a.advocate_id AND w.status = 'issued' AND w.remaining > 0))
            AND (CAST(@sharedUpTo AS bigint) IS NULL OR NOT EXISTS (
                SELECT 1 FROM shares s WHERE s.shop_id = @shop AND s.advocate_id = a.advocate_id AND s.at > @sharedUpTo))
            AND (CAST(@sharedSince AS bigint) IS NULL OR EXISTS (
                SELECT 1 FROM shares s WHERE s.shop_id = @shop AND s.advocate_id = a.advocate_id AND s.at >= @sharedSince))
            AND (CAST(@clickedUpTo AS bigint) IS NULL OR NOT EXISTS (
                SELECT 1 FROM clicks k
                WHERE k.shop_id = @shop AND k.advocate_id = a.advocate_id AND k.kind = 'human' AND k.at > @clickedUpTo))
            AND (CAST(@clickedSince AS bigint) IS NULL OR EXISTS (
                SELECT 1 FROM clicks k
                WHERE k.shop_id = @shop AND k.advocate_id = a.advocate_id AND k.kind = 'human' AND k.at >= @clickedSince))
            AND (CAST(@referredUpTo AS bigint) IS NULL OR NOT EXISTS (
                SELECT 1 FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = a.advocate_id AND r.order_id IS NOT NULL
                    AND r.reason <> 'attribution_changed' AND r.created_at > @referredUpTo
                    AND (CAST(@program AS bigint) IS NULL OR r.program_id = @program)))
            AND (CAST(@referredSince AS bigint) IS NULL OR EXISTS (
                SELECT 1 FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = a.advocate_id AND r.order_id IS NOT NULL
                    AND r.reason <> 'attribution_changed' AND r.created_at >= @referredSince
                    AND (CAST(@program AS bigint) IS NULL OR r.program_id = @program)))
            AND (CAST(@program AS bigint) IS NULL OR EXISTS (
                SELECT 1 FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = a.advocate_id AND r.program_id = @program
                    AND r.order_id IS NOT NULL AND r.reason <> 'attribution_changed'))
            AND ((CAST(@approvedAtLeast AS bigint) IS NULL AND CAST(@approvedAtMost AS bigint) IS NULL) OR (
                SELECT count(*) FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = a.advocate_id AND r.status = 'approved'
                    AND (CAST(@program AS bigint) IS NULL OR r.program_id = @program))
                BETWEEN coalesce(CAST(@approvedAtLeast AS bigint), 0) AND coalesce(CAST(@approvedAtMost AS bigint), 1000000000))
        """;

    private const string CountSql = "SELECT count(*)" + Where;

    private const string AllSql = "SELECT a.advocate_id" + Where + " ORDER BY a.advocate_id";

    private const string PageSql = "SELECT a.advocate_id AS id, a.email, a.name, a.joined_at" + Where + """

            AND (CAST(@after AS bigint) IS NULL OR a.advocate_id < @after)
        ORDER BY a.advocate_id DESC LIMIT @limit
        """;

    /// <summary>How many belong to it.</summary>
    internal static Task<long> Count(Reads db, Shop shop, SegmentRule rule, Instant now) =>
        db.First<long>(CountSql, Asked(shop, rule, now, null, 0));

    /// <summary>All of them, in order of their ids.</summary>
    internal static Task<List<AdvocateId>> All(Reads db, Shop shop, SegmentRule rule, Instant now) =>
        db.Query<AdvocateId>(AllSql, Asked(shop, rule, now, null, 0));

    /// <summary>A page of them, the newest first.</summary>
    internal static Task<List<SegmentAdvocate>> Page(Reads db, Shop shop, SegmentRule rule, Instant now, AdvocateId? after, int limit) =>
        db.Query<SegmentAdvocate>(PageSql, Asked(shop, rule, now, after, limit));

    private static object Asked(Shop shop, SegmentRule rule, Instant now, AdvocateId? after, int limit) => new
    {
        rule.JoinedFrom, rule.JoinedBefore, JoinedUpTo = Ago(now, rule.JoinedMoreThanDaysAgo),
        JoinedSince = Ago(now, rule.JoinedWithinDays),
        rule.Language, ShopLocale = shop.Locale, rule.HasExternalId, rule.HasBalance,
        SharedUpTo = Ago(now, rule.SharedMoreThanDaysAgo), SharedSince = Ago(now, rule.SharedWithinDays),
        ClickedUpTo = Ago(now, rule.ClickedMoreThanDaysAgo), ClickedSince = Ago(now, rule.ClickedWithinDays),
        ReferredUpTo = Ago(now, rule.ReferredMoreThanDaysAgo), ReferredSince = Ago(now, rule.ReferredWithinDays),
        Program = rule.ProgramId,
        ApprovedAtLeast = (long?)rule.ApprovedAtLeast, ApprovedAtMost = (long?)rule.ApprovedAtMost,
        After = after, Limit = limit,
    };

    private static Instant? Ago(Instant now, int? days) => days is { } n ? now.PlusDays(-n) : null;
}
