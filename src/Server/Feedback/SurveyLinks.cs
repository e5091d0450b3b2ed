using System.Security.Cryptography;
using System.Text;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Feedback;

/// <summary>
/// The link of a survey: its token is the survey's id and the shop's keyed hash of it. It can be made again at any time, so it is never
/// stored, and only who reads the mail knows it.
/// </summary>
internal static class SurveyLinks
{
    /// <summary>The address of a survey's page.</summary>
    internal static string Url(Shop shop, SurveyId survey, string publicUrl) => $"{publicUrl}/survey/{shop.Id}/{Token(shop, survey)}";

    /// <summary>The survey of a token; null when it was not made here.</summary>
    internal static SurveyId? Read(Shop shop, string token) =>
        token.Split('.') is [var id, _] && IdText.TryParse<SurveyId>(id, out var survey)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token(shop, survey)))
                ? survey : null;

    private static string Token(Shop shop, SurveyId survey) => $"{survey}.{shop.Hash("survey " + survey)}";
}
