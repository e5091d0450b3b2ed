using System.Globalization;
using System.Text;
using Vouch.Domain;
using Vouch.Server.Messaging.Smtp;

namespace Vouch.Server.Messaging;

/// <summary>A mail, ready to be written down.</summary>
/// <param name="From">The sender's address; its display name is the shop's.</param>
/// <param name="FromName">The shop as customers know it.</param>
/// <param name="To">The recipient's address as given.</param>
/// <param name="Subject">Without line breaks; encoded here.</param>
/// <param name="Text">The body.</param>
/// <param name="Id">Unique and stable: the same mail written twice has it once.</param>
/// <param name="At">When it was queued.</param>
/// <param name="Html">The same for readers that show HTML; null where there is none.</param>
/// <param name="ReplyTo">Where answers go; null for the sender.</param>
/// <param name="Unsubscribe">Where the recipient says that it is enough, by one click; null for what is not advertising.</param>
internal sealed record Mail(
    string From, string FromName, string To, string Subject, string Text, string Id, Instant At, string? Html = null,
    string? ReplyTo = null, string? Unsubscribe = null)
{
    // Lines of a mail are shorter than 998 characters, and this one is not to be broken in two.
    private const int LongestUrl = 900;
    private const int LongestPlain = 66;

    /// <summary>
    /// RFC 5322, ASCII but for addresses beyond it. The texts are UTF-8 in base64, so that no line is ever too long or ambiguous.
    /// </summary>
    /// <param name="dkim">Who signs it; null for nobody.</param>
    internal byte[] ToMime(DkimKey? dkim = null)
    {
        var (type, body) = Body();
        var headers = Headers(type);
        var bytes = Encoding.ASCII.GetBytes(body);
        var mime = new StringBuilder(dkim?.Sign(headers, bytes));
        foreach (var (name, value) in headers)
        {
            mime.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(mime.Append("\r\n").ToString()), .. bytes];
    }

    private List<(string Name, string Value)> Headers(string contentType)
    {
        var from = Address(From);
        List<(string, string)> headers =
        [
            ("From", Encoded(FromName, isName: true) is { Length: > 0 } name ? $"{name}\r\n <{from}>" : $"<{from}>"),
            ("To", $"<{Address(To)}>"),
            ("Subject", Encoded(Subject, isName: false)),
            ("Date", At.ToDateTimeOffset().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)),
            ("Message-ID", $"<{Id}@{from[(from.LastIndexOf('@') + 1)..]}>"),
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
            ("Content-Type", contentType),
        ];
        if (ReplyTo is not null)
        {
            headers.Insert(1, ("Reply-To", $"<{Address(ReplyTo)}>"));
        }

        if (Html is null)
        {
            headers.Add(("Content-Transfer-Encoding", "base64"));
        }

        if (Unsubscribe is { Length: <= LongestUrl } url)
        {
            headers.Add(("List-Unsubscribe", $"<{Clean(url)}>"));
            headers.Add(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }

        return headers;
    }

    private (string Type, string Body) Body()
    {
        const string plain = "text/plain; charset=utf-8";
        if (Html is null)
        {
            return (plain, Base64(Text));
        }

        // No line of base64 looks like this.
        var border = $"=_{Id}";
        return (
            $"multipart/alternative; boundary=\"{border}\"",
            $"--{border}\r\nContent-Type: {plain}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Base64(Text)}"
            + $"--{border}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{Base64(Html)}"
            + $"--{border}--\r\n");
    }

    // As on the wire where it can go there at all; what cannot is written down harmlessly.
    private static string Address(string text) =>
        MailAddress.Read(text) is { IsRefused: false, Value: var address } ? address.Text : Clean(text).Replace("<", "").Replace(">", "");

    // A header never carries a line break or a control character, whatever was typed into a name.
    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    // RFC 2047: each encoded word at most 75 characters, cut between characters.
    private static string Encoded(string text, bool isName)
    {
        var clean = Clean(text).Trim();
        if (clean.Length <= LongestPlain && clean.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '\''
            || (!isName && c is '.' or ',' or '!' or '?' or ':' or '&' or '%' or '+' or '/' or '(' or ')')))
        {
            return clean;
        }

        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in clean.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > 45)
            {
                words.Add(Word(word));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Word(word));
        return string.Join("\r\n ", words);
    }

    private static string Base64(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks) + "\r\n";

    private static string Word(List<byte> bytes) => "=?utf-8?B?" + Convert.ToBase64String([.. bytes]) + "?=";
}
