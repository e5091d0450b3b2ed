using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Vouch.Domain.Languages;

/// <summary>
/// A language: how it counts, how it writes numbers, days and money, and all texts that advocates and friends may see. Each is one file.
/// </summary>
/// <param name="Code">BCP 47, the language alone: <c>pl</c>.</param>
/// <param name="Name">As its speakers call it: <c>Polski</c>.</param>
/// <param name="Culture">How numbers and days are written.</param>
/// <param name="Plurals">How it counts.</param>
/// <param name="Money">How amounts are written.</param>
/// <param name="Day">A day, in the pattern of .NET: <c>d MMMM yyyy</c>.</param>
/// <param name="Texts">By key: <c>portal.leave</c>.</param>
public sealed record Language(
    string Code, string Name, CultureInfo Culture, PluralRules Plurals, MoneyStyle Money, string Day,
    FrozenDictionary<string, Wording> Texts)
{
    /// <summary>Reads a language's file.</summary>
    /// <exception cref="FormatException">It lacks what every language says about itself, or says it wrongly.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static Language Read(string code, Stream file)
    {
        using var json = JsonDocument.Parse(file);
        var about = json.RootElement.GetProperty("language");
        var texts = new Dictionary<string, Wording>(StringComparer.Ordinal);
        foreach (var section in json.RootElement.EnumerateObject().Where(section => section.Name != "language"))
        {
            Collect(section.Name, section.Value, texts);
        }

        return new Language(
            code, Text(about, "name"), CultureInfo.GetCultureInfo(Text(about, "culture")), PluralRules.Parse(Words(about, "plurals")),
            new MoneyStyle(Text(about, "money"), Words(about, "currencySigns").ToFrozenDictionary(StringComparer.Ordinal)),
            Text(about, "day"), texts.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static void Collect(string key, JsonElement value, Dictionary<string, Wording> texts)
    {
        if (Wording.Read(value) is { } text)
        {
            texts.Add(key, text);
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            Collect($"{key}.{member.Name}", member.Value, texts);
        }
    }

    private static string Text(JsonElement about, string name) => about.GetProperty(name).GetString()
        ?? throw new FormatException($"A language says nothing about '{name}'.");

    private static Dictionary<string, string> Words(JsonElement about, string name) =>
        about.GetProperty(name).EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
}
