using System.Security.Cryptography;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Stands on an answer that shows a secret this once: it is kept sealed, so that no copy of the database tells it.</summary>
internal interface IShowsSecret;

/// <summary>An answer that was kept: the status and the JSON text of the body.</summary>
internal record KeptAnswer(int Status, string Json);

/// <summary>
/// The same key and body again gives the first answer again. The row is put first and in the transaction of the
/// effect: an equal request that runs at the same time, on any node, waits on it; a refused one leaves none.
/// </summary>
internal static class Idempotency
{
    internal const int MaxKeyLength = 255;
    internal const int KeptDays = 30;

    private const string Put = """
        INSERT INTO idempotency_keys (shop_id, scope, idempotency_key, body_hash, status, answer, created_at)
        VALUES (@shop, @scope, @key, @bodyHash, 0, '', @at)
        ON CONFLICT (shop_id, scope, idempotency_key) DO NOTHING
        """;

    private const string Find = """
        SELECT body_hash, status, answer FROM idempotency_keys
        WHERE shop_id = @shop AND scope = @scope AND idempotency_key = @key
        """;

    private const string Keep = """
        UPDATE idempotency_keys SET status = @status, answer = @answer
        WHERE shop_id = @shop AND scope = @scope AND idempotency_key = @key
        """;

    internal const string Purge = "DELETE FROM idempotency_keys WHERE shop_id = @shop AND created_at < @before";

    internal static readonly Refusal KeyReused = Refusal.State(
        "idempotency_key_reused", "This Idempotency-Key was used with another body; use a new key for a new request.");

    /// <summary>Takes the key; the answer kept under it when there is one, a refusal when it came with another body.</summary>
    internal static async Task<KeptAnswer?> Take(ShopTx tx, IdempotencyKey key)
    {
        if (await tx.Execute(Put, new { key.Scope, key.Key, key.BodyHash, At = tx.Wall }) == 1)
        {
            return null;
        }

        return await Look(tx, key) ?? throw new InvalidOperationException("An idempotency key vanished while it was held.");
    }

    /// <summary>The answer kept under the key, if any, without taking it.</summary>
    internal static async Task<KeptAnswer?> Look(Reads db, IdempotencyKey key)
    {
        var row = await db.First<Row>(Find, new { key.Scope, key.Key });
        if (row is null)
        {
            return null;
        }

        return row.BodyHash == key.BodyHash ? new KeptAnswer((int)row.Status, row.Answer) : throw new RefusedException(KeyReused);
    }

    /// <summary>Keeps the answer with its effect.</summary>
    internal static void KeepAnswer(ShopTx tx, IdempotencyKey key, KeptAnswer answer) =>
        tx.Enqueue(Keep, new { key.Scope, key.Key, answer.Status, Answer = answer.Json });

    /// <summary>An answer that shows a secret, as it is kept: sealed.</summary>
    /// <exception cref="RefusedException">This installation has no master key.</exception>
    internal static async Task<KeptAnswer> Sealed(ShopTx tx, IdempotencyKey key, KeptAnswer answer, Vault vault) =>
        answer with { Json = Refused.OrValue(await vault.Seal(tx, Place(key), answer.Json)) };

    /// <summary>The text of a kept answer, sealed or not: no JSON looks like a sealed text.</summary>
    internal static async Task<string> Opened(ShopTx tx, IdempotencyKey key, KeptAnswer kept, Vault vault) =>
        SealedText.KeyId(kept.Json) is null ? kept.Json : await vault.Open(tx, tx.Shop, Place(key), kept.Json);

    private static SealedPlace Place(IdempotencyKey key) => new("idempotency_keys", "answer", $"{key.Scope} {key.Key}");

    private sealed record Row(string BodyHash, long Status, string Answer);
}

/// <summary>A request's key, as it is looked for.</summary>
/// <param name="Scope">Credential, method and path.</param>
/// <param name="Key">The header's text.</param>
/// <param name="BodyHash">SHA-256 of the body as it came.</param>
internal sealed record IdempotencyKey(string Scope, string Key, string BodyHash)
{
    internal static IdempotencyKey? Of(HttpContext http, Caller caller, ReadOnlySpan<byte> body)
    {
        var header = http.Request.Headers["Idempotency-Key"].ToString();
        if (header.Length == 0)
        {
            return null;
        }

        return header.Length <= Idempotency.MaxKeyLength
            ? new IdempotencyKey(
                $"{caller.KeyId} {http.Request.Method} {http.Request.Path}", header, Convert.ToHexStringLower(SHA256.HashData(body)))
            : throw new RefusedException(Refusal.Invalid("Idempotency-Key", $"must have at most {Idempotency.MaxKeyLength} characters"));
    }
}
