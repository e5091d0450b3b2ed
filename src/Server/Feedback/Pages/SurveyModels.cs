using Vouch.Domain;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Feedback.Pages;

/// <summary>The one question.</summary>
/// <param name="Face">What stands around it.</param>
/// <param name="Action">Where the answer goes.</param>
/// <param name="Values">The answer as given, or typed.</param>
/// <param name="Until">Until when an answer may be changed; null where none was given yet.</param>
public sealed record SurveyModel(PublicFace Face, string Action, FormValues Values, Instant? Until);

/// <summary>What follows an answer.</summary>
/// <param name="Face">What stands around it.</param>
/// <param name="Kind">Which of the texts below <c>survey</c>: <c>join</c>, <c>share</c>, <c>happy</c>, <c>passive</c>, <c>unhappy</c>,
/// <c>closed</c>.</param>
/// <param name="Join">Where one press makes an advocate; null where that is not offered.</param>
/// <param name="Link">The advocate's own link; null without.</param>
/// <param name="Portal">The advocate's own page; null without.</param>
/// <param name="Back">Where the answer can be changed; null where it cannot.</param>
public sealed record SurveyThanksModel(
    PublicFace Face, string Kind, string? Join = null, string? Link = null, string? Portal = null, string? Back = null);
