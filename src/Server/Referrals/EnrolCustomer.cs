using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Server.Advocates;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Makes a customer an advocate after the first paid order, where an active program says so.</summary>
internal static class EnrolCustomer
{
    internal static async Task AfterOrder(ShopTx tx, Shop shop, OrderRecord order, OrderRecord? before, Instant now)
    {
        if (order.State.PaidAt is null || before?.State.PaidAt is not null || order.Facts.Customer.Email is not { } email)
        {
            return;
        }

        var active = await ProgramQueries.Active(tx);
        if (!active.Any(program => program.Terms.Enrol == Enrolment.AfterFirstOrder))
        {
            return;
        }

        // A refusal (an erased person, an address that takes no mail) leaves a customer a customer.
        await JoinAdvocate.Run(tx, shop, new NewAdvocate(email)
        {
            Name = order.Facts.Customer.Name, ExternalId = order.Facts.Customer.ExternalId, Phone = order.Facts.Customer.Phone,
        }, now);
    }
}
