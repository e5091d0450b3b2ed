using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Referrals.Pages;
using Vouch.Server.Rewards;

namespace Vouch.Server.People.Pages;

/// <summary>The desk's pages about orders: the list, and one with its credit, what came of it, and what the shop told since.</summary>
internal static class OrderPages
{
    /// <summary>The states of orders, in the order of their life.</summary>
    internal static readonly string[] States = ["pending", "paid", "fulfilled", "delivered", "cancelled", "refunded"];

    /// <summary>Referred or not.</summary>
    internal static readonly string[] Outcomes = ["attributed", "organic", "not_qualified"];

    private const int PerPage = 25;
    private const int LatestEvents = 40;

    private const string ListSql = """
        SELECT o.order_id, o.external_id, o.customer_name, o.customer_email, o.base_amount, o.status, t.outcome, t.advocate_id,
            coalesce(a.name, a.email) AS advocate_name, o.placed_at
        FROM orders o
        LEFT JOIN attributions t ON t.shop_id = @shop AND t.order_id = o.order_id
        LEFT JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = t.advocate_id
        WHERE o.shop_id = @shop AND (CAST(@after AS bigint) IS NULL OR o.order_id < @after)
            AND (CAST(@status AS text) IS NULL OR o.status = @status) AND (CAST(@outcome AS text) IS NULL OR t.outcome = @outcome)
        ORDER BY o.order_id DESC LIMIT @take
        """;

    private const string FoundSql = """
        SELECT o.order_id, o.external_id, o.customer_name, o.customer_email, o.base_amount, o.status, t.outcome, t.advocate_id,
            coalesce(a.name, a.email) AS advocate_name, o.placed_at
        FROM orders o
        LEFT JOIN attributions t ON t.shop_id = @shop AND t.order_id = o.order_id
        LEFT JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = t.advocate_id
        WHERE o.shop_id = @shop AND o.external_id = @typed
        """;

    private const string HeadSql = """
        SELECT order_id, external_id, customer_name, customer_email, customer_id, status, placed_at, base_amount, refunded_base, paid_at,
            fulfilled_at, delivered_at, cancelled_at, source
        FROM orders WHERE shop_id = @shop AND order_id = @id
        """;

    private const string StepsSql = """
        SELECT type, occurred_at, amount, received_at FROM order_events WHERE shop_id = @shop AND order_external_id = @externalId
        ORDER BY occurred_at, external_id
        """;

    private const string CasesSql = """
        SELECT r.referral_id, r.advocate_id, coalesce(a.name, a.email) AS advocate_name, p.name AS program_name, r.status, r.reason
        FROM referrals r
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        JOIN programs p ON p.shop_id = @shop AND p.program_id = r.program_id
        WHERE r.shop_id = @shop AND r.order_id = @id ORDER BY r.referral_id DESC
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/orders", Permission.OrdersRead, ShowList);
        routes.DeskPage("/orders/{id}", Permission.OrdersRead, Show);
        SavedViewPages.Map(routes, SavedList.Orders, Permission.OrdersRead);
    }

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        var (typed, after) = (visit.Query("q"), visit.QueryId<OrderId>("after"));
        var (status, outcome) = (Among(States, visit.Query("status")), Among(Outcomes, visit.Query("outcome")));
        var found = typed is not null
            ? await visit.Db.Query<OrderLine>(FoundSql, new { Typed = typed })
            : await visit.Db.Query<OrderLine>(ListSql, new { Status = status, Outcome = outcome, After = after, Take = PerPage + 1 });
        return visit.Page<OrderListPage>(new OrderListModel(
            [.. found.Take(PerPage)], typed ?? "", status, outcome, found.Count > PerPage ? found[PerPage - 1].OrderId : null,
            after is not null, await SavedViewPages.Model(visit, SavedList.Orders)));
    }

    private static async Task<IResult> Show(DeskVisit visit)
    {
        var (db, id) = (visit.Db, visit.RouteId<OrderId>());
        var head = await db.First<OrderHead>(HeadSql, new { Id = id }) ?? throw new RefusedException(Refusal.NotFound("order"));
        var credit = await ReferralPageQueries.Credit(db, id);
        var cases = await db.Query<OrderCaseLine>(CasesSql, new { Id = id });
        var rewards = cases.Count == 0 ? [] : await RewardQueries.OfReferrals(db, cases.Select(row => row.ReferralId));
        var events = await PersonQueries.Events(
            db, [id.ToString(), .. cases.Select(row => row.ReferralId.ToString()), .. rewards.Select(row => row.RewardId.ToString())],
            LatestEvents);
        return visit.Page<OrderPage>(new OrderModel(
            head, await db.Query<OrderStep>(StepsSql, new { head.ExternalId }), credit,
            credit is null ? [] : ReferralPages.ReadEvidence(credit.Evidence), cases, await RewardQueries.Answers(db, rewards), events,
            await Actors.Names(db, events.Select(row => row.Actor))));
    }

    private static string? Among(string[] known, string? said) => known.Contains(said) ? said : null;
}
