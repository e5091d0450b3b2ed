namespace Vouch.Storage;

/// <summary>
/// Marks a constant SQL text that has no <c>@shop</c> on purpose; only <see cref="SystemDb"/> runs such texts.
/// </summary>
/// <param name="why">The reason, for whoever audits the isolation of shops.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class AcrossShopsAttribute(string why) : Attribute
{
    /// <summary>Why this text may see more than one shop.</summary>
    public string Why { get; } = why;
}
