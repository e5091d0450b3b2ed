using System.Globalization;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>
/// Tells the desk when screening stops unusually much: a list entry too wide, weights that do not fit, or an attack. Good referrals
/// must not be lost in silence.
/// </summary>
public static class ScreeningAlarm
{
    /// <summary>The notice at the desk.</summary>
    public const string Kind = "screening_flood";

    private const int FewestReferrals = 20;
    private const int MostPercent = 15;

    private const string LastDay = """
        SELECT count(*) AS screened, count(*) FILTER (WHERE decision IN ('review', 'reject')) AS stopped
        FROM screenings WHERE shop_id = @shop AND at > @fromAt
        """;

    /// <summary>Raises the notice when more than 15 % of the last 24 hours' referrals, and of at least 20, were stopped.</summary>
    public static async Task Check(ShopTx tx, Instant now)
    {
        var day = (await tx.First<DayRow>(LastDay, new { FromAt = now.PlusDays(-1) }))!;
        if (day.Screened >= FewestReferrals && 100 * day.Stopped > MostPercent * day.Screened)
        {
            var sentence = string.Create(
                CultureInfo.InvariantCulture,
                $"Screening stopped {day.Stopped} of the {day.Screened} referrals of the last 24 hours. Is a list entry too wide?");
            Notices.Raise(tx, Kind, "day", sentence, now);
        }
    }

    private sealed record DayRow(long Screened, long Stopped);
}
