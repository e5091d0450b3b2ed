namespace Vouch.Storage;

/// <summary>
/// A row with the same unique key exists already: the answer to a race, mapped by table and columns, which both
/// engines know (SQLite names no constraint). Carries no values, since messages reach logs.
/// </summary>
public sealed class UniqueViolationException : Exception
{
    /// <summary>Says which key was taken.</summary>
    public UniqueViolationException(string table, IReadOnlyList<string> columns)
        : base($"{table} ({string.Join(", ", columns)}) is taken.") => (Table, Columns) = (table, columns);

    /// <summary>The table's name.</summary>
    public string Table { get; }

    /// <summary>The key's columns in the key's order; empty for a key made of expressions.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>True for this key, in any order of columns.</summary>
    public bool Is(string table, params string[] columns) => Table == table && Columns.ToHashSet().SetEquals(columns);
}
