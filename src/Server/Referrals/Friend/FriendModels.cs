using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Referrals.Friend;

/// <summary>A friend's page: who invites, to what, and what came of it.</summary>
/// <param name="ShopName">The shop's name.</param>
/// <param name="ShopAddress">Where it is; null while unknown.</param>
/// <param name="BrandSheet">The merchant's colours.</param>
/// <param name="Place">How money and time are written.</param>
/// <param name="Inviter">The advocate's first name; null where none was given.</param>
/// <param name="Headline">The offer in big words.</param>
/// <param name="Small">Its conditions in small ones.</param>
/// <param name="AdvocateGets">What the advocate gets; null for nothing.</param>
/// <param name="CanClaim">True where an address brings a code or keeps the offer.</param>
/// <param name="ConsentRequired">True where the shop may keep no address without a tick.</param>
/// <param name="Action">Where the form goes.</param>
/// <param name="Values">The form.</param>
/// <param name="Go">Where the shop's button leads, checked to lie within the program's shop.</param>
/// <param name="Terms">The live rules.</param>
public sealed record FriendModel(
    string ShopName, string? ShopAddress, string BrandSheet, Locality Place, string? Inviter, string Headline, string Small,
        string? AdvocateGets,
    bool CanClaim, bool ConsentRequired, string Action, FormValues Values, string Go, IReadOnlyList<TermsChapter> Terms);

/// <summary>The same page after a claim.</summary>
/// <param name="Friend">The page it was claimed on.</param>
/// <param name="CouponCode">The code; null where none is given or it follows.</param>
/// <param name="Waiting">True when a code follows.</param>
/// <param name="ExpiresAt">How long the offer is good.</param>
public sealed record ClaimedModel(FriendModel Friend, string? CouponCode, bool Waiting, Instant? ExpiresAt);

/// <summary>One sentence instead of an offer.</summary>
public sealed record NoOfferModel(string ShopName, string? ShopAddress, string? BrandSheet, string Title, string Text);
