using Vouch.Domain;

namespace Vouch.Server.Platform.Pages;

/// <summary>What the desk's frame shows around every page: whose shop, who is at the desk, where one is.</summary>
/// <param name="Root">The shop's desk: <c>/desk/shp_…</c>, without a slash behind.</param>
/// <param name="ShopName">The shop's name.</param>
/// <param name="Test">True for a test shop.</param>
/// <param name="ClockAt">Where a test shop's clock stands; null while it follows the wall.</param>
/// <param name="Who">Who is signed in: their name, or else their address.</param>
/// <param name="Place">How money and time are written.</param>
/// <param name="Reviews">How many referrals wait for a person.</param>
/// <param name="Role">What the visitor may: pages that the role does not open are not in the menu.</param>
/// <param name="Shops">All shops in which the visitor has a role, by name.</param>
/// <param name="At">When the page was made, by the wall's clock.</param>
public sealed record Frame(string Root, string ShopName, bool Test, Instant? ClockAt, string Who, Locality Place, long Reviews,
    StaffRole Role, IReadOnlyList<StaffShop> Shops, Instant At);
