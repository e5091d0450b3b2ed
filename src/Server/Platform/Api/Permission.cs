namespace Vouch.Server.Platform;

/// <summary>A right, named after the stage of the loop it opens. A secret key has all; staff have those of their role.</summary>
public enum Permission
{
    ShopRead, ShopWrite, KeysWrite, ProgramsRead, ProgramsWrite, AdvocatesRead, AdvocatesWrite, SharingWrite, TrackingRead, TrackingWrite,
    OrdersRead, OrdersWrite, AttributionWrite,
    ScreeningRead, ScreeningWrite, ReferralsRead, ReferralsWrite, RewardsRead, RewardsWrite, PayoutsRead, PayoutsWrite,
    LedgerRead, LedgerWrite, EventsRead, ClockWrite, MessagesRead, MessagesWrite, FeedbackRead, FeedbackWrite, InsightsRead, InsightsWrite,
}

/// <summary>Who may knock at an endpoint at all.</summary>
[Flags]
public enum Audience
{
    /// <summary>Nobody; never used by an endpoint.</summary>
    None = 0,

    /// <summary>A secret key.</summary>
    SecretKey = 1,

    /// <summary>A publishable key: a browser.</summary>
    PublishableKey = 2,

    /// <summary>A signed-in member of staff with the permission in that shop.</summary>
    Staff = 4,

    /// <summary>An advocate signed in at the portal.</summary>
    Advocate = 8,

    /// <summary>Anyone: friends, link followers, sign-in pages.</summary>
    Anyone = 16,
}

/// <summary>Stands on every endpoint and page, API and desk alike; a test refuses one without it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AccessAttribute(Audience audience, Permission permission = default) : Attribute
{
    /// <summary>Who may knock.</summary>
    public Audience Audience { get; } = audience;

    /// <summary>What a member of staff must be allowed; without meaning for <see cref="Audience.Anyone"/>.</summary>
    public Permission Permission { get; } = permission;
}

/// <summary>A member of staff's role in one shop.</summary>
public enum StaffRole { Owner, Admin, Marketer, Finance, Support, Analyst }

/// <summary>What each role may.</summary>
public static class Roles
{
    private static readonly Permission[] Reading =
    [
        Permission.ShopRead, Permission.ProgramsRead, Permission.AdvocatesRead, Permission.TrackingRead, Permission.OrdersRead,
        Permission.ScreeningRead, Permission.ReferralsRead, Permission.RewardsRead, Permission.EventsRead,
        Permission.FeedbackRead, Permission.InsightsRead,
    ];

    private static readonly Dictionary<StaffRole, HashSet<Permission>> Rights = new()
    {
        [StaffRole.Owner] = [.. Enum.GetValues<Permission>()],
        [StaffRole.Admin] = [.. Enum.GetValues<Permission>()],
        [StaffRole.Marketer] = [.. Reading, Permission.ProgramsWrite, Permission.AdvocatesWrite, Permission.SharingWrite,
            Permission.FeedbackWrite, Permission.InsightsWrite],
        [StaffRole.Finance] = [.. Reading, Permission.InsightsWrite, Permission.LedgerRead, Permission.LedgerWrite, Permission.RewardsWrite,
            Permission.PayoutsRead,
            Permission.PayoutsWrite, Permission.ReferralsWrite],
        [StaffRole.Support] = [.. Reading, Permission.AdvocatesWrite, Permission.AttributionWrite, Permission.ReferralsWrite,
            Permission.MessagesRead, Permission.MessagesWrite, Permission.FeedbackWrite],
        [StaffRole.Analyst] = [.. Reading, Permission.InsightsWrite, Permission.LedgerRead, Permission.PayoutsRead],
    };

    /// <summary>True when the role has the right.</summary>
    public static bool Allow(StaffRole role, Permission permission) => Rights[role].Contains(permission);
}
