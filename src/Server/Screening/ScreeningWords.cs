using System.Collections.Frozen;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Screening;

namespace Vouch.Server.Screening;

/// <summary>
/// What counted, in words: one file a language, fair to the person and without a recipe for who wants to pass. A language without
/// a file is spoken to in English.
/// </summary>
public static class ScreeningWords
{
    private const string Folder = "screening-words/";
    private const string Otherwise = "en";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Languages = Load();

    /// <summary>The languages there are.</summary>
    public static IEnumerable<string> All => Languages.Keys;

    /// <summary>One signal in a sentence.</summary>
    /// <param name="locale">BCP 47; only its language counts.</param>
    /// <param name="signal">Which.</param>
    public static string Of(string locale, Signal signal) => Of(locale, Signals.Code(signal));

    /// <summary>A rule that decided in place of the score.</summary>
    public static string Of(string locale, ScreeningRule rule) => Of(locale, "rule." + WireName.Of(rule));

    /// <summary>Why a verdict is what it is, in one sentence: its rule, or what weighed most against them.</summary>
    public static string Of(string locale, ScreeningVerdict verdict) => verdict switch
    {
        { Rule: { } rule } => Of(locale, rule),
        { Signals: [var heaviest, ..] } => Of(locale, (verdict.Signals.FirstOrDefault(signal => signal.Weight > 0) ?? heaviest).Signal),
        _ => Of(locale, "nothing"),
    };

    /// <summary>All texts of one language.</summary>
    internal static IReadOnlyDictionary<string, string> Of(string language) => Languages[language];

    private static string Of(string locale, string code)
    {
        var language = Languages.GetValueOrDefault(locale.Split('-', '_')[0].ToLowerInvariant()) ?? Languages[Otherwise];
        return language[code];
    }

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Load()
    {
        var assembly = typeof(ScreeningWords).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToFrozenDictionary(name => Path.GetFileNameWithoutExtension(name[Folder.Length..]), name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
            });
    }
}
