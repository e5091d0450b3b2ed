using Vouch.Domain;
using Vouch.Domain.People;
using Vouch.Domain.Screening;

namespace Vouch.Server.Screening;

/// <summary>An entry of the list that a back-test tries: a mail address, a domain or a range of IP addresses.</summary>
public sealed record TriedEntry(ListAction Verdict, ListKind Kind, string Value);

/// <summary>
/// Entries as if they had been on the shop's list. Where a case came from is known for thirty days only, so that a range of IP
/// addresses says nothing about older ones.
/// </summary>
internal sealed class TriedList
{
    private const int Most = 100;
    private readonly List<(ListAction Verdict, string Value, Func<string?, string?, bool> Meets)> _entries = [];

    /// <summary>Reads the entries.</summary>
    internal static Result<TriedList> Of(IReadOnlyList<TriedEntry> entries)
    {
        var list = new TriedList();
        for (var i = 0; i < Math.Min(entries.Count, Most + 1); i++)
        {
            if (i == Most || entries[i] is not { Value: not null } || Meets(entries[i]) is not { } meets)
            {
                return Refusal.Invalid($"list[{i}]", "must be one of at most 100 mail addresses, domains or ranges of IP addresses");
            }

            list._entries.Add((entries[i].Verdict, entries[i].Value, meets));
        }

        return list;
    }

    /// <summary>What they say about a case.</summary>
    internal ListVerdict Of(string? buyer, string? advocate, string? ipAddress)
    {
        string? First(ListAction action) => _entries
            .Where(entry => entry.Verdict == action && (entry.Meets(buyer, ipAddress) || entry.Meets(advocate, null)))
            .Select(entry => entry.Value).FirstOrDefault();
        return new ListVerdict(First(ListAction.Allow), First(ListAction.Block));
    }

    private static Func<string?, string?, bool>? Meets(TriedEntry? entry) => entry?.Kind switch
    {
        ListKind.IpRange when IpRange.Parse(entry.Value) is { } range => (_, ip) => range.Contains(ip),
        ListKind.Email when EmailAddress.TryParse(entry.Value, out var wanted) =>
            (email, _) => EmailAddress.TryParse(email, out var address) && address.Strict == wanted.Strict,
        ListKind.Domain when ListEntries.Host(entry.Value) is { } host =>
            (email, _) => EmailAddress.TryParse(email, out var address)
                && (address.Domain == host || address.Domain.EndsWith('.' + host, StringComparison.Ordinal)),
        _ => null,
    };
}
