using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>A verdict as it is kept.</summary>
/// <param name="Stage">When it was asked.</param>
/// <param name="Verdict">What screening said.</param>
/// <param name="Note">What a list's entry says; null where none decided.</param>
/// <param name="At">Shop time.</param>
public sealed record KeptVerdict(ScreeningStage Stage, ScreeningVerdict Verdict, string? Note, Instant At);

/// <summary>Screens an attributed order and keeps the verdict with what it came from, one for each stage.</summary>
public static class ScreenReferral
{
    private const int OneInSamples = 50;

    private const string Store = """
        INSERT INTO screenings (shop_id, order_id, stage, score, decision, rule, note, signals, facts, model_id, shadow_model_id,
            shadow_score, shadow_decision, at)
        VALUES (@shop, @orderId, @stage, @score, @decision, @rule, @note, @signals, @facts, @modelId, @shadowModelId, @shadowScore,
            @shadowDecision, @at)
        ON CONFLICT (shop_id, order_id, stage) DO UPDATE SET score = excluded.score, decision = excluded.decision,
            rule = excluded.rule, note = excluded.note, signals = excluded.signals, facts = excluded.facts,
            model_id = excluded.model_id, shadow_model_id = excluded.shadow_model_id, shadow_score = excluded.shadow_score,
            shadow_decision = excluded.shadow_decision, at = excluded.at
        """;

    private const string All = """
        SELECT stage, score, decision, rule, note, signals, at FROM screenings WHERE shop_id = @shop AND order_id = @orderId
        ORDER BY CASE stage WHEN 'release' THEN 0 ELSE 1 END
        """;

    private const string Sample = """
        INSERT INTO screening_samples (shop_id, order_id, at) VALUES (@shop, @orderId, @at) ON CONFLICT (shop_id, order_id) DO NOTHING
        """;

    /// <summary>The verdict on an attributed order; buyer and advocate are known from then on.</summary>
    /// <param name="tx">The transaction of the fact or of the release.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="screened">The order, its credit, its terms and the stage.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<ScreeningVerdict> Run(ShopTx tx, Shop shop, ScreeningCase screened, Instant now)
    {
        NightRound.Plan(tx, shop, now);
        var advocate = await LoadFacts.Advocate(tx, screened.Advocate);
        var lists = await ShopLists.About(tx, shop, screened.Facts, advocate, now);
        var facts = await LoadFacts.Run(tx, shop, screened, advocate, lists, now);
        var models = await Models.Current(tx);
        var verdict = ScreenOrder.Decide(facts, models.Live.Model, screened.Terms.Screening, lists.Verdict);
        Keep(tx, screened, facts, models, verdict, lists.Verdict, now);
        if (screened.Stage == ScreeningStage.Release && verdict is { Decision: ScreeningDecision.Allow, Rule: null }
            && IsDrawn(shop, screened.Order.OrderId))
        {
            tx.Enqueue(Sample, new { screened.Order.OrderId, At = now });
        }

        return verdict;
    }

    /// <summary>
    /// Takes in who buys without earning anybody anything: the accounts of a hub are counted by everybody who uses it, and who tries
    /// to recommend themselves is remembered when the next one of that advocate comes.
    /// </summary>
    public static async Task Observe(ShopTx tx, Shop shop, OrderRecord order, AttributionDecision decision, Instant now)
    {
        NightRound.Plan(tx, shop, now);
        if (OwnTouch(decision) is not { Advocate: { } advocate, Program: { } program } own)
        {
            await Accounts.Observe(tx, Sighting.Of(shop, order.Facts), now);
            return;
        }

        var terms = (await ProgramQueries.Find(tx, program))!.Terms;
        var attempt = decision with { Advocate = advocate, Via = Via.Click, Evidence = [own with { Won = true }] };
        var screened = new ScreeningCase(order, attempt, terms, ScreeningStage.Order);
        var found = await LoadFacts.Advocate(tx, advocate);
        await LoadFacts.Run(tx, shop, screened, found, await ShopLists.About(tx, shop, order.Facts, found, now), now);
    }

