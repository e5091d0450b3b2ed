using System.Text;

namespace Vouch.Domain.People;

/// <summary>
/// Telephone numbers, made comparable. A number with its country code becomes <c>+</c> and digits; a national one
/// stays digits where nothing tells its country, and equals only the same national spelling.
/// </summary>
public static class Phone
{
    private const int FewestDigits = 6;
    private const int MostDigits = 15;
    private const string Decoration = " ()-./‐‑–\u00A0\t";

    /// <summary>The comparable form; null for what is no telephone number.</summary>
    public static string? Canonical(string? text) =>
        Read(text) is { } number ? (number.IsInternational ? "+" : "") + number.Digits : null;

    /// <summary>
    /// The number in E.164, <c>+48600700800</c>, with what is only dialled within a country left out, such as the zero of
    /// <c>+44 (0)20…</c>; null for what is no telephone number. Whether the number is given out is not checked.
    /// </summary>
    /// <param name="text">As given.</param>
    /// <param name="defaultCountry">
    /// ISO 3166 alpha-2: where a number without country code is taken to be from. Null or no country: as <see cref="Canonical(string?)"/>.
    /// </param>
    public static string? Canonical(string? text, string? defaultCountry)
    {
        if (PhoneCountries.Of(defaultCountry) is not { } home)
        {
            return Canonical(text);
        }

        if (Read(text) is not { } number)
        {
            return null;
        }

        var isWrittenOut = number.IsInternational || home.IsWrittenOut(number.Digits);
        var country = isWrittenOut ? PhoneCountries.OfNumber(number.Digits) : home;
        if (country is null)
        {
            return "+" + number.Digits;
        }

        var national = country.WithoutTrunk(isWrittenOut ? number.Digits[country.CallingCode.Length..] : number.Digits);
        var full = country.CallingCode + national;
        return full.Length is >= FewestDigits and <= MostDigits ? "+" + full : null;
    }

    private static (bool IsInternational, string Digits)? Read(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        var international = trimmed.StartsWith('+');
        var digits = new StringBuilder();
        foreach (var c in international ? trimmed[1..] : trimmed)
        {
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
            }
            else if (!Decoration.Contains(c, StringComparison.Ordinal))
            {
                return null;
            }
        }

        var number = digits.ToString();
        if (!international && number.StartsWith("00", StringComparison.Ordinal))
        {
            (international, number) = (true, number[2..]);
        }

        return number.Length is >= FewestDigits and <= MostDigits ? (international, number) : null;
    }
}
