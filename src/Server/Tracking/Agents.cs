using System.Collections.Concurrent;
using System.Text.Json;
using Vouch.Domain.Tracking;

namespace Vouch.Server.Tracking;

/// <summary>
/// Tells known bots and previews from people, by the list of crawler-user-agents. An agent once told is remembered,
/// since a few thousand spellings make up nearly all clicks.
/// </summary>
internal sealed class Agents
{
    private const string Resource = "data/crawler-user-agents.json";
    private const string PreviewTag = "social-preview";
    private const int MostRemembered = 20_000;

    // Facebook's browser inside its own app is opened by people; the list takes it for a preview.
    private const string PeopleToo = "MetaIAB Facebook";

    // The list is the same for every node, and preparing it takes longer than all the rest of a start.
    private static readonly Lazy<AgentPatterns> Patterns = new(() => new AgentPatterns(Load()));

    private readonly ConcurrentDictionary<string, AgentKind> _known = new(StringComparer.Ordinal);

    /// <summary>Who this is.</summary>
    /// <param name="userAgent">As sent; null or empty where nothing was.</param>
    /// <param name="isPrefetch">A browser that only looks ahead.</param>
    public AgentKind Classify(string? userAgent, bool isPrefetch)
    {
        if (isPrefetch)
        {
            return AgentKind.Preview;
        }

        if (string.IsNullOrEmpty(userAgent))
        {
            return AgentKind.Human;
        }

        if (_known.TryGetValue(userAgent, out var kind))
        {
            return kind;
        }

        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        return _known[userAgent] = Patterns.Value.Classify(userAgent);
    }

    internal static IReadOnlyList<AgentPattern> Load()
    {
        using var stream = typeof(Agents).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        var entries = JsonSerializer.Deserialize<List<Entry>>(stream, JsonSerializerOptions.Web)!;
        return [.. entries.Where(entry => entry.Pattern != PeopleToo)
            .Select(entry => new AgentPattern(entry.Pattern, entry.Tags?.Contains(PreviewTag) == true))];
    }

    private sealed record Entry(string Pattern, IReadOnlyList<string>? Tags);
}
