using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Referrals.Friend;

/// <summary>A friend's page: who invites, to what, and what came of it.</summary>
/// <param name="Face">What stands around it.</param>
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
/// <param name="Testimonial">Why the advocate likes the shop, as far as the shop shows it; null without one.</param>
/// <param name="Picture">The address of what a link to the page shows elsewhere.</param>
/// <param name="Bonus">What a campaign adds for the friend, and until when; null without one.</param>
public sealed record FriendModel(
    PublicFace Face, string? Inviter, string Headline, string Small, string? AdvocateGets, bool CanClaim, bool ConsentRequired,
    string Action, FormValues Values, string Go, IReadOnlyList<TermsChapter> Terms, string? Testimonial,
    string Picture, string? Bonus)
{
    /// <summary>Who invites, by name or as somebody.</summary>
    public string Who => Inviter ?? Face.Words["friend.somebody"];
}

/// <summary>The same page after a claim.</summary>
/// <param name="Friend">The page it was claimed on.</param>
/// <param name="CouponCode">The code; null where none is given or it follows.</param>
/// <param name="Waiting">True when a code follows.</param>
/// <param name="ExpiresAt">How long the offer is good.</param>
public sealed record ClaimedModel(FriendModel Friend, string? CouponCode, bool Waiting, Instant? ExpiresAt);

/// <summary>A kind word instead of an offer.</summary>
/// <param name="Face">What stands around it.</param>
/// <param name="Kind">Which of the texts below <c>friend</c>: <c>paused</c>, <c>ended</c>, <c>own</c>.</param>
/// <param name="Portal">The advocate's own page, where that is the way on; null elsewhere.</param>
public sealed record NoOfferModel(PublicFace Face, string Kind, string? Portal = null);

/// <summary>The page behind a confirmation mail.</summary>
/// <param name="Face">What stands around it.</param>
/// <param name="Action">Where the button goes.</param>
public sealed record ConfirmModel(PublicFace Face, string Action);
