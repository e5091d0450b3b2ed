namespace Vouch.Domain.Messaging;

/// <summary>What must be true, when a mail is due, for it to be sent.</summary>
public enum MailCondition
{
    /// <summary>Nothing more than that it happened.</summary>
    None,

    /// <summary>The friend took the offer, agreed to be written to, and has not ordered.</summary>
    ClaimUnused,

    /// <summary>The friend's code was not there when the offer was taken.</summary>
    FriendWaited,

    /// <summary>It is not known yet when the reward comes: the order is not delivered.</summary>
    NoDateYet,

    /// <summary>The order is delivered, so the day of the reward is known.</summary>
    DateKnown,

    /// <summary>One more friend brings a higher reward or a milestone.</summary>
    OneFriendShort,

    /// <summary>A customer who is no advocate, in a shop that asks customers, and not after a complaint.</summary>
    ContentCustomer,

    /// <summary>The link was neither shared nor opened.</summary>
    NothingShared,

    /// <summary>Nobody opened the link for 90 days, and no such mail went out for a year.</summary>
    Asleep,

    /// <summary>It is the first friend that counted.</summary>
    FirstFriend,

    /// <summary>A person had looked at it, or the advocate had asked for another look.</summary>
    WasReviewed,

    /// <summary>The invitation's address is still kept.</summary>
    StillInvited,

    /// <summary>The campaign runs, has something left to give, and the reader is one of those it is for.</summary>
    CampaignRuns,
}

/// <summary>Whom a sort of mail goes to; it decides what the foot says about why.</summary>
public enum MailReader
{
    /// <summary>Somebody who recommends.</summary>
    Advocate,

    /// <summary>Somebody who took an offer.</summary>
    Friend,

    /// <summary>Somebody whom an advocate named.</summary>
    Invited,

    /// <summary>Somebody who bought.</summary>
    Customer,
}

/// <summary>A sort of mail: what sets it off, and what its texts may say.</summary>
/// <param name="Name">Its texts are <c>mail.{name}.subject</c> and so on.</param>
/// <param name="Events">The events of the journal that set it off; none where nothing does yet.</param>
/// <param name="DelayDays">How long after that, shop time.</param>
/// <param name="If">What must be true then.</param>
/// <param name="To">Who reads it.</param>
/// <param name="IsMarketing">Advertising: people may opt out, and it keeps to quiet hours and to the most per day and month.</param>
/// <param name="CanBeOff">The shop may do without it.</param>
/// <param name="Variables">What its texts may print besides <see cref="MailSorts.Everywhere"/>.</param>
/// <param name="Kept">Which of them its body must print.</param>
public sealed record MailSort(
    string Name, IReadOnlyList<string> Events, int DelayDays, MailCondition If, MailReader To, bool IsMarketing, bool CanBeOff,
    IReadOnlyList<string> Variables, IReadOnlyList<string> Kept)
{
    /// <summary>All that its texts may print.</summary>
    public IReadOnlyList<string> Known { get; } = [.. MailSorts.Everywhere.Concat(Variables).Order(StringComparer.Ordinal)];
}
