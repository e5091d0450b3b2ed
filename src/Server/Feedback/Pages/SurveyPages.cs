using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;
using Vouch.Server.Sharing;
using Vouch.Storage;

namespace Vouch.Server.Feedback.Pages;

/// <summary>
/// The page behind a survey's mail: opening it does nothing, since mail scanners open links. It sets no cookie and works without script.
/// </summary>
internal static class SurveyPages
{
    private const string Path = "/survey/{shopId}/{token}";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage(Path, Show);
        routes.CookielessPost(Path, Answer);
        routes.CookielessPost(Path + "/join", Join);
    }

    private static async Task<IResult> Show(HttpContext http)
    {
        if (await Visit.Of(http) is not { } visit)
        {
            return PageResult.NotFound();
        }

        var survey = visit.Survey;
        return SurveyRules.MayAnswer(survey.AnsweredAt, visit.Now)
            ? visit.Ask(new FormValues
            {
                ["score"] = survey.Score?.ToString(CultureInfo.InvariantCulture) ?? "", ["words"] = survey.Words ?? "",
            })
            : visit.Thank("closed");
    }

    private static async Task<IResult> Answer(HttpContext http, FormValues form)
    {
        if (await Visit.Of(http) is not { } visit)
        {
            return PageResult.NotFound();
        }

        try
        {
            long? score = long.TryParse(form["score"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            var answered = await visit.Db.Write(async tx => Refused.OrValue(
                await AnswerSurvey.Run(tx, visit.Survey.SurveyId, score, form["words"], visit.Now)));
            return await Thanks(visit, answered);
        }
        catch (RefusedException refused) when (refused.Refusal.Field is "score" or "words")
        {
            form.Refuse(refused.Refusal.Field, visit.Face.Words[refused.Refusal.Field == "score" ? "survey.choose" : "survey.too_long"]);
            return visit.Ask(form, StatusCodes.Status400BadRequest);
        }
        catch (RefusedException refused) when (refused.Refusal == FeedbackRefusals.AnswerStands)
        {
            return visit.Thank("closed", StatusCodes.Status409Conflict);
        }
    }

    // The mail went to the address, so whoever holds its link is as good as signed in by a mailed link.
    private static async Task<IResult> Join(HttpContext http, FormValues form)
    {
        if (await Visit.Of(http) is not { Survey.Stance: Stance.Promoter } visit || await Advocate(visit) is { } || !await MayAsk(visit))
        {
            return await Visit.Of(http) is { Survey.Stance: not null } known ? await Thanks(known, known.Survey) : PageResult.NotFound();
        }

        var wish = new NewAdvocate(visit.Survey.Email, Locale: visit.Face.Words.Language.Code);
        await visit.Db.Write(async tx => Refused.OrValue(await JoinAdvocate.Run(tx, visit.Shop, wish, visit.Now)));
        return await Thanks(visit, visit.Survey);
    }

    private static async Task<IResult> Thanks(Visit visit, Survey survey)
    {
        if (survey.Stance != Stance.Promoter)
        {
            return visit.Thank(survey.Stance == Stance.Passive ? "passive" : "unhappy");
        }

        if (!await MayAsk(visit))
        {
            return visit.Thank("happy");
        }

        return await Advocate(visit) switch
        {
            null => visit.Thanked(new SurveyThanksModel(visit.Face, "join", Join: visit.In(visit.Root + "/join"), Back: visit.Root)),
            { Status: AdvocateStatus.Active } advocate when await LinkOf(visit, advocate) is { } link => visit.Thanked(
                new SurveyThanksModel(visit.Face, "share", Link: link, Portal: $"/portal/{visit.Shop.Id}", Back: visit.Root)),
            _ => visit.Thank("happy"),
        };
    }

    /// <summary>Nobody is asked to recommend while there is nothing to recommend, invitations pause, or a case is looked after.</summary>
    private static async Task<bool> MayAsk(Visit visit) =>
        (await ProgramQueries.Active(visit.Db)).Count > 0 && await PauseInvitations.Why(visit.Db) is null
            && !await FeedbackQueries.IsQuiet(visit.Db, visit.Keys, visit.Now);

    private static Task<Advocate?> Advocate(Visit visit) => AdvocateQueries.FindByPerson(visit.Db, visit.Keys);

    private static async Task<string?> LinkOf(Visit visit, Advocate advocate) => (await AdvocateLinks.Of(
        visit.Db, visit.Shop, [advocate.AdvocateId], visit.Now, visit.PublicUrl))[advocate.AdvocateId].FirstOrDefault()?.Url;

    /// <summary>A customer with the link of a survey.</summary>
    private sealed record Visit(
        Shop Shop, ShopDb Db, Instant Now, Survey Survey, IReadOnlyList<string> Keys, PublicFace Face, string Root, string PublicUrl)
    {
        public static async Task<Visit?> Of(HttpContext http)
        {
            var api = http.RequestServices.GetRequiredService<ApiServices>();
            var token = (string?)http.Request.RouteValues["token"] ?? "";
            if (!IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
                || await ShopStore.Find(api.Database.System, id) is not { } shop || SurveyLinks.Read(shop, token) is not { } surveyId)
            {
                return null;
            }

            var db = api.Database.For(id);
            return await SurveyStore.Find(db, surveyId) is { Email: not null } survey
                ? new Visit(
                    shop, db, shop.Now(Instant.Of(api.Database.Wall.GetUtcNow())), survey,
                    await FeedbackPeople.Of(db, FeedbackSource.Survey, surveyId.Value), await PublicFace.Of(http, db, shop, survey.Locale),
                    $"/survey/{id}/{token}", api.Settings.PublicUrl)
                : null;
        }

        public string In(string path) => $"{path}?{PublicFace.Parameter}={Face.Words.Language.Code}";

        public IResult Ask(FormValues values, int status = StatusCodes.Status200OK) => PageResult.Of<SurveyPage>(
            new { Model = new SurveyModel(Face, In(Root), values, Survey.AnsweredAt?.PlusDays(SurveyRules.ChangeDays)) }, status);

        public IResult Thank(string kind, int status = StatusCodes.Status200OK) =>
            Thanked(new SurveyThanksModel(Face, kind, Back: kind == "closed" ? null : Root), status);

        public IResult Thanked(SurveyThanksModel model, int status = StatusCodes.Status200OK) =>
            PageResult.Of<SurveyThanksPage>(new { Model = model with { Back = model.Back is { } back ? In(back) : null } }, status);
    }
}
