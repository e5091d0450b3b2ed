using System.Text.Json;
using Vouch.Domain.Messaging;

namespace Vouch.Domain.Languages;

/// <summary>What a merchant may say in place of a language's own text.</summary>
public static class OwnWording
{
    /// <summary>The longest text, characters.</summary>
    public const int Longest = 5_000;

    // What a shared message may not lose: the law wants the disclosure, and without the link it is no use.
    private static readonly string[] Kept = ["disclosure", "link"];

    /// <summary>The wording, or why it cannot stand.</summary>
    /// <param name="key">Which text.</param>
    /// <param name="json">A sentence, or an object of plural forms.</param>
    /// <param name="language">The language in which it is said.</param>
    public static Result<Wording> Read(string key, JsonElement json, Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        var field = $"texts.{key}";
        if (!language.Texts.TryGetValue(key, out var usual))
        {
            return Refusal.Invalid(field, "is no text that can be worded otherwise");
        }

        if (Wording.Read(json) is not { } own || (own.IsCounted && !usual.IsCounted))
        {
            return Refusal.Invalid(field, usual.IsCounted
                ? $"must be a text, or an object with the forms {Forms(language)}" : "must be a text");
        }

        if (own.IsCounted && !language.Plurals.Forms.SetEquals(own.Forms.Keys))
        {
            return Refusal.Invalid(field, $"must have the forms {Forms(language)}");
        }

        if (own.Forms.Values.Any(text =>
            string.IsNullOrWhiteSpace(text) || text.Length > Longest || text.Any(c => char.IsControl(c) && c != '\n')))
        {
            return Refusal.Invalid(field, $"must have 1 to {Longest} characters, and no control characters but line ends");
        }

        if (MailSorts.OfText(key) is { } sort)
        {
            return CheckMail(field, sort, own, isBody: key.EndsWith(".body", StringComparison.Ordinal)) is { } wrong ? wrong : own;
        }

        return own.Values.Except(usual.Values).FirstOrDefault() is { } unknown
            ? Refusal.Invalid(field, usual.Values.Count == 0
                ? $"knows no {{{unknown}}}: there is no value in this text"
                : $"knows no {{{unknown}}}, only {string.Join(", ", usual.Values.Select(value => $"{{{value}}}"))}")
            : Kept.Intersect(usual.Values).Except(own.Values).FirstOrDefault() is { } lost
                ? Refusal.Invalid(field, $"must keep {{{lost}}}")
                : own;
    }

    // What stands in a mail is a language of its own.
    private static Refusal? CheckMail(string field, MailSort sort, Wording own, bool isBody)
    {
        var read = MailText.Read(field, own.Form(PluralForm.Other));
        if (read.IsRefused)
        {
            return read.Refusal;
        }

        return read.Value.Variables.Except(sort.Known).FirstOrDefault() is { } unknown
            ? Refusal.Invalid(field, $"knows no {{{{{unknown}}}}}, only {string.Join(", ", sort.Known.Select(name => $"{{{{{name}}}}}"))}")
            : isBody && sort.Kept.Except(read.Value.Printed).FirstOrDefault() is { } lost
                ? Refusal.Invalid(field, $"must keep {{{{{lost}}}}}")
                : null;
    }

    /// <summary>The values that may stand in a text.</summary>
    /// <param name="key">Which.</param>
    /// <param name="usual">As the language has it.</param>
    public static IReadOnlyList<string> ValuesOf(string key, Wording usual)
    {
        ArgumentNullException.ThrowIfNull(usual);
        return MailSorts.OfText(key)?.Known ?? usual.Values;
    }

    private static string Forms(Language language) => string.Join(", ", language.Plurals.Forms.Order().Select(WireName.Of));
}
