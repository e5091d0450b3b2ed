using System.Security.Cryptography;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Codes of coupons: ten random symbols that nobody mistakes for another (47 bits), unique in the shop.</summary>
internal static class CouponCodes
{
    private const string Alphabet = "234679ACDEFGHJKMNPQRTVWXYZ";
    private const int Length = 10;

    private const string Taken = """
        SELECT (SELECT count(*) FROM rewards r WHERE r.shop_id = @shop AND r.coupon_code = @code)
            + (SELECT count(*) FROM pool_codes p WHERE p.shop_id = @shop AND p.code = @code)
        """;

    /// <summary>A code that no reward of the shop has.</summary>
    internal static async Task<string> New(ShopTx tx)
    {
        while (true)
        {
            var code = RandomNumberGenerator.GetString(Alphabet, Length);
            if (await tx.First<long>(Taken, new { Code = code }) == 0)
            {
                return code;
            }
        }
    }
}
