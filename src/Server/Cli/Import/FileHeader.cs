namespace Vouch.Server.Cli;

/// <summary>The first line of a file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Columns">The names of its columns, in order.</param>
internal sealed record FileHeader(string File, IReadOnlyList<string> Columns)
{
    /// <summary>The columns in words, for whoever looked for another; where another delimiter would make more of them, that one.</summary>
    internal string Said => Likelier() is { } delimiter
        ? $"its first line is '{Text}'. Try --delimiter {delimiter.ToString().ToLowerInvariant()}."
        : $"its columns are {Text}.";

    private string Text => string.Join(", ", Columns);

    /// <summary>The places of the columns of one name.</summary>
    internal List<int> PlacesOf(string name) => [.. Enumerable.Range(0, Columns.Count).Where(i => Columns[i] == name)];

    private Delimiter? Likelier() => Enum.GetValues<Delimiter>()
        .Select(delimiter => (delimiter, Count: Columns.Sum(column => column.Count(c => c == delimiter.Character()))))
        .Where(found => found.Count >= Columns.Count)
        .OrderByDescending(found => found.Count)
        .Select(found => (Delimiter?)found.delimiter)
        .FirstOrDefault();
}
