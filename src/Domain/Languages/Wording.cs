using System.Collections.Frozen;
using System.Text.Json;

namespace Vouch.Domain.Languages;

/// <summary>One text of a language: a sentence, or one for each form that counting asks for. <c>{name}</c> stands for a value.</summary>
/// <param name="Forms">By form; a text that counts nothing has <see cref="PluralForm.Other"/> alone.</param>
public sealed record Wording(FrozenDictionary<PluralForm, string> Forms)
{
    /// <summary>A text that counts nothing.</summary>
    public static Wording Plain(string text) => new(FrozenDictionary.ToFrozenDictionary([KeyValuePair.Create(PluralForm.Other, text)]));

    /// <summary>Reads a sentence, or an object of plural forms with <c>other</c> among them; null for anything else.</summary>
    public static Wording? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Plain(json.GetString()!),
        JsonValueKind.Object when json.EnumerateObject().All(form =>
            WireName.TryParse<PluralForm>(form.Name, out _) && form.Value.ValueKind == JsonValueKind.String)
            && json.TryGetProperty("other", out _) => new Wording(json.EnumerateObject()
                .ToFrozenDictionary(form => WireName.Parse<PluralForm>(form.Name), form => form.Value.GetString()!)),
        _ => null,
    };

    /// <summary>True where the number that is said decides about the words.</summary>
    public bool IsCounted => Forms.Count > 1;

    /// <summary>The names of the values that stand in it, each once, in order of the alphabet.</summary>
    public IReadOnlyList<string> Values =>
        [.. Forms.Values.SelectMany(ValuesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The form for a number; languages lack forms that they do not need.</summary>
    public string Form(PluralForm form) => Forms.TryGetValue(form, out var text) ? text : Forms[PluralForm.Other];

    /// <summary>Walks over a text: its plain parts and the names of its values, in turn.</summary>
    /// <param name="text">The text.</param>
    /// <param name="plain">Gets each plain part.</param>
    /// <param name="value">Gets each value's name.</param>
    public static void Walk(string text, Action<string> plain, Action<string> value)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(plain);
        ArgumentNullException.ThrowIfNull(value);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                plain(text[at..]);
                return;
            }

            if (open > at)
            {
                plain(text[at..open]);
            }

            value(text[(open + 1)..close]);
            at = close + 1;
        }
    }

    private static IEnumerable<string> ValuesOf(string text)
    {
        var names = new List<string>();
        Walk(text, static _ => { }, names.Add);
        return names;
    }
}
