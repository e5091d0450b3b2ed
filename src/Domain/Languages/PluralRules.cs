using System.Collections.Frozen;
using System.Globalization;

namespace Vouch.Domain.Languages;

/// <summary>The forms that languages have for counted things, as CLDR names them.</summary>
public enum PluralForm { Zero, One, Two, Few, Many, Other }

/// <summary>
/// Which form a whole number asks for in one language. Written as in CLDR's plural rules, with <c>n</c> alone, since only whole things
/// are counted: <c>n % 10 = 2..4 and n % 100 != 12..14</c>. Source: unicode.org, TR 35 part 3, language plural rules.
/// </summary>
public sealed class PluralRules
{
    private readonly (PluralForm Form, Alternative[] Rule)[] _rules;

    private PluralRules((PluralForm, Alternative[])[] rules)
    {
        _rules = rules;
        Forms = rules.Select(rule => rule.Item1).Append(PluralForm.Other).ToFrozenSet();
    }

    /// <summary>The forms that this language has.</summary>
    public FrozenSet<PluralForm> Forms { get; }

    /// <summary>Reads the rules of a language; what no rule takes is <see cref="PluralForm.Other"/>.</summary>
    /// <param name="rules">By the name of the form: <c>one</c> to <c>n = 1</c>.</param>
    /// <exception cref="FormatException">A rule that cannot be read.</exception>
    public static PluralRules Parse(IReadOnlyDictionary<string, string> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new([.. rules.Select(rule => (WireName.Parse<PluralForm>(rule.Key), ReadAlternatives(rule.Value)))
            .OrderBy(rule => rule.Item1)]);
    }

    /// <summary>The form for so many things.</summary>
    public PluralForm Of(long n)
    {
        var count = Math.Abs(n);
        foreach (var (form, rule) in _rules)
        {
            if (rule.Any(alternative => alternative.Holds(count)))
            {
                return form;
            }
        }

        return PluralForm.Other;
    }

    private static Alternative[] ReadAlternatives(string rule) =>
        [.. rule.Split(" or ").Select(part => new Alternative([.. part.Split(" and ").Select(Relation.Parse)]))];

    private sealed record Alternative(Relation[] All)
    {
        public bool Holds(long n) => All.All(relation => relation.Holds(n));
    }

    private sealed record Relation(long? Modulus, bool IsEqual, (long From, long To)[] Ranges)
    {
        public bool Holds(long n)
        {
            var value = Modulus is { } modulus ? n % modulus : n;
            return IsEqual == Ranges.Any(range => value >= range.From && value <= range.To);
        }

        public static Relation Parse(string text)
        {
            var isEqual = !text.Contains("!=", StringComparison.Ordinal);
            var sides = text.Split(isEqual ? "=" : "!=", StringSplitOptions.TrimEntries);
            var left = sides[0].Split('%', StringSplitOptions.TrimEntries);
            return sides.Length == 2 && left[0] == "n" && left.Length <= 2
                ? new Relation(left.Length == 2 ? Number(left[1]) : null, isEqual, [.. sides[1].Split(',').Select(Range)])
                : throw new FormatException($"'{text}' is no plural rule.");
        }

        private static (long, long) Range(string text)
        {
            var ends = text.Split("..", StringSplitOptions.TrimEntries);
            return (Number(ends[0]), Number(ends[^1]));
        }

        private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
