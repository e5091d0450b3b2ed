using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Vouch.Domain.Tracking;

/// <summary>One known agent: a pattern over the User-Agent text, and whether it is there to show previews.</summary>
/// <param name="Expression">A regular expression, case counts; most are plain words.</param>
/// <param name="IsPreview">True for messengers and networks that show links.</param>
public sealed record AgentPattern(string Expression, bool IsPreview);

/// <summary>
/// Tells known bots and previews from people by their User-Agent. Plain words are searched all at once; the few true
/// expressions run without backtracking, so that no agent text can make them slow.
/// </summary>
public sealed class AgentPatterns
{
    private const string Special = ".^$*+?()[]{}|";
    private const int LongestAgent = 1024;

    private readonly SearchValues<string> _previewWords;
    private readonly SearchValues<string> _botWords;
    private readonly Regex[] _previews;
    private readonly Regex[] _bots;

    /// <summary>Prepares a list of patterns.</summary>
    public AgentPatterns(IEnumerable<AgentPattern> patterns)
    {
        var all = patterns.ToList();
        _previewWords = Words(all.Where(pattern => pattern.IsPreview));
        _botWords = Words(all.Where(pattern => !pattern.IsPreview));
        _previews = Expressions(all.Where(pattern => pattern.IsPreview));
        _bots = Expressions(all.Where(pattern => !pattern.IsPreview));
    }

    /// <summary>Who this is. An empty agent is nobody known, therefore a human.</summary>
    public AgentKind Classify(string? userAgent)
    {
        if (string.IsNullOrEmpty(userAgent))
        {
            return AgentKind.Human;
        }

        var agent = userAgent.AsSpan(0, Math.Min(userAgent.Length, LongestAgent));
        if (agent.ContainsAny(_previewWords) || IsMatch(_previews, agent))
        {
            return AgentKind.Preview;
        }

        return agent.ContainsAny(_botWords) || IsMatch(_bots, agent) ? AgentKind.Bot : AgentKind.Human;
    }

    private static bool IsMatch(Regex[] expressions, ReadOnlySpan<char> agent)
    {
        foreach (var expression in expressions)
        {
            if (expression.IsMatch(agent))
            {
                return true;
            }
        }

        return false;
    }

    private static SearchValues<string> Words(IEnumerable<AgentPattern> patterns) =>
        SearchValues.Create([.. patterns.Select(pattern => AsWord(pattern.Expression)).OfType<string>()], StringComparison.Ordinal);

    private static Regex[] Expressions(IEnumerable<AgentPattern> patterns) =>
        [.. patterns.Where(pattern => AsWord(pattern.Expression) is null)
            .Select(pattern => new Regex(pattern.Expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))];

    /// <summary>The plain word an expression stands for; null when it is more than a word.</summary>
    private static string? AsWord(string expression)
    {
        var word = new StringBuilder(expression.Length);
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (c == '\\' && i + 1 < expression.Length && !char.IsLetterOrDigit(expression[i + 1]))
            {
                word.Append(expression[++i]);
            }
            else if (c == '\\' || Special.Contains(c, StringComparison.Ordinal))
            {
                return null;
            }
            else
            {
                word.Append(c);
            }
        }

        return word.Length == 0 ? null : word.ToString();
    }
}
