using System.Globalization;
using System.Text;
using Vouch.Domain;

namespace Vouch.Server.Messaging;

/// <summary>A plain mail, ready to be written down.</summary>
/// <param name="From">The sender's address; its display name is the shop's.</param>
/// <param name="FromName">The shop as customers know it.</param>
/// <param name="To">The recipient's address as given.</param>
/// <param name="Subject">Without line breaks; encoded here.</param>
/// <param name="Text">The body.</param>
/// <param name="Id">Unique and stable: the same mail written twice has it once.</param>
/// <param name="At">When it was queued.</param>
internal sealed record Mail(string From, string FromName, string To, string Subject, string Text, string Id, Instant At)
{
    /// <summary>RFC 5322 with an UTF-8 text part in base64, so that no line is ever too long or ambiguous.</summary>
    internal string ToMime()
    {
        var domain = From[(From.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var mime = new StringBuilder()
            .Append("From: ").Append(Encoded(FromName)).Append(" <").Append(Header(From)).Append(">\r\n")
            .Append("To: <").Append(Header(To)).Append(">\r\n")
            .Append("Subject: ").Append(Encoded(Subject)).Append("\r\n")
            .Append("Date: ").Append(At.ToDateTimeOffset().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture))
                .Append("\r\n")
            .Append("Message-ID: <").Append(Id).Append('@').Append(domain).Append(">\r\n")
            .Append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n")
            .Append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
            .Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        return mime.ToString();
    }

    // A header never carries a line break or a control character, whatever was typed into a name.
    private static string Header(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    // RFC 2047: each encoded word at most 75 characters, cut between characters.
    private static string Encoded(string text)
    {
        var clean = Header(text);
        if (clean.All(
            c => c is >= ' ' and <= '~' and not ('"' or '\\' or '=' or '<' or '>' or ',' or ';' or '@' or '(' or ')' or ':' or '[' or ']')))
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

    private static string Word(List<byte> bytes) => "=?utf-8?B?" + Convert.ToBase64String([.. bytes]) + "?=";
}
