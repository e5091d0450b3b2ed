using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Feedback.Pages;

/// <summary>What customers answered.</summary>
/// <param name="Heard">What it comes to.</param>
/// <param name="Answers">The newest.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Paged">True where this is not the first one.</param>
/// <param name="Settings">The form; null for whoever may not change settings.</param>
/// <param name="Saved">Just saved.</param>
public sealed record AnswersModel(
    SatisfactionAnswer Heard, IReadOnlyList<SurveyAnswer> Answers, SurveyId? Next, bool Paged, FormValues? Settings, bool Saved);

/// <summary>The unhappy.</summary>
/// <param name="Cases">The newest.</param>
/// <param name="Names">Who closed them, by id.</param>
/// <param name="Status">Which are shown; null for all.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Paged">True where this is not the first one.</param>
/// <param name="MayClose">True for whoever may close them.</param>
public sealed record CasesModel(
    IReadOnlyList<CaseAnswer> Cases, IReadOnlyDictionary<string, string> Names, CaseStatus? Status, FeedbackCaseId? Next, bool Paged,
    bool MayClose);

/// <summary>Star ratings.</summary>
/// <param name="Ratings">The newest.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Paged">True where this is not the first one.</param>
public sealed record RatingsModel(IReadOnlyList<RatingAnswer> Ratings, RatingId? Next, bool Paged);

/// <summary>Mentions and the feeds they come from.</summary>
/// <param name="Mentions">The newest.</param>
/// <param name="Tone">Which are shown; null for all.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Paged">True where this is not the first one.</param>
/// <param name="Feeds">What is watched.</param>
/// <param name="Values">The form that adds a feed; null for whoever may not.</param>
public sealed record MentionsModel(
    IReadOnlyList<MentionAnswer> Mentions, MentionTone? Tone, MentionId? Next, bool Paged, IReadOnlyList<MentionFeedAnswer> Feeds,
    FormValues? Values);
