using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>
/// Finds codes that became public. The advocate gets a new code at once; the old one earns nothing from the first stranger on, is
/// refused as a coupon, and goes on leading to the shop. Nobody is blamed.
/// </summary>
public static class DetectLeak
{
    private const string Leaked = """
        SELECT leaked_at FROM screening_leaks WHERE shop_id = @shop AND code = @code
        """;

    private const string Uses = """
        SELECT placed_at, deal_site, quick, stranger FROM screening_cases
        WHERE shop_id = @shop AND code = @code AND placed_at >= @fromAt ORDER BY placed_at DESC LIMIT 200
        """;

    private const string Insert = """
        INSERT INTO screening_leaks (shop_id, code, advocate_id, leaked_at, found_at)
        VALUES (@shop, @code, @advocateId, @leakedAt, @foundAt)
        ON CONFLICT (shop_id, code) DO NOTHING
        """;

    /// <summary>Since when the order's code has been public; null where it is not, or was not yet when the order was placed.</summary>
    public static async Task<Instant?> Run(ShopTx tx, ScreeningCase screened, Instant now)
    {
        if (screened.Code is not { } code)
        {
            return null;
        }

        var placed = screened.Facts.PlacedAt;
        var since = await tx.First<Instant?>(Leaked, new { Code = code }) ?? await Find(tx, screened, code, now);
        return since <= placed ? since : null;
    }

    /// <summary>True for an order by a code that is known to have been public by then.</summary>
    public static async Task<bool> Known(Reads db, ScreeningCase screened) =>
        screened.Code is { } code && await db.First<Instant?>(Leaked, new { Code = code }) is { } since && since <= screened.Facts.PlacedAt;

    private static async Task<Instant?> Find(ShopTx tx, ScreeningCase screened, string code, Instant now)
    {
        var uses = await tx.Query<CodeUse>(
            Uses, new { Code = code, FromAt = screened.Facts.PlacedAt.PlusDays(-CodeLeak.LookBackDays) });
        if (CodeLeak.Since(uses, screened.Terms.Kind == ProgramKind.Affiliate) is not { } since
            || await tx.Execute(Insert, new { Code = code, AdvocateId = screened.Advocate, LeakedAt = since, FoundAt = now }) == 0)
        {
            return null;
        }

        await RotateCode.Run(tx, screened.Advocate, code, now);
        Notices.Raise(
            tx, "code_leaked", screened.Advocate.ToString(),
            $"The code {code} became public and was replaced; its use by strangers earns nothing.", now);
        return since;
    }
}
