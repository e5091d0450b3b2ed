using System.ComponentModel.DataAnnotations;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>A key without its text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Hint">How it begins and ends.</param>
/// <param name="CreatedAt">When it was made, by the wall.</param>
/// <param name="Scopes">The rights it has; null for all.</param>
/// <param name="UsedAt">When it was last used, to an hour; null never.</param>
/// <param name="EndsAt">When it ends, since another has taken its place; null otherwise.</param>
public sealed record KeyAnswer(
    KeyId Id, KeyKind Kind, string? Name, string Hint, Instant CreatedAt, IReadOnlyList<Permission>? Scopes, Instant? UsedAt,
    Instant? EndsAt);

/// <summary>A key just made; <paramref name="Key"/> is shown this once.</summary>
public sealed record NewKeyAnswer(
    KeyId Id, KeyKind Kind, string? Name, string Hint, Instant CreatedAt, IReadOnlyList<Permission>? Scopes, string Key) : IShowsSecret;

/// <summary>A wish for a key.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">The rights of a secret key; left out for all.</param>
public sealed record KeyRequest(
    [property: Required] KeyKind Kind, [property: MaxLength(100)] string? Name = null, IReadOnlyList<Permission>? Scopes = null);

/// <summary>A key was made.</summary>
internal sealed record KeyCreated(KeyId Key, KeyKind Kind) : IShopEvent
{
    public string Type => "key.created";

    public string Subject => Key.ToString();
}

/// <summary>A key has taken the place of another, which ends a day later.</summary>
internal sealed record KeyRotated(KeyId Key, KeyId By) : IShopEvent
{
    public string Type => "key.rotated";

    public string Subject => Key.ToString();
}

/// <summary>A key was deleted and opens nothing any more.</summary>
internal sealed record KeyDeleted(KeyId Key) : IShopEvent
{
    public string Type => "key.deleted";

    public string Subject => Key.ToString();
}

/// <summary>Lists, makes, replaces and deletes the shop's API keys.</summary>
internal static class KeyEndpoints
{
    /// <summary>How long a key works on beside the one that takes its place.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const int LongestName = 100;

    private const string List = """
        SELECT key_id, kind, name, hint, created_at, scopes, used_at, ends_at FROM api_keys
        WHERE shop_id = @shop AND deleted_at IS NULL AND (ends_at IS NULL OR ends_at > @at)
            AND (CAST(@after AS bigint) IS NULL OR key_id < @after)
        ORDER BY key_id DESC LIMIT @take
        """;

    private const string Select = """
        SELECT key_id, kind, name, hint, created_at, scopes, used_at, ends_at FROM api_keys
        WHERE shop_id = @shop AND key_id = @keyId AND deleted_at IS NULL AND ends_at IS NULL FOR UPDATE
        """;

    private const string Insert = """
        INSERT INTO api_keys (key_id, shop_id, kind, hash, hint, name, scopes, created_at)
        VALUES (@keyId, @shop, @kind, @hash, @hint, @name, @scopes, @at)
        """;

    private const string EndLater = """
        UPDATE api_keys SET ends_at = @ends WHERE shop_id = @shop AND key_id = @keyId AND deleted_at IS NULL AND ends_at IS NULL
        """;

    private const string Delete = "UPDATE api_keys SET deleted_at = @at WHERE shop_id = @shop AND key_id = @keyId AND deleted_at IS NULL";

    // One that may do everything, whoever deletes this one.
    private const string OtherSecrets = """
        SELECT count(*) FROM api_keys
        WHERE shop_id = @shop AND kind = 'secret' AND deleted_at IS NULL AND ends_at IS NULL AND scopes IS NULL AND key_id <> @keyId
        """;

