using Vouch.Domain;
using Vouch.Domain.People;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>How much of a shop's business an entry of its list would decide: a slip of the hand must not reject everybody.</summary>
internal static class ListReach
{
    private const int Days = 30;
    private const int MostPercent = 15;
    private const int FewestCases = 5;

    private const string Recent = """
        SELECT o.customer_email, o.ip_address FROM screening_cases c
        JOIN orders o ON o.shop_id = @shop AND o.order_id = c.order_id
        WHERE c.shop_id = @shop AND c.placed_at >= @fromAt ORDER BY c.placed_at DESC LIMIT 5000
        """;

    /// <summary>Asks for confirmation where an entry is very wide by itself or met much of the last 30 days; else null.</summary>
    internal static async Task<Refusal?> TooWide(Reads db, ListKind kind, string value, Instant now)
    {
        if (kind is not (ListKind.Domain or ListKind.IpRange))
        {
            return null;
        }

        var recent = await db.Query<Buyer>(Recent, new { FromAt = now.PlusDays(-Days) });
        var range = kind == ListKind.IpRange ? IpRange.Parse(value) : null;
        var host = kind == ListKind.Domain ? ListEntries.Host(value) : null;
        var met = recent.Count(buyer => range is not null ? range.Contains(buyer.IpAddress) : IsAt(buyer.CustomerEmail, host));
        return range?.IsVeryWide == true || (met >= FewestCases && 100 * met > MostPercent * recent.Count)
            ? ScreeningRefusals.TooWide(met, recent.Count, Days)
            : null;
    }

    private static bool IsAt(string? email, string? host) =>
        host is not null && EmailAddress.TryParse(email, out var address)
        && (address.Domain == host || address.Domain.EndsWith('.' + host, StringComparison.Ordinal));

    private sealed record Buyer(string? CustomerEmail, string? IpAddress);
}
