namespace Vouch.Domain.Ids;

/// <summary>Id of what staff wrote down.</summary>
public readonly record struct NoteId(long Value) : IEntityId<NoteId>
{
    /// <inheritdoc/>
    public static string Prefix => "nte";

    /// <inheritdoc/>
    public static NoteId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of a list's filters under a name.</summary>
public readonly record struct SavedViewId(long Value) : IEntityId<SavedViewId>
{
    /// <inheritdoc/>
    public static string Prefix => "viw";

    /// <inheritdoc/>
    public static SavedViewId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}
