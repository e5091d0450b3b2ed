using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>Allowed cases that were drawn by lot, so that somebody also looks at what screening let pass.</summary>
public static class Samples
{
    private const string Close = """
        UPDATE screening_samples SET answered_at = @at WHERE shop_id = @shop AND order_id = @orderId AND answered_at IS NULL
        """;

    /// <summary>Keeps what a person says about a drawn case; false where none is open.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="order">The order behind the case.</param>
    /// <param name="isAbuse">What they say.</param>
    /// <param name="by">Who: a key's or a member of staff's id.</param>
    /// <param name="at">Shop time.</param>
    public static async Task<bool> Answer(ShopTx tx, OrderId order, bool isAbuse, string by, Instant at)
    {
        if (await tx.Execute(Close, new { OrderId = order, At = at }) == 0)
        {
            return false;
        }

        Labels.Record(tx, order, isAbuse, LabelSource.Sample, by, at);
        return true;
    }
}
