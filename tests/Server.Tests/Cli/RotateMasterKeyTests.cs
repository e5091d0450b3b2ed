using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Tests.Cli;

/// <summary>Exchanging the master key as an operator does it.</summary>
public sealed class RotateMasterKeyTests : IDisposable
{
    private static readonly SealedPlace Place = new("payout_details", "iban", "adv_1");

    private readonly SqliteFile _file = new();

    private string KeyFile => _file.Path + ".key";

    private string NextFile => _file.Path + ".next";

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_key_is_exchanged_and_the_new_file_named()
    {
        await Vouch("shop", "create", "--name", "Tea house", "--currency", "EUR");
        (await Rotate()).ShouldFail(1, "no master key", "nothing to exchange");
        var value = await Seal();

        var done = await Rotate("--json");
        done.ShouldEnd(0);
        done.Json["keys"]!.GetValue<int>().ShouldBe(1);
        done.Json["isMade"]!.GetValue<bool>().ShouldBeTrue();
        (await Should.ThrowAsync<MasterKeyException>(() => Open(null, value))).Message.ShouldContain(KeyFile);
        (await Open(NextFile, value)).ShouldBe("secret");
        (done.Output + done.Error).ShouldNotContain(Convert.ToHexString(await File.ReadAllBytesAsync(NextFile))[..8], Case.Insensitive);

        (await Rotate()).ShouldFail(1, "nothing was changed");
        (await Open(NextFile, value)).ShouldBe("secret");
    }

    [Fact]
    public async Task What_cannot_be_the_new_key_is_wrong_usage_and_changes_nothing()
    {
        await Vouch("shop", "create", "--name", "Tea house", "--currency", "EUR");
        var value = await Seal();
        (await Vouch("rotate-master-key")).ShouldFail(2, "--to");
        (await Vouch("rotate-master-key", "--to", KeyFile)).ShouldFail(2, "--to must name another file");
        File.Copy(KeyFile, NextFile);
        (await Rotate()).ShouldFail(2, "--to must be another key");
        await File.WriteAllBytesAsync(NextFile, new byte[5]);
        (await Rotate()).ShouldFail(1, "exactly 32 bytes");
        (await Vouch("rotate-master-key", "--to", _file.Path + ".d/next")).ShouldFail(1, "cannot be made");
        (await Open(null, value)).ShouldBe("secret");

        using var served = ServeLock.Acquire(_file.ConnectionString);
        (await Rotate()).ShouldFail(1, "Another vouch is serving");
    }

    private Task<VouchCommand> Vouch(params string[] args) => VouchCommand.Run(_file.ConnectionString, args);

    private Task<VouchCommand> Rotate(params string[] more) => Vouch(["rotate-master-key", "--to", NextFile, .. more]);

    private async Task<string> Seal()
    {
        await using var database = Database.Open(_file.ConnectionString, TimeProvider.System);
        await database.LeaseNode();
        var vault = new Vault(database, MasterKeyFile.Of(null, _file.ConnectionString));
        var shop = (await ShopStore.All(database.System))[0];
        return (await database.For(shop).Write(tx => vault.Seal(tx, Place, "secret"))).Value;
    }

    private async Task<string> Open(string? named, string value)
    {
        await using var database = Database.Open(_file.ConnectionString, TimeProvider.System);
        var vault = new Vault(database, MasterKeyFile.Of(named, _file.ConnectionString));
        var shop = (await ShopStore.All(database.System))[0];
        return await vault.Open(database.For(shop), shop, Place, value);
    }
}
