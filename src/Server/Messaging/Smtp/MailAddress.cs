using Vouch.Domain;

namespace Vouch.Server.Messaging.Smtp;

/// <summary>An address as it goes over the wire.</summary>
/// <param name="Text">Local part as given, domain in ASCII.</param>
/// <param name="NeedsUtf8">The local part has letters beyond ASCII, which only some servers take.</param>
internal sealed record MailAddress(string Text, bool NeedsUtf8)
{
    private const int LongestLocal = 64;
    private const int Longest = 254;

    /// <summary>The part behind the at sign.</summary>
    internal string Domain => Text[(Text.LastIndexOf('@') + 1)..];

    /// <summary>Reads one; refused whatever could end the command it stands in.</summary>
    internal static Result<MailAddress> Read(string text)
    {
        var at = text.LastIndexOf('@');
        var (local, domain) = at > 0 ? (text[..at], text[(at + 1)..]) : ("", "");
        if (local.Length == 0 || local.Any(IsForbidden) || domain.Length == 0
            || domain.Any(c => c < 0x80 ? c is not ('.' or '-') && !char.IsAsciiLetterOrDigit(c)
                : char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return Malformed;
        }

        // A lone name such as "localhost" is fine here: whoever runs the server may have it.
        if (!Uri.TryCreate($"smtp://{domain}/", UriKind.Absolute, out var url) || url.HostNameType != UriHostNameType.Dns
            || url.IdnHost.Any(c => c is not ('.' or '-') && !char.IsAsciiLetterOrDigit(c)))
        {
            return Malformed;
        }

        var wire = $"{local}@{url.IdnHost.TrimEnd('.')}";
        return local.Length > LongestLocal || wire.Length > Longest ? Malformed : new MailAddress(wire, local.Any(c => c > 0x7e));
    }

    private static Refusal Malformed => Refusal.Invalid("address", "is no address that mail can be sent to");

    private static bool IsForbidden(char c) =>
        char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '\\' or '(' or ')' or ',' or ';' or ':' or '@' or '[' or ']';
}
