using System.Text;

namespace Vouch.Domain.Messaging;

/// <summary>
/// A text of a mail in the small part of Handlebars that merchants may write: <c>{{name}}</c>, <c>{{#if name}}…{{else}}…{{/if}}</c> and
/// <c>{{#unless name}}…{{/unless}}</c>. Nothing in it can be called, looped over or reached into, so reading and filling take time by its
/// length alone. It yields plain text; who writes HTML escapes all of it.
/// </summary>
public sealed class MailText
{
    /// <summary>The longest text that filling yields, characters; what is longer is cut.</summary>
    public const int LongestFilled = 64 * 1024;

    private const int Deepest = 8;
    private const string Open = "{{";
    private const string Close = "}}";

    private readonly IReadOnlyList<Part> _parts;

    private MailText(IReadOnlyList<Part> parts) => _parts = parts;

    /// <summary>The names of the variables in it, each once, in order of the alphabet.</summary>
    public IReadOnlyList<string> Variables =>
        [.. _parts.SelectMany(NamesIn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Those of them that it prints, and not only asks for.</summary>
    public IReadOnlyList<string> Printed =>
        [.. _parts.SelectMany(PrintedIn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Reads a text, or says what in it cannot be.</summary>
    /// <param name="field">The field that is to be blamed.</param>
    /// <param name="text">As the merchant wrote it.</param>
    public static Result<MailText> Read(string field, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new Reader(text);
        var parts = reader.Block(0, null);
        return reader.Fault is { } fault ? Refusal.Invalid(field, fault) : new MailText(parts);
    }

    /// <summary>The text with its values in place; a value that is not given is empty.</summary>
    public string Fill(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var filled = new StringBuilder();
        Fill(_parts, values, filled);
        return filled.ToString();
    }

    private static void Fill(IReadOnlyList<Part> parts, IReadOnlyDictionary<string, string> values, StringBuilder filled)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Plain plain:
                    Add(filled, plain.Text);
                    break;
                case Value value:
                    Add(filled, values.GetValueOrDefault(value.Name, ""));
                    break;
                case Choice choice:
                    var holds = values.GetValueOrDefault(choice.Name, "").Length > 0;
                    Fill(holds == choice.Wanted ? choice.Then : choice.Otherwise, values, filled);
                    break;
            }
        }
    }

    private static void Add(StringBuilder filled, string text)
    {
        var room = LongestFilled - filled.Length;
        if (text.Length > room && room > 0 && char.IsHighSurrogate(text[room - 1]))
        {
            room--;
        }

        filled.Append(text.AsSpan(0, Math.Min(text.Length, Math.Max(room, 0))));
    }

    private static IEnumerable<string> NamesIn(Part part) => part switch
    {
        Value value => [value.Name],
        Choice choice => choice.Then.Concat(choice.Otherwise).SelectMany(NamesIn).Prepend(choice.Name),
        _ => [],
    };

    private static IEnumerable<string> PrintedIn(Part part) => part switch
    {
        Value value => [value.Name],
        Choice choice => choice.Then.Concat(choice.Otherwise).SelectMany(PrintedIn),
        _ => [],
    };

    private abstract record Part;

    private sealed record Plain(string Text) : Part;

    private sealed record Value(string Name) : Part;

    private sealed record Choice(string Name, bool Wanted, IReadOnlyList<Part> Then, IReadOnlyList<Part> Otherwise) : Part;

    // Reads from left to right, each character once.
    private sealed class Reader(string text)
    {
        private int _at;

        internal string? Fault { get; private set; }

        // The tag that ended the block, such as "/if" or "else".
        private string? Ended { get; set; }

        internal List<Part> Block(int depth, string? kind)
        {
            var parts = new List<Part>();
            Ended = null;
            while (Fault is null && _at < text.Length)
            {
                var open = text.IndexOf(Open, _at, StringComparison.Ordinal);
                if (open < 0)
                {
                    parts.Add(new Plain(text[_at..]));
                    _at = text.Length;
                    break;
                }

                if (open > _at)
                {
                    parts.Add(new Plain(text[_at..open]));
                }

                if (Tag(open) is not { } tag || Take(tag, parts, depth, kind))
                {
                    return parts;
                }
            }

            Fault ??= kind is null ? null : $"lacks {{{{/{kind}}}}}";
            return parts;
        }

        // True where the tag ends the block.
        private bool Take(string tag, List<Part> parts, int depth, string? kind)
        {
            if (tag == "else" || tag.StartsWith('/'))
            {
                Fault = kind is null || (tag != "else" && tag[1..] != kind) ? $"has a {{{{{tag}}}}} that belongs to nothing" : null;
                Ended = tag;
                return true;
            }

            if (tag.Split(' ', 2) is [['#', .. var word], var name] && word is "if" or "unless")
            {
                parts.Add(Choose(word, name.Trim(), depth + 1));
                return false;
            }

            parts.Add(new Value(Name(tag)));
            return false;
        }

        private Choice Choose(string word, string name, int depth)
        {
            if (depth > Deepest)
            {
                Fault = $"has more than {Deepest} conditions in one another";
                return new Choice("", true, [], []);
            }

            var condition = Name(name);
            var then = Block(depth, word);
            IReadOnlyList<Part> otherwise = [];
            if (Ended == "else" && Fault is null)
            {
                otherwise = Block(depth, word);
                Fault ??= Ended == "else" ? "has two {{else}} in one condition" : null;
            }

            Ended = null;
            return new Choice(condition, word == "if", then, otherwise);
        }

        private string? Tag(int open)
        {
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0)
            {
                Fault = "has {{ without }}";
                return null;
            }

            var tag = text[(open + Open.Length)..close].Trim();
            _at = close + Close.Length;
            if (tag.StartsWith('{') || (_at < text.Length && text[_at] == '}'))
            {
                Fault = "has three braces; two are enough, and all that they print is made safe";
                return null;
            }

            return tag;
        }

        private string Name(string tag)
        {
            if (tag.Length is 0 or > 40 || !tag.All(c => char.IsAsciiLetterLower(c) || c == '_'))
            {
                Fault = $"knows no {{{{{Shown(tag)}}}}}, only {{{{name}}}}, {{{{#if name}}}}, {{{{#unless name}}}} and {{{{else}}}}";
            }

            return tag;
        }

        private static string Shown(string tag) => tag.Length > 40 ? tag[..40] + "…" : tag;
    }
}
