namespace Vouch.Domain.Ids;

/// <summary>Id of a time-limited change of a program.</summary>
public readonly record struct CampaignId(long Value) : IEntityId<CampaignId>
{
    /// <inheritdoc/>
    public static string Prefix => "cmp";

    /// <inheritdoc/>
    public static CampaignId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of a named set of rules over advocates.</summary>
public readonly record struct SegmentId(long Value) : IEntityId<SegmentId>
{
    /// <inheritdoc/>
    public static string Prefix => "seg";

    /// <inheritdoc/>
    public static SegmentId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}
