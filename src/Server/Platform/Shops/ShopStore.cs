using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Reading shops: by id, and by the key or clock that the front door knows.</summary>
public static class ShopStore
{
    private const string Select = "SELECT " + ShopRow.Columns + " FROM shops s WHERE s.shop_id = @shop";

    [AcrossShops("the command line and the page links name a shop by its id alone")]
    private const string SelectById = "SELECT " + ShopRow.Columns + " FROM shops s WHERE s.shop_id = @id";

    [AcrossShops("pumps and the command line walk over all shops")]
    private const string SelectAll = "SELECT shop_id FROM shops ORDER BY shop_id";

    /// <summary>The shop of these reads, as it is now.</summary>
    public static async Task<Shop> Load(Reads db) =>
        (await db.First<ShopRow>(Select) ?? throw new InvalidOperationException("A shop's own row is missing.")).ToShop();

    /// <summary>A shop by id; null when there is none.</summary>
    public static async Task<Shop?> Find(SystemDb system, ShopId id) =>
        (await system.First<ShopRow>(SelectById, new { Id = id }))?.ToShop();

    /// <summary>All shops, oldest first.</summary>
    public static Task<List<ShopId>> All(SystemDb system) => system.Query<ShopId>(SelectAll);
}
