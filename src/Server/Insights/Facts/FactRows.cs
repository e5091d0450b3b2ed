using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>The plain rows that figures are made of, read in one snapshot.</summary>
internal static class FactRows
{
    private const string Orders = """
        SELECT o.order_id, o.placed_at, o.base_amount, o.refunded_base, o.subtotal, o.status, o.fraud_rejected, o.customer_id,
            a.advocate_id, a.program_id, a.via, r.status AS referral, r.reason, c.visitor, coalesce(c.channel, s.channel) AS channel
        FROM orders o
        LEFT JOIN referrals r ON r.shop_id = @shop AND r.order_id = o.order_id AND r.reason <> 'attribution_changed'
        LEFT JOIN attributions a ON a.shop_id = @shop AND a.order_id = o.order_id AND a.outcome = 'attributed'
        LEFT JOIN clicks c ON c.shop_id = @shop AND c.click_id = o.click_id
        LEFT JOIN shares s ON s.shop_id = @shop AND s.share_id = c.share_id
        WHERE o.shop_id = @shop AND o.placed_at <= @now
        ORDER BY o.placed_at, o.order_id
        """;

    private const string OrderMarks = "SELECT person_key, order_id FROM order_people WHERE shop_id = @shop";

    private const string AdvocateMarks = """
        SELECT person_key, advocate_id FROM advocate_keys WHERE shop_id = @shop AND kind IN ('customer', 'email', 'phone')
        """;

    private const string Advocates = """
        SELECT advocate_id, status, merged_into, joined_at FROM advocates WHERE shop_id = @shop
        """;

    private const string Members = "SELECT DISTINCT advocate_id, program_id FROM codes WHERE shop_id = @shop";

    private const string Visitors = "SELECT visitor, person_key FROM visitor_people WHERE shop_id = @shop";

    private const string Claims = """
        SELECT person_key, visitor, advocate_id, program_id, at FROM claims WHERE shop_id = @shop
        """;

    private const string Invitations = "SELECT person_key, advocate_id, program_id, at FROM invitations WHERE shop_id = @shop";

    private const string Shares = """
        SELECT share_id, advocate_id, program_id, channel, at FROM shares WHERE shop_id = @shop AND at >= @from AND at < @to
        """;

    private const string Clicks = """
        SELECT c.click_id, c.advocate_id, c.program_id, c.visitor, coalesce(c.channel, s.channel) AS channel, c.at,
            s.share_id, s.at AS shared_at
        FROM clicks c LEFT JOIN shares s ON s.shop_id = @shop AND s.share_id = c.share_id
        WHERE c.shop_id = @shop AND c.kind = 'human' AND c.at >= @from AND c.at < @to
        """;

    private const string Rewards = """
        SELECT coalesce(r.order_id, f.order_id) AS order_id, r.program_id, r.recipient, r.kind, r.asset, r.status, r.granted, r.entitled,
            r.worth, r.redeemed_amount
        FROM rewards r LEFT JOIN referrals f ON f.shop_id = @shop AND f.referral_id = r.referral_id
        WHERE r.shop_id = @shop AND r.role = 'offer'
        """;

    // Which campaign's bonus is on an order's rewards; an order has at most one.
    private const string Bonuses = """
        SELECT coalesce(r.order_id, f.order_id) AS order_id, max(r.campaign_id) AS campaign_id
        FROM rewards r LEFT JOIN referrals f ON f.shop_id = @shop AND f.referral_id = r.referral_id
        WHERE r.shop_id = @shop AND r.campaign_id IS NOT NULL AND coalesce(r.order_id, f.order_id) IS NOT NULL
        GROUP BY coalesce(r.order_id, f.order_id)
        """;

    private const string Agents = """
        SELECT o.order_id, c.user_agent FROM orders o
        JOIN attributions a ON a.shop_id = @shop AND a.order_id = o.order_id AND a.outcome = 'attributed'
        LEFT JOIN clicks c ON c.shop_id = @shop AND c.click_id = o.click_id
        WHERE o.shop_id = @shop AND o.placed_at >= @from AND o.placed_at < @to
        """;

    private const string Bodies = """
        SELECT o.order_id, o.body FROM orders o
        JOIN attributions a ON a.shop_id = @shop AND a.order_id = o.order_id AND a.outcome = 'attributed'
        WHERE o.shop_id = @shop AND o.placed_at >= @from AND o.placed_at < @to
        """;

