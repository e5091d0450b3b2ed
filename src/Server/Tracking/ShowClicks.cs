using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Tracking;
using Vouch.Server.Platform;
using Vouch.Server.Sharing;
using Vouch.Storage;

namespace Vouch.Server.Tracking;

/// <summary>A click as the contract shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">By which code.</param>
/// <param name="AdvocateId">Whose link.</param>
/// <param name="ProgramId">Of which program.</param>
/// <param name="Kind">Who: only a human counts.</param>
/// <param name="Channel">The share's channel, else what the link says; null where neither tells.</param>
/// <param name="ShareId">From which share.</param>
/// <param name="Visitor">The browser, by the number its cookie holds; without cookies the click's own id.</param>
/// <param name="At">Shop time.</param>
public sealed record ClickAnswer(
    ClickId Id, string Code, AdvocateId AdvocateId, ProgramId ProgramId, AgentKind Kind, string? Channel, ShareId? ShareId, string? Visitor,
    Instant At);

/// <summary>Shows clicks, the newest first.</summary>
internal static class ShowClicks
{
    private const string Columns = "c.click_id, c.code, c.advocate_id, c.program_id, c.kind, c.channel, c.share_id, c.visitor, c.at";

    private const string ById = "SELECT " + Columns + " FROM clicks c WHERE c.shop_id = @shop AND c.click_id = @clickId";

    private const string Latest = "SELECT " + Columns + """
         FROM clicks c
        WHERE c.shop_id = @shop AND (CAST(@after AS bigint) IS NULL OR c.click_id < @after) ORDER BY c.click_id DESC LIMIT @limit
        """;

    private const string OfAdvocate = "SELECT " + Columns + """
         FROM clicks c
        WHERE c.shop_id = @shop AND c.advocate_id = @advocateId AND (CAST(@after AS bigint) IS NULL OR c.click_id < @after)
        ORDER BY c.click_id DESC LIMIT @limit
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<ClickAnswer>>("/v1/clicks", Permission.TrackingRead, async call =>
        {
            var (after, limit) = (call.QueryId<ClickId>("after"), call.Limit + 1);
            var rows = call.QueryId<AdvocateId>("advocateId") is { } advocate
                ? await call.Db.Query<ClickRow>(OfAdvocate, new { AdvocateId = advocate, After = after, Limit = limit })
                : await call.Db.Query<ClickRow>(Latest, new { After = after, Limit = limit });
            var shares = await SharesOf(call.Db, rows);
            return Outcome.Ok(call.Page(rows, row => row.ClickId, row => Answer(row, shares)));
        }).WithMetadata(new QueryParameter("advocateId", "Only clicks on this advocate's links."));
        routes.Read<ClickAnswer>("/v1/clicks/{id}", Permission.TrackingRead, async call =>
            await call.Db.First<ClickRow>(ById, new { ClickId = call.RouteId<ClickId>() }) is { } row
                ? Outcome.Ok(Answer(row, await SharesOf(call.Db, [row])))
                : TrackingRefusals.NoSuchClick);
    }

    private static async Task<Dictionary<ShareId, ShareChannel>> SharesOf(Reads db, List<ClickRow> rows) =>
        (await SharingQueries.Find(db, rows.Select(row => row.ShareId).OfType<ShareId>().ToHashSet()))
            .ToDictionary(share => share.ShareId, share => share.Channel);

    private static ClickAnswer Answer(ClickRow row, Dictionary<ShareId, ShareChannel> shares) => new(
        row.ClickId,
        row.Code,
        row.AdvocateId,
        row.ProgramId,
        row.Kind,
        row.ShareId is { } share && shares.TryGetValue(share, out var channel) ? WireName.Of(channel) : row.Channel,
        row.ShareId,
        row.Visitor,
        row.At);

    private sealed record ClickRow(
        ClickId ClickId, string Code, AdvocateId AdvocateId, ProgramId ProgramId, AgentKind Kind, string? Channel, ShareId? ShareId,
        string? Visitor, Instant At);
}
