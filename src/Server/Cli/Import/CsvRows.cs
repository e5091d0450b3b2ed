using System.Text;

namespace Vouch.Server.Cli;

/// <summary>One record of a file: its cells, or what is wrong with it.</summary>
/// <param name="Line">The line on which it begins, counted from 1.</param>
/// <param name="Text">As it stands in the file.</param>
/// <param name="Cells">Its cells, trimmed; empty when it is broken.</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
internal sealed record CsvRow(long Line, string Text, IReadOnlyList<string> Cells, string? Fault);

/// <summary>
/// Reads records by RFC 4180, or cells parted by runs of spaces. Written by hand for one property that libraries lack: a
/// line with a stray quote costs that line only, never those behind it.
/// </summary>
internal sealed class CsvRows(TextReader reader, char delimiter)
{
    private const char Space = ' ';
    private const int MostLines = 100;
    private const string OpenQuote = "A quote is opened and not closed.";
    private const string AfterQuote = "Something stands between a closing quote and the next cell.";

    private readonly LineReader _lines = new(reader);

    /// <summary>The records in order; blank lines are passed over.</summary>
    internal IEnumerable<CsvRow> Read()
    {
        while (_lines.Next() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line.Text))
            {
                yield return Record(line);
            }
        }
    }

    private CsvRow Record(FileLine line)
    {
        if (line.IsTooLong)
        {
            return Broken(line, $"The line is longer than {LineReader.LongestLine} characters.");
        }

        if (line.Text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return Broken(line, "The line has bytes that are not UTF-8; save the file as UTF-8.");
        }

        if (delimiter == Space)
        {
            return new CsvRow(line.Number, line.Text, line.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries), null);
        }

        var cells = new List<string>();
        return Split(line.Text, cells) switch
        {
            null => new CsvRow(line.Number, line.Text, cells, null),
            OpenQuote => OverSeveralLines(line),
            var fault => Broken(line, fault),
        };
    }

    // A quoted cell may hold line ends. If it does not end well, the first line alone is at fault and the rest is read afresh.
    private CsvRow OverSeveralLines(FileLine first)
    {
        var text = new StringBuilder(first.Text);
        var taken = new Stack<FileLine>();
        while (taken.Count < MostLines && text.Length < LineReader.LongestLine && _lines.Next() is { } next)
        {
            taken.Push(next);
            text.Append('\n').Append(next.Text);
            var cells = new List<string>();
            var fault = Split(text.ToString(), cells);
            if (fault is null)
            {
                return new CsvRow(first.Number, text.ToString(), cells, null);
            }

            if (fault != OpenQuote)
            {
                break;
            }
        }

        while (taken.TryPop(out var line))
        {
            _lines.PutBack(line);
        }

        return Broken(first, OpenQuote);
    }

    private string? Split(string text, List<string> cells)
    {
        var at = 0;
        while (true)
        {
            var fault = text.AsSpan(at).TrimStart(Space).StartsWith('"') ? Quoted(text, ref at, cells) : Plain(text, ref at, cells);
            if (fault is not null || at > text.Length)
            {
                return fault;
            }
        }
    }

    // Leaves the place behind the delimiter; beyond the text after the last cell.
    private string? Plain(string text, ref int at, List<string> cells)
    {
        var end = text.IndexOf(delimiter, at);
        end = end < 0 ? text.Length : end;
        cells.Add(text[at..end].Trim());
        at = end + 1;
        return null;
    }

    private string? Quoted(string text, ref int at, List<string> cells)
    {
        var from = text.IndexOf('"', at) + 1;
        var close = from;
        while (true)
        {
            close = text.IndexOf('"', close);
            if (close < 0)
            {
                return OpenQuote;
            }

            if (close + 1 >= text.Length || text[close + 1] != '"')
            {
                break;
            }

            close += 2;
        }

        var end = close + 1;
        while (end < text.Length && text[end] == Space)
        {
            end++;
        }

        if (end < text.Length && text[end] != delimiter)
        {
            return AfterQuote;
        }

        cells.Add(text[from..close].Replace("\"\"", "\"", StringComparison.Ordinal).Trim());
        at = end + 1;
        return null;
    }

    private static CsvRow Broken(FileLine line, string fault) => new(line.Number, line.Text, [], fault);
}
