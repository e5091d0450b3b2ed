using System.Security.Cryptography;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Seals what must not be read in a database or its backups: bank accounts, secrets of shops. Each shop has a random data key; the
/// master key, which is in no database, wraps it.
/// </summary>
public sealed class Vault(Database database, MasterKeyFile file)
{
    private const string SelectKeys = "SELECT key_id, master_key_id, wrapped FROM shop_data_keys WHERE shop_id = @shop ORDER BY key_id";

    private const string InsertKey = """
        INSERT INTO shop_data_keys (shop_id, key_id, master_key_id, wrapped, created_at)
        VALUES (@shop, @keyId, @masterKeyId, @wrapped, @at)
        ON CONFLICT (shop_id, key_id) DO NOTHING
        """;

    [AcrossShops("one master key wraps the keys of all shops")]
    private const string SelectMasterKeys = "SELECT DISTINCT master_key_id FROM shop_data_keys";

    private const long FirstKey = 1;

    private volatile MasterKey? _master;

    /// <summary>Seals one text for one place; the shop gets its data key with its first secret.</summary>
    /// <returns>The value for the column, or <see cref="MasterKeyFile.Missing"/>.</returns>
    /// <exception cref="MasterKeyException">The master key is not this database's, or its file is not as it has to be.</exception>
    public async Task<Result<string>> Seal(ShopTx tx, SealedPlace place, string text)
    {
        var seals = await ToSeal(tx);
        if (seals.IsRefused)
        {
            return seals.Refusal;
        }

        using var open = seals.Value;
        return open.Seal(place, text);
    }

    /// <summary>Opens one value.</summary>
    /// <exception cref="SealBrokenException">It was changed, or sealed for another place.</exception>
    /// <exception cref="MasterKeyException">The master key is missing or not this database's.</exception>
    public async Task<string> Open(Reads db, ShopId shop, SealedPlace place, string value)
    {
        using var seals = await ToOpen(db, shop);
        return seals.Open(place, value);
    }

    /// <summary>The shop's keys for sealing many values; the caller disposes them.</summary>
    /// <inheritdoc cref="Seal"/>
    public async Task<Result<ShopSeals>> ToSeal(ShopTx tx)
    {
        var rows = await tx.Query<KeyRow>(SelectKeys);
        if (rows.Count == 0)
        {
            var master = await MasterForNewKey();
            if (master.IsRefused)
            {
                return master.Refusal;
            }

            await AddKey(tx, master.Value);

            // Another node may have been first: what stands there counts.
            rows = await tx.Query<KeyRow>(SelectKeys);
        }

        return Opened(tx.Shop, rows);
    }

    /// <summary>The shop's keys for opening many values, none where nothing was ever sealed; the caller disposes them.</summary>
    /// <inheritdoc cref="Open"/>
    public async Task<ShopSeals> ToOpen(Reads db, ShopId shop) => Opened(shop, await db.Query<KeyRow>(SelectKeys));

    private static Task<int> AddKey(ShopTx tx, MasterKey master)
    {
        var key = RandomNumberGenerator.GetBytes(AesGcmBox.KeySize);
        try
        {
            return tx.Execute(
                InsertKey, new { KeyId = FirstKey, MasterKeyId = master.Id, Wrapped = master.Wrap(tx.Shop, FirstKey, key), At = tx.Wall });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>
    /// The master key, made where none was ever needed. Where keys of other shops are wrapped already it must be theirs: two master keys in
    /// one database would be one too many to keep.
    /// </summary>
    private async Task<Result<MasterKey>> MasterForNewKey()
    {
        var inUse = await database.System.Query<string>(SelectMasterKeys);
        if (inUse.Count > 0)
        {
            return Master(inUse[0]);
        }

        // Read afresh: a file that was replaced before anything was sealed is the one that will be there tomorrow.
        var made = file.FindOrMake();
        _master = made.IsRefused ? null : made.Value;
        return made;
    }

    private ShopSeals Opened(ShopId shop, List<KeyRow> rows)
    {
        var keys = new Dictionary<long, byte[]>();
        foreach (var row in rows)
        {
            keys.Add(row.KeyId, Master(row.MasterKeyId).Unwrap(shop, row.KeyId, row.Wrapped)
                ?? throw new MasterKeyException($"A data key of the shop {shop} is damaged. Restore a backup."));
        }

        return new ShopSeals(shop, keys);
    }

    /// <summary>The master key of that id; its file is read again where the one known is another, since it may have been changed.</summary>
    private MasterKey Master(string id)
    {
        if (_master is { } known && known.Id == id)
        {
            return known;
        }

        var master = file.Find() ?? throw new MasterKeyException(
            $"The secrets of this database are sealed by the master key {id}, and there is none here"
            + (file.Path is null ? "" : $", where {file.Path} should be") + $". Put it back, or name its file in {MasterKeyFile.Setting}.");
        if (master.Id != id)
        {
            throw new MasterKeyException(
                $"The secrets of this database are sealed by the master key {id}, and {file.Path} is another, {master.Id}. "
                + $"Put the right file back, or name it in {MasterKeyFile.Setting}.");
        }

        return _master = master;
    }

    private sealed record KeyRow(long KeyId, string MasterKeyId, string Wrapped);
}
