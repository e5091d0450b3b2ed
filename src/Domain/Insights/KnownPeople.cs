namespace Vouch.Domain.Insights;

/// <summary>
/// Who is who: marks that came together once (a customer id and an address on one order, a browser that signed in) stand for one person
/// from then on. People are counted by this and never by cookies alone; source: science.md, conventions.
/// </summary>
public sealed class KnownPeople
{
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);

    /// <summary>Two marks are one person's.</summary>
    public void Join(string one, string other)
    {
        var (a, b) = (Of(one), Of(other));
        if (a != b)
        {
            // The smaller stands for both, so that the order in which marks are told makes no difference.
            var isSmaller = string.CompareOrdinal(a, b) < 0;
            _parents[isSmaller ? b : a] = isSmaller ? a : b;
        }
    }

    /// <summary>The person a mark stands for; an unknown mark stands for itself.</summary>
    public string Of(string mark)
    {
        var root = mark;
        while (_parents.TryGetValue(root, out var parent))
        {
            root = parent;
        }

        // Straight to the root from now on.
        while (_parents.TryGetValue(mark, out var next) && next != root)
        {
            (_parents[mark], mark) = (root, next);
        }

        return root;
    }
}
