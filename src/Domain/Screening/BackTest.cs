using Vouch.Domain.Programs;

namespace Vouch.Domain.Screening;

/// <summary>A referral of the past, as far as another policy would judge it again.</summary>
/// <param name="Key">The referral's id.</param>
/// <param name="Facts">What was known when it was last screened.</param>
/// <param name="Terms">The bands it was judged by.</param>
/// <param name="Lists">What the lists that are tried say of it.</param>
/// <param name="Was">What was decided then.</param>
/// <param name="IsAbuse">What a person found; null where nobody looked.</param>
/// <param name="IsPaid">It was approved and still is.</param>
/// <param name="Amount">What the advocate's reward is worth, minor units.</param>
public sealed record PastCase(
    string Key, ScreeningFacts Facts, ScreeningTerms Terms, ListVerdict Lists, ScreeningDecision Was, bool? IsAbuse, bool IsPaid,
    long Amount);

/// <summary>How many cases a policy puts where, and what of it is known to be wrong.</summary>
/// <param name="Allow">Paid as usual.</param>
/// <param name="Hold">Paid later.</param>
/// <param name="Review">Put before a person.</param>
/// <param name="Reject">Not paid.</param>
/// <param name="StoppedGood">Reviewed or rejected, although a person found nothing wrong.</param>
/// <param name="PassedAbuse">Paid, although a person found abuse.</param>
public sealed record PolicyCounts(int Allow, int Hold, int Review, int Reject, int StoppedGood, int PassedAbuse);

/// <summary>A case that another policy would treat otherwise.</summary>
/// <param name="Key">The referral's id.</param>
/// <param name="Was">What was decided.</param>
/// <param name="Would">What would be.</param>
/// <param name="Score">Under the policy that is tried.</param>
/// <param name="IsAbuse">What a person found; null where nobody looked.</param>
/// <param name="IsPaid">It was approved and still is: a good referral as far as is known.</param>
/// <param name="Amount">What the advocate's reward is worth, minor units.</param>
public sealed record ChangedCase(
    string Key, ScreeningDecision Was, ScreeningDecision Would, int Score, bool? IsAbuse, bool IsPaid, long Amount);

/// <summary>What another policy would have done.</summary>
/// <param name="Cases">How many cases were judged again.</param>
/// <param name="Reviewed">How many of them a person had looked at.</param>
/// <param name="Now">The decisions that were taken.</param>
/// <param name="Then">The decisions that would have been.</param>
/// <param name="NewlyStopped">Paid then, and reviewed or rejected under the policy; the largest amounts first.</param>
/// <param name="NewlyPaid">The other way round.</param>
public sealed record BackTestResult(
    int Cases, int Reviewed, PolicyCounts Now, PolicyCounts Then, IReadOnlyList<ChangedCase> NewlyStopped,
    IReadOnlyList<ChangedCase> NewlyPaid)
{
    /// <summary>Rewards of the newly stopped, minor units.</summary>
    public long StoppedAmount => NewlyStopped.Sum(change => change.Amount);

    /// <summary>Rewards of the newly paid, minor units.</summary>
    public long PaidAmount => NewlyPaid.Sum(change => change.Amount);

    /// <summary>Good referrals, by a person's word or because they were paid and kept, that would be lost or kept waiting.</summary>
    public IReadOnlyList<ChangedCase> GoodLost =>
        [.. NewlyStopped.Where(change => change.IsAbuse == false || (change.IsAbuse is null && change.IsPaid))];
}

/// <summary>Judges a shop's past once more: other weights, other bands, other lists.</summary>
public static class BackTest
{
    /// <summary>What the policy would have done.</summary>
    /// <param name="past">The cases.</param>
    /// <param name="model">The weights to try.</param>
    /// <param name="terms">The bands to try; null for those that each case had.</param>
    public static BackTestResult Run(IReadOnlyCollection<PastCase> past, ScreeningModel model, ScreeningTerms? terms)
    {
        var judged = past.Select(one => (Past: one, Verdict: ScreenOrder.Decide(one.Facts, model, terms ?? one.Terms, one.Lists))).ToList();
        var changes = judged
            .Where(one => Stops(one.Past.Was) != Stops(one.Verdict.Decision))
            .Select(one => new ChangedCase(
                one.Past.Key, one.Past.Was, one.Verdict.Decision, one.Verdict.Score, one.Past.IsAbuse, one.Past.IsPaid, one.Past.Amount))
            .OrderByDescending(change => change.Amount).ThenBy(change => change.Key, StringComparer.Ordinal).ToList();
        return new BackTestResult(
            judged.Count, past.Count(one => one.IsAbuse is not null),
            Count([.. judged.Select(one => (one.Past.Was, one.Past.IsAbuse))]),
            Count([.. judged.Select(one => (one.Verdict.Decision, one.Past.IsAbuse))]),
            changes.FindAll(change => Stops(change.Would)), changes.FindAll(change => !Stops(change.Would)));
    }

    private static bool Stops(ScreeningDecision decision) => decision is ScreeningDecision.Review or ScreeningDecision.Reject;

    private static PolicyCounts Count(IReadOnlyCollection<(ScreeningDecision Decision, bool? IsAbuse)> all) => new(
        all.Count(one => one.Decision == ScreeningDecision.Allow),
        all.Count(one => one.Decision == ScreeningDecision.Hold),
        all.Count(one => one.Decision == ScreeningDecision.Review),
        all.Count(one => one.Decision == ScreeningDecision.Reject),
        all.Count(one => one.IsAbuse == false && Stops(one.Decision)),
        all.Count(one => one.IsAbuse == true && !Stops(one.Decision)));
}
