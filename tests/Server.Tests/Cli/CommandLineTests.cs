using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Vouch.Kit;
using Vouch.Storage;

namespace Vouch.Server.Tests.Cli;

/// <summary>What goes wrong at the command line is one line on standard error that says what to do, and an exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly string[] NewShop = ["shop", "create", "--name", "Tea house", "--currency", "EUR"];

    private readonly SqliteFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_or_was_cut_short_is_named()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 5000));
        await EveryCommand("is not a SQLite database");

        File.Delete(_file.Path);
        (await Vouch(NewShop)).ShouldEnd(0);
        await using (var file = new FileStream(_file.Path, FileMode.Open))
        {
            file.SetLength(5000);
        }

        await EveryCommand("is damaged");

        async Task EveryCommand(string why)
        {
            foreach (var command in new string[][] { ["verify"], ["serve", "--urls", "http://127.0.0.1:0"], NewShop })
            {
                (await Vouch(command)).ShouldFail(1, _file.Path, why);
            }
        }
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_made_by_nobody_who_only_uses_it()
    {
        var csv = await Write("orders.csv", "externalId,subtotal\nh-1,5000\n");
        foreach (var command in new string[][]
            { ["verify"], ["import", "orders", csv], ["user", "create", "--email", "a@example.com", "--role", "owner"] })
        {
            (await Vouch(command)).ShouldFail(1, "There is no database", _file.Path);
            File.Exists(_file.Path).ShouldBeFalse(command[0]);
        }

        (await Vouch(NewShop)).ShouldEnd(0).Error.ShouldBeEmpty();
        (await Vouch("verify")).ShouldEnd(0).Output.ShouldContain("journal, ledger,");
        (await Vouch("verify")).Output.TrimEnd().ShouldEndWith("of 1 shop: nothing differs.");
    }

    [Fact]
    public async Task An_older_schema_is_left_alone_until_somebody_migrates()
    {
        (await Vouch(NewShop)).ShouldEnd(0);
        await using (var database = Database.Open(_file.ConnectionString, TimeProvider.System))
        {
            await database.System.Execute("DELETE FROM migrations WHERE version = (SELECT max(version) FROM migrations)");
        }

        (await Vouch("verify")).ShouldFail(1, "older", "vouch migrate");
        (await Vouch(NewShop)).ShouldFail(1, "older", "vouch migrate");
    }

    [Fact]
    public async Task A_server_that_is_away_is_named() =>
        (await VouchCommand.Run("Host=127.0.0.1;Port=1;Username=vouch;Database=vouch", "verify"))
            .ShouldFail(1, "PostgreSQL cannot be reached", "127.0.0.1:1");

    [Fact]
    public async Task An_address_that_is_taken_or_none_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        (await Vouch("serve", "--urls", taken)).ShouldFail(1, taken, "--urls");
        (await Vouch("serve", "--urls", "http://203.0.113.1:5080")).ShouldFail(1, "cannot listen on http://203.0.113.1:5080");
        (await Vouch("serve", "--urls", "foo")).ShouldFail(2, "--urls must be", "'foo'");
        (await Vouch("--urls", "foo")).ShouldFail(2, "--urls must be", "'foo'");
        (await Vouch("demo", "--urls", "ftp://here")).ShouldFail(2, "--urls must be", "'ftp://here'");
        (await Vouch("serve", "--public-url", "here")).ShouldFail(2, "--public-url must be", "'here'");
    }

    [Fact]
    public async Task A_maildir_that_cannot_be_written_is_noticed_at_the_start()
    {
        (await Vouch("serve", "--mail", "maildir:/proc/zz", "--urls", "http://127.0.0.1:0")).ShouldFail(1, "Mail cannot be written to /proc/zz");
        (await Vouch("serve", "--mail", "maildir:")).ShouldFail(2, "--mail must be maildir:PATH");
        (await Vouch("serve", "--mail", "pigeon:home")).ShouldFail(2, "--mail must be maildir:PATH");
    }

    [Fact]
    public async Task Words_are_the_same_in_help_and_in_errors()
    {
        (await Vouch([.. NewShop, "--mode", "foo"])).ShouldFail(2, "--mode must be test or live, not 'foo'");
        (await Vouch("user", "create", "--email", "a@example.com", "--role", "king"))
            .ShouldFail(2, "--role must be owner, admin, marketer, finance, support or analyst, not 'king'");
        (await Vouch("import", "orders", "x.csv", "--delimiter", "pipe"))
            .ShouldFail(2, "--delimiter must be comma, semicolon, tab or space, not 'pipe'");

        var help = (await Vouch("shop", "create", "--help")).ShouldEnd(0).Output;
        help.ShouldContain("--mode <test|live>");
        help.ShouldContain("[default: live]");
        (await Vouch("demo", "--help")).ShouldEnd(0).Output.ShouldContain("--urls");
        (await Vouch("--help")).ShouldEnd(0).Output.ShouldContain("demo");
    }

    [Fact]
    public async Task What_is_refused_is_said_of_options_and_not_of_fields()
    {
        (await Vouch([.. NewShop, "--time-zone", "Mars"])).ShouldFail(2, "vouch: --time-zone must be an IANA");
        (await Vouch([.. NewShop, "--url", "shop"])).ShouldFail(2, "vouch: --url must be an absolute");
        (await Vouch("user", "create", "--email", "a@example.com", "--role", "owner")).ShouldFail(2, "vouch: There is no shop yet;");
        (await Vouch(NewShop)).ShouldEnd(0);
        (await Vouch("user", "create", "--email", "nobody", "--role", "owner")).ShouldFail(2, "vouch: --email must be");
        (await Vouch("verify", "--shop", "shp_0")).ShouldFail(2, "vouch: --shop: There is no shop shp_0.");
    }

    [Fact]
    public async Task A_file_that_does_not_fit_is_named_with_what_to_do()
    {
        (await Vouch(NewShop)).ShouldEnd(0);
        await Says("externalId;subtotal\nh-1;5000\n", "vouch: orders.csv has no column that is a field", "--delimiter semicolon");
        await Says("number,gross\nh-1,5000\n", "vouch: orders.csv has no column that is a field; its columns are number, gross.", "--map");
        await Says("externalId,externalId,subtotal\n1,2,5000\n", "vouch: orders.csv has 2 columns 'externalId'");
        await Says("", "vouch: orders.csv is empty;");
        var csv = await Write("orders.csv", "externalId,subtotal,total\n1,5000,5000\n");
        (await Vouch("import", "orders", csv, "--map", "subtotal=total"))
            .ShouldFail(2, "vouch: The field 'total' is filled twice: by --map subtotal=total and by column 'total'.");

        async Task Says(string text, params string[] parts) =>
            (await Vouch("import", "orders", await Write("orders.csv", text))).ShouldFail(2, parts);
    }

    [Fact]
    public async Task A_first_start_says_where_it_serves_and_nothing_else()
    {
        using var serve = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "vouch.dll"), "--database", _file.ConnectionString, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = serve.StandardError.ReadToEndAsync();
        var first = await serve.StandardOutput.ReadLineAsync();
        serve.Kill();
        await serve.WaitForExitAsync();

        first.ShouldNotBeNull(await error).ShouldStartWith("Vouch serves on http://127.0.0.1:");
        (await error).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sign_in_link_has_its_token_where_no_log_sees_it()
    {
        (await Vouch(NewShop)).ShouldEnd(0);
        var made = (await Vouch("user", "create", "--email", "a@example.com", "--role", "Owner", "--json")).ShouldEnd(0);
        made.Json["signInLink"]!.GetValue<string>().ShouldStartWith("http://127.0.0.1:5080/sign-in/link#");
    }

    private Task<VouchCommand> Vouch(params string[] args) => VouchCommand.Run(_file.ConnectionString, args);

    private async Task<string> Write(string name, string text)
    {
        var path = Path.Combine(Path.GetDirectoryName(_file.Path)!, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
