using Shouldly;
using Vouch.Kit;

namespace Vouch.Server.Tests.Cli;

/// <summary>What the command line says about mail: keys, records, and addresses of mail servers.</summary>
public sealed class MailCommandTests : IDisposable
{
    private readonly SqliteFile _file = new();

    private string KeyFile => _file.Path + ".pem";

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_key_is_made_once_and_its_record_is_printed()
    {
        string[] asked = ["dkim-record", "--key", KeyFile, "--selector", "s1", "--domain", "tea.example"];
        (await Vouch(asked)).ShouldEnd(0).Output.ShouldContain("s1._domainkey.tea.example. IN TXT ( \"v=DKIM1; k=rsa; p=");
        var key = await File.ReadAllTextAsync(KeyFile);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var again = (await Vouch([.. asked, "--json"])).ShouldEnd(0).Json;
        again["isMade"]!.GetValue<bool>().ShouldBeFalse();
        again["name"]!.ToString().ShouldBe("s1._domainkey.tea.example");
        (await File.ReadAllTextAsync(KeyFile)).ShouldBe(key);
        (await Vouch("dkim-record", "--key", KeyFile, "--selector", "s 1", "--domain", "tea.example")).ShouldFail(2, "selector");
    }

    [Fact]
    public async Task What_cannot_work_is_refused_before_serving()
    {
        foreach (var (option, value, sentence) in ((string, string, string)[])
        [
            ("--mail", "smtp://u:p@mail.example?tls=never", "--mail must not send a password without TLS"),
            ("--mail", "smtp://", "--mail must be like smtp://"),
            ("--mail", "smtps://u@mail.example", "--mail has a user and no password"),
            ("--mail-from", "tea house", "--mail-from must be a mail address"),
            ("--dkim", "tea.example:s1:/nowhere/key.pem", "--dkim names a key that cannot be used"),
            ("--dkim", "tea.example", "--dkim must be domain:selector:/path/key.pem"),
        ])
        {
            (await Vouch("serve", "--urls", "http://127.0.0.1:0", option, value)).ShouldFail(2, sentence);
        }
    }

    private Task<VouchCommand> Vouch(params string[] args) => VouchCommand.Run(_file.ConnectionString, args);
}
