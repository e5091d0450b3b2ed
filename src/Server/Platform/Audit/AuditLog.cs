using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform.Audit;

/// <summary>What is looked for; null members stand for anything.</summary>
/// <param name="Actor">The id of who did it; empty for customers and what came about by itself.</param>
/// <param name="Type">The whole name of what happened.</param>
/// <param name="Group">The part of its name before the dot.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="From">No earlier, shop time.</param>
/// <param name="Until">Earlier than this.</param>
internal sealed record AuditSearch(string? Actor, string? Type, string? Group, string? Subject, Instant? From, Instant? Until);

/// <summary>A row of the journal, as the audit log shows it.</summary>
public sealed record AuditRow(
    long Position, EventId EventId, string Type, Instant At, string Subject, string Data, string Hash, string? Actor);

/// <summary>Somebody who did something.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">How they are called.</param>
public sealed record AuditActor(string Id, string Name);

/// <summary>Reads the journal backwards, by what is looked for; each way of looking has an index that leads to its rows.</summary>
internal static class AuditLog
{
    private const string Head = """
        SELECT position, event_id, type, at, subject, data, hash, actor FROM events
        WHERE shop_id = @shop AND position < @before
        """ + " ";

    private const string Tail = " " + """
        AND (CAST(@type AS text) IS NULL OR type = @type)
        AND (CAST(@group AS text) IS NULL OR type LIKE @group ESCAPE '!')
        AND (CAST(@from AS bigint) IS NULL OR at >= @from) AND (CAST(@until AS bigint) IS NULL OR at < @until)
        ORDER BY position DESC LIMIT @take
        """;

    private const string All = Head + Tail;

    private const string BySubject = Head
        + "AND subject = @subject AND (CAST(@actor AS text) IS NULL OR coalesce(actor, '') = @actor)" + Tail;

    private const string ByActor = Head + "AND actor = @actor" + Tail;

    private const string ByNobody = Head + "AND actor IS NULL" + Tail;

    private const string ByType = """
        SELECT position, event_id, type, at, subject, data, hash, actor FROM events
        WHERE shop_id = @shop AND position < @before AND type = @type
            AND (CAST(@from AS bigint) IS NULL OR at >= @from) AND (CAST(@until AS bigint) IS NULL OR at < @until)
        ORDER BY position DESC LIMIT @take
        """;

    private const string StaffOfShop = """
        SELECT f.staff_id, coalesce(f.name, f.email) AS name FROM staff_roles r JOIN staff f ON f.staff_id = r.staff_id
        WHERE r.shop_id = @shop ORDER BY f.staff_id DESC LIMIT 200
        """;

    private const string KeysOfShop = """
        SELECT key_id, coalesce(name, hint) AS name FROM api_keys WHERE shop_id = @shop ORDER BY key_id DESC LIMIT 200
        """;

    [AcrossShops("who left the shop stands in its journal still")]
    private const string StaffNamed = "SELECT staff_id, coalesce(name, email) AS name FROM staff WHERE staff_id = ANY(@ids)";

    /// <summary>A page of what is found, the newest first.</summary>
    /// <param name="db">The shop's rows.</param>
    /// <param name="search">What is looked for.</param>
    /// <param name="before">Only rows before this position.</param>
    /// <param name="take">How many at most.</param>
    public static Task<List<AuditRow>> Find(Reads db, AuditSearch search, long before, int take)
    {
        var args = new Args(
            before, search.Actor, search.Type, search.Group is { } group ? Literally(group) + ".%" : null, search.Subject, search.From,
            search.Until, take);
        return search switch
        {
            { Subject: not null } => db.Query<AuditRow>(BySubject, args),
            { Actor: "" } => db.Query<AuditRow>(ByNobody, args),
            { Actor: not null } => db.Query<AuditRow>(ByActor, args),
            { Type: not null } => db.Query<AuditRow>(ByType, args),
            _ => db.Query<AuditRow>(All, args),
        };
    }

    /// <summary>Who can be looked for: the newest of the shop's staff and keys. Others are found by their name in a row.</summary>
    public static async Task<List<AuditActor>> Actors(Reads db) =>
    [
        .. (await db.Query<StaffRow>(StaffOfShop)).Select(row => new AuditActor(row.StaffId.ToString(), row.Name)),
        .. (await db.Query<KeyRow>(KeysOfShop)).Select(row => new AuditActor(row.KeyId.ToString(), "API: " + row.Name)),
    ];

    /// <summary>Adds those who left to the names.</summary>
    public static async Task AddFormer(SystemDb system, Dictionary<string, string> names, IEnumerable<string?> ids)
    {
        var unknown = ids.OfType<string>().Distinct().Where(id => !names.ContainsKey(id))
            .Select(id => IdText.TryParse<StaffId>(id, out var staff) ? staff.Value : 0).Where(id => id != 0).ToArray();
        foreach (var row in unknown.Length == 0 ? [] : await system.Query<StaffRow>(StaffNamed, new { Ids = unknown }))
        {
            names[row.StaffId.ToString()] = row.Name;
        }
    }

    private static string Literally(string text) => text.Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private sealed record Args(
        long Before, string? Actor, string? Type, string? Group, string? Subject, Instant? From, Instant? Until, int Take);

    private sealed record StaffRow(StaffId StaffId, string Name);

    private sealed record KeyRow(KeyId KeyId, string Name);
}
