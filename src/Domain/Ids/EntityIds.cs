namespace Vouch.Domain.Ids;

/// <summary>Id of one storefront: the tenant.</summary>
public readonly record struct ShopId(long Value) : IEntityId<ShopId>
{
    /// <inheritdoc/>
    public static string Prefix => "shp";

    /// <inheritdoc/>
    public static ShopId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of one set of terms.</summary>
public readonly record struct ProgramId(long Value) : IEntityId<ProgramId>
{
    /// <inheritdoc/>
    public static string Prefix => "prg";

    /// <inheritdoc/>
    public static ProgramId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of whoever recommends.</summary>
public readonly record struct AdvocateId(long Value) : IEntityId<AdvocateId>
{
    /// <inheritdoc/>
    public static string Prefix => "adv";

    /// <inheritdoc/>
    public static AdvocateId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of a visit through a link.</summary>
public readonly record struct ClickId(long Value) : IEntityId<ClickId>
{
    /// <inheritdoc/>
    public static string Prefix => "clk";

    /// <inheritdoc/>
    public static ClickId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of a friend's address left for the offer.</summary>
public readonly record struct ClaimId(long Value) : IEntityId<ClaimId>
{
    /// <inheritdoc/>
    public static string Prefix => "clm";

    /// <inheritdoc/>
    public static ClaimId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of a purchase the shop reported.</summary>
public readonly record struct OrderId(long Value) : IEntityId<OrderId>
{
    /// <inheritdoc/>
    public static string Prefix => "ord";

    /// <inheritdoc/>
    public static OrderId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of the case: this advocate brought this friend.</summary>
public readonly record struct ReferralId(long Value) : IEntityId<ReferralId>
{
    /// <inheritdoc/>
    public static string Prefix => "ref";

    /// <inheritdoc/>
    public static ReferralId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of what one person gets for one referral.</summary>
public readonly record struct RewardId(long Value) : IEntityId<RewardId>
{
    /// <inheritdoc/>
    public static string Prefix => "rew";

    /// <inheritdoc/>
    public static RewardId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of one row of the journal.</summary>
public readonly record struct EventId(long Value) : IEntityId<EventId>
{
    /// <inheritdoc/>
    public static string Prefix => "evt";

    /// <inheritdoc/>
    public static EventId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of an API key.</summary>
public readonly record struct KeyId(long Value) : IEntityId<KeyId>
{
    /// <inheritdoc/>
    public static string Prefix => "key";

    /// <inheritdoc/>
    public static KeyId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of the advocate passing the link on.</summary>
public readonly record struct ShareId(long Value) : IEntityId<ShareId>
{
    /// <inheritdoc/>
    public static string Prefix => "shr";

    /// <inheritdoc/>
    public static ShareId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of an advocate's mail to a friend, recorded.</summary>
public readonly record struct InvitationId(long Value) : IEntityId<InvitationId>
{
    /// <inheritdoc/>
    public static string Prefix => "inv";

    /// <inheritdoc/>
    public static InvitationId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of credit or points spent.</summary>
public readonly record struct RedemptionId(long Value) : IEntityId<RedemptionId>
{
    /// <inheritdoc/>
    public static string Prefix => "red";

    /// <inheritdoc/>
    public static RedemptionId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>A payout.</summary>
public readonly record struct PayoutId(long Value) : IEntityId<PayoutId>
{
    /// <inheritdoc/>
    public static string Prefix => "pay";

    /// <inheritdoc/>
    public static PayoutId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>What one person gets in a payout.</summary>
public readonly record struct PayoutItemId(long Value) : IEntityId<PayoutItemId>
{
    /// <inheritdoc/>
    public static string Prefix => "pyi";

    /// <inheritdoc/>
    public static PayoutItemId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>A correction of a balance by hand.</summary>
public readonly record struct AdjustmentId(long Value) : IEntityId<AdjustmentId>
{
    /// <inheritdoc/>
    public static string Prefix => "adj";

    /// <inheritdoc/>
    public static AdjustmentId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of one line of the ledger.</summary>
public readonly record struct EntryId(long Value) : IEntityId<EntryId>
{
    /// <inheritdoc/>
    public static string Prefix => "ent";

    /// <inheritdoc/>
    public static EntryId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of one mail.</summary>
public readonly record struct MessageId(long Value) : IEntityId<MessageId>
{
    /// <inheritdoc/>
    public static string Prefix => "msg";

    /// <inheritdoc/>
    public static MessageId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of one piece of due work.</summary>
public readonly record struct JobId(long Value) : IEntityId<JobId>
{
    /// <inheritdoc/>
    public static string Prefix => "job";

    /// <inheritdoc/>
    public static JobId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of a person who works at the desk.</summary>
public readonly record struct StaffId(long Value) : IEntityId<StaffId>
{
    /// <inheritdoc/>
    public static string Prefix => "stf";

    /// <inheritdoc/>
    public static StaffId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of something that needs a person.</summary>
public readonly record struct NoticeId(long Value) : IEntityId<NoticeId>
{
    /// <inheritdoc/>
    public static string Prefix => "ntc";

    /// <inheritdoc/>
    public static NoticeId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of entries of the ledger that sum to zero.</summary>
public readonly record struct TransactionId(long Value) : IEntityId<TransactionId>
{
    /// <inheritdoc/>
    public static string Prefix => "txn";

    /// <inheritdoc/>
    public static TransactionId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of an invitation to work at the desk.</summary>
public readonly record struct StaffInvitationId(long Value) : IEntityId<StaffInvitationId>
{
    /// <inheritdoc/>
    public static string Prefix => "sti";

    /// <inheritdoc/>
    public static StaffInvitationId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}
