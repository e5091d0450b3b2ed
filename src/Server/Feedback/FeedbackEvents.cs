using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>A customer is asked; the mail with the link follows.</summary>
/// <param name="Survey">Which question.</param>
/// <param name="OrderId">After which order.</param>
public sealed record SurveySent(SurveyId Survey, OrderId OrderId) : IShopEvent
{
    /// <summary>The type.</summary>
    public const string Name = "survey.sent";

    /// <inheritdoc/>
    public string Type => Name;

    /// <inheritdoc/>
    public string Subject => Survey.ToString();
}

/// <summary>A customer answered, or answered otherwise.</summary>
/// <param name="Survey">Which question.</param>
/// <param name="OrderId">After which order.</param>
/// <param name="Score">0–10.</param>
/// <param name="Stance">What that makes of them.</param>
public sealed record SurveyAnswered(SurveyId Survey, OrderId OrderId, long Score, Stance Stance) : IShopEvent
{
    /// <summary>The type.</summary>
    public const string Name = "survey.answered";

    /// <inheritdoc/>
    public string Type => Name;

    /// <inheritdoc/>
    public string Subject => Survey.ToString();
}

/// <summary>A star rating came in.</summary>
/// <param name="Rating">Which.</param>
/// <param name="Stars">1–5.</param>
/// <param name="OrderExternalId">Of which order; null where the shop does not say.</param>
public sealed record RatingReceived(RatingId Rating, long Stars, string? OrderExternalId) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "rating.received";

    /// <inheritdoc/>
    public string Subject => Rating.ToString();
}

/// <summary>Somebody is unhappy, and a person is to look after them.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Source">What it came of.</param>
public sealed record FeedbackCaseOpened(FeedbackCaseId Case, FeedbackSource Source) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "feedback_case.opened";

    /// <inheritdoc/>
    public string Subject => Case.ToString();
}

/// <summary>A person has looked after them.</summary>
/// <param name="Case">Which case.</param>
public sealed record FeedbackCaseClosed(FeedbackCaseId Case) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "feedback_case.closed";

    /// <inheritdoc/>
    public string Subject => Case.ToString();
}
