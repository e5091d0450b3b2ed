namespace Vouch.Server.Platform.Pages;

/// <summary>A page that the menu leads to.</summary>
/// <param name="Path">Behind the desk's root.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Right">Who may not do this does not see it.</param>
/// <param name="IsWide">Set up once, at a table: under the thumb it has no room.</param>
internal sealed record MenuEntry(string Path, string Text, string Icon, Permission Right, bool IsWide = false);

/// <summary>Pages that belong together.</summary>
/// <param name="Title">What stands above them; null for the first.</param>
/// <param name="Icon">What stands for all of them.</param>
/// <param name="Entries">The pages.</param>
internal sealed record MenuGroup(string? Title, string Icon, IReadOnlyList<MenuEntry> Entries)
{
    /// <summary>True where one is at one of them.</summary>
    public bool Has(string section) => Entries.Any(entry => entry.Path == section);
}

/// <summary>The desk's menu: what each role sees of it.</summary>
internal static class DeskMenu
{
    /// <summary>The own account, which everybody has.</summary>
    public static readonly MenuEntry Account = new("/account", DeskTexts.Account, "user", Permission.OwnAccount);

    private static readonly IReadOnlyList<MenuGroup> All =
    [
        new(null, "dashboard",
        [
            new("", DeskTexts.Overview, "dashboard", Permission.ReferralsRead),
            new("/programs", DeskTexts.Programs, "gift", Permission.ProgramsRead),
            new("/campaigns", DeskTexts.Campaigns, "speakerphone", Permission.ProgramsRead, IsWide: true),
            new("/widget", DeskTexts.Widget, "puzzle", Permission.ShopRead, IsWide: true),
            new("/referrals", DeskTexts.Referrals, "link", Permission.ReferralsRead),
            new("/reviews", DeskTexts.Reviews, "eye", Permission.ReferralsRead),
            new("/advocates", DeskTexts.Advocates, "users", Permission.AdvocatesRead),
            new("/orders", DeskTexts.Orders, "shopping-cart", Permission.OrdersRead, IsWide: true),
            new("/insights", DeskTexts.Insights, "chart-line", Permission.InsightsRead, IsWide: true),
            new("/feedback", DeskTexts.Feedback, "message", Permission.FeedbackRead, IsWide: true),
            new("/messages", DeskTexts.Mail, "mail", Permission.MessagesRead, IsWide: true),
        ]),
        new(DeskTexts.Money, "coin",
        [
            new("/rewards", DeskTexts.Rewards, "rosette", Permission.RewardsRead, IsWide: true),
            new("/payouts", DeskTexts.Payouts, "building-bank", Permission.PayoutsRead, IsWide: true),
            new("/books", DeskTexts.Books, "scale", Permission.LedgerRead, IsWide: true),
        ]),
        new(DeskTexts.Settings, "settings",
        [
            new("/team", DeskTexts.Team, "user-check", Permission.TeamRead, IsWide: true),
            new("/keys", DeskTexts.ApiKeys, "key", Permission.KeysWrite, IsWide: true),
            new("/webhooks", DeskTexts.Webhooks, "webhook", Permission.ShopWrite, IsWide: true),
            new("/audit", DeskTexts.AuditLog, "history", Permission.AuditRead, IsWide: true),
        ]),
    ];

    /// <summary>The groups that a role sees, each with what it may open; none empty.</summary>
    public static IReadOnlyList<MenuGroup> For(StaffRole role) =>
    [
        .. All.Select(group => group with { Entries = [.. group.Entries.Where(entry => Roles.Allow(role, entry.Right))] })
            .Where(group => group.Entries.Count > 0),
    ];
}
