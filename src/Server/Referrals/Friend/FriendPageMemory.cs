using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Referrals.Friend;

/// <summary>Which page it is, and for how many it is the same.</summary>
/// <param name="Path">Its own path.</param>
/// <param name="Wish">The language in its address.</param>
/// <param name="Languages">What the browser reads, as it says.</param>
/// <param name="HasClick">True where a click is to be carried on.</param>
internal readonly record struct FriendPageKey(string Path, string Wish, string Languages, bool HasClick);

/// <summary>A shop at a moment, by how often it had changed.</summary>
/// <param name="Shop">Which.</param>
/// <param name="Changes">How often it has changed by now.</param>
/// <param name="Count">How often then.</param>
/// <param name="At">The moment, as the wall clock stamps it.</param>
internal sealed record ShopAsSeen(ShopId Shop, ChangeCount Changes, long Count, long At)
{
    /// <summary>True while nothing has changed since.</summary>
    public bool IsSame => Changes.Value == Count;
}

/// <summary>
/// Friend pages just as they are sent, while nothing of the shop changes: a link that goes round is opened by thousands, who all see the
/// same but for the click they came by. What only some may see is never kept here.
/// </summary>
internal sealed class FriendPageMemory(TimeProvider wall)
{
    /// <summary>Stands for the click while a page is made; no click has it.</summary>
    internal const string AnyClick = "clk_zzzzzzzzzzzzz";

    private const int Most = 1_000;
    private const int LongestWish = 120;

    // Other nodes and what tells nobody of its changes are seen after this long at most.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<FriendPageKey, Kept> _pages = new();

    /// <summary>The page's key; null where the visitor may see something of their own, or wants to go somewhere of their own.</summary>
    internal static FriendPageKey? KeyOf(HttpContext http, string? click)
    {
        var request = http.Request;
        var languages = request.Headers.AcceptLanguage.ToString();
        var wish = request.Query[Platform.Pages.PublicFace.Parameter].ToString();
        return languages.Length <= LongestWish && wish.Length <= LongestWish && !request.Query.ContainsKey("to")
            && request.Query.All(static pair => pair.Key is "vouch" or "lang" or "ch" or "s")
            && !request.Cookies.Any(static cookie => cookie.Key.Contains("vouch_portal_", StringComparison.Ordinal))
                ? new FriendPageKey(request.Path, wish, languages, click is not null) : null;
    }

    /// <summary>The page as it was made; null where it must be made afresh.</summary>
    internal FriendPageResult? Find(FriendPageKey key, string? click) =>
        _pages.TryGetValue(key, out var kept) && kept.Seen.IsSame && wall.GetElapsedTime(kept.Seen.At) < Longest
            ? new FriendPageResult(kept.Seen.Shop, kept.NewOnly, kept.Parts, click) : null;

    /// <summary>A shop as it is before its page is loaded: what changes after that ends what is kept.</summary>
    internal ShopAsSeen Look(ShopId shop)
    {
        var changes = ShopChanges.Of(shop);
        return new ShopAsSeen(shop, changes, changes.Value, wall.GetTimestamp());
    }

    /// <summary>Makes a page, and keeps it.</summary>
    /// <param name="key">Which.</param>
    /// <param name="seen">Whose, as it was before the page was loaded.</param>
    /// <param name="services">What components need.</param>
    /// <param name="click">The click of this visitor.</param>
    /// <param name="newOnly">True where the offer is for new customers alone.</param>
    /// <param name="model">What is on it.</param>
    internal async Task<FriendPageResult> Make(
        FriendPageKey key, ShopAsSeen seen, IServiceProvider services, string? click, bool newOnly, FriendModel model)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<FriendPage>(ParameterView.FromDictionary(
                new Dictionary<string, object?> { [nameof(FriendPage.Model)] = model }))).ToHtmlString());
        byte[][] parts = [.. html.Split(AnyClick).Select(Encoding.UTF8.GetBytes)];
        if (_pages.Count >= Most)
        {
            _pages.Clear();
        }

        _pages[key] = new Kept(seen, newOnly, parts);
        return new FriendPageResult(seen.Shop, newOnly, parts, click);
    }

    private sealed record Kept(ShopAsSeen Seen, bool NewOnly, byte[][] Parts);
}

/// <summary>A made page with one visitor's click in it.</summary>
/// <param name="shop">Whose page it is.</param>
/// <param name="newOnly">True where the offer is for new customers alone.</param>
/// <param name="parts">What stands around the click.</param>
/// <param name="click">An id as we write it; null where the page carries none.</param>
internal sealed class FriendPageResult(ShopId shop, bool newOnly, byte[][] parts, string? click) : IResult
{
    /// <summary>Whose page it is.</summary>
    public ShopId Shop => shop;

    /// <summary>True where the offer is for new customers alone.</summary>
    public bool NewOnly => newOnly;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.Vary = "Accept-Language";
        var own = click is null ? [] : Encoding.ASCII.GetBytes(click);
        response.ContentLength = parts.Sum(part => part.Length) + ((parts.Length - 1) * own.Length);
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        var writer = response.BodyWriter;
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                Put(writer, own);
            }

            Put(writer, parts[i]);
        }

        await writer.FlushAsync(httpContext.RequestAborted);
    }

    private static void Put(System.IO.Pipelines.PipeWriter writer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
    }
}
