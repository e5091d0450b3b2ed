using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Pictures;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.Setup;

/// <summary>The shop's uploaded logo. It is served by us, since pages load nothing from elsewhere; the brand has its path.</summary>
internal static class ShopLogo
{
    /// <summary>The largest file, bytes.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>The widest and highest picture, pixels.</summary>
    public const int MostPixels = 2000;

    private const string Find = "SELECT media_type, picture FROM shop_logos WHERE shop_id = @shop";

    private const string Put = """
        INSERT INTO shop_logos (shop_id, media_type, hash, picture, updated_at) VALUES (@shop, @mediaType, @hash, @picture, @at)
        ON CONFLICT (shop_id) DO UPDATE SET media_type = excluded.media_type, hash = excluded.hash, picture = excluded.picture,
            updated_at = excluded.updated_at
        """;

    private const string Delete = "DELETE FROM shop_logos WHERE shop_id = @shop";

    /// <summary>GET /brand/{shop}/logo, for everybody.</summary>
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapResult(Brand.LogoFolder + "{shopId}/logo", Serve)
        .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();

    /// <summary>Keeps a picture and puts its path into the brand, or says why not.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="file">The file as it came.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="holds">As any change of settings.</param>
    internal static async Task<Result<Shop>> Keep(ShopTx tx, byte[] file, Instant now, IEnumerable<CurrencyHold> holds)
    {
        if (file.Length is 0 or > MostBytes || PictureFile.Read(file) is not { } picture)
        {
            return Refusal.Invalid("logo", $"must be a PNG or JPEG picture of at most {MostBytes / 1024} kB");
        }

        if (picture.Width > MostPixels || picture.Height > MostPixels)
        {
            return Refusal.Invalid("logo", $"must have at most {MostPixels} pixels each way, not {picture.Width} by {picture.Height}");
        }

        var text = Convert.ToBase64String(file);
        var hash = Secrets.Hash(text)[..12];
        await tx.Execute(Put, new { picture.MediaType, Hash = hash, Picture = text, At = now });
        var brand = (await ShopStore.Load(tx)).Brand with { LogoUrl = $"{Brand.LogoFolder}{tx.Shop}/logo?v={hash}" };
        return await ShopSettings.Change(tx, new ShopPatch { Brand = brand }, now, holds);
    }

    /// <summary>Takes the picture away: the shop's name stands in letters again.</summary>
    internal static async Task<Result<Shop>> Remove(ShopTx tx, Instant now, IEnumerable<CurrencyHold> holds)
    {
        await tx.Execute(Delete);
        var brand = (await ShopStore.Load(tx)).Brand with { LogoUrl = null };
        return await ShopSettings.Change(tx, new ShopPatch { Brand = brand }, now, holds);
    }

    private static async Task<IResult> Serve(HttpContext http)
    {
        var database = http.RequestServices.GetRequiredService<Database>();
        if (!IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
            || await database.For(id).First<Row>(Find) is not { } logo)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Bytes(Convert.FromBase64String(logo.Picture), logo.MediaType);
    }

    private sealed record Row(string MediaType, string Picture);
}
