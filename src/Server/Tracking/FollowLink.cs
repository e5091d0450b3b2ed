using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Tracking;
using Vouch.Server.Platform;
using Vouch.Server.Sharing;
using Vouch.Storage;

namespace Vouch.Server.Tracking;

/// <summary>
/// GET /r/{code}, the busiest address: parse, find the link, classify the agent, record, redirect. It ends in one of the
/// ways of <see cref="ClickEnd"/>, each counted. The answer is sent when the click is on disk; with the database away the
/// friend is sent on without a click.
/// </summary>
internal sealed class FollowLink(
    Database database, ServerSettings settings, Links links, Agents agents, ClickCounts counts, GuessLimit guesses)
{
    internal const string ClickCookie = "vouch_click";
    internal const string VisitorCookie = "vouch_visitor";

    private const int VisitorBytes = 16;
    private const int VisitorLength = 22;
    private const int LongestAgentKept = 300;
    private static readonly StringValues NoStore = "no-store";
    private static readonly string[] Channels = [.. WireName.All<ShareChannel>()];

    private readonly AddressKeys _addresses = new();
    private readonly AppendLog<ClickEntry> _log = ClickLog.Open(database);
    private readonly bool _isHttps = settings.PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var follow = routes.ServiceProvider.GetRequiredService<FollowLink>();
        foreach (var path in (string[])["/r/{code}", "/r/{shopId}/{code}"])
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)follow.Run)
                .WithMetadata(new AccessAttribute(Audience.Anyone), new HotPathAttribute()).ExcludeFromDescription();
        }
    }

    private async Task Run(HttpContext http)
    {
        var wish = Wish.Of(http);
        try
        {
            if (await links.Find(wish.ShopId, wish.Code) is not { } link)
            {
                await LetThrough(http, wish.ShopId);
            }
            else if (HttpMethods.IsHead(http.Request.Method))
            {
                counts.Add(ClickEnd.OnlyLooked);
                Redirect(http.Response, Target(link, wish.To, null));
            }
            else
            {
                await Record(http, link, wish);
            }
        }
        catch (StorageUnavailableException away)
        {
            counts.Add(ClickEnd.LinkNotFoundStorageAway);
            await Problems.TryWrite(http, away);
        }
    }

    /// <summary>Puts the click on disk, and only then names it in address and cookies.</summary>
    private async Task Record(HttpContext http, Link link, Wish wish)
    {
        string? id = null;
        try
        {
            var click = Click(http, link, wish);
            await _log.Append(click);
            id = click.ClickId.ToString();
            counts.Add(click.Kind == AgentKind.Human ? ClickEnd.Recorded : ClickEnd.RecordedMachine);
            if (MaySetCookies(link, wish) && click.Visitor is { Length: VisitorLength } visitor)
            {
                http.Response.Headers.SetCookie = new StringValues([Cookie(ClickCookie, id, link), Cookie(VisitorCookie, visitor, link)]);
            }
        }
        catch (StorageUnavailableException)
        {
            counts.Add(ClickEnd.StorageAway);
        }

        Redirect(http.Response, Target(link, wish.To, id));
    }

    private string Cookie(string name, string value, Link link) =>
        string.Concat(string.Concat(name, "=", value), _isHttps ? link.CookieLife + "; secure" : link.CookieLife);

    private ClickEntry Click(HttpContext http, Link link, Wish wish)
    {
        var headers = http.Request.Headers;
        var agent = headers.UserAgent.ToString();
        var kind = agents.Classify(agent, IsPrefetch(headers));
        var id = database.NewId<ClickId>();
        var at = link.Shop.Now(Instant.Of(database.Wall.GetUtcNow()));
        return new ClickEntry(
            link.Shop.Id,
            id,
            link.AdvocateId,
            link.ProgramId,
            link.Code,
            kind == AgentKind.Human ? MaySetCookies(link, wish) ? KnownVisitor(http.Request) ?? NewVisitor(at) : id.ToString() : null,
            kind,
            wish.Channel,
            wish.Share,
            agent.Length == 0 ? null : agent.Length <= LongestAgentKept ? agent : agent[..LongestAgentKept],
            http.Connection.RemoteIpAddress is { } ip ? _addresses.KeyOf(link.Shop, ip) : null,
            at,
            link.Shop.DayOf(at));
    }

    /// <summary>Where to: our friend page or the destination while the offer stands, else the shop's own address.</summary>
    private string Target(Link link, string? to, string? click)
    {
        if (!link.IsOpen)
        {
            return With(link.Home.Url, click);
        }

        var destination = link.Destination.Resolve(to);
        if (!link.HasFriendPage)
        {
            return With(destination, click);
        }

        var page = With(settings.PublicUrl + link.FriendPage, click);
        return ReferenceEquals(destination, link.Destination.Url)
            ? page
            : $"{page}{(click is null ? '?' : '&')}to={Uri.EscapeDataString(destination)}";
    }

    private static string With(string url, string? click) => click is null ? url : Destination.WithClick(url, click);

    private static bool MaySetCookies(Link link, Wish wish) =>
        link.Shop.Cookies == CookiePolicy.On || (link.Shop.Cookies == CookiePolicy.Consent && wish.HasConsent);

    private static string? KnownVisitor(HttpRequest request) =>
        request.Cookies.TryGetValue(VisitorCookie, out var visitor) && visitor.Length == VisitorLength && Base64Url.IsValid(visitor)
            ? visitor
            : null;

    /// <summary>80 random bits after the time: new visitors stand together in their index, which then costs a page, not one each.</summary>
    private static string NewVisitor(Instant now)
    {
        Span<byte> visitor = stackalloc byte[VisitorBytes];
        BinaryPrimitives.WriteInt64BigEndian(visitor, now.Milliseconds << 16);
        RandomNumberGenerator.Fill(visitor[6..]);
        return Base64Url.EncodeToString(visitor);
    }

    private static bool IsPrefetch(IHeaderDictionary headers) =>
        Says(headers, "Sec-Purpose", "prefetch") || Says(headers, "Purpose", "prefetch") || Says(headers, "X-Moz", "prefetch");

    private static bool Says(IHeaderDictionary headers, string name, string word) =>
        headers.TryGetValue(name, out var value) && value.ToString().Contains(word, StringComparison.OrdinalIgnoreCase);

    private static void Redirect(HttpResponse response, string url)
    {
        response.StatusCode = StatusCodes.Status302Found;
        response.Headers.Location = url;
        response.Headers.CacheControl = NoStore;
        response.ContentLength = 0;
    }

    /// <summary>Nobody has the code: on to the shop, where it is known which and where it is.</summary>
    private async Task LetThrough(HttpContext http, string? shopText)
    {
        counts.Add(ClickEnd.UnknownCode);
        if (!guesses.Allows(http))
        {
            await Problems.Write(http, GuessLimit.Refusal);
            return;
        }

        if (await ShopBehind(shopText) is { Address: { } address } && Destination.Parse(address) is { } home)
        {
            Redirect(http.Response, home.Url);
            return;
        }

        await Problems.Write(http, Refusal.NotFound("link"));
    }

    private async Task<Shop?> ShopBehind(string? shopText)
    {
        if (shopText is not null)
        {
            return IdText.TryParse<ShopId>(shopText, out var named) ? await ShopStore.Find(database.System, named) : null;
        }

        var all = await ShopStore.All(database.System);
        return all.Count == 1 ? await ShopStore.Find(database.System, all[0]) : null;
    }

    /// <summary>What the address asks for.</summary>
    private readonly record struct Wish(string? ShopId, string Code, string? To, string? Channel, ShareId? Share, bool HasConsent)
    {
        internal static Wish Of(HttpContext http)
        {
            var route = http.Request.RouteValues;
            var (shop, code) = (route.TryGetValue("shopId", out var named) ? (string?)named : null, (string)route["code"]!);
            if (!http.Request.QueryString.HasValue)
            {
                return new Wish(shop, code, null, null, null, false);
            }

            var query = http.Request.Query;
            var channel = query["ch"].ToString().ToLowerInvariant();
            return new Wish(
                shop,
                code,
                query["to"],
                Array.Find(Channels, known => known == channel),
                IdText.TryParse<ShareId>(query[RecordShare.Parameter], out var share) ? share : null,
                query["consent"] == "1");
        }
    }
}
