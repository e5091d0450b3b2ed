namespace Vouch.Domain.Rewards;

/// <summary>Where a reward stands.</summary>
public enum RewardStatus
{
    /// <summary>Promised; waits for the hold.</summary>
    Pending,

    /// <summary>Due, but the stock of codes is empty.</summary>
    Waiting,

    /// <summary>Its owner may use it; spent in part it stays so.</summary>
    Issued,

    /// <summary>Wholly used.</summary>
    Redeemed,

    /// <summary>Its time ran out with something left.</summary>
    Expired,

    /// <summary>Taken back: void before issue, clawed back or revoked after.</summary>
    Revoked,
}

/// <summary>What can happen to a reward.</summary>
public enum RewardMove
{
    /// <summary>It becomes usable.</summary>
    Issue,

    /// <summary>It is due but there is no code for it.</summary>
    AwaitCode,

    /// <summary>A part is spent.</summary>
    SpendPart,

    /// <summary>The rest, or all, is spent.</summary>
    Redeem,

    /// <summary>What was spent comes back.</summary>
    Release,

    /// <summary>Its time runs out.</summary>
    Expire,

    /// <summary>It is void, clawed back to nothing, or revoked by a person.</summary>
    Revoke,
}

/// <summary>The one table of a reward's transitions.</summary>
public static class RewardStates
{
    private static readonly Dictionary<(RewardStatus, RewardMove), RewardStatus> Table = new()
    {
        [(RewardStatus.Pending, RewardMove.Issue)] = RewardStatus.Issued,
        [(RewardStatus.Pending, RewardMove.AwaitCode)] = RewardStatus.Waiting,
        [(RewardStatus.Pending, RewardMove.Revoke)] = RewardStatus.Revoked,
        [(RewardStatus.Waiting, RewardMove.Issue)] = RewardStatus.Issued,
        [(RewardStatus.Waiting, RewardMove.Revoke)] = RewardStatus.Revoked,
        [(RewardStatus.Issued, RewardMove.SpendPart)] = RewardStatus.Issued,
        [(RewardStatus.Issued, RewardMove.Redeem)] = RewardStatus.Redeemed,
        [(RewardStatus.Issued, RewardMove.Release)] = RewardStatus.Issued,
        [(RewardStatus.Issued, RewardMove.Expire)] = RewardStatus.Expired,
        [(RewardStatus.Issued, RewardMove.Revoke)] = RewardStatus.Revoked,
        [(RewardStatus.Redeemed, RewardMove.Release)] = RewardStatus.Issued,
        // What was spent before the rest expired or was taken back may still come back; expiry then runs again.
        [(RewardStatus.Expired, RewardMove.Release)] = RewardStatus.Issued,
        [(RewardStatus.Revoked, RewardMove.Release)] = RewardStatus.Issued,
    };

    /// <summary>Where a step leads, or the refusal that says why it cannot be taken.</summary>
    public static Result<RewardStatus> After(RewardStatus status, RewardMove step) =>
        Table.TryGetValue((status, step), out var next) ? next : RewardRefusals.StepNotOpen(status, step);
}
