using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.People.Pages;

/// <summary>Something that is chosen by its name.</summary>
public sealed record NamedChoice(string Id, string Name);

/// <summary>The list with its search.</summary>
/// <param name="Lines">One page.</param>
/// <param name="Filter">Who is meant.</param>
/// <param name="Friends">Cases found by what is known of the friend.</param>
/// <param name="Programs">To choose from.</param>
/// <param name="Segments">To choose from.</param>
/// <param name="Next">Behind whom the next page begins; null on the last.</param>
/// <param name="Paged">This is not the first page.</param>
/// <param name="Ticked">All boxes are ticked.</param>
/// <param name="MayEdit">Deeds are offered.</param>
/// <param name="MayExport">The file is offered.</param>
/// <param name="Views">Saved filters.</param>
public sealed record AdvocateListModel(
    IReadOnlyList<AdvocateLine> Lines, AdvocateFilter Filter, IReadOnlyList<FriendLine> Friends, IReadOnlyList<NamedChoice> Programs,
    IReadOnlyList<NamedChoice> Segments, string? Next, bool Paged, bool Ticked, bool MayEdit, bool MayExport,
    SavedViewsModel Views)
{
    /// <summary>What was done for many just now.</summary>
    public BlockedMany? Blocked { get; init; }

    /// <summary>How many were invited just now; null where none were.</summary>
    public int? Invited { get; init; }

    /// <summary>Why nothing was done.</summary>
    public string? Refused { get; init; }
}

/// <summary>A line of a pasted list, and why it is left out; null where it is not.</summary>
public sealed record InviteVerdict(InviteLine Line, string? WhyNot);

/// <summary>The form for inviting.</summary>
/// <param name="Text">The list as typed.</param>
/// <param name="Verdicts">What would become of each line; null before the list was looked at.</param>
/// <param name="Refused">Why it is not even looked at.</param>
public sealed record InviteModel(string Text, IReadOnlyList<InviteVerdict>? Verdicts, string? Refused);
