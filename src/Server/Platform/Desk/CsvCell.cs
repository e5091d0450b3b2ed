namespace Vouch.Server.Platform;

/// <summary>What stands in a table that programs open which calculate.</summary>
internal static class CsvCell
{
    private const string Formula = "=+-@\t\r\n＝＋－＠";

    /// <summary>A text as a cell: one that begins like a formula is none, and quotes and lines hold together.</summary>
    public static string Of(string? text)
    {
        var given = text ?? "";
        var safe = given.Length > 0 && Formula.Contains(given[0], StringComparison.Ordinal) ? "'" + given : given;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
