using Vouch.Domain;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;

namespace Vouch.Server.Orders;

/// <summary>A customer, made of all orders of one person, and of the shop's list of customers.</summary>
/// <param name="ExternalId">The shop's customer id; null where neither told one.</param>
/// <param name="Email">The address as given last.</param>
/// <param name="Name">The name as given last.</param>
/// <param name="Orders">Orders that were neither cancelled nor turned down as abuse.</param>
/// <param name="Spent">What was kept of them: goods after discounts and refunds, without tax, minor units of the shop's currency.</param>
/// <param name="Currency">The shop's currency.</param>
/// <param name="FirstOrderAt">The earliest order's own time.</param>
/// <param name="LastOrderAt">The latest order's own time.</param>
public sealed record CustomerAnswer(
    string? ExternalId, string? Email, string? Name, int Orders, long Spent, string Currency, Instant? FirstOrderAt, Instant? LastOrderAt);

/// <summary>Looks a customer up by address.</summary>
internal static class FindCustomer
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Read<ListOf<CustomerAnswer>>("/v1/customers", Permission.OrdersRead, async call =>
            call.Query("email") is { } email
                ? Outcome.Ok(new ListOf<CustomerAnswer>(await ByEmail(call, email), null))
                : Refusal.Invalid("email", "Say whose customer record: ?email=."))
            .WithMetadata(new QueryParameter("email", "The customer's address."));

    private static async Task<List<CustomerAnswer>> ByEmail(Call call, string email)
    {
        if (PersonKeys.Email(call.Shop, email) is not { } key)
        {
            return [];
        }

        var brief = await OrderQueries.OfPerson(call.Db, [key]);
        var listed = await ImportCustomers.OnList(call.Db, key);
        if (brief.Count == 0 && listed is null)
        {
            return [];
        }

        var orders = (await OrderQueries.LoadAll(call.Db, call.Shop, brief.Select(order => order.OrderId))).Values
            .OrderBy(order => order.Facts.PlacedAt).ThenBy(order => order.Sequence).ToList();
        var counted = orders.FindAll(order => order.State.Status != OrderStatus.Cancelled && !order.FraudRejected);
        return
        [
            new CustomerAnswer(
                Last(orders, customer => customer.ExternalId) ?? listed?.ExternalId,
                Last(orders, customer => customer.Email) ?? listed?.Email,
                Last(orders, customer => customer.Name) ?? listed?.Name,
                counted.Count,
                counted.Sum(order => order.State.KeptBase),
                call.Shop.Currency,
                counted.Count == 0 ? null : counted[0].Facts.PlacedAt,
                counted.Count == 0 ? null : counted[^1].Facts.PlacedAt),
        ];
    }

    private static string? Last(List<OrderRecord> orders, Func<OrderCustomer, string?> part) =>
        orders.Select(order => part(order.Facts.Customer)).LastOrDefault(text => text is not null);
}
