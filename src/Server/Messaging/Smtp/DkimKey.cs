using System.Security.Cryptography;
using System.Text;
using Vouch.Domain;

namespace Vouch.Server.Messaging.Smtp;

/// <summary>Signs mails for a domain: RFC 6376, rsa-sha256, relaxed/relaxed.</summary>
internal sealed class DkimKey : IDisposable
{
    private const int Bits = 2_048;

    private static readonly string[] Signed =
    [
        "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Unsubscribe",
        "List-Unsubscribe-Post",
    ];

    private readonly RSA _key;
    private readonly Lock _one = new();

    private DkimKey(string domain, string selector, RSA key) => (Domain, Selector, _key) = (domain, selector, key);

    /// <summary>Who signs.</summary>
    internal string Domain { get; }

    /// <summary>Under which name the domain keeps the public key.</summary>
    internal string Selector { get; }

    /// <summary>Where the public key is looked up.</summary>
    internal string RecordName => $"{Selector}._domainkey.{Domain}";

    /// <summary>What is to be found there.</summary>
    internal string Record => "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>Reads <c>domain:selector:/path/key.pem</c>.</summary>
    internal static Result<DkimKey> Parse(string text) =>
        text.Split(':', 3) is [var domain, var selector, { Length: > 0 } file]
            ? Read(domain, selector, file)
            : Refusal.Invalid("dkim", "must be domain:selector:/path/key.pem");

    /// <summary>The key of a file, a private RSA key as PEM.</summary>
    internal static Result<DkimKey> Read(string domain, string selector, string file)
    {
        if (!IsName(domain) || !domain.Contains('.', StringComparison.Ordinal) || !IsName(selector))
        {
            return Refusal.Invalid("dkim", "must have a domain such as tea.example and a selector of letters, digits and hyphens");
        }

        var key = RSA.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.KeySize >= 1_024 && key.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).Length > 0)
            {
                return new DkimKey(domain.ToLowerInvariant(), selector, key);
            }
        }
        catch (Exception unusable) when (
            unusable is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            return Refusal.Invalid("dkim", $"names a key that cannot be used: {unusable.Message.TrimEnd('.')} ({file})");
        }

        key.Dispose();
        return Refusal.Invalid("dkim", $"names a key that is too short: 1024 bits at least ({file})");
    }

    /// <summary>Makes a key, readable by its owner alone; false where there is a file already.</summary>
    internal static bool Make(string file)
    {
        if (File.Exists(file))
        {
            return false;
        }

        using var key = RSA.Create(Bits);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        stream.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        return true;
    }

    /// <summary>The signature as a header, folded, with its line end.</summary>
    /// <param name="headers">Name and value of each, folded as they are sent.</param>
    /// <param name="body">As it is sent, before dots are doubled.</param>
    internal string Sign(IReadOnlyList<(string Name, string Value)> headers, ReadOnlySpan<byte> body)
    {
        var chosen = headers.Where(header => Signed.Contains(header.Name)).ToList();
        var start = $"v=1; a=rsa-sha256; c=relaxed/relaxed; d={Domain}; s={Selector};\r\n"
            + $"\th={string.Join(":\r\n\t ", chosen.ConvertAll(header => header.Name))};\r\n"
            + $"\tbh={Convert.ToBase64String(SHA256.HashData(RelaxedBody(body)))};\r\n\tb=";
        var text = string.Concat(chosen.ConvertAll(header => Relaxed(header.Name, header.Value) + "\r\n"))
            + Relaxed("DKIM-Signature", start);
        byte[] signature;
        lock (_one)
        {
            signature = _key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        var lines = Convert.ToBase64String(signature).Chunk(72).Select(part => new string(part));
        return $"DKIM-Signature: {start}{string.Join("\r\n\t ", lines)}\r\n";
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _key.Dispose();

    private static string Relaxed(string name, string value)
    {
        var words = value.Replace("\r\n", "", StringComparison.Ordinal).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return $"{name.ToLowerInvariant()}:{string.Join(' ', words)}";
    }

    // Spaces at line ends do not count, runs of them are one, empty lines at the end are none.
    private static byte[] RelaxedBody(ReadOnlySpan<byte> body)
    {
        var relaxed = new StringBuilder(body.Length);
        var end = 0;
        foreach (var line in Encoding.Latin1.GetString(body).Split("\r\n"))
        {
            var isSpace = false;
            foreach (var c in line.AsSpan().TrimEnd(" \t"))
            {
                if (c is ' ' or '\t')
                {
                    isSpace = true;
                    continue;
                }

                relaxed.Append(isSpace ? " " : "").Append(c);
                isSpace = false;
            }

            var isEmpty = relaxed.Length == 0 || relaxed[^1] == '\n';
            relaxed.Append("\r\n");
            end = isEmpty ? end : relaxed.Length;
        }

        return Encoding.Latin1.GetBytes(relaxed.ToString(0, end));
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 253 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && !text.StartsWith('.');
}
