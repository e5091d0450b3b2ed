using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Campaigns.Pages;

/// <summary>A campaign in the list.</summary>
/// <param name="CampaignId">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Program">Its program's.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Window">When.</param>
/// <param name="When">Where its time stands, in words.</param>
/// <param name="Gone">How much of its time is over, hundredths; null where it does not run.</param>
/// <param name="Bonus">What it gives.</param>
/// <param name="Audience">Whom it is for.</param>
public sealed record CampaignLine(
    CampaignId CampaignId, string Name, string Program, string Status, CampaignWindow Window, string When, int? Gone, string Bonus,
    string Audience);

/// <summary>The list of campaigns.</summary>
public sealed record CampaignListModel(IReadOnlyList<CampaignLine> Lines, CampaignId? Next, bool Paged, bool MayEdit);

/// <summary>What a campaign would mean, in sentences; empty while the form is incomplete.</summary>
public sealed record CampaignPreview(IReadOnlyList<string> Sentences);

/// <summary>The form of a campaign, new or known.</summary>
public sealed record CampaignFormModel(
    CampaignId? CampaignId, string Title, FormValues Values, IReadOnlyList<(string, string)> Programs,
    IReadOnlyList<(string, string)> Segments, bool Runs, CampaignPreview Preview);

/// <summary>One campaign.</summary>
public sealed record CampaignModel(
    CampaignLine Line, ProgramId ProgramId, SegmentId? SegmentId, CampaignTerms Terms, string AdvocateBonus, string FriendBonus,
    CampaignResults Results, bool MayEdit, bool Saved, string? Refused);

/// <summary>A segment in the list.</summary>
public sealed record SegmentLine(SegmentId SegmentId, string Name, long Advocates, IReadOnlyList<string> Rules, Domain.Instant UpdatedAt);

/// <summary>The list of segments.</summary>
public sealed record SegmentListModel(IReadOnlyList<SegmentLine> Lines, SegmentId? Next, bool Paged, bool MayEdit);

/// <summary>The form of a segment, new or known, with who belongs to it.</summary>
public sealed record SegmentFormModel(
    SegmentId? SegmentId, string Title, FormValues Values, IReadOnlyList<(string, string)> Programs, long? Count,
    IReadOnlyList<SegmentAdvocate> Some, bool MayEdit, bool Saved);