    private static readonly Refusal LastSecretKey = Refusal.State(
        "last_secret_key", "This is the shop's last secret key that may do everything; make another one first.");

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<KeyAnswer>>("/v1/api-keys", Permission.KeysWrite, async call => Outcome.Ok(call.Page(
            await All(call.Db, call.Wall, call.QueryId<KeyId>("after"), call.Limit + 1), key => key.Id, key => key)));
        routes.Write<KeyRequest, NewKeyAnswer>("POST", "/v1/api-keys", Permission.KeysWrite, async (call, tx, request) =>
        {
            var made = await Make(tx, call.Shop, request, call.Caller.Scopes, call.Now);
            return made.IsRefused ? made.Refusal : Outcome.Created(made.Value);
        }, 201);
        routes.Write<NoBody, NewKeyAnswer>("POST", "/v1/api-keys/{id}/rotate", Permission.KeysWrite, async (call, tx, _) =>
            Outcome.Of(await Rotate(tx, call.Shop, call.RouteId<KeyId>(), call.Caller.Scopes, call.Now), made => made));
        routes.Write<NoBody, KeyAnswer>("DELETE", "/v1/api-keys/{id}", Permission.KeysWrite, async (call, tx, _) =>
            await Remove(tx, call.RouteId<KeyId>(), call.Now) is { } refusal ? refusal : Outcome.NoContent());
    }

    /// <summary>Keys that open something, the newest first.</summary>
    internal static async Task<List<KeyAnswer>> All(Reads db, Instant wall, KeyId? after, int take) =>
        (await db.Query<KeyRow>(List, new { After = after, Take = take, At = wall })).ConvertAll(row => row.ToAnswer());

    /// <summary>Makes a key of the shop, or says why not.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">Whose.</param>
    /// <param name="wish">Which.</param>
    /// <param name="own">The rights of the key that asks; null for all, and for people.</param>
    /// <param name="now">Shop time.</param>
    internal static async Task<Result<NewKeyAnswer>> Make(
        ShopTx tx, Shop shop, KeyRequest wish, IReadOnlySet<Permission>? own, Instant now)
    {
        if (wish.Name is { Length: > LongestName })
        {
            return Refusal.Invalid("name", "must have at most 100 characters");
        }

        if (KeyScopes.Check(wish.Kind, wish.Scopes, own) is { } refusal)
        {
            return refusal;
        }

        var key = NewKey.Make(tx.NewId<KeyId>(), wish.Kind, shop.Mode);
        await tx.Execute(Insert, new
        {
            KeyId = key.Id, key.Kind, key.Hash, key.Hint, wish.Name, Scopes = KeyScopes.Write(wish.Scopes), At = tx.Wall,
        });
        tx.Publish(new KeyCreated(key.Id, key.Kind), now);
        return new NewKeyAnswer(key.Id, key.Kind, wish.Name, key.Hint, tx.Wall, wish.Scopes, key.Text);
    }

    /// <summary>Makes a key that may do the same; the one before works for a day beside it.</summary>
    internal static async Task<Result<NewKeyAnswer>> Rotate(
        ShopTx tx, Shop shop, KeyId id, IReadOnlySet<Permission>? own, Instant now)
    {
        if (await tx.First<KeyRow>(Select, new { KeyId = id }) is not { } row)
        {
            return Refusal.NotFound("API key");
        }

        var before = row.ToAnswer();
        var made = await Make(tx, shop, new KeyRequest(before.Kind, before.Name, before.Scopes), own, now);
        if (!made.IsRefused)
        {
            await tx.Execute(EndLater, new { KeyId = id, Ends = tx.Wall + Overlap });
            tx.Publish(new KeyRotated(id, made.Value.Id), now);
        }

        return made;
    }

    /// <summary>Deletes a key at once, or says why not.</summary>
    internal static async Task<Refusal?> Remove(ShopTx tx, KeyId id, Instant now)
    {
        if (await tx.First<long>(OtherSecrets, new { KeyId = id }) == 0)
        {
            return LastSecretKey;
        }

        if (await tx.Execute(Delete, new { KeyId = id, At = tx.Wall }) == 0)
        {
            return Refusal.NotFound("API key");
        }

        tx.Publish(new KeyDeleted(id), now);
        return null;
    }

    private sealed record KeyRow(
        KeyId KeyId, KeyKind Kind, string? Name, string Hint, Instant CreatedAt, string? Scopes, Instant? UsedAt, Instant? EndsAt)
    {
        internal KeyAnswer ToAnswer() => new(
            KeyId, Kind, Name, Hint, CreatedAt, KeyScopes.Read(Scopes) is { } scopes ? [.. scopes.Order()] : null, UsedAt, EndsAt);
    }
}
