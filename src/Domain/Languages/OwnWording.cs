using System.Text.Json;

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

        return own.Values.Except(usual.Values).FirstOrDefault() is { } unknown
            ? Refusal.Invalid(field, usual.Values.Count == 0
                ? $"knows no {{{unknown}}}: there is no value in this text"
                : $"knows no {{{unknown}}}, only {string.Join(", ", usual.Values.Select(value => $"{{{value}}}"))}")
            : Kept.Intersect(usual.Values).Except(own.Values).FirstOrDefault() is { } lost
                ? Refusal.Invalid(field, $"must keep {{{lost}}}")
                : own;
    }

    private static string Forms(Language language) => string.Join(", ", language.Plurals.Forms.Order().Select(WireName.Of));
}
