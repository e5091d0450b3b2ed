using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Screening;

namespace Vouch.Server.Referrals.Pages;

/// <summary>One thing known of the two people of a case, one beside the other; nulls are unknown.</summary>
/// <param name="What">What it is.</param>
/// <param name="Friend">The friend's, as the order says.</param>
/// <param name="Advocate">The advocate's, as their record says.</param>
/// <param name="IsShared">True where screening saw both with the same.</param>
public sealed record CaseFact(string What, string? Friend, string? Advocate, bool IsShared);

/// <summary>Another case of the same advocate or the same friend.</summary>
public sealed record EarlierCase(
    ReferralId ReferralId, string? FriendName, string? FriendEmail, Instant CreatedAt, long? Amount, string Status, long? Score);

/// <summary>What a person decides a case by.</summary>
/// <param name="People">The two people.</param>
/// <param name="Verdicts">What screening said, the order's before the release's.</param>
/// <param name="Bands">The program's bands.</param>
/// <param name="OfAdvocate">The advocate's latest other cases.</param>
/// <param name="OfFriend">The friend's.</param>
/// <param name="Review">The case before a person; null where there never was one.</param>
/// <param name="ListLinks">Entries of the shop's list that this case suggests: words, and the query that fills the form in.</param>
/// <param name="DaysLeft">How long until nothing is paid; null while nobody is waited for.</param>
/// <param name="Ring">The friend's group; null where there is none worth a picture.</param>
public sealed record CaseModel(
    IReadOnlyList<CaseFact> People, IReadOnlyList<KeptVerdict> Verdicts, ScreeningTerms Bands, IReadOnlyList<EarlierCase> OfAdvocate,
    IReadOnlyList<EarlierCase> OfFriend, Review? Review,
    IReadOnlyList<(string Text, string Query)> ListLinks, int? DaysLeft, RingModel? Ring);
