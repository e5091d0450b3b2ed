namespace Vouch.Domain.Ids;

/// <summary>Id of a customer account, as screening tells accounts apart.</summary>
public readonly record struct AccountId(long Value) : IEntityId<AccountId>
{
    /// <inheritdoc/>
    public static string Prefix => "acc";

    /// <inheritdoc/>
    public static AccountId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of an entry of the shop’s allow and block list.</summary>
public readonly record struct ListEntryId(long Value) : IEntityId<ListEntryId>
{
    /// <inheritdoc/>
    public static string Prefix => "lst";

    /// <inheritdoc/>
    public static ListEntryId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of weights that screening learnt.</summary>
public readonly record struct ModelId(long Value) : IEntityId<ModelId>
{
    /// <inheritdoc/>
    public static string Prefix => "mdl";

    /// <inheritdoc/>
    public static ModelId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}
