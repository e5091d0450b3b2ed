using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Networks;

/// <summary>
/// Tells the kind of a network by its number, else by the words of its operator's name, in the order of network_classes.json, which
/// gives the reasons. What is not told there is taken for people's.
/// </summary>
internal sealed class NetworkClasses
{
    private const string Resource = "data/network_classes.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly FrozenDictionary<long, NetworkClass> _byNumber;
    private readonly (NetworkClass Class, SearchValues<string> Words)[] _byWords;

    private NetworkClasses(List<Group> groups)
    {
        _byNumber = groups.SelectMany(group => (group.Asns ?? []).Select(asn => (asn, group.Class)))
            .ToDictionary(pair => pair.asn, pair => pair.Class).ToFrozenDictionary();
        _byWords =
        [
            .. groups.Where(group => group.Words is not null || group.Parts is not null).Select(group => (group.Class, SearchValues.Create(
                [.. (group.Words ?? []).Select(word => $" {word} "), .. group.Parts ?? []], StringComparison.Ordinal))),
        ];
    }

    /// <summary>Reads the file that is embedded.</summary>
    /// <exception cref="ArgumentException">A number is listed twice.</exception>
    public static NetworkClasses Load()
    {
        using var stream = typeof(NetworkClasses).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        return new NetworkClasses(JsonSerializer.Deserialize<List<Group>>(stream, Json)!);
    }

    /// <summary>The kind of a network.</summary>
    public NetworkClass Of(long asn, string organisation)
    {
        if (_byNumber.TryGetValue(asn, out var known))
        {
            return known;
        }

        var name = Spaced(organisation).AsSpan();
        foreach (var (kind, words) in _byWords)
        {
            if (name.ContainsAny(words))
            {
                return kind;
            }
        }

        return NetworkClass.Residential;
    }

    // " t mobile usa inc ": every word between two spaces.
    private static string Spaced(string name)
    {
        var spaced = new StringBuilder(" ", name.Length + 2);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                spaced.Append(char.ToLowerInvariant(c));
            }
            else if (spaced[^1] != ' ')
            {
                spaced.Append(' ');
            }
        }

        return (spaced[^1] == ' ' ? spaced : spaced.Append(' ')).ToString();
    }

    private sealed record Group(
        NetworkClass Class, string Why, IReadOnlyList<long>? Asns, IReadOnlyList<string>? Words, IReadOnlyList<string>? Parts);
}
