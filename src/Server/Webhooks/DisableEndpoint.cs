using System.Globalization;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Messaging;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>An endpoint was switched off because of how it answers: the desk is told, and owners and admins get one mail.</summary>
internal static class DisableEndpoint
{
    /// <summary>The notice of it.</summary>
    internal const string Notice = "webhook_disabled";

    private const string Deciders = """
        SELECT f.staff_id, f.email FROM staff f JOIN staff_roles r ON r.staff_id = f.staff_id
        WHERE r.shop_id = @shop AND r.role IN ('owner', 'admin') ORDER BY f.staff_id
        """;

    /// <summary>Tells whom it concerns.</summary>
    internal static async Task Tell(ShopTx tx, Shop shop, Endpoint endpoint, DisabledReason reason, ServerSettings settings)
    {
        var now = shop.Now(tx.Wall);
        var host = new Uri(endpoint.Url).Host;
        var why = reason == DisabledReason.Gone
            ? $"The webhook endpoint at {host} answered 410, that it is gone, and was switched off."
            : $"The webhook endpoint at {host} took nothing for five days and was switched off.";
        Notices.Raise(tx, Notice, endpoint.EndpointId.ToString(), why, now);
        tx.Publish(new EndpointDisabled(endpoint.EndpointId, reason), now);
        foreach (var staff in await tx.Query<StaffRow>(Deciders))
        {
            await QueueMessage.Run(
                tx, shop, "webhook_disabled",
                string.Create(
                    CultureInfo.InvariantCulture, $"webhook_disabled {staff.StaffId} {endpoint.EndpointId} {tx.Wall.Milliseconds}"),
                staff.Email, $"A webhook of {shop.Name} was switched off",
                $"Hello,\n\n{why} Nothing is lost: what it has not got waits for 30 days. Look at its last answers, mend it, and switch it "
                + $"on again:\n\n{settings.PublicUrl}/desk/{shop.Id}/webhooks/{endpoint.EndpointId}\n\nVouch\n",
                now);
        }
    }

    private sealed record StaffRow(StaffId StaffId, string Email);
}
