using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Cli;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Vaults;

/// <summary>What is sealed opens in its own place, with its own key, and nowhere else.</summary>
public abstract class VaultTests(TestEngine engine, PostgresFixture postgres) : IAsyncLifetime
{
    private const string Secret = "PL61109010140000071219812874 Zażółć";

    private static readonly SealedPlace Place = new("payout_details", "iban", "adv_1");

    private readonly List<Database> _databases = [];
    private TestSite _site = null!;
    private ShopDb _shop = null!;
    private ShopDb _other = null!;
    private Vault _vault = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.On(engine, postgres);
        var database = Open();
        await database.Migrate();
        await database.LeaseNode();
        if (engine == TestEngine.Postgres)
        {
            MasterKeyFile.Make(_site.MasterKeyFile);
        }

        (_shop, _other) = (await NewShop(database), await NewShop(database));
        _vault = NewVault();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        await _site.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_sealed_opens_also_on_another_node()
    {
        var value = await Seal(_shop, Secret);
        value.ShouldStartWith("v1.1.");
        (await _vault.Open(_shop, _shop.Shop, Place, value)).ShouldBe(Secret);
        (await NewVault().Open(_shop, _shop.Shop, Place, value)).ShouldBe(Secret);
        (await _vault.Open(_shop, _shop.Shop, Place, await Seal(_shop, ""))).ShouldBe("");
        (await _shop.Write(tx => _vault.Open(tx, tx.Shop, Place, value))).ShouldBe(Secret);
        (await Seal(_shop, Secret)).ShouldNotBe(value, "the same text sealed twice must not look the same");
        using var seals = await _vault.ToOpen(_shop, _shop.Shop);
        seals.Open(Place, value).ShouldBe(Secret);
    }

    [Fact]
    public async Task A_moved_value_is_refused()
    {
        var value = await Seal(_shop, Secret);
        await Seal(_other, "x");
        foreach (var place in new[] { Place with { Id = "adv_2" }, Place with { Column = "bic" }, Place with { Table = "connections" } })
        {
            (await Should.ThrowAsync<SealBrokenException>(() => _vault.Open(_shop, _shop.Shop, place, value))).Message.ShouldNotContain("PL61");
        }

        await Should.ThrowAsync<SealBrokenException>(() => _vault.Open(_other, _other.Shop, Place, value));
        await Should.ThrowAsync<MasterKeyException>(() => _vault.Open(_shop, _other.Shop, Place, value));
    }

    [Fact]
    public async Task A_changed_value_is_refused()
    {
        var value = await Seal(_shop, Secret);
        using var seals = await _vault.ToOpen(_shop, _shop.Shop);
        var letters = "Aa9_".ToCharArray();
        for (var at = 0; at < value.Length; at++)
        {
            foreach (var letter in letters.Where(letter => letter != value[at]))
            {
                var changed = value[..at] + letter + value[(at + 1)..];

                // The last characters of a base64url text have bits that stand for nothing: where the bytes are the same, it opens.
                if (Meaning(changed) != Meaning(value))
                {
                    Should.Throw<SealBrokenException>(() => seals.Open(Place, changed), changed);
                }
            }
        }

        foreach (var wrong in new[] { "", "v1", "v1.1..", "v1.1.AAAA.AAAA", "v2" + value[2..], value + ".x", value[..^4], Secret, "v1.99999999999999999999.a.b" })
        {
            Should.Throw<SealBrokenException>(() => seals.Open(Place, wrong), wrong);
        }
    }

