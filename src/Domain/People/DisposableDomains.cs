using System.Collections.Frozen;

namespace Vouch.Domain.People;

/// <summary>
/// Domains at which anybody has a mailbox for ten minutes. A hint of fraud, never identity. The list is that of
/// github.com/disposable-email-domains (<see cref="ResourceName"/>, CC0); relays that hide a lasting mailbox, such as Apple's and
/// Mozilla's, are not in it.
/// </summary>
public sealed class DisposableDomains
{
    /// <summary>The resource of this assembly that has the list, one domain a line.</summary>
    public const string ResourceName = "disposable_domains.txt";

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _domains;

    private DisposableDomains(FrozenSet<string> domains) => _domains = domains.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many domains there are.</summary>
    public int Count => _domains.Set.Count;

    /// <summary>Reads a list: one domain a line, small ASCII letters; empty lines and those with # are skipped.</summary>
    public static DisposableDomains Parse(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return new(list.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>True when the address's domain, or one above it, is in the list.</summary>
    public bool IsDisposable(EmailAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var domain = address.Domain.AsSpan();
        while (true)
        {
            if (_domains.Contains(domain))
            {
                return true;
            }

            var dot = domain.IndexOf('.');
            if (dot < 0)
            {
                return false;
            }

            domain = domain[(dot + 1)..];
        }
    }
}
