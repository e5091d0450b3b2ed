namespace Vouch.Domain.Ids;

/// <summary>Id of an address of the shop's that is told what happens.</summary>
public readonly record struct EndpointId(long Value) : IEntityId<EndpointId>
{
    /// <inheritdoc/>
    public static string Prefix => "whk";

    /// <inheritdoc/>
    public static EndpointId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of one event on its way to one endpoint.</summary>
public readonly record struct DeliveryId(long Value) : IEntityId<DeliveryId>
{
    /// <inheritdoc/>
    public static string Prefix => "dlv";

    /// <inheritdoc/>
    public static DeliveryId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}
