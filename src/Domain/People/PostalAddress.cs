using System.Text;

namespace Vouch.Domain.People;

/// <summary>
/// A postal address made comparable: two spellings of one door have one key. A hint of fraud, never identity: families and offices
/// share a door. What is compared is the postal code, the words that name the street in any order, and the numbers; words such as
/// "street" and "flat" are left out, accents and scripts folded. The city is not looked at, since the postal code tells it.
/// </summary>
public sealed record PostalAddressKey
{
    private const int PlainZipLength = 5;

    private PostalAddressKey(string key, string sortedKey) => (Key, SortedKey) = (key, sortedKey);

    /// <summary><c>PL|00590|marszalkowska|10-5</c>: numbers as they were written.</summary>
    public string Key { get; }

    /// <summary>The same with the numbers sorted as text: some write the flat before the house. 10/5 and 5/10 are one here.</summary>
    public string SortedKey { get; }

    /// <summary>
    /// The key of an address; null where it names no door: neither a street nor a number, or no postal code and only one of the two.
    /// Any text is taken, none throws.
    /// </summary>
    /// <param name="line1">Street and number, as given.</param>
    /// <param name="line2">The rest, as given; where it only repeats line one it does not count.</param>
    /// <param name="postalCode">As given.</param>
    /// <param name="country">ISO 3166 alpha-2 in any case; others count as no country.</param>
    public static PostalAddressKey? Of(string? line1, string? line2, string? postalCode, string? country)
    {
        var land = Country(country);
        var known = AddressWords.Of(land);
        var postal = Postal(postalCode, land);
        var first = AddressLine.Read(line1, known);
        var second = AddressLine.Read(line2, known);
        List<AddressLine> lines = second.Repeats(first) ? [first] : [first, second];
        var numbers = lines.SelectMany(line => line.Numbers).ToList();
        var words = lines.SelectMany(line => line.Words).ToList();
        if (words.Count == 0 && numbers.Count > 0)
        {
            // "The Avenue 5" is named by what is elsewhere but a kind.
            words = [.. lines.SelectMany(line => line.Kinds)];
        }

        if (postal.Length == 0 ? words.Count == 0 || numbers.Count == 0 : words.Count == 0 && numbers.Count == 0)
        {
            return null;
        }

        var street = string.Join(' ', words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var place = $"{land}|{postal}|{street}|";
        return new PostalAddressKey(
            place + string.Join('-', numbers), place + string.Join('-', numbers.Order(StringComparer.Ordinal)));
    }

    private static string Country(string? country) => country?.Trim().ToUpperInvariant() switch
    {
        "UK" => "GB",
        "EL" => "GR",
        { Length: 2 } code when code.All(char.IsAsciiLetterUpper) => code,
        _ => "",
    };

    private static string Postal(string? text, string country)
    {
        var kept = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) && LatinText.IsNormalizable(rune))
            {
                kept.Append(rune);
            }
        }

        var code = LatinText.Fold(kept.ToString());
        var namesCountry = country.Length > 0 && code.StartsWith(country, StringComparison.OrdinalIgnoreCase);
        if (namesCountry && code.Length > 2 && char.IsAsciiDigit(code[2]))
        {
            code = code[2..];
        }

        // The last four of an American code tell the side of the street, and few know theirs.
        return country == "US" && code.Length > PlainZipLength ? code[..PlainZipLength] : code;
    }
}
