using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Orders;

/// <summary>Forgets from where orders came, thirty days after they came; keyed hashes stay with screening.</summary>
public static class ForgetIpAddresses
{
    private const int KeptDays = 30;

    private const string Forget = """
        UPDATE orders SET ip_address = NULL WHERE shop_id = @shop AND ip_address IS NOT NULL AND recorded_at < @before
        """;

    private const string Left = "SELECT 1 FROM orders WHERE shop_id = @shop AND ip_address IS NOT NULL LIMIT 1";

    /// <summary>Forgets what is due; true while there is something left for later.</summary>
    public static async Task<bool> Run(ShopTx tx, Instant now)
    {
        await tx.Execute(Forget, new { Before = now.PlusDays(-KeptDays) });
        return await tx.First<long?>(Left) is not null;
    }
}
