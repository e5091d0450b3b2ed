using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Who is behind a call.</summary>
/// <param name="Kind">The key's kind.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Scopes">The rights that it has; null for all of its kind.</param>
public sealed record Caller(KeyKind Kind, KeyId KeyId, IReadOnlySet<Permission>? Scopes = null)
{
    /// <summary>True for a secret key: the shop itself.</summary>
    public bool IsShop => Kind == KeyKind.Secret;
}

/// <summary>An API call after the front door: its shop, its caller, and its parsed route and query.</summary>
public sealed class Call(HttpContext http, Shop shop, Caller caller, ShopDb db, Instant wall, ServerSettings settings)
{
    internal const int DefaultLimit = 50;
    internal const int MaxLimit = 200;

    /// <summary>The shop whose key was shown.</summary>
    public Shop Shop { get; } = shop;

    /// <summary>Whose key it was.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>Reads of this shop, outside any transaction.</summary>
    public ShopDb Db { get; } = db;

    /// <summary>Shop time of this call.</summary>
    public Instant Now { get; } = shop.Now(wall);

    /// <summary>Wall time of this call.</summary>
    public Instant Wall { get; } = wall;

    /// <summary>Addresses and the like of this installation.</summary>
    public ServerSettings Settings { get; } = settings;

    /// <summary>The request, where something beside body, route and query counts.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>
    /// A text in the route, wholly decoded: shops have order numbers such as FV/2026/1, and a slash within a segment (%2F) stays
    /// encoded in the route's own value.
    /// </summary>
    public string Route(string name)
    {
        var value = (string)Http.Request.RouteValues[name]!;
        return value.Contains('%', StringComparison.Ordinal) ? RawSegment(name) ?? value : value;
    }

    /// <summary>An id in the route; text that is no such id names nothing: 404.</summary>
    public TId RouteId<TId>(string name = "id") where TId : struct, IEntityId<TId> =>
        IdText.TryParse<TId>(Route(name), out var id) ? id : throw new RefusedException(Refusal.NotFound(TId.Prefix switch
        {
            "prg" => "program", "adv" => "advocate", "clk" => "click", "ref" => "referral", "rew" => "reward", "red" => "redemption",
            "key" => "API key", "msg" => "message", "whk" => "webhook endpoint", "dlv" => "delivery",
            "cmp" => "campaign", "seg" => "segment", "cas" => "feedback case", "fed" => "mention feed", "mnt" => "mention",
            "gol" => "goal",
            _ => "object",
        }));

    /// <summary>A query text; null when absent or empty.</summary>
    public string? Query(string name) => Http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A query id; null when absent, 400 when it is none.</summary>
    public TId? QueryId<TId>(string name) where TId : struct, IEntityId<TId> => Query(name) switch
    {
        null => null,
        var text when IdText.TryParse<TId>(text, out var id) => id,
        _ => throw new RefusedException(Refusal.Invalid(name, $"must be an id that begins with {TId.Prefix}_")),
    };

    /// <summary>A query value of a closed list; null when absent, 400 when unknown.</summary>
    public T? QueryEnum<T>(string name) where T : struct, Enum => Query(name) switch
    {
        null => null,
        var text when WireName.TryParse<T>(text, out var value) => value,
        _ => throw new RefusedException(Refusal.Invalid(name, "must be one of " + string.Join(", ", WireName.All<T>()))),
    };

    /// <summary>A query time; null when absent, 400 when it is none.</summary>
    public Instant? QueryInstant(string name) => Query(name) switch
    {
        null => null,
        var text when Instant.TryParse(text, out var instant) => instant,
        _ => throw new RefusedException(Refusal.Invalid(name, "must be a time like 2026-03-01T09:30:00Z, with its offset")),
    };

    /// <summary>A query amount of minor units; null when absent, 400 when it is none.</summary>
    public long? QueryAmount(string name) => Query(name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) => amount,
        _ => throw new RefusedException(Refusal.Invalid(name, "must be a whole number of minor units")),
    };

    // As sent, since "%2F" and "%252F" look alike once the server has decoded the path.
    private string? RawSegment(string name)
    {
        var target = Http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.StartsWith('/') ? target : Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri.AbsolutePath : "";
        var sent = path.Split('?')[0].Trim('/').Split('/');
        var pattern = (Http.GetEndpoint() as RouteEndpoint)?.RoutePattern.PathSegments ?? [];
        var place = pattern.ToList().FindIndex(segment => segment.Parts is [RoutePatternParameterPart part] && part.Name == name);
        return place >= 0 && sent.Length == pattern.Count ? Uri.UnescapeDataString(sent[place]) : null;
    }

    /// <summary>How many items: <c>?limit=</c>, 1–200, 50 when absent.</summary>
    public int Limit => Query("limit") switch
    {
        null => DefaultLimit,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit =>
            limit,
        _ => throw new RefusedException(Refusal.Invalid("limit", $"must be a whole number from 1 to {MaxLimit}")),
    };

    /// <summary>Cuts a list that was read with one item more than the limit, and names the next page.</summary>
    /// <param name="rows">At most <see cref="Limit"/> + 1 rows in list order.</param>
    /// <param name="id">The id by which the list goes on.</param>
    /// <param name="shape">A row as the contract shows it.</param>
    public ListOf<T> Page<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, object> id, Func<TRow, T> shape)
    {
        var limit = Limit;
        var items = rows.Take(limit).ToList();
        return new ListOf<T>(items.ConvertAll(row => shape(row)), rows.Count > limit ? id(items[^1]).ToString() : null);
    }
}

/// <summary>Carries a refusal out of a transaction, so that everything in it is undone.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Sentence)
{
    /// <summary>The refusal.</summary>
    public Refusal Refusal { get; } = refusal;
}

/// <summary>What an installation was started with.</summary>
/// <param name="PublicUrl">Where the world finds it, without a slash at the end; links and mails are built from it, never from a
/// request.</param>
/// <param name="MultiTenant">True for a host of many shops.</param>
/// <param name="AllowsPrivateReceivers">True where shops may have its own network called, and without TLS.</param>
/// <param name="LargeShop">From so many events or clicks a shop's figures are kept, and no page waits until they are counted.</param>
public sealed record ServerSettings(
    string PublicUrl, bool MultiTenant, bool AllowsPrivateReceivers = false, int LargeShop = ServerSettings.UsualLargeShop)
{
    /// <summary>Up to here a page of figures is counted well within a tenth of a second.</summary>
    public const int UsualLargeShop = 20_000;
}
