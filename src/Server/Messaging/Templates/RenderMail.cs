using System.Buffers;
using Vouch.Domain.Languages;
using Vouch.Domain.Messaging;
using Vouch.Server.Platform;

namespace Vouch.Server.Messaging.Templates;

/// <summary>A mail in its two forms.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Html">For readers that show it.</param>
/// <param name="Text">The same for all others.</param>
internal sealed record RenderedMail(string Subject, string Html, string Text);

/// <summary>What one mail says, besides its template.</summary>
/// <param name="Link">Where its button goes; null for none.</param>
/// <param name="Values">What its variables stand for; an empty one counts as missing.</param>
internal sealed record MailContent(string? Link, params IReadOnlyList<(string Name, string Value)> Values);

/// <summary>
/// Makes a mail of the texts of a language. All that templates and values yield is plain text; the layout escapes it, so nothing that
/// anybody types is ever read as HTML, as a header or as a part of the template.
/// </summary>
internal static class RenderMail
{
    /// <summary>The line in whose place the button stands.</summary>
    internal const string ButtonLine = "[button]";

    private const int LongestSubject = 200;
    private const int LongestValue = 2_000;

    // Marks that no text of others can have: they are taken out of every value. A line end within a value makes no paragraph.
    private const char ButtonMark = '\ue000';
    private const char CodeMark = '\ue001';
    private const char LineMark = '\ue002';

    private static readonly string[] Codes = ["code"];

    // What Clean may take out or change; nearly no text has any of it.
    private static readonly SearchValues<char> Unclean = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c)
        .Where(c => (char.IsControl(c) && c != '\n') || char.IsSurrogate(c)
            || c is '\u2028' or '\u2029' or (>= ButtonMark and <= LineMark))]);

    /// <summary>A sort of mail for one person.</summary>
    /// <param name="words">In whose language, with the merchant's own texts.</param>
    /// <param name="shop">From whom.</param>
    /// <param name="sort">Which sort.</param>
    /// <param name="name">The reader's name; null without.</param>
    /// <param name="content">What it says.</param>
    /// <param name="unsubscribe">Where it is said that it is enough; null for what is no advertising.</param>
    internal static RenderedMail Of(
        Words words, Shop shop, MailSort sort, string? name, MailContent content, string? unsubscribe)
    {
        var values = content.Values.Append(("name", name ?? "")).Append(("shop", shop.Name))
            .ToDictionary(value => value.Item1, value => Value(value.Item1, value.Item2), StringComparer.Ordinal);
        var section = $"mail.{sort.Name}.";
        var hasButton = content.Link is not null && words.Has(section + "button");
        return Compose(words, shop, new MailParts(
            OneLine(Fill(words, section + "subject", values)), OneLine(Fill(words, section + "heading", values)),
            Body(words, section + "body", values, hasButton),
            hasButton ? OneLine(Fill(words, section + "button", values)) : null, content.Link,
            words.Say("mailing.why." + Domain.WireName.Of(sort.To), ("shop", shop.Name)), unsubscribe));
    }

    /// <summary>A mail to staff, which has no template.</summary>
    internal static RenderedMail ToStaff(Shop shop, string subject, string text, string button, string link) => Compose(
        LanguageFiles.English, shop, new MailParts(
            OneLine(Clean(subject)), OneLine(Clean(subject)), [new(Clean(text)), new("", IsButton: true)], button, link,
            LanguageFiles.English.Say("mailing.why.staff", ("shop", shop.Name)), null));

    private static RenderedMail Compose(Words words, Shop shop, MailParts parts) => new(
        parts.Subject.Length > LongestSubject ? parts.Subject[..(LongestSubject - 1)].TrimEnd() + "…" : parts.Subject,
        MailLayout.Html(words, shop, parts), MailLayout.Text(words, shop, parts));

    private static IReadOnlyList<MailParagraph> Body(Words words, string key, Dictionary<string, string> values, bool hasButton)
    {
        const StringSplitOptions trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var paragraphs = Fill(words, key, values, WithButton).Split("\n\n", trimmed)
            .SelectMany(paragraph => paragraph.Split(ButtonMark, StringSplitOptions.TrimEntries)
                .SelectMany((part, i) => i == 0 ? [Paragraph(part)] : new[] { new MailParagraph("", IsButton: true), Paragraph(part) }))
            .Where(paragraph => paragraph.IsButton || paragraph.Text.Length > 0).ToList();
        // A link is never lost with the line that it stands on, and never there twice.
        var first = paragraphs.FindIndex(paragraph => paragraph.IsButton);
        return !hasButton ? [.. paragraphs.Where(paragraph => !paragraph.IsButton)]
            : first < 0 ? [.. paragraphs, new MailParagraph("", IsButton: true)]
            : [.. paragraphs.Where((paragraph, i) => !paragraph.IsButton || i == first)];
    }

    private static MailParagraph Paragraph(string text)
    {
        var plain = text.Replace(CodeMark.ToString(), "", StringComparison.Ordinal).Replace(LineMark, '\n');
        return new MailParagraph(plain, IsCode: text.Length > 2 && text[0] == CodeMark && text.IndexOf(CodeMark, 1) == text.Length - 1);
    }

    private static string WithButton(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n')
        .Select(line => line.Trim() == ButtonLine ? ButtonMark.ToString() : line));

    // A text of the merchant's that cannot be read any more gives way to the usual one.
    private static string Fill(Words words, string key, Dictionary<string, string> values, Func<string, string>? before = null)
    {
        var read = MailText.Read(key, Prepare(words.Raw(key)));
        return read.IsRefused
            ? MailText.Read(key, Prepare(LanguageFiles.Of(words.Language.Code).Raw(key))).Value.Fill(values) : read.Value.Fill(values);

        string Prepare(string text) => before is null ? Clean(text) : before(Clean(text));
    }

    private static string Value(string name, string value)
    {
        var cut = value.Length > LongestValue ? value[..LongestValue] : value;
        var clean = Isolated(Clean(cut).Trim()).Replace('\n', LineMark);
        return clean.Length > 0 && Codes.Contains(name) ? CodeMark + clean + CodeMark : clean;
    }

    // No control characters but line ends, no half characters, and none of our marks.
    private static string Clean(string text) => !text.AsSpan().ContainsAny(Unclean) ? text : string.Concat(
        text.ReplaceLineEndings("\n").EnumerateRunes()
        .Where(rune => rune.Value == '\n' || (!System.Text.Rune.IsControl(rune) && rune.Value is not (>= ButtonMark and <= LineMark)))
        .Select(rune => rune.ToString()));

    // What is written from right to left does not turn the sentence around it.
    private static string Isolated(string text) =>
        text.Any(c => c is >= '\u0590' and <= '\u08ff' or >= '\ufb1d' and <= '\ufdff' or >= '\ufe70' and <= '\ufeff')
            ? $"\u2068{text}\u2069" : text;

    private static string OneLine(string text) => string.Join(' ', text.Replace(CodeMark.ToString(), "", StringComparison.Ordinal)
        .Replace(ButtonMark, ' ').Replace(LineMark, ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
