using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>One row of the journal, as consumers get it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Position">Its place in the shop's journal, gapless from 1.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When, in shop time.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="Data">The event's own members.</param>
public sealed record JournalEvent(EventId Id, long Position, string Type, Instant At, string Subject, JsonElement Data)
{
    /// <summary>An id among the event's members; null when it is not there or null.</summary>
    public TId? DataId<TId>(string name) where TId : struct, IEntityId<TId> =>
        Data.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            && IdText.TryParse<TId>(member.GetString(), out var id) ? id : null;

    /// <summary>A number among the event's members; 0 when it is not there or null.</summary>
    public long DataNumber(string name) =>
        Data.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number ? member.GetInt64() : 0;

    /// <summary>A text among the event's members; null when it is not there.</summary>
    public string? DataText(string name) =>
        Data.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}

/// <summary>Reacts to an event in the transaction that moves the consumer's cursor: exactly once in effect.</summary>
public delegate Task EventHandling(ShopTx tx, Shop shop, JournalEvent journalEvent);

/// <summary>Reacts to a batch of events, oldest first, in the transaction that moves the consumer's cursor.</summary>
public delegate Task BatchHandling(ShopTx tx, Shop shop, IReadOnlyList<JournalRow> rows);

/// <summary>A reader of the journal with a cursor of its own.</summary>
/// <param name="Name">The cursor's name; never changed.</param>
/// <param name="Handlers">What it does, by event type; other types are passed over.</param>
/// <param name="Whole">Gets every batch as it is, of all types; null for a consumer that reacts to single events.</param>
public sealed record EventConsumer(string Name, IReadOnlyDictionary<string, EventHandling> Handlers, BatchHandling? Whole = null);

/// <summary>Does a piece of due work, in the transaction that strikes it off. It may run again if that fails.</summary>
public delegate Task JobHandling(ShopTx tx, Shop shop, Job job);

/// <summary>A kind of due work and what is done.</summary>
public sealed record JobHandler(string Kind, JobHandling Handle);

/// <summary>
/// Does the slow part of a piece of outside work, without a transaction, and returns what to store in the one that strikes it off. Both
/// may run again: the slow part after a failure or a lost lease, the storing part within one attempt.
/// </summary>
/// <param name="db">The shop's rows.</param>
/// <param name="shop">The shop as it was when the work began.</param>
/// <param name="job">The piece of work.</param>
/// <param name="stop">The process stops, or the work takes longer than its lease.</param>
public delegate Task<JobHandling> OutsideHandling(ShopDb db, Shop shop, Job job, CancellationToken stop);

/// <summary>A kind of outside work and what is done.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Handle">What is done.</param>
/// <param name="ThroughOneGate">How many pieces of it go through one gate at once.</param>
public sealed record OutsideHandler(string Kind, OutsideHandling Handle, int ThroughOneGate);

/// <summary>How slices register what they do later.</summary>
public static class ConsumerRegistration
{
    /// <summary>Adds a reader of the journal.</summary>
    public static IServiceCollection AddConsumer(
        this IServiceCollection services, string name, params (string Type, EventHandling Handle)[] handlers) =>
        services.AddSingleton(new EventConsumer(name, handlers.ToDictionary(h => h.Type, h => h.Handle)));

    /// <summary>Adds a reader of the whole journal.</summary>
    public static IServiceCollection AddConsumer(this IServiceCollection services, string name, BatchHandling handle) =>
        services.AddSingleton(new EventConsumer(name, new Dictionary<string, EventHandling>(), handle));

    /// <summary>Adds a kind of due work.</summary>
    public static IServiceCollection AddJob(this IServiceCollection services, string kind, JobHandling handle) =>
        services.AddSingleton(new JobHandler(kind, handle));

    /// <summary>Adds a kind of outside work; the factory finds what talks to the outside among the services.</summary>
    public static IServiceCollection AddOutsideJob(
        this IServiceCollection services, string kind, Func<IServiceProvider, OutsideHandling> handle,
        int throughOneGate = OutsidePump.ThroughOneGate) =>
        services.AddSingleton(provider => new OutsideHandler(kind, handle(provider), throughOneGate));
}
