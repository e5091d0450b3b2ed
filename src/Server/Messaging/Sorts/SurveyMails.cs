using Vouch.Domain.Ids;
using Vouch.Server.Feedback;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Messaging.Sorts;

/// <summary>The one question to a customer; its link is made here and stands nowhere else.</summary>
internal static class SurveyMails
{
    internal static readonly IReadOnlyDictionary<string, MailWriter> All = new Dictionary<string, MailWriter>
    {
        ["survey"] = new(sent => sent.Subject, Survey),
    };

    private static async Task<MailDraft?> Survey(MailCase about)
    {
        if (about.Id<SurveyId>() is not { } id || await FeedbackQueries.FindSurvey(about.Tx, id) is not { Email: { } email } survey)
        {
            return null;
        }

        return new MailDraft($"survey {id}", email, null, survey.Locale, place => new MailContent(
            $"{SurveyLinks.Url(about.Shop, id, about.Settings.PublicUrl)}?{PublicFace.Parameter}={place.Words.Language.Code}"));
    }
}
