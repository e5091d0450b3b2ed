using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>An entry that the shop wants on its list.</summary>
/// <param name="Verdict">Let pass, or stop.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">A mail address, a domain, an IP address or range, a device id, or the host of a coupon site.</param>
/// <param name="Reason">Why; shown with every case that it decides.</param>
/// <param name="ExpiresAt">Until when; absent for ever.</param>
/// <param name="Confirm">Says that a very wide entry is meant.</param>
public sealed record ListEntryRequest(
    ListAction Verdict, ListKind Kind, string Value, string Reason, Instant? ExpiresAt = null, bool Confirm = false);

/// <summary>An entry of the shop's list. Addresses and devices are kept as keyed hashes and shown in part.</summary>
public sealed record ListEntryAnswer(
    ListEntryId Id, ListAction Verdict, ListKind Kind, string Value, string Reason, string MadeBy, Instant CreatedAt, Instant? ExpiresAt);

/// <summary>The shop's word on who is fine and who is not: added with a reason, seen, and taken off again.</summary>
internal static class ListEntries
{
    private const int LongestReason = 500;
    private const string Columns = "entry_id, verdict, kind, shown, reason, made_by, created_at, expires_at";

    private const string Insert = """
        INSERT INTO screening_list (shop_id, entry_id, verdict, kind, entry, shown, reason, made_by, created_at, expires_at)
        VALUES (@shop, @entryId, @verdict, @kind, @entry, @shown, @reason, @madeBy, @createdAt, @expiresAt)
        ON CONFLICT (shop_id, entry) DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason, made_by = excluded.made_by,
            expires_at = excluded.expires_at
        WHERE screening_list.verdict = excluded.verdict OR screening_list.expires_at <= @createdAt
        """;

    private const string ByEntry = "SELECT " + Columns + " FROM screening_list WHERE shop_id = @shop AND entry = @entry";

    private const string Page = "SELECT " + Columns + """
         FROM screening_list
        WHERE shop_id = @shop AND (CAST(@verdict AS text) IS NULL OR verdict = @verdict)
            AND entry_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY entry_id DESC LIMIT @take
        """;

    private const string Delete = "DELETE FROM screening_list WHERE shop_id = @shop AND entry_id = @id";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<ListEntryAnswer>>("/v1/screening/list", Permission.ScreeningRead, async call => Outcome.Ok(call.Page(
            await All(call.Db, call.QueryEnum<ListAction>("verdict"), call.QueryId<ListEntryId>("after"), call.Limit + 1),
            row => row.Id, row => row)))
            .WithMetadata(new QueryParameter("verdict", "Only entries that allow, or only those that block."));
        routes.Write<ListEntryRequest, ListEntryAnswer>(
            "POST", "/v1/screening/list", Permission.ScreeningWrite, async (call, tx, request) =>
        {
            var added = await Add(tx, call.Shop, request, call.Caller.KeyId.ToString(), call.Now);
            return added.IsRefused ? added.Refusal : Outcome.Created(added.Value);
        }, 201);
        routes.Write<NoBody, ListEntryAnswer>("DELETE", "/v1/screening/list/{id}", Permission.ScreeningWrite, async (call, tx, _) =>
            await Remove(tx, call.RouteId<ListEntryId>()) ? Outcome.NoContent() : Refusal.NotFound("list_entry"), 204);
    }

    /// <summary>The shop's entries, the latest first.</summary>
    internal static async Task<List<ListEntryAnswer>> All(Reads db, ListAction? verdict, ListEntryId? after, int take) =>
        (await db.Query<Row>(Page, new { Verdict = verdict, After = after, Take = take })).ConvertAll(row => row.Answer);

    /// <summary>Adds an entry; the same again takes the new reason and end.</summary>
    internal static async Task<Result<ListEntryAnswer>> Add(ShopTx tx, Shop shop, ListEntryRequest request, string by, Instant now)
    {
        var reason = request.Reason.Trim();
        if (reason.Length is 0 or > LongestReason || reason.Any(char.IsControl))
        {
            return Refusal.Invalid("reason", $"must have 1 to {LongestReason} characters");
        }

        if (request.ExpiresAt <= now)
        {
            return Refusal.Invalid("expiresAt", "must lie ahead");
        }

        var read = Read(shop, request.Kind, request.Value.Trim());
        if (read.IsRefused)
        {
            return read.Refusal;
        }

        if (!request.Confirm && await ListReach.TooWide(tx, request.Kind, request.Value.Trim(), now) is { } wide)
        {
            return wide;
        }

        var (key, shown) = read.Value;
        var entry = ShopLists.Key(request.Kind, key);
        var written = await tx.Execute(Insert, new
        {
            EntryId = tx.NewId<ListEntryId>(), request.Verdict, request.Kind, Entry = entry, Shown = shown, Reason = reason, MadeBy = by,
            CreatedAt = now, request.ExpiresAt,
        });
        return written == 0 ? ScreeningRefusals.ListedOtherwise : (await tx.First<Row>(ByEntry, new { Entry = entry }))!.Answer;
    }

    /// <summary>Takes an entry off; false where there is none.</summary>
    internal static async Task<bool> Remove(ShopTx tx, ListEntryId id) => await tx.Execute(Delete, new { Id = id }) == 1;

    // The key by which a case asks for it, and what may be shown of it.
    private static Result<(string Key, string Shown)> Read(Shop shop, ListKind kind, string value) => kind switch
    {
        ListKind.Email => EmailAddress.TryParse(value, out var email)
            ? (PersonKeys.Email(shop, email), Masked(email.Given))
            : Refusal.Invalid("value", "must be a mail address like anna@example.com"),
        ListKind.IpRange => IpRange.Parse(value) is { } range
            ? (range.ToString(), range.ToString())
            : Refusal.Invalid("value", "must be an IP address or a range like 203.0.113.0/24"),
        ListKind.Device => PersonKeys.Device(shop, value) is { } device && value.Length <= 255
            ? (device, Masked(value))
            : Refusal.Invalid("value", "must be a device id of 1 to 255 characters"),
        _ => Host(value) is { } host
            ? (host, host)
            : Refusal.Invalid("value", "must be a domain like example.com"),
    };

    /// <summary>The domain that somebody means: without www, also out of an address copied from a browser; null for what is none.</summary>
    internal static string? Host(string value) =>
        value.Contains('@', StringComparison.Ordinal) || DealSites.HostOf(value) is not { } host ? null
        : host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;

    private static string Masked(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var (name, rest) = at < 0 ? (value, "") : (value[..at], value[at..]);
        return string.Concat(name.EnumerateRunes().Take(2)) + "…" + rest;
    }

    private sealed record Row(
        ListEntryId EntryId, ListAction Verdict, ListKind Kind, string Shown, string Reason, string MadeBy, Instant CreatedAt,
        Instant? ExpiresAt)
    {
        internal ListEntryAnswer Answer => new(EntryId, Verdict, Kind, Shown, Reason, MadeBy, CreatedAt, ExpiresAt);
    }
}
