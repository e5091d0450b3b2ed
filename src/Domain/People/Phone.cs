using System.Text;

namespace Vouch.Domain.People;

/// <summary>
/// Telephone numbers, made comparable. A number with its country code becomes <c>+</c> and digits; a national one
/// stays digits, since nothing tells its country, and equals only the same national spelling.
/// </summary>
public static class Phone
{
    private const int FewestDigits = 6;
    private const int MostDigits = 15;
    private const string Decoration = " ()-./‐‑–\u00A0\t";

    /// <summary>The comparable form; null for what is no telephone number.</summary>
    public static string? Canonical(string? text)
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

        return number.Length is >= FewestDigits and <= MostDigits ? (international ? "+" : "") + number : null;
    }
}
