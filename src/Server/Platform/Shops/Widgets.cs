using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>What of the widget appears on the shop's own pages.</summary>
/// <param name="Tab">The tab at the edge of every page.</param>
/// <param name="Popup">The dialog after a purchase.</param>
/// <param name="Banner">The line where the page has <c>&lt;vouch-banner&gt;</c>.</param>
/// <param name="Reminder">The bar that reminds a friend of the code.</param>
/// <param name="Join">The form where the page has <c>&lt;vouch-join&gt;</c>.</param>
/// <param name="Account">The part of the account where the page has <c>&lt;vouch-account&gt;</c>.</param>
/// <param name="Invited">The question at the checkout where the page has <c>&lt;vouch-invited&gt;</c>.</param>
public sealed record Widgets(
    bool Tab = true, bool Popup = true, bool Banner = false, bool Reminder = true, bool Join = true, bool Account = true,
    bool Invited = true);

/// <summary>A change of them: only what is sent changes.</summary>
public sealed record WidgetsPatch
{
    /// <summary>The tab at the edge of every page.</summary>
    public Optional<bool> Tab { get; init; }

    /// <summary>The dialog after a purchase.</summary>
    public Optional<bool> Popup { get; init; }

    /// <summary>The line where the page asks for it.</summary>
    public Optional<bool> Banner { get; init; }

    /// <summary>The bar that reminds a friend of the code.</summary>
    public Optional<bool> Reminder { get; init; }

    /// <summary>The form to join.</summary>
    public Optional<bool> Join { get; init; }

    /// <summary>The part of the account.</summary>
    public Optional<bool> Account { get; init; }

    /// <summary>The question at the checkout.</summary>
    public Optional<bool> Invited { get; init; }

    /// <summary>What stands after the change.</summary>
    internal Widgets Over(Widgets now) => new(
        Tab.Or(now.Tab), Popup.Or(now.Popup), Banner.Or(now.Banner), Reminder.Or(now.Reminder), Join.Or(now.Join),
        Account.Or(now.Account), Invited.Or(now.Invited));
}
