using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vouch.Server.Tests.Tidy;

namespace Vouch.Server.Tests.Host;

/// <summary>Other people's mail programs: a server with TLS and passwords, and a reader of mails.</summary>
internal sealed class MailPeer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;
    private readonly string _folder;

    private MailPeer(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    /// <summary>Where it listens.</summary>
    internal int Port { get; }

    /// <summary>The certificate that signed itself.</summary>
    internal string Certificate => Path.Combine(_folder, "cert.pem");

    /// <summary>Starts the server; skips where it is not installed.</summary>
    internal static async Task<MailPeer> Start(string mechanism = "PLAIN", bool isImplicit = false)
    {
        await Need("aiosmtpd");
        var folder = Directory.CreateTempSubdirectory("vouch-mail").FullName;
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }

        var process = Run(
            ["serve", Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"), mechanism, isImplicit ? "implicit" : "starttls"]);
        return new MailPeer(process, folder, int.Parse((await process.StandardOutput.ReadLineAsync())!, null));
    }

    /// <summary>What another program finds in mails.</summary>
    /// <param name="mails">As they were written.</param>
    /// <param name="record">The signer's record of the name system; null asks for no verdict.</param>
    internal static async Task<IReadOnlyList<JsonNode>> Read(IEnumerable<byte[]> mails, string? record = null)
    {
        await Need(record is null ? "email" : "dkim");
        using var process = Run(["read"]);
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(new { record, mails = mails.Select(Convert.ToBase64String) }));
        process.StandardInput.Close();
        return [.. JsonNode.Parse(await process.StandardOutput.ReadToEndAsync())!.AsArray().Select(node => node!)];
    }

    /// <summary>The next mail that the server took.</summary>
    internal async Task<JsonNode> Next() => JsonNode.Parse((await _process.StandardOutput.ReadLineAsync())!)!;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task Need(string module)
    {
        var found = File.Exists(Python);
        if (found)
        {
            using var trial = Process.Start(new ProcessStartInfo(Python, ["-c", "import " + module]) { RedirectStandardError = true })!;
            await trial.WaitForExitAsync();
            found = trial.ExitCode == 0;
        }

        Assert.SkipUnless(found, $"python3 with {module} is not installed (Debian: python3-{module}).");
    }

    private static Process Run(IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo(Python, [Path.Combine(House.Root, "tests/Server.Tests/Messaging/peer.py"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false),
        })!;
}
