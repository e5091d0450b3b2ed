using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>One row of a shop's journal.</summary>
/// <param name="Position">Counted from 1 without gaps, in the order of commits.</param>
/// <param name="EventId">Unique in the installation.</param>
/// <param name="Type">Such as <c>reward.issued</c>.</param>
/// <param name="At">When, in the shop's time.</param>
/// <param name="Subject">Text id of what it happened to.</param>
/// <param name="Data">JSON, see <see cref="EventJson"/>.</param>
/// <param name="Hash">See <see cref="ChainHash"/>.</param>
/// <param name="Actor">Text id of who did it: a member of staff or a key; null for customers, and for what came about by itself.</param>
public sealed record JournalRow(
    long Position, EventId EventId, string Type, Instant At, string Subject, string Data, string Hash, string? Actor);
