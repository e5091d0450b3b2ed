namespace Vouch.Server.Platform;

/// <summary>A member of staff's role in one shop.</summary>
public enum StaffRole { Owner, Admin, Marketer, Finance, Support, Analyst }

/// <summary>A right, in words, and the roles that have it.</summary>
/// <param name="Right">The right.</param>
/// <param name="Words">What one can do with it, for <c>docs/roles.md</c>.</param>
/// <param name="Who">Every role that has it.</param>
public sealed record RightOfRoles(Permission Right, string Words, IReadOnlySet<StaffRole> Who);

/// <summary>What each role may: the one table that desk, menu and documents go by.</summary>
public static class Roles
{
    private static readonly StaffRole[] All = Enum.GetValues<StaffRole>();
    private static readonly StaffRole[] Heads = [StaffRole.Owner, StaffRole.Admin];
    private static readonly StaffRole[] Marketing = [.. Heads, StaffRole.Marketer];
    private static readonly StaffRole[] Money = [.. Heads, StaffRole.Finance];
    private static readonly StaffRole[] Care = [.. Heads, StaffRole.Support];

    /// <summary>A row for every right, in the order of <see cref="Permission"/>.</summary>
    public static IReadOnlyList<RightOfRoles> Table { get; } =
    [
        Row(Permission.ShopRead, "see the shop's settings and its widget", All),
        Row(Permission.ShopWrite, "change the shop's settings, webhooks and payout rules", Heads),
        Row(Permission.KeysWrite, "see, make and revoke API keys", Heads),
        Row(Permission.ProgramsRead, "see programs", All),
        Row(Permission.ProgramsWrite, "make, change, start and end programs", Marketing),
        Row(Permission.AdvocatesRead, "see advocates", All),
        Row(Permission.AdvocatesWrite, "invite and block advocates, judge their words, settle what they miss, note something",
            [.. Marketing, StaffRole.Support]),
        Row(Permission.AdvocatesExport, "take along advocates with their addresses", Marketing),
        Row(Permission.SharingWrite, "record shares and invitations", Marketing),
        Row(Permission.TrackingRead, "see clicks and claims", All),
        Row(Permission.TrackingWrite, "record clicks and claims", Heads),
        Row(Permission.OrdersRead, "see orders", All),
        Row(Permission.OrdersWrite, "record orders and refunds", Heads),
        Row(Permission.AttributionWrite, "say who brought an order", Care),
        Row(Permission.ScreeningRead, "see how referrals are checked", All),
        Row(Permission.ScreeningWrite, "change the lists that referrals are checked by", Heads),
        Row(Permission.ReferralsRead, "see referrals and the overview", All),
        Row(Permission.ReferralsWrite, "approve and reject referrals, ask about them", [.. Money, StaffRole.Support]),
        Row(Permission.RewardsRead, "see rewards and pools of codes", All),
        Row(Permission.RewardsWrite, "hand out and take back rewards, add codes", Money),
        Row(Permission.PayoutsRead, "see payouts and tax sums", [.. Money, StaffRole.Analyst]),
        Row(Permission.PayoutsWrite, "make, approve, send and settle payouts", Money),
        Row(Permission.LedgerRead, "see and export the books", [.. Money, StaffRole.Analyst]),
        Row(Permission.LedgerWrite, "adjust balances, close months", Money),
        Row(Permission.EventsRead, "read the journal's events", All),
        Row(Permission.ClockWrite, "move a test shop's clock", Heads),
        Row(Permission.MessagesRead, "see mails and their texts", [.. Marketing, StaffRole.Support]),
        Row(Permission.MessagesWrite, "send mails again", [.. Marketing, StaffRole.Support]),
        Row(Permission.TextsWrite, "word mails and switch them on or off", Marketing),
        Row(Permission.FeedbackRead, "see what customers say", All),
        Row(Permission.FeedbackWrite, "answer cases, judge mentions", [.. Marketing, StaffRole.Support]),
        Row(Permission.InsightsRead, "see figures and download them", All),
        Row(Permission.InsightsWrite, "tell what other channels cost, set goals", [.. Marketing, StaffRole.Finance, StaffRole.Analyst]),
        Row(Permission.TeamRead, "see who works here", All),
        Row(Permission.TeamWrite, "invite people, change their role, remove them", Heads),
        Row(Permission.TeamRules, "make others owners, ask a second factor of everybody", [StaffRole.Owner]),
        Row(Permission.AuditRead, "search the audit log", Heads),
        Row(Permission.OwnAccount, "change the own name, password, second factor and sessions", All),
    ];

    private static readonly Dictionary<Permission, IReadOnlySet<StaffRole>> Who = Table.ToDictionary(row => row.Right, row => row.Who);

    /// <summary>True when the role has the right.</summary>
    public static bool Allow(StaffRole role, Permission permission) => Who[permission].Contains(role);

    /// <summary>True when somebody of a role may give another role, and take it away: nobody reaches above the own.</summary>
    /// <param name="mine">Whose deed it is.</param>
    /// <param name="other">The role given or taken.</param>
    public static bool Reach(StaffRole mine, StaffRole other) =>
        Allow(mine, Permission.TeamWrite) && (other != StaffRole.Owner || Allow(mine, Permission.TeamRules));

    private static RightOfRoles Row(Permission right, string words, StaffRole[] who) => new(right, words, who.ToHashSet());
}
