using System.Buffers.Text;
using System.Globalization;
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
internal sealed class FollowLink(Database database, ServerSettings settings, Links links, Agents agents, ClickCounts counts)
{
    internal const string ClickCookie = "vouch_click";
    internal const string VisitorCookie = "vouch_visitor";

    private const int VisitorBytes = 16;
    private const int VisitorLength = 22;
    private const int LongestAgentKept = 300;
    private const int SecondsInDay = 86_400;
    private static readonly StringValues NoStore = "no-store";
    private static readonly string[] Channels = [.. WireName.All<ShareChannel>()];

    private readonly AppendLog<ClickEntry> _log = ClickLog.Open(database);
    private readonly bool _isHttps = settings.PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var follow = routes.ServiceProvider.GetRequiredService<FollowLink>();
        foreach (var path in (string[])["/r/{code}", "/r/{shopId}/{code}"])
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)follow.Run)
                .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();
        }
    }

    private async Task Run(HttpContext http)
    {
        var wish = Wish.Of(http);
        Link? link;
        try
        {
            link = await links.Find(wish.ShopId, wish.Code);
        }
        catch (StorageUnavailableException)
        {
            counts.Add(ClickEnd.LinkNotFoundStorageAway);
            throw;
        }

        if (link is null)
        {
            counts.Add(ClickEnd.UnknownCode);
            await LetThrough(http, wish.ShopId);
            return;
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            counts.Add(ClickEnd.OnlyLooked);
            Redirect(http.Response, Target(link, wish.To, null));
            return;
        }

        var click = Click(http, link, wish);
        Redirect(http.Response, Target(link, wish.To, await IsRecorded(http.Response, link, click, wish) ? click.ClickId.ToString() : null));
    }

    /// <summary>Puts the click on disk and the cookies into the answer; false with the database away.</summary>
    private async ValueTask<bool> IsRecorded(HttpResponse response, Link link, ClickEntry click, Wish wish)
    {
        try
        {
            await _log.Append(click);
        }
        catch (StorageUnavailableException)
        {
            counts.Add(ClickEnd.StorageAway);
            return false;
        }

        counts.Add(click.Kind == AgentKind.Human ? ClickEnd.Recorded : ClickEnd.RecordedMachine);
        if (MaySetCookies(link, wish) && click.Visitor is { Length: VisitorLength } visitor)
        {
            var life = $"; max-age={(link.WindowDays * SecondsInDay).ToString(CultureInfo.InvariantCulture)}; path=/; samesite=lax; httponly{(_isHttps ? "; secure" : "")}";
            response.Headers.SetCookie = new StringValues([$"{ClickCookie}={click.ClickId}{life}", $"{VisitorCookie}={visitor}{life}"]);
        }

        return true;
    }

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
            kind == AgentKind.Human ? MaySetCookies(link, wish) ? KnownVisitor(http.Request) ?? NewVisitor() : id.ToString() : null,
            kind,
            wish.Channel,
            wish.Share,
            agent.Length == 0 ? null : agent.Length <= LongestAgentKept ? agent : agent[..LongestAgentKept],
            http.Connection.RemoteIpAddress is { } ip ? PersonKeys.Ip(link.Shop, ip.ToString()) : null,
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
        request.Cookies.TryGetValue(VisitorCookie, out var visitor) && visitor.Length == VisitorLength && Base64Url.IsValid(visitor) ? visitor : null;

    private static string NewVisitor()
    {
        Span<byte> random = stackalloc byte[VisitorBytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
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
        http.Response.Headers.CacheControl = NoStore;
        if (await ShopBehind(shopText) is { Address: { } address } && Destination.Parse(address) is { } home)
        {
            Redirect(http.Response, home.Url);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
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
