using System.Text.Json.Serialization;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Orders;

/// <summary>
/// What happened to an order: <c>order.recorded</c>, <c>order.updated</c>, <c>order.paid</c>, <c>order.fulfilled</c>,
/// <c>order.delivered</c>, <c>order.cancelled</c>, <c>order.refunded</c>.
/// </summary>
/// <param name="Step">The second word.</param>
/// <param name="OrderId">The order.</param>
/// <param name="ExternalId">The order as the shop knows it.</param>
/// <param name="Amount">Goods after discounts without tax; of a refund the part returned by now. Minor units of the shop's
/// currency.</param>
public sealed record OrderHappened([property: JsonIgnore] string Step, OrderId OrderId, string ExternalId, long Amount) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "order." + Step;

    /// <inheritdoc/>
    public string Subject => OrderId.ToString();
}
