using System.Security.Cryptography;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Exchanges the master key: every data key is wrapped anew, in one transaction. The sealed values stay as they are.</summary>
internal static class RewrapDataKeys
{
    [AcrossShops("the master key wraps the keys of all shops")]
    private const string SelectAll = "SELECT shop_id, key_id, master_key_id, wrapped FROM shop_data_keys ORDER BY shop_id, key_id";

    [AcrossShops("the master key wraps the keys of all shops")]
    private const string Update = """
        UPDATE shop_data_keys SET master_key_id = @masterKeyId, wrapped = @wrapped
        WHERE shop_id = @shopId AND key_id = @keyId AND wrapped = @before
        """;

    [AcrossShops("the master key wraps the keys of all shops")]
    private const string CountOthers = "SELECT count(*) FROM shop_data_keys WHERE master_key_id <> @masterKeyId";

    /// <summary>How many keys were wrapped anew.</summary>
    /// <exception cref="MasterKeyException">A key is not wrapped by <paramref name="from"/>, or somebody wrote meanwhile; nothing is
    /// changed.</exception>
    internal static Task<int> Run(Database database, MasterKey from, MasterKey to) => database.System.Write(async tx =>
    {
        var rows = await tx.Query<WrappedKey>(SelectAll);
        var touched = 0;
        foreach (var row in rows)
        {
            touched += await tx.Execute(
                Update, new { row.ShopId, row.KeyId, MasterKeyId = to.Id, Wrapped = Rewrap(row, from, to), Before = row.Wrapped });
        }

        return touched == rows.Count && await tx.First<long>(CountOthers, new { MasterKeyId = to.Id }) == 0
            ? touched
            : throw new MasterKeyException("A vouch that serves this database sealed something meanwhile. Stop it, and try again.");
    });

    private static string Rewrap(WrappedKey row, MasterKey from, MasterKey to)
    {
        if (row.MasterKeyId != from.Id)
        {
            throw new MasterKeyException(
                $"The key of the shop {row.ShopId} is wrapped by the master key {row.MasterKeyId}, and the present one is {from.Id}. "
                + $"Name the right file in {MasterKeyFile.Setting}; nothing was changed.");
        }

        var key = from.Unwrap(row.ShopId, row.KeyId, row.Wrapped)
            ?? throw new MasterKeyException($"A data key of the shop {row.ShopId} is damaged; nothing was changed. Restore a backup.");
        try
        {
            return to.Wrap(row.ShopId, row.KeyId, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private sealed record WrappedKey(ShopId ShopId, long KeyId, string MasterKeyId, string Wrapped);
}
