namespace Vouch.Domain.Ids;

/// <summary>Id of a secret that calls to a receiver are signed by.</summary>
public readonly record struct SecretId(long Value) : IEntityId<SecretId>
{
    /// <inheritdoc/>
    public static string Prefix => "sec";

    /// <inheritdoc/>
    public static SecretId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of a question to the shop's own system, the same for all attempts.</summary>
public readonly record struct VetoId(long Value) : IEntityId<VetoId>
{
    /// <inheritdoc/>
    public static string Prefix => "vto";

    /// <inheritdoc/>
    public static VetoId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of an advocate's question after a friend whom they miss.</summary>
public readonly record struct InquiryId(long Value) : IEntityId<InquiryId>
{
    /// <inheritdoc/>
    public static string Prefix => "inq";

    /// <inheritdoc/>
    public static InquiryId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}