    /// <summary>An order was changed, cancelled or refunded, or lost its credit.</summary>
    public static async Task Follow(ShopTx tx, OrderRecord order, AttributionDecision decision)
    {
        if (decision.Advocate is null && OwnTouch(decision) is null)
        {
            await Cases.Drop(tx, order.OrderId);
        }
        else
        {
            Cases.SetReturned(tx, order.OrderId, IsReturned(order));
        }
    }

    /// <summary>Two advocates proved to be one.</summary>
    public static void FollowMerge(ShopTx tx, AdvocateId from, AdvocateId into) => Cases.FollowMerge(tx, from, into);

    /// <summary>The latest verdict on an order; null where it was never screened.</summary>
    public static async Task<ScreeningVerdict?> Find(Reads db, OrderId order) =>
        (await Verdicts(db, order)) is [var latest, ..] ? latest.Verdict : null;

    /// <summary>The verdicts on an order, the latest stage first.</summary>
    public static async Task<IReadOnlyList<KeptVerdict>> Verdicts(Reads db, OrderId order) =>
        (await db.Query<ScreeningRow>(All, new { OrderId = order })).ConvertAll(row => row.ToVerdict());

    private static JudgedTouch? OwnTouch(AttributionDecision decision) => decision.Advocate is not null ? null
        : decision.Evidence.FirstOrDefault(touch => touch is
        {
            Dropped: AttributionReason.SelfReferral, Advocate: not null, Program: not null,
        });

    internal static bool IsReturned(OrderRecord order) =>
        order.State is { Status: OrderStatus.Cancelled } or { IsWhollyRefunded: true };

    private static void Keep(
        ShopTx tx, ScreeningCase screened, ScreeningFacts facts, ModelsInUse models, ScreeningVerdict verdict, ListVerdict lists,
        Instant now)
    {
        var shadow = models.Shadow is { } tried
            ? ScreenOrder.Decide(facts, tried.Model, screened.Terms.Screening, lists)
            : null;
        tx.Enqueue(Store, new
        {
            screened.Order.OrderId,
            screened.Stage,
            verdict.Score,
            verdict.Decision,
            verdict.Rule,
            Note = verdict.Rule switch
            {
                ScreeningRule.AllowListed => lists.Allowed,
                ScreeningRule.BlockListed => lists.Blocked,
                _ => null,
            },
            Signals = JsonSerializer.Serialize(verdict.Signals.Select(KeptSignal.Of), WireJson.Options),
            Facts = JsonSerializer.Serialize(facts, WireJson.Options),
            ModelId = models.Live.Id,
            ShadowModelId = models.Shadow?.Id,
            ShadowScore = shadow?.Score,
            ShadowDecision = shadow?.Decision,
            At = now,
        });
    }

    // By the shop's own key, so that nobody outside can tell which one is drawn.
    private static bool IsDrawn(Shop shop, OrderId order) =>
        shop.Hash($"sample:{order.Value}").Aggregate(0, (sum, c) => (31 * sum + c) % 1_000_003) % OneInSamples == 0;

    private sealed record ScreeningRow(
        ScreeningStage Stage, int Score, ScreeningDecision Decision, ScreeningRule? Rule, string? Note, string Signals, Instant At)
    {
        internal KeptVerdict ToVerdict() =>
            new(Stage, new ScreeningVerdict(Score, Decision, [.. KeptSignal.Read(Signals)], Rule), Note, At);
    }
}

/// <summary>A signal as its row keeps it; its words are the reader's.</summary>
internal sealed record KeptSignal(string Code, double Weight)
{
    internal static KeptSignal Of(ScreeningSignal signal) => new(Signals.Code(signal.Signal), signal.Weight);

    internal static IEnumerable<ScreeningSignal> Read(string json) =>
        JsonSerializer.Deserialize<List<KeptSignal>>(json, WireJson.Options)!
            .Select(kept => new ScreeningSignal(Signals.Find(kept.Code)!.Value, kept.Weight));
}
