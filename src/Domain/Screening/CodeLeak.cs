namespace Vouch.Domain.Screening;

/// <summary>An order that came by a code.</summary>
/// <param name="PlacedAt">When.</param>
/// <param name="DealSite">The buyer came from a coupon site.</param>
/// <param name="Quick">Placed within an hour of its own click; an order without a click never is.</param>
/// <param name="Stranger">Buyer and advocate share nothing that screening knows.</param>
public sealed record CodeUse(Instant PlacedAt, bool DealSite, bool Quick, bool Stranger);

/// <summary>
/// Tells whether a code became public: strangers come with it from coupon sites, or very many who clicked just before come with it
/// within an hour. Whoever used it did nothing wrong; from the first of them on it earns its advocate nothing.
/// </summary>
public static class CodeLeak
{
    /// <summary>Uses further back say nothing about each other.</summary>
    public const int LookBackDays = 7;

    // One friend may look for a better coupon just before typing this one; three have found it there.
    private const int FromDealSites = 3;
    private const int QuickBesideADealSite = 5;
    private const int StrangersInAnHour = 20;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Since when the code has been public; null while it is not.</summary>
    /// <param name="uses">Its orders of the last seven days.</param>
    /// <param name="isToMany">The program is one to many: there many strangers are what is wanted, and only coupon sites tell.</param>
    public static Instant? Since(IReadOnlyCollection<CodeUse> uses, bool isToMany)
    {
        var strangers = uses.Where(use => use.Stranger).OrderBy(use => use.PlacedAt).ToList();
        var quick = strangers.Where(use => use.Quick).ToList();
        var fromSites = strangers.Where(use => use.DealSite).ToList();
        var isListed = fromSites.Count >= FromDealSites || (fromSites.Count > 0 && quick.Count >= QuickBesideADealSite);
        var listed = isListed ? fromSites[0].PlacedAt : (Instant?)null;
        var flooded = isToMany ? null : Flooded(quick);
        return listed is null || flooded is null ? listed ?? flooded : Instant.Min(listed.Value, flooded.Value);
    }

    private static Instant? Flooded(List<CodeUse> strangers)
    {
        for (var last = StrangersInAnHour - 1; last < strangers.Count; last++)
        {
            var first = strangers[last - StrangersInAnHour + 1].PlacedAt;
            if (strangers[last].PlacedAt - first <= Hour)
            {
                return first;
            }
        }

        return null;
    }
}
