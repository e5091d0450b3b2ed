using System.Text.RegularExpressions;

namespace Vouch.Server.Tests.Tidy;

/// <summary>A function as it stands in a file.</summary>
/// <param name="Head">Its first words.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Lines">How many lines it takes, from its head to its last bracket.</param>
internal sealed record Function(string Head, int Line, int Lines);

/// <summary>Finds the functions of a C# text by its brackets: no compiler is at hand in tests.</summary>
internal static partial class SourceText
{
    /// <summary>The methods, constructors and operators of every type in the text.</summary>
    public static IReadOnlyList<Function> Functions(string code)
    {
        var bare = Bare(code);
        var found = new List<Function>();
        Members(bare, 0, bare.Length, found);
        return found;
    }

    /// <summary>The same text with literals and comments blanked, line for line.</summary>
    private static string Bare(string code) => NotCode().Replace(code, match => Visible().Replace(match.Value, " "));

    private static void Members(string code, int from, int to, List<Function> found)
    {
        for (int start = from, at = from; at < to; at++)
        {
            if (code[at] == ';')
            {
                Add(code, start, at, found);
                start = at + 1;
            }
            else if (code[at] is '(' or '[')
            {
                at = Closing(code, at);
            }
            else if (code[at] == '{' && !IsValue(code[start..at]))
            {
                var end = Closing(code, at);
                if (TypeHead().IsMatch(code[start..at]))
                {
                    Members(code, at + 1, end, found);
                }
                else
                {
                    Add(code, start, end, found);
                }

                (start, at) = (end + 1, end);
            }
            else if (code[at] == '{')
            {
                at = Closing(code, at);
            }
        }
    }

    private static void Add(string code, int start, int end, List<Function> found)
    {
        while (start < end && char.IsWhiteSpace(code[start]))
        {
            start++;
        }

        var member = code[start..end];
        var head = Attributes().Replace(member[..HeadEnd(member)], "");
        if (head.Contains('(', StringComparison.Ordinal) && !TypeHead().IsMatch(head))
        {
            found.Add(new Function(
                Spaces().Replace(head, " ").Trim().Split('(')[0], code.AsSpan(0, start).Count('\n') + 1, member.AsSpan().Count('\n') + 1));
        }
    }

    /// <summary>A field's value, an arrow's: what follows is part of it, not the body of a function.</summary>
    private static bool IsValue(string head) => HeadEnd(head) < head.Length;

    /// <summary>Where the head ends: at its arrow, its equals sign or its body.</summary>
    private static int HeadEnd(string member)
    {
        for (var at = 0; at < member.Length; at++)
        {
            if (member[at] is '(' or '[')
            {
                at = Math.Min(Closing(member, at), member.Length - 1);
            }
            else if (member[at] == '{' || (member[at] == '=' && !Operator().IsMatch(member[..at])))
            {
                return at;
            }
        }

        return member.Length;
    }

    private static int Closing(string code, int open)
    {
        var depth = 0;
        for (var at = open; at < code.Length; at++)
        {
            depth += code[at] is '(' or '[' or '{' ? 1 : code[at] is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return code.Length;
    }

    [GeneratedRegex("""
        \$*(?<q>"{3,}).*?\k<q>|\$?@\$?"([^"]|"")*"|\$?"(\\.|[^"\\\n])*"|'(\\.[^'\n]*|[^'\\\n])'|//[^\n]*|/\*.*?\*/|^\#[^\n]*
        """, RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex Visible();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum|namespace)\s+\w|\b(class|struct)\s+\w+\s*:")]
    private static partial Regex TypeHead();

    [GeneratedRegex(@"\boperator\s*[=!<>]*$")]
    private static partial Regex Operator();

    [GeneratedRegex(@"^\s*(\[[^\]]*\]\s*)+")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
