namespace Vouch.Domain.People;

/// <summary>One line of a pasted list of people.</summary>
/// <param name="Line">As typed.</param>
/// <param name="Email">The address; null where there is none in it.</param>
/// <param name="Name">The name beside it; null without one.</param>
/// <param name="IsTwice">The same address stands further up.</param>
public sealed record InviteLine(string Line, string? Email, string? Name, bool IsTwice);

/// <summary>Reads a list of people as it is pasted: an address a line, with or without a name before or behind it.</summary>
public static class InviteList
{
    /// <summary>The most lines of one list.</summary>
    public const int Most = 500;

    private static readonly char[] Between = [',', ';', '\t', '<', '>', '"'];

    /// <summary>The lines that are not empty, in their order; one more than <see cref="Most"/> at most.</summary>
    public static IReadOnlyList<InviteLine> Read(string text)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<InviteLine>();
        var filled = text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var line in filled.Take(Most + 1))
        {
            var parts = line.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var email = parts.FirstOrDefault(part => EmailAddress.TryParse(part, out _));
            var name = email is null ? null : string.Join(' ', parts.Where(part => part != email));
            var isTwice = EmailAddress.TryParse(email, out var address) && !seen.Add(address.Strict);
            lines.Add(new InviteLine(line, email, string.IsNullOrEmpty(name) ? null : name, isTwice));
        }

        return lines;
    }
}
