using System.Globalization;

namespace Vouch.Domain;

/// <summary>
/// Tables for spreadsheets: RFC 4180. Words that people chose never become formulas: a cell that a spreadsheet would take for one begins
/// with an apostrophe.
/// </summary>
public static class CsvText
{
    /// <summary>Between lines, and after the last.</summary>
    public const string LineEnd = "\r\n";

    // As a spreadsheet reads them: the full-width forms as well.
    private const string BeginsFormula = "=+-@＝＋－＠";

    /// <summary>A line of cells that are as they are to be read, with its end.</summary>
    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + LineEnd;

    /// <summary>A cell that people chose. What a spreadsheet overlooks in front, spaces and the like, is overlooked here too.</summary>
    public static string Word(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var visible = cell.SkipWhile(IsOverlooked).Take(1).ToArray();
        var isRisky = cell is ['\t' or '\r' or '\n', ..]
            || (visible is [var first] && BeginsFormula.Contains(first, StringComparison.Ordinal));
        return isRisky ? "'" + cell : cell;
    }

    /// <summary>A number as programs read it; empty for none.</summary>
    public static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool IsOverlooked(char character) =>
        char.IsWhiteSpace(character) || char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
