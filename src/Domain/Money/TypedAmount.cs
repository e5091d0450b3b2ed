using System.Globalization;

namespace Vouch.Domain.Money;

/// <summary>Amounts as people type them, in any country's way of writing.</summary>
public static class TypedAmount
{
    private const decimal Most = 1_000_000_000_000m;

    /// <summary>
    /// Reads <c>15</c>, <c>15.5</c>, <c>15,50</c>, <c>1 500</c>, <c>1,500.00</c> and <c>1.500,00</c>. What could be a thousand or one is
    /// refused: <c>1,000</c> where the currency has two decimals.
    /// </summary>
    /// <param name="text">As typed.</param>
    /// <param name="currency">The currency.</param>
    /// <returns>Minor units; null when it is no amount of this currency.</returns>
    public static long? Minor(string text, Currency currency)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        var last = plain.LastIndexOfAny(['.', ',']);
        var marks = plain.Count(c => c is '.' or ',');
        var isGrouped = marks > 0 && ((marks > 1 && plain.Count(c => c == plain[last]) == marks) || currency.Exponent == 0);
        var hasPart = last >= 0 && !isGrouped;
        var (whole, part) = hasPart ? (plain[..last], plain[(last + 1)..]) : (plain, "");
        if (plain.Length == 0 || (hasPart && part.Length == 0) || part.Length > currency.Exponent || Ungrouped(whole) is not { } digits
            || !decimal.TryParse($"{digits}.{part}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > Most)
        {
            return null;
        }

        return (long)(amount * currency.MinorPerUnit);
    }

    // The digits before the decimals; null where what parts them is not one sign before each three.
    private static string? Ungrouped(string whole)
    {
        if (whole.Length == 0)
        {
            return "0";
        }

        var groups = whole.Split('.', ',');
        var signs = whole.Where(c => !char.IsAsciiDigit(c)).Distinct().Count();
        var isRight = groups.All(group => group.All(char.IsAsciiDigit)) && (groups.Length == 1
            ? groups[0].Length > 0
            : signs == 1 && groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(group => group.Length == 3));
        return isRight ? string.Concat(groups) : null;
    }
}
