using System.Globalization;
using System.Text;

namespace Vouch.Domain.People;

/// <summary>One line of a postal address, taken apart.</summary>
internal sealed class AddressLine
{
    private static readonly string[] Suffixes = ["bis", "ter", "quater"];
    private static readonly string[] Ordinals = ["st", "nd", "rd", "th"];

    private readonly AddressWords _known;
    private readonly List<Run> _runs;
    private int _at;
    private int _afterNumber = -1;

    private AddressLine(string text, AddressWords known)
    {
        _known = known;
        _runs = WithoutPlaces(RunsOf(text));
        while (_at < _runs.Count)
        {
            var run = _runs[_at++];
            if (run.IsNumber)
            {
                AddNumber(run.Text);
            }
            else
            {
                AddWord(run);
            }
        }
    }

    /// <summary>The words that name the street, as they stand.</summary>
    public List<string> Words { get; } = [];

    /// <summary>The words that say what kind of street it is.</summary>
    public List<string> Kinds { get; } = [];

    /// <summary>House, stairs, flat: digits, with the letters that belong to them.</summary>
    public List<string> Numbers { get; } = [];

    /// <summary>Takes a line apart; nothing is refused.</summary>
    public static AddressLine Read(string? line, AddressWords known) => new(Folded(line), known);

    /// <summary>True when this line only says again how the other one ends.</summary>
    public bool Repeats(AddressLine other) => Words.All(other.Words.Contains) && Numbers.Count <= other.Numbers.Count
        && Numbers.SequenceEqual(other.Numbers.TakeLast(Numbers.Count));

    // What cannot be normalised is a gap; ½ and ² would otherwise become digits of the number before them, º a letter.
    private static string Folded(string? line)
    {
        var text = new StringBuilder();
        foreach (var rune in (line ?? "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\r')
            {
                text.Append(',');
            }
            else if (!LatinText.IsNormalizable(rune) || category == UnicodeCategory.Control)
            {
                text.Append(' ');
            }
            else if (category == UnicodeCategory.OtherNumber)
            {
                text.Append(' ').Append(rune);
            }
            else if (rune.Value is not ('º' or 'ª' or '°'))
            {
                text.Append(rune);
            }
        }

        return LatinText.Fold(text.ToString());
    }

    private List<Run> RunsOf(string text)
    {
        var runs = new List<Run>();
        var run = new StringBuilder();
        var (isNumber, isGlued, part) = (false, false, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(rune.ToString(), 0);
            if (digit >= 0 || Rune.IsLetter(rune))
            {
                if (run.Length > 0 && isNumber != digit >= 0)
                {
                    End(glues: true);
                }

                isNumber = digit >= 0;
                run.Append(isNumber ? digit.ToString(CultureInfo.InvariantCulture) : rune.ToString());
            }
            else if (_known.SplitsAtApostrophe || !IsApostrophe(rune))
            {
                End(glues: false);
                part += rune.Value is ',' or ';' ? 1 : 0;
                if (rune.Value == '#')
                {
                    runs.Add(new Run("#", false, false, part));
                }
            }
        }

        End(glues: false);
        return runs;

        void End(bool glues)
        {
            if (run.Length > 0)
            {
                runs.Add(new Run(isNumber ? run.ToString() : _known.Plain(run.ToString()), isNumber, isGlued, part));
                run.Clear();
            }

            isGlued = glues;
        }
    }

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '`' or '´' or 'ʼ' or '‘' or '’';

    // "г. Москва, ул. Ленина 5": the city is no word of the street. A part with a number is never only a city.
    private List<Run> WithoutPlaces(List<Run> runs)
    {
        var places = runs.GroupBy(run => run.Part)
            .Where(part => part.Any(run => _known.IsPlace(run.Text)) && !part.Any(run => run.IsNumber))
            .Select(part => part.Key).ToHashSet();
        var left = runs.Where(run => !places.Contains(run.Part)).ToList();
        return left.Exists(run => run.IsNumber) ? left : runs;
    }

    private void AddNumber(string digits)
    {
        var value = digits.TrimStart('0');
        Numbers.Add(value.Length > 0 ? value : "0");
        _afterNumber = _at;
    }

    private void AddWord(Run run)
    {
        var next = _at < _runs.Count ? _runs[_at] : (Run?)null;
        var isAfterNumber = _afterNumber == _at - 1 && _at > 1 && _runs[_at - 2].Part == run.Part;
        var isSuffix = isAfterNumber && IsSuffix(run);
        if (_known.IsLevel(run.Text) && !(isSuffix && run.IsGlued))
        {
            DropLevel(run, next, isAfterNumber);
        }
        else if (_known.IsUnit(run.Text) && (run.Text.Length > 1 || IsValue(next)))
        {
            AddUnitLetter(next);
        }
        else if (isAfterNumber && run.IsGlued && _known.HasOrdinals && Ordinals.Contains(run.Text))
        {
            _afterNumber = _at;
        }
        else if (isSuffix && !(IsGluedNumber(next) && !run.IsGlued) && (run.IsGlued || !IsBeforeStreet(run, next)))
        {
            Numbers[^1] += run.Text;
            _afterNumber = _at;
        }
        else if (IsLetter(run.Text) && IsGluedNumber(next) && !_known.IsKind(run.Text))
        {
            _at++;
            AddNumber(next!.Value.Text);
            Numbers[^1] = run.Text + Numbers[^1];
        }
        else
        {
            (_known.IsKind(run.Text) ? Kinds : Words).Add(run.Text);
        }
    }

    // "Floor 3", else "3rd floor".
    private void DropLevel(Run run, Run? next, bool isAfterNumber)
    {
        if (IsValue(next) && next!.Value.Part == run.Part)
        {
            _at++;
        }
        else if (isAfterNumber && Numbers.Count > 0)
        {
            Numbers.RemoveAt(Numbers.Count - 1);
        }
    }

    // "Flat B" is numbered by its letter.
    private void AddUnitLetter(Run? next)
    {
        var isOfNumber = _at + 1 < _runs.Count && IsGluedNumber(_runs[_at + 1]);
        if (next is { IsNumber: false } letter && IsLetter(letter.Text) && !isOfNumber && !_known.IsUnit(letter.Text))
        {
            Numbers.Add(letter.Text);
            _at++;
            _afterNumber = _at;
        }
    }

    private bool IsSuffix(Run run) => Numbers.Count > 0 && char.IsAsciiDigit(Numbers[^1][^1])
        && (IsLetter(run.Text) || Suffixes.Contains(run.Text)) && (run.IsGlued || !_known.IsCompass(run.Text));

    // "12 r. de la Paix": the letter is a street. "Mayor 5, 3 C": it is a door.
    private bool IsBeforeStreet(Run run, Run? next) => _known.IsKind(run.Text) && next is { IsNumber: false } word && word.Part == run.Part;

    private static bool IsValue(Run? run) => run is { } value && (value.IsNumber || IsLetter(value.Text));

    private static bool IsGluedNumber(Run? run) => run is { IsNumber: true, IsGlued: true };

    private static bool IsLetter(string text) => text.Length == 1 && char.IsAsciiLetter(text[0]);

    private readonly record struct Run(string Text, bool IsNumber, bool IsGlued, int Part);
}
