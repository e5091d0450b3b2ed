namespace Vouch.Server.Platform;

/// <summary>
/// A right, named after the stage of the loop it opens. Staff have those of their role, see <see cref="Roles"/>; a secret key has all.
/// </summary>
public enum Permission
{
    ShopRead, ShopWrite, KeysWrite, ProgramsRead, ProgramsWrite, AdvocatesRead, AdvocatesWrite,
    AdvocatesExport, SharingWrite, TrackingRead, TrackingWrite, OrdersRead, OrdersWrite, AttributionWrite,
    ScreeningRead, ScreeningWrite, ReferralsRead, ReferralsWrite, RewardsRead, RewardsWrite, PayoutsRead, PayoutsWrite,
    LedgerRead, LedgerWrite, EventsRead, ClockWrite, MessagesRead, MessagesWrite, TextsWrite, FeedbackRead, FeedbackWrite,
    InsightsRead, InsightsWrite, TeamRead, TeamWrite, TeamRules, AuditRead, OwnAccount,
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
