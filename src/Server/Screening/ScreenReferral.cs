using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>Screens an attributed order and keeps the verdict with its signals, one for each stage.</summary>
public static class ScreenReferral
{
    private const string SharesAccount = """
        SELECT 1 FROM order_people p
        JOIN advocate_keys k ON k.shop_id = @shop AND k.person_key = p.person_key AND k.kind IN ('customer', 'email')
        WHERE p.shop_id = @shop AND p.order_id = @orderId AND k.advocate_id = @advocateId LIMIT 1
        """;

    private const string Store = """
        INSERT INTO screenings (shop_id, order_id, stage, score, decision, signals, at)
        VALUES (@shop, @orderId, @stage, @score, @decision, @signals, @at)
        ON CONFLICT (shop_id, order_id, stage) DO UPDATE SET score = excluded.score, decision = excluded.decision,
            signals = excluded.signals, at = excluded.at
        """;

    private const string Select = """
        SELECT stage, score, decision, signals FROM screenings WHERE shop_id = @shop AND order_id = @orderId
        ORDER BY CASE stage WHEN 'release' THEN 0 ELSE 1 END LIMIT 1
        """;

    /// <summary>The verdict on the order for this advocate.</summary>
    /// <param name="tx">The transaction of the fact or of the release.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="order">Which order.</param>
    /// <param name="advocate">To whom it is attributed.</param>
    /// <param name="bands">The bands of the terms in force.</param>
    /// <param name="stage">At the order, or before the reward leaves.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<ScreeningVerdict> Run(
        ShopTx tx, Shop shop, OrderId order, AdvocateId advocate, ScreeningTerms bands, ScreeningStage stage, Instant now)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var isSame = await tx.First<long?>(SharesAccount, new { OrderId = order, AdvocateId = advocate }) is not null;
        var verdict = ScreenOrder.Decide(
            new ScreeningFacts { SameAccount = isSame }, ScreeningModel.Expert, bands, ListVerdict.Silent);
        tx.Enqueue(Store, new
        {
            OrderId = order,
            Stage = stage,
            verdict.Score,
            verdict.Decision,
            Signals = JsonSerializer.Serialize(verdict.Signals.Select(KeptSignal.Of), WireJson.Options),
            At = now,
        });
        return verdict;
    }

    /// <summary>The latest verdict on an order; null where it was never screened.</summary>
    public static async Task<ScreeningVerdict?> Find(Reads db, OrderId order) =>
        (await db.First<ScreeningRow>(Select, new { OrderId = order }))?.ToVerdict();

    private sealed record ScreeningRow(ScreeningStage Stage, int Score, ScreeningDecision Decision, string Signals)
    {
        internal ScreeningVerdict ToVerdict() =>
            new(Score, Decision, [.. KeptSignal.Read(Signals)]);
    }
}

/// <summary>A signal as its row keeps it; its words are the reader's.</summary>
internal sealed record KeptSignal(string Code, double Weight)
{
    internal static KeptSignal Of(ScreeningSignal signal) => new(Vouch.Domain.Screening.Signals.Code(signal.Signal), signal.Weight);

    internal static IEnumerable<ScreeningSignal> Read(string json) =>
        JsonSerializer.Deserialize<List<KeptSignal>>(json, WireJson.Options)!
            .Select(kept => new ScreeningSignal(Vouch.Domain.Screening.Signals.Find(kept.Code)!.Value, kept.Weight));
}
