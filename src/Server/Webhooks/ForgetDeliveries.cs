using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>
/// Once a day: forgets deliveries that were done more than thirty days ago, and what has waited as long for an endpoint that is switched
/// off. The endpoint remembers up to where.
/// </summary>
internal static class ForgetDeliveries
{
    internal const string Kind = "forget_deliveries";

    /// <summary>So long they are kept.</summary>
    internal const int KeptDays = 30;

    private const string Subject = "shop";

    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    private const string Old = """
        SELECT d.endpoint_id, max(d.position) AS position FROM webhook_deliveries d
        JOIN webhook_endpoints e ON e.shop_id = @shop AND e.endpoint_id = d.endpoint_id
        WHERE d.shop_id = @shop AND (d.done_at < @before OR (d.status = 'pending' AND e.disabled IS NOT NULL AND d.created_at < @before))
        GROUP BY d.endpoint_id
        """;

    private const string Remember = """
        UPDATE webhook_endpoints SET kept_after = @position
        WHERE shop_id = @shop AND endpoint_id = @endpointId AND kept_after < @position
        """;

    private const string DropWaiting = """
        DELETE FROM webhook_deliveries
        WHERE shop_id = @shop AND status = 'pending' AND created_at < @before AND endpoint_id IN (
            SELECT endpoint_id FROM webhook_endpoints WHERE shop_id = @shop AND disabled IS NOT NULL)
        """;

    private const string DropDone = "DELETE FROM webhook_deliveries WHERE shop_id = @shop AND done_at < @before";

    private const string DropTries = """
        DELETE FROM webhook_tries WHERE shop_id = @shop AND at < @before AND NOT EXISTS (
            SELECT 1 FROM webhook_deliveries d WHERE d.shop_id = @shop AND d.endpoint_id = webhook_tries.endpoint_id
                AND d.delivery_id = webhook_tries.delivery_id)
        """;

    /// <summary>Puts it on the list of due work; nothing happens where it stands there.</summary>
    internal static void Plan(ShopTx tx) => tx.ScheduleIfNone(Kind, Subject, tx.Wall + Pause, JobClock.Wall);

    internal static async Task Run(ShopTx tx, Shop shop, Job job)
    {
        var before = tx.Wall.PlusDays(-KeptDays);
        foreach (var old in await tx.Query<OldRow>(Old, new { before }))
        {
            tx.Enqueue(Remember, old);
        }

        tx.Enqueue(DropWaiting, new { before });
        tx.Enqueue(DropDone, new { before });
        tx.Enqueue(DropTries, new { before });
        if (await EndpointStore.Count(tx) > 0)
        {
            tx.Schedule(Kind, Subject, tx.Wall + Pause, JobClock.Wall);
        }
    }

    private sealed record OldRow(Domain.Ids.EndpointId EndpointId, long Position);
}
