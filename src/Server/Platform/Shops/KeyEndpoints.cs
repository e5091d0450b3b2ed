using System.ComponentModel.DataAnnotations;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>A key without its text.</summary>
public sealed record KeyAnswer(KeyId Id, KeyKind Kind, string? Name, string Hint, Instant CreatedAt);

/// <summary>A key just made; <paramref name="Key"/> is shown this once.</summary>
public sealed record NewKeyAnswer(KeyId Id, KeyKind Kind, string? Name, string Hint, Instant CreatedAt, string Key) : IShowsSecret;

/// <summary>A wish for a key.</summary>
public sealed record KeyRequest([property: Required] KeyKind Kind, [property: MaxLength(100)] string? Name = null);

/// <summary>A key was made.</summary>
internal sealed record KeyCreated(KeyId Key, KeyKind Kind) : IShopEvent
{
    public string Type => "key.created";

    public string Subject => Key.ToString();
}

/// <summary>A key was deleted and opens nothing any more.</summary>
internal sealed record KeyDeleted(KeyId Key) : IShopEvent
{
    public string Type => "key.deleted";

    public string Subject => Key.ToString();
}

/// <summary>Lists, makes and deletes the shop's API keys.</summary>
internal static class KeyEndpoints
{
    private const string List = """
        SELECT key_id, kind, name, hint, created_at FROM api_keys
        WHERE shop_id = @shop AND deleted_at IS NULL AND (CAST(@after AS bigint) IS NULL OR key_id < @after)
        ORDER BY key_id DESC LIMIT @take
        """;

    private const string Insert = """
        INSERT INTO api_keys (key_id, shop_id, kind, hash, hint, name, created_at)
        VALUES (@keyId, @shop, @kind, @hash, @hint, @name, @at)
        """;

    private const string Delete = "UPDATE api_keys SET deleted_at = @at WHERE shop_id = @shop AND key_id = @keyId AND deleted_at IS NULL";

    private const string OtherSecrets = """
        SELECT count(*) FROM api_keys WHERE shop_id = @shop AND kind = 'secret' AND deleted_at IS NULL AND key_id <> @keyId
        """;

    private static readonly Refusal LastSecretKey = Refusal.State(
        "last_secret_key", "This is the shop's last secret key; make another one first.");

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<KeyAnswer>>("/v1/api-keys", Permission.KeysWrite, async call =>
            Outcome.Ok(call.Page(
                await call.Db.Query<KeyRow>(List, new { After = call.QueryId<KeyId>("after"), Take = call.Limit + 1 }),
                row => row.KeyId,
                row => new KeyAnswer(row.KeyId, row.Kind, row.Name, row.Hint, row.CreatedAt))));
        routes.Write<KeyRequest, NewKeyAnswer>("POST", "/v1/api-keys", Permission.KeysWrite, Create, 201);
        routes.Write<NoBody, KeyAnswer>("DELETE", "/v1/api-keys/{id}", Permission.KeysWrite, Remove, 204);
    }

    private static async Task<Outcome> Create(Call call, ShopTx tx, KeyRequest request)
    {
        if (request.Name is { Length: > 100 })
        {
            return Refusal.Invalid("name", "must have at most 100 characters");
        }

        return Outcome.Created(await Make(tx, call.Shop, request.Kind, request.Name, call.Now));
    }

    /// <summary>Makes a key of the shop.</summary>
    internal static async Task<NewKeyAnswer> Make(ShopTx tx, Shop shop, KeyKind kind, string? name, Instant now)
    {
        var key = NewKey.Make(tx.NewId<KeyId>(), kind, shop.Mode);
        await tx.Execute(Insert, new { KeyId = key.Id, key.Kind, key.Hash, key.Hint, Name = name, At = tx.Wall });
        tx.Publish(new KeyCreated(key.Id, key.Kind), now);
        return new NewKeyAnswer(key.Id, key.Kind, name, key.Hint, tx.Wall, key.Text);
    }

    private static async Task<Outcome> Remove(Call call, ShopTx tx, NoBody none)
    {
        var id = call.RouteId<KeyId>();
        if (await tx.First<long>(OtherSecrets, new { KeyId = id }) == 0)
        {
            return LastSecretKey;
        }

        if (await tx.Execute(Delete, new { KeyId = id, At = tx.Wall }) == 0)
        {
            return Refusal.NotFound("API key");
        }

        tx.Publish(new KeyDeleted(id), call.Now);
        return Outcome.NoContent();
    }

    private sealed record KeyRow(KeyId KeyId, KeyKind Kind, string? Name, string Hint, Instant CreatedAt);
}
