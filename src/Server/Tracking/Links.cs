using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Tracking;

/// <summary>
/// Finds links, from memory where it can. What is remembered is read again when this process changed the shop, and else
/// after a second in the background, which is how long another node's change may go unseen. What is not remembered is
/// asked for, so that a code made a moment ago works anywhere. With the database away the last known link goes on working.
/// </summary>
internal sealed class Links(Database database)
{
    private const int MostRemembered = 200_000;
    private const long FreshForMs = 1_000;

    [AcrossShops("a link's code is all that its follower brings along; this finds its shop")]
    private const string Door = "SELECT shop_id FROM code_doors WHERE code = @code";

    private const string OfCode = """
        SELECT c.code, c.advocate_id, c.program_id, c.expires_at, a.status AS advocate_status, p.status AS program_status, v.terms,
            c.kind <> 'vanity' AS has_door
        FROM codes c
        JOIN advocates a ON a.shop_id = c.shop_id AND a.advocate_id = c.advocate_id
        JOIN programs p ON p.shop_id = c.shop_id AND p.program_id = c.program_id
        JOIN program_versions v ON v.shop_id = p.shop_id AND v.program_id = p.program_id AND v.version = p.version
        WHERE c.shop_id = @shop AND c.code = @code
        """;

    // Only ASCII goes in, so that no other letter can pass for one of a code's.
    private readonly ConcurrentDictionary<string, Remembered> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The link of a code that is unique in the installation, or of any code of one shop; null when nobody has it.</summary>
    /// <param name="shopText">The shop's id as it stands in the path; null without one.</param>
    /// <param name="code">As it stands in the path.</param>
    /// <exception cref="StorageUnavailableException">It is not remembered and the database is away.</exception>
    public ValueTask<Link?> Find(string? shopText, string code)
    {
        var key = shopText is null ? code : $"{shopText}/{code}";
        if (!Ascii.IsValid(key) || !_known.TryGetValue(key, out var remembered))
        {
            return new ValueTask<Link?>(Load(shopText, code, key));
        }

        if (remembered.Changes.Value != remembered.ReadAtChange)
        {
            return new ValueTask<Link?>(LoadOr(remembered, shopText, code, key));
        }

        if (Environment.TickCount64 - remembered.ReadAtMs > FreshForMs && remembered.BeginsRefresh())
        {
            _ = LoadOr(remembered, shopText, code, key);
        }

        return new ValueTask<Link?>(remembered.Link);
    }

    private async Task<Link?> LoadOr(Remembered remembered, string? shopText, string code, string key)
    {
        try
        {
            return await Load(shopText, code, key);
        }
        catch (StorageUnavailableException)
        {
            remembered.EndsRefresh();
            return remembered.Link;
        }
    }

    private async Task<Link?> Load(string? shopText, string code, string key)
    {
        if (Code.Normalize(code) is not { } normal || await ShopOf(shopText, normal) is not { } shopId)
        {
            return null;
        }

        var changes = ShopChanges.Of(shopId);
        var readAtChange = changes.Value;
        if (await ShopStore.Find(database.System, shopId) is not { } shop)
        {
            return null;
        }

        if (await database.For(shopId).First<LinkRow>(OfCode, new { Code = normal }) is not { } row)
        {
            _known.TryRemove(key, out _);
            return null;
        }

        var terms = JsonSerializer.Deserialize<ProgramTerms>(row.Terms, WireJson.Options)!;
        var link = Link.Of(shop, row, terms, shop.Now(Instant.Of(database.Wall.GetUtcNow())));
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        _known[key] = new Remembered(link, changes, readAtChange);
        return link;
    }

    private async Task<ShopId?> ShopOf(string? shopText, string code) =>
        shopText is null ? await database.System.First<ShopId?>(Door, new { Code = code })
        : IdText.TryParse<ShopId>(shopText, out var id) ? id
        : null;

    private sealed class Remembered(Link link, ChangeCount changes, long readAtChange)
    {
        private int _refreshing;

        public Link Link { get; } = link;

        public ChangeCount Changes { get; } = changes;

        public long ReadAtChange { get; } = readAtChange;

        public long ReadAtMs { get; } = Environment.TickCount64;

        /// <summary>True for the one of many who is to read again.</summary>
        public bool BeginsRefresh() => Interlocked.Exchange(ref _refreshing, 1) == 0;

        public void EndsRefresh() => Volatile.Write(ref _refreshing, 0);
    }
}
