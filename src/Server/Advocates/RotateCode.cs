using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>
/// Gives an advocate a new code in place of one that became public. The old one leads to the shop as before, but is no coupon any
/// more.
/// </summary>
public static class RotateCode
{
    private const string Retire = """
        UPDATE codes SET kind = 'leaked' WHERE shop_id = @shop AND code = @code AND advocate_id = @advocateId AND kind <> 'leaked'
        """;

    /// <summary>Replaces the code; nothing where it was replaced before.</summary>
    public static async Task Run(ShopTx tx, AdvocateId advocate, string code, Instant now)
    {
        if (await tx.Execute(Retire, new { Code = code, AdvocateId = advocate }) == 1)
        {
            await IssueCodes.Ensure(tx, advocate, (await AdvocateQueries.Find(tx, advocate))?.Name, now);
            tx.Publish(new CodeLeaked(advocate, code), now);
            Platform.ShopChanges.Tell(tx);
        }
    }
}
