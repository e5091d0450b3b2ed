using Vouch.Server.Platform;

namespace Vouch.Server.Referrals.Widget;

/// <summary>What the widget is told: all that it shows, in the shopper's language.</summary>
/// <param name="Language">What it speaks.</param>
/// <param name="Shop">The shop's name.</param>
/// <param name="Currency">Of its amounts, ISO 4217.</param>
/// <param name="Accent">The merchant's colour, dark enough to carry white letters.</param>
/// <param name="Radius">Of its corners, pixels.</param>
/// <param name="Cookies">When it may keep something in the browser.</param>
/// <param name="Days">How long it keeps a click, days: the attribution window.</param>
/// <param name="Consent">True where joining needs a tick.</param>
/// <param name="Portal">Where advocates have their own page.</param>
/// <param name="Placements">What is switched on.</param>
/// <param name="Offer">What the oldest active program promises; null where there is none, and then nothing is shown.</param>
/// <param name="Texts">What it says, by key; <c>{link}</c> and <c>{code}</c> are filled in the browser.</param>
public sealed record WidgetAnswer(
    string Language, string Shop, string Currency, string Accent, int Radius, CookiePolicy Cookies, int Days, bool Consent, string Portal,
    Widgets Placements, WidgetOffer? Offer, IReadOnlyDictionary<string, string> Texts);

/// <summary>What is promised, in words.</summary>
/// <param name="Headline">To the friend, in big words.</param>
/// <param name="Small">Its conditions; empty where there are none.</param>
/// <param name="Reward">What the advocate gets; null for nothing.</param>
public sealed record WidgetOffer(string Headline, string Small, string? Reward);

/// <summary>A code that brings a friend something now.</summary>
/// <param name="Code">In capitals.</param>
/// <param name="Headline">What it brings.</param>
/// <param name="Left">How long it is good yet; null without an end, and on its last day.</param>
public sealed record WidgetCode(string Code, string Headline, string? Left);

/// <summary>The signed-in customer, where the shop said who it is.</summary>
/// <param name="Link">The link to share; null for somebody who has not joined.</param>
/// <param name="Code">The code in it.</param>
/// <param name="Progress">How it goes, in numbers.</param>
public sealed record WidgetMe(string? Link, string? Code, IReadOnlyList<WidgetFigure> Progress)
{
    /// <summary>Somebody who has not joined.</summary>
    public static readonly WidgetMe Nobody = new(null, null, []);
}

/// <summary>A number with its name.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Value">How much.</param>
public sealed record WidgetFigure(string Label, string Value);
