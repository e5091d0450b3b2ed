using System.Globalization;
using System.Text;

namespace Vouch.Domain.Languages;

/// <summary>
/// What a page or a mail speaks with: a language, what the merchant says otherwise in it, and, for a text that the language lacks,
/// the language that has all of them.
/// </summary>
/// <param name="language">The reader's.</param>
/// <param name="complete">The one that lacks nothing.</param>
/// <param name="own">The merchant's own texts, by key.</param>
public sealed class Words(Language language, Language complete, IReadOnlyDictionary<string, Wording>? own = null)
{
    /// <summary>The reader's language.</summary>
    public Language Language => language;

    /// <summary>A text without values.</summary>
    public string this[string key] => Say(key);

    /// <summary>A text with its values in place.</summary>
    /// <param name="key">Which.</param>
    /// <param name="values">By name; a value that the text does not ask for is left out.</param>
    /// <exception cref="KeyNotFoundException">No language has such a text.</exception>
    public string Say(string key, params ReadOnlySpan<(string Name, string Value)> values) =>
        Fill(Find(key).Text.Form(PluralForm.Other), values);

    /// <summary>A text about so many things; <c>{n}</c> is the number.</summary>
    /// <exception cref="KeyNotFoundException">No language has such a text.</exception>
    public string Count(string key, long n, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var (text, from) = Find(key);
        return Fill(text.Form(from.Plurals.Of(n)), [("n", Number(n)), .. values]);
    }

    /// <summary>True where some language has the text.</summary>
    public bool Has(string key) => language.Texts.ContainsKey(key) || complete.Texts.ContainsKey(key);

    /// <summary>A text as it stands, its values unfilled: plain parts and names of values in turn.</summary>
    public string Raw(string key) => Find(key).Text.Form(PluralForm.Other);

    /// <summary>A number: <c>1,284</c>.</summary>
    public string Number(decimal value, int decimals = 0) =>
        value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), language.Culture);

    /// <summary>An amount as figures are written, with all its digits: <c>€1,234.50</c>.</summary>
    public string Money(Currency currency, long minor)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return language.Money.Write(currency, minor, currency.Exponent, language.Culture);
    }

    /// <summary>An amount as sentences say it, without needless zeros: <c>€15</c>, <c>€15.50</c>.</summary>
    public string ShortMoney(Currency currency, long minor)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return language.Money.Write(currency, minor, minor % currency.MinorPerUnit == 0 ? 0 : currency.Exponent, language.Culture);
    }

    /// <summary>An amount in whole units, for sums so large that the rest is noise.</summary>
    public string RoundMoney(Currency currency, long minor)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return language.Money.Write(currency, minor, 0, language.Culture);
    }

    /// <summary>A percentage given in basis points: <c>15%</c>, <c>2.5%</c>.</summary>
    public string Percent(long basisPoints) => (basisPoints / 100m).ToString("0.##", language.Culture) + "%";

    /// <summary>A day: <c>14 May 2026</c>.</summary>
    public string Day(DateTimeOffset local) => local.ToString(language.Day, language.Culture);

    private (Wording Text, Language From) Find(string key) =>
        own is not null && own.TryGetValue(key, out var said) ? (said, language)
        : language.Texts.TryGetValue(key, out var text) ? (text, language)
        : complete.Texts.TryGetValue(key, out var otherwise) ? (otherwise, complete)
        : throw new KeyNotFoundException($"No language has the text '{key}'.");

    private static string Fill(string text, ReadOnlySpan<(string Name, string Value)> values)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            known[name] = value;
        }

        var filled = new StringBuilder(text.Length + 32);
        Wording.Walk(text, plain => filled.Append(plain), name => filled.Append(known.GetValueOrDefault(name) ?? $"{{{name}}}"));
        return filled.ToString();
    }
}