    private const string Costs = """
        SELECT channel, CAST(sum(spend) AS bigint) AS spend, CAST(sum(new_customers) AS bigint) AS new_customers
        FROM channel_costs WHERE shop_id = @shop AND day >= @fromDay AND day < @toDay GROUP BY channel ORDER BY channel
        """;

    internal sealed record OrderRow(
        OrderId OrderId, Instant PlacedAt, long BaseAmount, long RefundedBase, long Subtotal, OrderStatus Status, bool FraudRejected,
        string? CustomerId, AdvocateId? AdvocateId, ProgramId? ProgramId, Via? Via, ReferralStatus? Referral, string? Reason,
        string? Visitor, string? Channel);

    internal sealed record OrderMark(string PersonKey, OrderId OrderId);

    internal sealed record AdvocateMark(string PersonKey, AdvocateId AdvocateId);

    internal sealed record AdvocateRow(AdvocateId AdvocateId, string Status, AdvocateId? MergedInto, Instant JoinedAt);

    internal sealed record MemberRow(AdvocateId AdvocateId, ProgramId ProgramId);

    internal sealed record VisitorRow(string Visitor, string PersonKey);

    internal sealed record ClaimRow(string PersonKey, string? Visitor, AdvocateId AdvocateId, ProgramId ProgramId, Instant At);

    internal sealed record InvitationRow(string PersonKey, AdvocateId AdvocateId, ProgramId ProgramId, Instant At);

    internal sealed record ShareRow(ShareId ShareId, AdvocateId AdvocateId, ProgramId ProgramId, string Channel, Instant At);

    internal sealed record ClickRow(
        ClickId ClickId, AdvocateId AdvocateId, ProgramId ProgramId, string? Visitor, string? Channel, Instant At, ShareId? ShareId,
        Instant? SharedAt);

    internal sealed record RewardRow(
        OrderId? OrderId, ProgramId ProgramId, Recipient Recipient, RewardKind Kind, string Asset, RewardStatus Status, long Granted,
        long Entitled, long Worth, long RedeemedAmount);

    internal sealed record BonusRow(OrderId OrderId, CampaignId CampaignId);

    internal sealed record AgentRow(OrderId OrderId, string? UserAgent);

    internal sealed record BodyRow(OrderId OrderId, string Body);

    internal sealed record CostRow(string Channel, long Spend, long NewCustomers);

    internal static Task<List<OrderRow>> OrdersUntil(Reads db, Instant now) => db.Query<OrderRow>(Orders, new { Now = now });

    internal static Task<List<OrderMark>> MarksOfOrders(Reads db) => db.Query<OrderMark>(OrderMarks);

    internal static Task<List<AdvocateMark>> MarksOfAdvocates(Reads db) => db.Query<AdvocateMark>(AdvocateMarks);

    internal static Task<List<AdvocateRow>> AllAdvocates(Reads db) => db.Query<AdvocateRow>(Advocates);

    internal static Task<List<MemberRow>> AllMembers(Reads db) => db.Query<MemberRow>(Members);

    internal static Task<List<VisitorRow>> KnownVisitors(Reads db) => db.Query<VisitorRow>(Visitors);

    internal static Task<List<ClaimRow>> AllClaims(Reads db) => db.Query<ClaimRow>(Claims);

    internal static Task<List<InvitationRow>> AllInvitations(Reads db) => db.Query<InvitationRow>(Invitations);

    internal static Task<List<ShareRow>> SharesIn(Reads db, Instant from, Instant to) =>
        db.Query<ShareRow>(Shares, new { From = from, To = to });

    internal static Task<List<ClickRow>> ClicksIn(Reads db, Instant from, Instant to) =>
        db.Query<ClickRow>(Clicks, new { From = from, To = to });

    internal static Task<List<RewardRow>> OfferedRewards(Reads db) => db.Query<RewardRow>(Rewards);

    internal static Task<List<BonusRow>> BonusesOfOrders(Reads db) => db.Query<BonusRow>(Bonuses);

    internal static Task<List<AgentRow>> AgentsOfOrders(Reads db, Instant from, Instant to) =>
        db.Query<AgentRow>(Agents, new { From = from, To = to });

    internal static Task<List<BodyRow>> BodiesOfOrders(Reads db, Instant from, Instant to) =>
        db.Query<BodyRow>(Bodies, new { From = from, To = to });

    internal static Task<List<CostRow>> CostsIn(Reads db, long fromDay, long toDay) =>
        db.Query<CostRow>(Costs, new { FromDay = fromDay, ToDay = toDay });
}
