using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Charts;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;

namespace Vouch.Server.Rewards.Pages;

/// <summary>How many rewards are alike.</summary>
/// <param name="Status">Their state.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Tasks">How many of them a person has to hand over.</param>
/// <param name="N">How many in all.</param>
public sealed record RewardCount(string Status, RewardKind Kind, long Tasks, long N);

/// <summary>Who stands behind a reward.</summary>
public sealed record RewardNames(
    RewardId RewardId, string? AdvocateName, string? AdvocateEmail, string? FriendName, string? FriendEmail, string ProgramName,
    string? OrderExternalId);

/// <summary>A reward in the list.</summary>
/// <param name="RewardId">Which.</param>
/// <param name="What">In a few words.</param>
/// <param name="Note">For what.</param>
/// <param name="Name">Whose.</param>
/// <param name="Email">Their address.</param>
/// <param name="AdvocateId">The advocate; null for a friend's.</param>
/// <param name="Left">What of it is unspent; null where it is no credit.</param>
/// <param name="Asset">What that is in.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Next">What happens next.</param>
public sealed record RewardLine(
    RewardId RewardId, string What, string Note, string? Name, string? Email, AdvocateId? AdvocateId, long? Left, string Asset,
    string Status, string Next);

/// <summary>What the list shows.</summary>
/// <param name="Status">A state; null for all.</param>
/// <param name="Kind">A kind; null for any.</param>
/// <param name="Tasks">Only what is to be handed over.</param>
public sealed record RewardFilter(string? Status, string? Kind, bool Tasks);

/// <summary>The list with its filter.</summary>
public sealed record RewardListModel(
    IReadOnlyList<RewardLine> Lines, IReadOnlyList<RewardCount> Counts, RewardFilter Filter, RewardId? Next, bool Paged,
    SavedViewsModel Views);

/// <summary>What a person may do with a reward now.</summary>
/// <param name="Done">Mark a task as done.</param>
/// <param name="Undo">A task was not done after all.</param>
/// <param name="Use">A code was used elsewhere.</param>
/// <param name="Unuse">The use of a code is undone.</param>
/// <param name="Spend">Credit is spent by hand.</param>
/// <param name="Revoke">It is taken back.</param>
/// <param name="NeedsAmount">True where nothing but a typed amount tells what was taken off.</param>
public sealed record RewardDeeds(bool Done, bool Undo, bool Use, bool Unuse, bool Spend, bool Revoke, bool NeedsAmount);

/// <summary>One reward.</summary>
/// <param name="Reward">As the contract shows it.</param>
/// <param name="Names">Who stands behind it.</param>
/// <param name="Line">As the list shows it.</param>
/// <param name="ProgramId">Of which program.</param>
/// <param name="PromisedAt">Since when.</param>
/// <param name="Parts">What became of credit; null for what is none.</param>
/// <param name="Steps">What happened, and what comes.</param>
/// <param name="Ledger">Its lines in the books.</param>
/// <param name="Deeds">What the visitor may do.</param>
/// <param name="Saved">True right after a deed.</param>
/// <param name="Refused">Why a deed was not done.</param>
public sealed record RewardModel(
    RewardAnswer Reward, RewardNames Names, RewardLine Line, ProgramId ProgramId, Instant PromisedAt, StackRow? Parts,
    IReadOnlyList<TimelineStep> Steps, IReadOnlyList<LedgerEntryAnswer> Ledger, RewardDeeds Deeds, bool Saved, string? Refused);

/// <summary>A pool with who waits for it.</summary>
public sealed record PoolLine(string Pool, long Free, long Given, long LowAt, long Waiting);

/// <summary>The pools and the form for more codes.</summary>
public sealed record CodesModel(IReadOnlyList<PoolLine> Pools, string? Next, bool Paged, FormValues Values, bool MayAdd, bool Added);
