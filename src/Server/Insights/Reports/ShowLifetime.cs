using Vouch.Domain;
using Vouch.Domain.Insights;
using Vouch.Domain.Insights.Lifetime;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>What customers leave: realised by cohort first, projected behind the gates, always with the back-test beside it.</summary>
internal static class ShowLifetime
{
    private const string Subscriptions = "sbg";
    private const int SecondsToWait = 2;

    // An answer that comes soon is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const string Position = "SELECT position FROM chain_heads WHERE shop_id = @shop AND chain = 'journal'";

    private const string FirstPurchase = "SELECT placed_at FROM orders WHERE shop_id = @shop ORDER BY placed_at LIMIT 1";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<LifetimeAnswer>("/v1/reports/ltv", Permission.InsightsRead, Show).WithMetadata(
            new QueryParameter("model", "bg_nbd, mbg_nbd, pareto_nbd or sbg; bg_nbd when absent."),
            new QueryParameter("from", "First day on which a first purchase may lie; the first there is when absent."),
            new QueryParameter("until", "First day not observed; today when absent."),
            new QueryParameter("holdoutUntil", "First day after the holdout, on which the model is tried; none when absent."))
            .Produces<LifetimeAnswer>(StatusCodes.Status202Accepted);
        routes.Read<ReportOf<CohortAnswer>>("/v1/reports/cohorts", Permission.InsightsRead, async call => Outcome.Ok(
            new ReportOf<CohortAnswer>(await call.Db.Snapshot(async reads => Cohorts(await ShopFacts.Load(reads, call.Shop, call.Now))))));
    }

    /// <summary>What is asked for, with the usual where nothing is said.</summary>
    internal static async Task<LifetimeWish> Wish(
        Reads db, Shop shop, Instant now, RepeatModelKind? model, DateOnly? from, DateOnly? until, DateOnly? holdout)
    {
        var today = LedgerDate.Today(shop, now);
        var first = from ?? (await db.First<Instant?>(FirstPurchase) is { } at ? LedgerDate.Today(shop, at) : today);
        return new LifetimeWish(shop.Id, model, first, until ?? (first < today ? today : today.AddDays(1)), holdout,
            await db.First<long?>(Position) ?? 0);
    }

    /// <summary>Everything that a fit is made of, of one moment.</summary>
    internal static Task<LifetimeFacts> Facts(ShopDb db, Shop shop, Instant now) => db.Snapshot(async reads =>
    {
        var facts = await ShopFacts.Load(reads, shop, now);
        return new LifetimeFacts([.. facts.Purchases()], Currency.Of(shop.Currency).MinorPerUnit, Cohorts(facts));
    });

    /// <summary>What customers left by month of their first order.</summary>
    internal static IReadOnlyList<CohortAnswer> Cohorts(ShopFacts facts)
    {
        var (shop, margin) = (facts.Shop, facts.Shop.Finance.MarginPercent ?? 100);
        var sums = Domain.Insights.Cohorts.Sums(
            facts.Orders.Where(order => order.IsValid)
                .Select(order => new CohortOrder(order.Person, order.Row.PlacedAt, order.Net * margin / 100)), shop.TimeZone);
        return
        [
            .. Domain.Insights.Cohorts.Table(sums, facts.Now, shop.TimeZone, shop.ReturnDays).Select(cohort => new CohortAnswer(
                cohort.Month.ToString(), cohort.Size,
                [.. cohort.Months.Select(month => new CohortMonthAnswer(
                    month.Age, MeasureAnswer.Of(month.Retention), MeasureAnswer.Of(month.CumulativeMargin)))])),
        ];
    }

    /// <summary>What is answered while a fit is on its way.</summary>
    internal static LifetimeAnswer Computing(LifetimeWish wish, double progress) => new(
        wish.Model is { } model ? WireName.Of(model) : Subscriptions, "computing", progress, 0, null, null, null, null, null, [], false,
        false, null, []);

    private static async Task<Outcome> Show(Call call)
    {
        RepeatModelKind? model = call.Query("model") == Subscriptions ? null
            : call.Query("model") is null ? RepeatModelKind.BgNbd : Model(call);
        var wish = await Wish(
            call.Db, call.Shop, call.Now, model, ReportPeriod.DayOf(call, "from"), ReportPeriod.DayOf(call, "until"),
            ReportPeriod.DayOf(call, "holdoutUntil"));
        if (Check(wish, LedgerDate.Today(call.Shop, call.Now)) is { } refusal)
        {
            return refusal;
        }

        var running = call.Http.RequestServices.GetRequiredService<LifetimeWork>().Of(wish, () => Facts(call.Db, call.Shop, call.Now));
        await Task.WhenAny(running.Answer, Task.Delay(Patience, call.Http.RequestAborted));
        if (running.Answer.IsCompleted)
        {
            return Outcome.Ok(await running.Answer);
        }

        call.Http.Response.Headers.RetryAfter = SecondsToWait.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Outcome.Accepted(Computing(wish, running.Progress));
    }

    private static RepeatModelKind Model(Call call) => WireName.TryParse<RepeatModelKind>(call.Query("model"), out var kind) ? kind
        : throw new RefusedException(Refusal.Invalid(
            "model", $"must be one of {string.Join(", ", WireName.All<RepeatModelKind>())}, {Subscriptions}"));

    // A day that is not over has not been observed.
    private static Refusal? Check(LifetimeWish wish, DateOnly today) =>
        wish.Until <= wish.From ? Refusal.Invalid("until", "must be later than from")
        : wish.Until > today.AddDays(1) ? Refusal.Invalid("until", "must not lie ahead")
        : wish.HoldoutUntil > today.AddDays(1) ? Refusal.Invalid("holdoutUntil", "must not lie ahead")
        : wish.HoldoutUntil is { } end && end <= wish.Until ? Refusal.Invalid("holdoutUntil", "must be later than until") : null;
}
