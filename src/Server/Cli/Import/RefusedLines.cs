using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vouch.Server.Cli;

/// <summary>
/// The lines that were not taken in, each with its number and reason, in a file beside the imported one that is made with
/// the first such line. No spreadsheet reads a formula out of it.
/// </summary>
internal sealed class RefusedLines(string importedFile) : IDisposable
{
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private StreamWriter? _writer;

    /// <summary>Where they are.</summary>
    internal string Path => importedFile + ".refused.csv";

    /// <summary>How many there are.</summary>
    internal long Count { get; private set; }

    /// <summary>Removes what an import before has left.</summary>
    internal void Begin() => File.Delete(Path);

    internal void Add(long line, string reason, string text)
    {
        _writer ??= Open();
        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line},{Cell(reason)},{Cell(text)}"));
        Count++;
    }

    public void Dispose() => _writer?.Dispose();

    private static string Cell(string text)
    {
        var safe = text.AsSpan().IndexOfAny(FormulaStarts) == 0 ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // It holds what the file held, which is customers' data.
    private StreamWriter Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var writer = new StreamWriter(Path, new UTF8Encoding(true), options) { NewLine = "\n" };
        writer.WriteLine("line,reason,text");
        return writer;
    }
}
