using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>Where a label comes from: a case a person decided, or one that was allowed and drawn by lot.</summary>
public enum LabelSource { Review, Sample }

/// <summary>What people said about cases: what learning learns from. Only what was screened can teach.</summary>
public static class Labels
{
    private const string Put = """
        INSERT INTO screening_labels (shop_id, order_id, is_abuse, source, made_by, at)
        SELECT @shop, @orderId, @isAbuse, @source, @by, @at WHERE EXISTS (
            SELECT 1 FROM screenings s WHERE s.shop_id = @shop AND s.order_id = @orderId)
        ON CONFLICT (shop_id, order_id) DO UPDATE SET is_abuse = excluded.is_abuse, source = excluded.source,
            made_by = excluded.made_by, at = excluded.at
        """;

    private const string Delete = "DELETE FROM screening_labels WHERE shop_id = @shop AND order_id = @orderId";

    /// <summary>Keeps what a person said about a case; the last word counts.</summary>
    /// <param name="tx">The decision's transaction.</param>
    /// <param name="order">The order behind the case.</param>
    /// <param name="isAbuse">What they said.</param>
    /// <param name="source">How the case came before them.</param>
    /// <param name="by">Who: a key's or a member of staff's id.</param>
    /// <param name="at">Shop time.</param>
    public static void Record(ShopTx tx, OrderId order, bool isAbuse, LabelSource source, string by, Instant at) =>
        tx.Enqueue(Put, new { OrderId = order, IsAbuse = isAbuse, Source = source, By = by, At = at });

    /// <summary>The decision was taken back.</summary>
    public static void Forget(ShopTx tx, OrderId order) => tx.Enqueue(Delete, new { OrderId = order });
}
