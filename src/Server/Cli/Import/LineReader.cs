namespace Vouch.Server.Cli;

/// <summary>One line of a text file, without its end.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">The line; only its beginning where it is too long.</param>
/// <param name="IsTooLong">True for a line beyond the limit, which no honest file has.</param>
internal readonly record struct FileLine(long Number, string Text, bool IsTooLong);

/// <summary>Reads a text line by line, in bounded memory whatever the file holds; lines can be put back.</summary>
internal sealed class LineReader(TextReader reader)
{
    internal const int LongestLine = 256 * 1024;

    private readonly char[] _buffer = new char[64 * 1024];
    private readonly Stack<FileLine> _ahead = new();
    private int _at;
    private int _end;
    private long _number;

    /// <summary>The next line; null at the end of the file.</summary>
    internal FileLine? Next()
    {
        if (_ahead.TryPop(out var waiting))
        {
            return waiting;
        }

        if (!Fill())
        {
            return null;
        }

        var text = Read(out var isTooLong);
        return new FileLine(++_number, text, isTooLong);
    }

    /// <summary>Puts a line back: it is the next one again. The last put back comes first.</summary>
    internal void PutBack(FileLine line) => _ahead.Push(line);

    private string Read(out bool isTooLong)
    {
        var text = "";
        isTooLong = false;
        do
        {
            var rest = _buffer.AsSpan(_at, _end - _at);
            var length = rest.IndexOfAny('\n', '\r');
            var part = length < 0 ? rest : rest[..length];
            isTooLong |= text.Length + part.Length > LongestLine;
            text = isTooLong ? text : text.Length == 0 ? part.ToString() : string.Concat(text, part);
            _at += part.Length;
            if (length >= 0)
            {
                EndLine();
                return text;
            }
        }
        while (Fill());
        return text;
    }

    // \n, \r\n and a lone \r each end a line.
    private void EndLine()
    {
        if (_buffer[_at++] == '\r' && Fill() && _buffer[_at] == '\n')
        {
            _at++;
        }
    }

    private bool Fill()
    {
        if (_at == _end)
        {
            (_at, _end) = (0, reader.Read(_buffer, 0, _buffer.Length));
        }

        return _end > 0;
    }
}
