using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Vouch.Domain;

namespace Vouch.Server.Messaging.Smtp;

/// <summary>When the way to a mail server is encrypted.</summary>
internal enum SmtpTls
{
    /// <summary>From the first byte (port 465).</summary>
    Implicit,

    /// <summary>By STARTTLS, or nothing is sent.</summary>
    Required,

    /// <summary>By STARTTLS where the server has it, whatever its certificate; only on this machine.</summary>
    IfOffered,

    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>A mail server that takes our mail for delivery, as the operator named it.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">How the way is encrypted.</param>
/// <param name="User">Who we are to it; null where it asks nobody.</param>
/// <param name="Password">What proves it.</param>
/// <param name="AuthorityFile">A file of certificates (PEM) that are trusted in the place of the system's; null for those.</param>
/// <param name="Connections">So many at once at most.</param>
internal sealed record SmtpServer(
    string Host, int Port, SmtpTls Tls, string? User, string? Password, string? AuthorityFile = null, int Connections = 4)
{
    /// <summary>The variable that has the password, so that it need not stand in the list of processes.</summary>
    internal const string PasswordSetting = "VOUCH_SMTP_PASSWORD";

    private const string Plain = "smtp";
    private const string Encrypted = "smtps";
    private const int MostConnections = 32;

    /// <summary>True where no stranger is on the way.</summary>
    internal bool IsThisMachine => IsLoopback(Host);

    /// <summary>For logs and notices: nothing secret.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>True for what is meant to be such an address, well-formed or not.</summary>
    internal static bool Means(string text) =>
        text.StartsWith(Plain + ":", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith(Encrypted + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads <c>smtp://user:password@host:587</c> or <c>smtps://host:465</c>; user and password are percent-encoded. Behind a question mark
    /// may stand <c>tls=required|never</c>, <c>ca=FILE</c> and <c>connections=1…32</c>.
    /// </summary>
    /// <param name="text">The address.</param>
    /// <param name="password">Of the user, where the address has none.</param>
    internal static Result<SmtpServer> Parse(string text, string? password = null)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not (Plain or Encrypted) || url.Host.Length == 0
            || url.HostNameType is UriHostNameType.Unknown or UriHostNameType.Basic || url.AbsolutePath is not ("" or "/")
            || url.Fragment.Length > 0)
        {
            return Wrong("must be like smtp://user:password@host:587 or smtps://user:password@host:465, with user and password "
                + "percent-encoded");
        }

        var host = url.IdnHost.Trim('[', ']');
        if (ReadUser(url, password) is not { IsRefused: false, Value: var user } read)
        {
            return ReadUser(url, password).Refusal!;
        }

        var server = new SmtpServer(
            host, url.Port > 0 ? url.Port : url.Scheme == Encrypted ? 465 : 587,
            url.Scheme == Encrypted ? SmtpTls.Implicit : IsLoopback(host) ? SmtpTls.IfOffered : SmtpTls.Required, user.Name, user.Password);
        foreach (var part in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var with = server.With(part);
            if (with.IsRefused)
            {
                return with;
            }

            server = with.Value;
        }

        return server is { User: not null, Tls: SmtpTls.Never, IsThisMachine: false }
            ? Wrong("must not send a password without TLS to another machine: leave tls=never out")
            : server;
    }

    private Result<SmtpServer> With(string part)
    {
        var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (part, "");
        return name switch
        {
            "tls" when Tls == SmtpTls.Implicit => value == "required" ? this
                : Wrong("is smtps://, which is always encrypted: leave tls= out"),
            "tls" when value == "required" => this with { Tls = SmtpTls.Required },
            "tls" when value == "never" => this with { Tls = SmtpTls.Never },
            "tls" => Wrong("must have tls=required or tls=never"),
            "ca" when HasCertificate(value) => this with { AuthorityFile = value },
            "ca" => Wrong($"must have a file of certificates (PEM) behind ca=, not '{value}'"),
            "connections" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count is >= 1 and <= MostConnections => this with { Connections = count },
            "connections" => Wrong($"must have connections= from 1 to {MostConnections}"),
            _ => Wrong($"knows tls=, ca= and connections= behind the question mark, not '{name}'"),
        };
    }

    private static bool HasCertificate(string file)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(file);
            return found.Count > 0;
        }
        catch (Exception unusable) when (
            unusable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static Result<(string? Name, string? Password)> ReadUser(Uri url, string? password)
    {
        if (url.UserInfo.Length == 0)
        {
            return (null, null);
        }

        var parts = url.UserInfo.Split(':', 2);
        var (name, secret) = (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : password);
        return name.Length == 0 ? Wrong("has a password and no user")
            : secret is not { Length: > 0 } ? Wrong($"has a user and no password: write user:password@, or set {PasswordSetting}")
            : (name + secret).Any(char.IsControl) ? Wrong("must have no control characters in user and password")
            : (name, secret);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Refusal Wrong(string sentence) => Refusal.Invalid("mail", sentence);
}
