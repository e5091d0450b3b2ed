using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Referrals;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;

namespace Vouch.Server.People.Pages;

/// <summary>One advocate's own data.</summary>
public sealed record AdvocateHead(AdvocateId AdvocateId, string? Name, string? Email, string? ExternalId, string Status, Instant JoinedAt);

/// <summary>One of their codes.</summary>
public sealed record AdvocateCode(string Code, string Kind, string ProgramName, string ProgramStatus, Instant? ExpiresAt)
{
    /// <summary>The link with it; null where the code is for saying only.</summary>
    public string? Url { get; init; }
}

/// <summary>Everything about one advocate.</summary>
public sealed record AdvocateModel(
    AdvocateHead Head, IReadOnlyList<AdvocateCode> Codes, BalanceAnswer Balance, PersonStory Story, bool MayEdit, string? Refused,
    AdjustmentsModel? Adjustments, AdvocateVoice Voice, NotesModel Notes);

/// <summary>What an advocate says to the shop, and wants to have shown.</summary>
/// <param name="Profile">What they show of themselves.</param>
/// <param name="Missing">Friends whom they miss, as typed; each until somebody has looked for it.</param>
public sealed record AdvocateVoice(Profile Profile, IReadOnlyList<MissingFriend> Missing);
