using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages.Charts;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Rewards.Pages;

/// <summary>A month that is closed.</summary>
public sealed record ClosedMonth(string Month, string Name, string By, Instant At);

/// <summary>The month whose turn it is.</summary>
/// <param name="Month">Such as <c>2026-03</c>; null while nothing is booked.</param>
/// <param name="Name">In words.</param>
/// <param name="From">The day from which it can be closed, in words; null where that is now.</param>
public sealed record NextMonth(string Month, string Name, string? From);

/// <summary>The books on a day.</summary>
/// <param name="Date">The day, as typed fields have it.</param>
/// <param name="Day">The day in words.</param>
/// <param name="Trial">All accounts by class.</param>
/// <param name="Liability">What is owed.</param>
/// <param name="Cost">What rewards cost so far, minor units.</param>
/// <param name="Owed">What is owed as bars.</param>
/// <param name="Ages">What is available, by age.</param>
/// <param name="Ends">What is available, by what is left of its time.</param>
/// <param name="Months">Closed ones, the latest first.</param>
/// <param name="Next">The next to close; null while nothing is booked.</param>
/// <param name="MayClose">Whether the visitor may close it.</param>
/// <param name="Export">What stands in the export's form.</param>
/// <param name="Saved">True right after a month was closed.</param>
/// <param name="Refused">Why something was not done.</param>
public sealed record BooksModel(
    string Date, string Day, TrialBalanceAnswer Trial, LiabilityAnswer Liability, long Cost, IReadOnlyList<StackRow> Owed,
    IReadOnlyList<StackRow> Ages, IReadOnlyList<StackRow> Ends, IReadOnlyList<ClosedMonth> Months, NextMonth? Next, bool MayClose,
    FormValues Export, bool Saved, string? Refused);

/// <summary>A line of an account with whose it is.</summary>
public sealed record AccountLine(
    EntryId Id, string Kind, string Account, string Asset, long Amount, AdvocateId? AdvocateId, RewardId? RewardId, Instant At,
    string? AdvocateName, string? AdvocateEmail);

/// <summary>The lines of one class of accounts.</summary>
public sealed record AccountModel(
    string Class, IReadOnlyList<AccountLine> Lines, IReadOnlyList<TrialBalanceLine> Balances, EntryId? Next, bool Paged);
