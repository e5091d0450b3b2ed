using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.People;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>What an entry of the shop's list does.</summary>
public enum ListAction { Allow, Block }

/// <summary>What an entry of the shop's list is about.</summary>
public enum ListKind { Email, Domain, IpRange, Device, CouponSite }

/// <summary>
/// What the shop's own lists say about a referral. Nothing is searched: everything that an entry could say about this referral is
/// spelt out (each range around an IP address, each domain above a domain), and asked for by its key.
/// </summary>
internal sealed class ShopLists
{
    private const string Matching = """
        SELECT verdict, kind, entry AS key, shown, reason FROM screening_list
        WHERE shop_id = @shop AND entry = ANY(@entries) AND (expires_at IS NULL OR expires_at > @now) ORDER BY entry_id
        """;

    private readonly List<Entry> _matching;
    private readonly Shop _shop;

    private ShopLists(Shop shop, List<Entry> matching) => (_shop, _matching) = (shop, matching);

    /// <summary>The verdict of the lists; coupon sites are a matter of the score.</summary>
    internal ListVerdict Verdict => new(ReasonOf(ListAction.Allow), ReasonOf(ListAction.Block));

    /// <summary>Asks the lists about a buyer and an advocate.</summary>
    internal static async Task<ShopLists> About(Reads db, Shop shop, OrderFacts facts, ScreenedAdvocate advocate, Instant now) =>
        new(shop, await db.Query<Entry>(Matching, new { Entries = Entries(shop, facts, advocate).Distinct().ToList(), Now = now }));

    /// <summary>True where a buyer came from a coupon site, as the shop sees it before all others do.</summary>
    internal bool IsDealSite(string? referrer)
    {
        var sites = _matching.Where(entry => entry.Kind == ListKind.CouponSite).ToList();
        return sites.Count > 0
            ? sites.MaxBy(entry => entry.Key.Length)!.Verdict == ListAction.Block
            : DealSites.IsDealSite(referrer, _shop.Address);
    }

    /// <summary>The key of an entry.</summary>
    internal static string Key(ListKind kind, string value) => WireName.Of(kind) + ":" + value;

    private static IEnumerable<string> Entries(Shop shop, OrderFacts facts, ScreenedAdvocate advocate)
    {
        foreach (var email in new[] { facts.Customer.Email, advocate.Email })
        {
            if (EmailAddress.TryParse(email, out var address))
            {
                yield return Key(ListKind.Email, PersonKeys.Email(shop, address));
                foreach (var domain in Above(address.Domain))
                {
                    yield return Key(ListKind.Domain, domain);
                }
            }
        }

        var bought = PersonKeys.Device(shop, facts.DeviceId) is { } used ? new[] { used } : [];
        foreach (var device in advocate.Keys.Where(Mark.IsDevice).Concat(bought))
        {
            yield return Key(ListKind.Device, device);
        }

        foreach (var range in IpRange.Around(facts.IpAddress))
        {
            yield return Key(ListKind.IpRange, range.ToString());
        }

        foreach (var site in DealSites.HostOf(facts.Referrer) is { } host ? Above(host) : [])
        {
            yield return Key(ListKind.CouponSite, site);
        }
    }

    private static IEnumerable<string> Above(string domain)
    {
        for (var rest = domain.ToLowerInvariant().TrimEnd('.'); rest.Length > 0;)
        {
            yield return rest;
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }
    }

    private string? ReasonOf(ListAction action) =>
        _matching.FirstOrDefault(entry => entry.Verdict == action && entry.Kind != ListKind.CouponSite)?.Sentence;

    private sealed record Entry(ListAction Verdict, ListKind Kind, string Key, string Shown, string Reason)
    {
        internal string Sentence => $"{Shown}: {Reason}";
    }
}
