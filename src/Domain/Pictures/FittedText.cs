using System.Text;

namespace Vouch.Domain.Pictures;

/// <summary>A text as it is set: its lines and its size.</summary>
/// <param name="Lines">From the top; none for an empty text.</param>
/// <param name="Size">Pixels of an em.</param>
public sealed record FittedText(IReadOnlyList<string> Lines, double Size)
{
    private const double Shrink = 0.96;
    private const char Dots = '…';
    private const char Bond = '\u00A0';
    private const int ShortWord = 2;

    /// <summary>
    /// Sets a text as big as it fits, its lines of about one length; one that does not fit at the smallest size ends in an ellipsis.
    /// </summary>
    /// <param name="face">The letters.</param>
    /// <param name="text">What to set; any white space is a place to break, but for the kinds that forbid it.</param>
    /// <param name="width">How wide a line may be.</param>
    /// <param name="biggest">The sizes to choose from: of one line, of two and so on.</param>
    /// <param name="smallest">No smaller than this.</param>
    /// <param name="tracking">What is added after each letter, in ems.</param>
    public static FittedText Fit(
        Typeface face, string text, double width, IReadOnlyList<double> biggest, double smallest, double tracking = 0)
    {
        ArgumentNullException.ThrowIfNull(face);
        ArgumentNullException.ThrowIfNull(biggest);
        var words = Words(face, text);
        if (words.Count == 0)
        {
            return new FittedText([], biggest[0]);
        }

        var measure = new Measure(face, tracking);
        var best = Enumerable.Range(1, biggest.Count)
            .Select(lines => Biggest(measure, words, width, lines, biggest[lines - 1], smallest))
            .OfType<FittedText>().OrderByDescending(set => set.Size).ThenBy(set => set.Lines.Count).FirstOrDefault();
        return best ?? new FittedText(Cut(measure, words, width / smallest, biggest.Count), smallest);
    }

    // Null where the lines do not suffice.
    private static FittedText? Biggest(Measure measure, List<string> words, double width, int lines, double biggest, double smallest)
    {
        for (var size = biggest; size >= smallest; size *= Shrink)
        {
            if (Break(measure, words, width / size) is { } found && found.Count <= lines)
            {
                return found.Count == lines ? new FittedText(Balanced(measure, words, width / size, found), size) : null;
            }
        }

        return null;
    }

    // The narrowest column that needs no more lines makes them about equally long.
    private static List<string> Balanced(Measure measure, List<string> words, double ems, List<string> lines)
    {
        var (low, high) = (ems / lines.Count / 2, ems);
        while (high - low > 0.05)
        {
            var middle = (low + high) / 2;
            if (Break(measure, words, middle) is { } found && found.Count <= lines.Count)
            {
                (high, lines) = (middle, found);
            }
            else
            {
                low = middle;
            }
        }

        return lines;
    }

    // Null where a word is wider than the column.
    private static List<string>? Break(Measure measure, List<string> words, double ems)
    {
        var lines = new List<string>();
        foreach (var word in words)
        {
            if (lines.Count > 0 && $"{lines[^1]} {word}" is var longer && measure.Ems(longer) <= ems)
            {
                lines[^1] = longer;
            }
            else if (measure.Ems(word) <= ems)
            {
                lines.Add(word);
            }
            else
            {
                return null;
            }
        }

        return lines;
    }

    private static List<string> Cut(Measure measure, List<string> words, double ems, int most)
    {
        var lines = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (lines.Count > 0 && $"{lines[^1]} {words[i]}" is var longer && measure.Ems(longer) <= ems)
            {
                lines[^1] = longer;
                continue;
            }

            if (lines.Count < most && measure.Ems(words[i]) <= ems)
            {
                lines.Add(words[i]);
                continue;
            }

            // What is left of this word is cut, on a line of its own where there is one.
            var rest = lines.Count < most ? words[i] : $"{lines[^1]} {words[i]}";
            lines = lines.Count < most ? lines : lines[..^1];
            lines.Add(Dotted(measure, rest, ems));
            break;
        }

        return lines;
    }

    private static string Dotted(Measure measure, string text, double ems)
    {
        var runes = text.EnumerateRunes().ToList();
        for (var kept = runes.Count - 1; kept > 0; kept--)
        {
            var line = string.Concat(runes.Take(kept)).TrimEnd(' ', ',', '.', ';', ':', '-', '–') + Dots;
            // A word that hardly began is left out whole.
            var lastSpace = line.LastIndexOf(' ');
            if (measure.Ems(line) <= ems)
            {
                return lastSpace > 0 && line.Length - lastSpace <= 3 ? line[..lastSpace].TrimEnd(' ', ',') + Dots : line;
            }
        }

        return Dots.ToString();
    }

    // A word of one or two letters belongs to the next one: no line ends in "na", "и" or "la".
    private static List<string> Words(Typeface face, string text)
    {
        var words = new List<string>();
        var start = "";
        foreach (var word in Split(text).Where(word => face.Width(word, 1) > 0))
        {
            var whole = start + word;
            if (word.Length <= ShortWord && word.All(char.IsLetter))
            {
                start = whole + Bond;
                continue;
            }

            words.Add(whole);
            start = "";
        }

        return start.Length == 0 ? words : [.. words, start.TrimEnd(Bond)];
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in text + " ")
        {
            if (!char.IsWhiteSpace(letter) || letter is Bond or '\u2007' or '\u202F')
            {
                word.Append(letter);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }

    private sealed class Measure(Typeface face, double tracking)
    {
        private readonly Dictionary<string, double> _known = [];

        public double Ems(string text)
        {
            if (!_known.TryGetValue(text, out var ems))
            {
                _known[text] = ems = face.Width(text, 1, tracking);
            }

            return ems;
        }
    }
}
