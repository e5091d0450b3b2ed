using System.Collections.Frozen;
using Vouch.Domain.Languages;

namespace Vouch.Server.Platform;

/// <summary>The languages that advocates and friends are spoken to in: one file each, beside this one.</summary>
internal static class LanguageFiles
{
    /// <summary>The language that lacks no text, and that the desk speaks.</summary>
    internal const string Complete = "en";

    private const string Folder = "languages/";

    private static readonly FrozenDictionary<string, Language> All = Load();

    /// <summary>English, as the desk and the API speak it.</summary>
    internal static readonly Words English = new(All[Complete], All[Complete]);

    /// <summary>Their codes.</summary>
    internal static IReadOnlyCollection<string> Codes { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>All, by code.</summary>
    internal static IReadOnlyList<Language> List { get; } = [.. Codes.Select(code => All[code])];

    /// <summary>One of them; null for a language without a file.</summary>
    internal static Language? Find(string code) => All.GetValueOrDefault(code);

    /// <summary>What a language says, without any shop's own texts; English for one without a file.</summary>
    internal static Words Of(string tag) => All.TryGetValue(ChooseLanguage.Base(tag), out var language)
        ? new Words(language, All[Complete]) : English;

    private static FrozenDictionary<string, Language> Load()
    {
        var assembly = typeof(LanguageFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using var file = assembly.GetManifestResourceStream(name)!;
                return Language.Read(Path.GetFileNameWithoutExtension(name[Folder.Length..]), file);
            })
            .ToFrozenDictionary(language => language.Code);
    }
}
