using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// The secrets by which receivers know that a call is ours: sealed, shown once when made. A new one takes the place of the one before,
/// which stays valid for a day beside it.
/// </summary>
public sealed class SigningSecrets(Vault vault)
{
    /// <summary>How long a secret stays valid once there is a newer one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const string Table = "signing_secrets";

    private const string Insert = """
        INSERT INTO signing_secrets (shop_id, receiver, secret_id, sealed, made_at, ends_at)
        VALUES (@shop, @receiver, @secretId, @sealedText, @at, NULL)
        """;

    private const string EndOthers = """
        UPDATE signing_secrets SET ends_at = @ends WHERE shop_id = @shop AND receiver = @receiver AND ends_at IS NULL
        """;

    private const string Forget = "DELETE FROM signing_secrets WHERE shop_id = @shop AND receiver = @receiver AND ends_at <= @wall";

    private const string ForgetAll = "DELETE FROM signing_secrets WHERE shop_id = @shop AND receiver = @receiver";

    private const string Select = """
        SELECT secret_id, sealed FROM signing_secrets
        WHERE shop_id = @shop AND receiver = @receiver AND (ends_at IS NULL OR ends_at > @wall) ORDER BY secret_id DESC
        """;

    /// <summary>Makes a secret where the receiver has none; null where it has one.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="receiver">What is signed for: <c>veto</c>, or a webhook endpoint's id.</param>
    public async Task<Result<string?>> MakeFirst(ShopTx tx, string receiver) =>
        (await tx.Query<Row>(Select, new { receiver, tx.Wall })).Count > 0 ? (string?)null : Nullable(await Make(tx, receiver));

    /// <summary>Makes a new secret; the one before ends after <see cref="Overlap"/>.</summary>
    public async Task<Result<string>> Make(ShopTx tx, string receiver)
    {
        var id = tx.NewId<SecretId>();
        var secret = StandardWebhook.NewSecret();
        var sealedText = await vault.Seal(tx, Place(id), secret);
        if (sealedText.IsRefused)
        {
            return sealedText.Refusal;
        }

        tx.Enqueue(Forget, new { receiver, tx.Wall });
        tx.Enqueue(EndOthers, new { receiver, Ends = tx.Wall + Overlap });
        tx.Enqueue(Insert, new { receiver, SecretId = id, SealedText = sealedText.Value, At = tx.Wall });
        return secret;
    }

    /// <summary>The receiver is there no more.</summary>
    public static void Drop(ShopTx tx, string receiver) => tx.Enqueue(ForgetAll, new { receiver });

    /// <summary>All that are valid, the newest first.</summary>
    public async Task<IReadOnlyList<string>> Valid(ShopDb db, string receiver, Instant wall)
    {
        var rows = await db.Query<Row>(Select, new { receiver, wall });
        using var seals = await vault.ToOpen(db, db.Shop);
        return rows.ConvertAll(row => seals.Open(Place(row.SecretId), row.Sealed));
    }

    private static SealedPlace Place(SecretId id) => new(Table, "sealed", id.ToString());

    private static Result<string?> Nullable(Result<string> made) => made.IsRefused ? made.Refusal : made.Value;

    private sealed record Row(SecretId SecretId, string Sealed);
}