    [Fact]
    public async Task A_wrong_or_missing_master_key_says_so()
    {
        var value = await Seal(_shop, Secret);
        var right = await File.ReadAllBytesAsync(_site.MasterKeyFile);
        File.Delete(_site.MasterKeyFile);
        (await Complaint(value)).ShouldContain(engine == TestEngine.Sqlite ? "Put it back" : "Put the file back");

        await Should.ThrowAsync<MasterKeyException>(() => Seal(_other, "x", NewVault()));
        File.Exists(_site.MasterKeyFile).ShouldBeFalse("a second master key must not be made");

        MasterKeyFile.Make(_site.MasterKeyFile).ShouldBeTrue();
        (await Complaint(value)).ShouldContain("is another");
        (await Should.ThrowAsync<MasterKeyException>(() => Seal(_other, "x", NewVault()))).Message.ShouldContain("is another");

        await File.WriteAllBytesAsync(_site.MasterKeyFile, right[..31]);
        (await Complaint(value)).ShouldContain("exactly 32 bytes");
        await File.WriteAllBytesAsync(_site.MasterKeyFile, [.. right, 0]);
        (await Complaint(value)).ShouldContain("exactly 32 bytes");

        await File.WriteAllBytesAsync(_site.MasterKeyFile, right);
        (await NewVault().Open(_shop, _shop.Shop, Place, value)).ShouldBe(Secret);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_site.MasterKeyFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            (await Complaint(value)).ShouldContain("chmod 600");
        }
    }

    [Fact]
    public async Task Without_any_place_for_a_key_sealing_is_refused()
    {
        var vault = new Vault(_databases[0], MasterKeyFile.Of(null, "Host=127.0.0.1;Database=none"));
        var refusal = await _shop.Write(async tx => (await vault.Seal(tx, Place, Secret)).Refusal);
        refusal!.Code.ShouldBe("master_key_missing");
        refusal.Sentence.ShouldContain("VOUCH_MASTER_KEY_FILE");
        var value = await Seal(_shop, Secret);
        (await Should.ThrowAsync<MasterKeyException>(() => vault.Open(_shop, _shop.Shop, Place, value))).Message.ShouldContain("VOUCH_MASTER_KEY_FILE");
    }

    [Fact]
    public async Task Two_who_seal_first_at_once_share_one_key()
    {
        var second = Open();
        await second.LeaseNode();
        var values = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => Seal(n % 2 == 0 ? _shop : second.For(_shop.Shop), $"{n}", n % 2 == 0 ? _vault : NewVault(second))));
        for (var n = 0; n < values.Length; n++)
        {
            (await NewVault().Open(_shop, _shop.Shop, Place, values[n])).ShouldBe($"{n}");
        }
    }

    [Fact]
    public void Of_many_who_make_a_key_at_once_one_does()
    {
        var path = _site.MasterKeyFile + ".raced";
        var ids = new System.Collections.Concurrent.ConcurrentBag<string>();
        var made = 0;
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ =>
        {
            Interlocked.Add(ref made, MasterKeyFile.Make(path) ? 1 : 0);
            ids.Add(MasterKeyFile.Read(path).Id);
        });
        made.ShouldBe(1);
        ids.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_key_of_an_undone_transaction_seals_nothing()
    {
        await _shop.Write(async tx =>
        {
            (await _vault.Seal(tx, Place, Secret)).IsRefused.ShouldBeFalse();
            tx.RollBack();
        });
        var value = await Seal(_shop, Secret);
        (await NewVault().Open(_shop, _shop.Shop, Place, value)).ShouldBe(Secret);
    }

    [Fact]
    public async Task A_new_master_key_opens_what_the_old_one_sealed()
    {
        var (value, others) = (await Seal(_shop, Secret), await Seal(_other, "other"));
        var before = await Keys();
        var (old, next) = (MasterKeyFile.Read(_site.MasterKeyFile), _site.MasterKeyFile + ".next");
        MasterKeyFile.Make(next).ShouldBeTrue();
        MasterKeyFile.Make(next).ShouldBeFalse();

        (await Should.ThrowAsync<MasterKeyException>(() => RewrapDataKeys.Run(_databases[0], MasterKeyFile.Read(next), old))).Message.ShouldContain("nothing was changed");
        (await Keys()).ShouldBe(before);
        (await RewrapDataKeys.Run(_databases[0], old, MasterKeyFile.Read(next))).ShouldBe(2);
        (await Keys()).Intersect(before).ShouldBeEmpty();

        (await Complaint(value)).ShouldContain("is another");
        File.Move(next, _site.MasterKeyFile, overwrite: true);
        (await _vault.Open(_shop, _shop.Shop, Place, value)).ShouldBe(Secret, "a node that runs reads the file again");
        (await NewVault().Open(_other, _other.Shop, Place, others)).ShouldBe("other");
        (await _vault.Open(_shop, _shop.Shop, Place, await Seal(_shop, "new"))).ShouldBe("new");
    }

    [Fact]
    public async Task The_row_has_nothing_in_the_clear()
    {
        var value = await Seal(_shop, Secret);
        var master = await File.ReadAllBytesAsync(_site.MasterKeyFile);
        var stored = $"{value} {string.Join(' ', await Keys())} {string.Join(' ', await _databases[0].System.Query<string>("SELECT master_key_id FROM shop_data_keys"))}";
        string[] clear = ["PL61", "2874", "Zaż", Convert.ToBase64String(master), Convert.ToHexStringLower(master), Convert.ToHexStringLower(master)[..8]];
        clear.ShouldAllBe(part => !stored.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_shop_of_the_running_application_has_a_vault()
    {
        var node = await _site.Start();
        var vault = (Vault)node.Services.GetService(typeof(Vault))!;
        using var client = await node.Shop();
        var shop = node.Database.For(client.Id);
        (await vault.Open(shop, client.Id, Place, await Seal(shop, Secret, vault))).ShouldBe(Secret);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_site.MasterKeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.GetFiles(Path.GetDirectoryName(_site.MasterKeyFile)!).ShouldAllBe(file => !file.Contains(".key."));
    }

    private static string Meaning(string value) => value.Split('.') is ["v1", "1", var nonce, var box] && System.Buffers.Text.Base64Url.IsValid(nonce) && System.Buffers.Text.Base64Url.IsValid(box)
        ? Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(nonce)) + "." + Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(box))
        : value;

    private static async Task<ShopDb> NewShop(Database database) =>
        database.For((await CreateShop.Run(database, new NewShop("Tea house", "EUR", "UTC", "en", ShopMode.Test, null))).Value.ShopId);

    private Database Open()
    {
        var database = Database.Open(_site.ConnectionString, TimeProvider.System);
        _databases.Add(database);
        return database;
    }

    private Vault NewVault(Database? database = null) => new(
        database ?? _databases[0], MasterKeyFile.Of(engine == TestEngine.Postgres ? _site.MasterKeyFile : null, _site.ConnectionString));

    private async Task<string> Seal(ShopDb shop, string text, Vault? vault = null) =>
        (await shop.Write(tx => (vault ?? _vault).Seal(tx, Place, text))).Value;

    private async Task<string> Complaint(string value) =>
        (await Should.ThrowAsync<MasterKeyException>(() => NewVault().Open(_shop, _shop.Shop, Place, value))).Message;

    private Task<List<string>> Keys() => _databases[0].System.Query<string>("SELECT wrapped FROM shop_data_keys ORDER BY shop_id, key_id");
}

/// <inheritdoc/>
public sealed class VaultOnSqliteTests(PostgresFixture postgres) : VaultTests(TestEngine.Sqlite, postgres);

/// <inheritdoc/>
public sealed class VaultOnPostgresTests(PostgresFixture postgres) : VaultTests(TestEngine.Postgres, postgres);
