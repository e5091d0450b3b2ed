namespace Vouch.Domain.Ids;

/// <summary>Id of one question asked of one customer.</summary>
public readonly record struct SurveyId(long Value) : IEntityId<SurveyId>
{
    /// <inheritdoc/>
    public static string Prefix => "svy";

    /// <inheritdoc/>
    public static SurveyId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of stars that a customer gave.</summary>
public readonly record struct RatingId(long Value) : IEntityId<RatingId>
{
    /// <inheritdoc/>
    public static string Prefix => "rat";

    /// <inheritdoc/>
    public static RatingId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of an unhappy customer whom a person looks after.</summary>
public readonly record struct FeedbackCaseId(long Value) : IEntityId<FeedbackCaseId>
{
    /// <inheritdoc/>
    public static string Prefix => "cas";

    /// <inheritdoc/>
    public static FeedbackCaseId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of a feed that is watched for mentions.</summary>
public readonly record struct MentionFeedId(long Value) : IEntityId<MentionFeedId>
{
    /// <inheritdoc/>
    public static string Prefix => "fed";

    /// <inheritdoc/>
    public static MentionFeedId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}

/// <summary>Id of one mention of the shop.</summary>
public readonly record struct MentionId(long Value) : IEntityId<MentionId>
{
    /// <inheritdoc/>
    public static string Prefix => "mnt";

    /// <inheritdoc/>
    public static MentionId From(long value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Prefix, Value);
}
