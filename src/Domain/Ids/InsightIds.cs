namespace Vouch.Domain.Ids;

/// <summary>Id of a goal.</summary>
public readonly record struct GoalId(long Value) : IEntityId<GoalId>
{
    /// <inheritdoc/>
    public static string Prefix => "gol";

    /// <inheritdoc/>
    public static GoalId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}
