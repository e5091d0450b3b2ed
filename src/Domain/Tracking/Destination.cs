using System.Text;

namespace Vouch.Domain.Tracking;

/// <summary>
/// Where a program's friends end up, and the rule that keeps links within its origin. Addresses are rebuilt from their
/// parsed parts and never copied from a request, so that what a browser follows is what was checked here.
/// </summary>
public sealed class Destination
{
    /// <summary>The longest address, characters.</summary>
    public const int LongestUrl = 2000;

    /// <summary>The query parameter that carries the click.</summary>
    public const string ClickParameter = "vouch";

    /// <summary>The query parameter that carries a claimed code to the shop, whose widget reminds of it.</summary>
    public const string CouponParameter = "vouch_coupon";

    private readonly string _scheme;
    private readonly string _host;
    private readonly int _port;
    private readonly string _origin;

    private Destination(Uri uri)
    {
        (_scheme, _host, _port) = (uri.Scheme, uri.IdnHost, uri.Port);
        var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{_host}]" : _host;
        _origin = uri.IsDefaultPort ? $"{_scheme}://{host}" : $"{_scheme}://{host}:{_port}";
        Url = Rebuild(uri);
    }

    /// <summary>The destination itself, in ASCII, ready for a Location header.</summary>
    public string Url { get; }

    /// <summary>Reads a merchant's address; null unless it is a whole http or https address without user name.</summary>
    public static Destination? Parse(string? text) => TryHttp(text, out var uri) ? new Destination(uri) : null;

    /// <summary>The address a link leads to: <paramref name="to"/> where it stays within the origin, else the destination.</summary>
    public string Resolve(string? to)
    {
        if (string.IsNullOrEmpty(to))
        {
            return Url;
        }

        var whole = to[0] == '/' ? AsPath(to) : to;
        return whole is not null && TryHttp(whole, out var uri) && IsWithin(uri) ? Rebuild(uri) : Url;
    }

    /// <summary>True where an address, or a path, lies within the origin.</summary>
    public bool Contains(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Length > 0 && (address[0] == '/' ? AsPath(address) : address) is { } whole && TryHttp(whole, out var uri)
            && IsWithin(uri);
    }

    /// <summary>An address with the click appended to its query, before its fragment.</summary>
    public static string WithClick(string url, string clickId) => With(url, ClickParameter, clickId);

    /// <summary>An address with a claimed code appended in the same way.</summary>
    public static string WithCoupon(string url, string code) => With(url, CouponParameter, Uri.EscapeDataString(code));

    private static string With(string url, string parameter, string value)
    {
        ArgumentNullException.ThrowIfNull(url);
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var head = hash < 0 ? url.AsSpan() : url.AsSpan(0, hash);
        var tail = hash < 0 ? "" : url.AsSpan(hash);
        var question = head.IndexOf('?');
        var separator = question < 0 ? "?" : question == head.Length - 1 || head[^1] == '&' ? "" : "&";
        return string.Concat(string.Concat(head, separator, parameter), "=", value, tail);
    }

    /// <summary>Two slashes would name another host, wherever browsers find them.</summary>
    private string? AsPath(string to) => to.Length > 1 && to[1] is '/' or '\\' ? null : _origin + to;

    private bool IsWithin(Uri uri) =>
        uri.Scheme == _scheme && uri.Port == _port && uri.IdnHost == _host && !uri.AbsolutePath.StartsWith("//", StringComparison.Ordinal);

    private static bool TryHttp(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        return text is { Length: > 0 and <= LongestUrl }
            && IsPlain(text)
            && SpellsHttp(text)
            && !NamesUser(text)
            && Uri.TryCreate(text, UriKind.Absolute, out uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length == 0
            && AsciiHost(uri) is not null;
    }

    /// <summary>The host as DNS knows it; null for letters that no host may have, which .NET notices only here.</summary>
    private static string? AsciiHost(Uri uri)
    {
        try
        {
            return uri.IdnHost is { Length: > 0 } host && host.All(char.IsAscii) ? host : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool NamesUser(string text)
    {
        var rest = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) + 2);
        var end = rest.IndexOfAny('/', '?', '#');
        return (end < 0 ? rest : rest[..end]).Contains('@');
    }

    /// <summary>Scheme and both slashes must be written out: browsers and .NET mend other spellings each in their way.</summary>
    private static bool SpellsHttp(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>No white space, control characters, backslashes or halves of characters anywhere.</summary>
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is '\\' or <= ' ' or '\u007f' || (c > '\u007f' && (char.IsWhiteSpace(c) || char.IsControl(c))))
            {
                return false;
            }
        }

        return HasWholeCharacters(text);
    }

    private static bool HasWholeCharacters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private string Rebuild(Uri uri) => _origin + uri.AbsolutePath + WithoutClick(uri.Query) + uri.Fragment;

    /// <summary>A click that a link brings along is dropped: only the one recorded now may speak.</summary>
    private static string WithoutClick(string query)
    {
        if (!query.Contains(ClickParameter, StringComparison.OrdinalIgnoreCase))
        {
            return query;
        }

        var kept = new StringBuilder();
        foreach (var part in query[1..].Split('&'))
        {
            var name = Uri.UnescapeDataString(part.Split('=', 2)[0]);
            if (!name.Equals(ClickParameter, StringComparison.OrdinalIgnoreCase))
            {
                kept.Append(kept.Length == 0 ? '?' : '&').Append(part);
            }
        }

        return kept.ToString();
    }
}
