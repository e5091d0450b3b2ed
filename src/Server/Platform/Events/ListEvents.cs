using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Server.Platform;

/// <summary>One thing that happened, as the journal holds it.</summary>
/// <param name="Id">Its id; give it as <c>?after=</c> to read on from here.</param>
/// <param name="Type">What happened, <c>reward.issued</c>.</param>
/// <param name="At">When, in shop time.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="Data">Ids, amounts and codes; never names or addresses.</param>
public sealed record EventAnswer(EventId Id, string Type, Instant At, string Subject, JsonElement Data);

/// <summary>The journal, oldest first, by position: once each and in order.</summary>
internal static class ListEvents
{
    private const string PositionOf = "SELECT position FROM events WHERE shop_id = @shop AND event_id = @id";

    private const string After = """
        SELECT event_id, type, at, subject, data FROM events
        WHERE shop_id = @shop AND position > @position AND (CAST(@type AS text) IS NULL OR type = @type)
        ORDER BY position LIMIT @take
        """;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Read<ListOf<EventAnswer>>("/v1/events", Permission.EventsRead, async call =>
        {
            long position = 0;
            if (call.QueryId<EventId>("after") is { } after)
            {
                if (await call.Db.First<long?>(PositionOf, new { Id = after }) is not { } found)
                {
                    return Refusal.Invalid("after", "names no event of this shop");
                }

                position = found;
            }

            var rows = await call.Db.Query<EventRow>(After, new { Position = position, Type = call.Query("type"), Take = call.Limit + 1 });
            return Outcome.Ok(call.Page(rows, row => row.EventId, row =>
                new EventAnswer(row.EventId, row.Type, row.At, row.Subject, JsonSerializer.Deserialize<JsonElement>(row.Data))));
        }).WithMetadata(new QueryParameter("type", "Only events of this type."));

    private sealed record EventRow(EventId EventId, string Type, Instant At, string Subject, string Data);
}
