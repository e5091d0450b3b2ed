using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Feedback.Pages;

/// <summary>The desk's pages about feedback: answers with the score, cases, ratings, mentions, and what pauses invitations.</summary>
internal static class FeedbackPages
{
    private const int PerPage = 25;
    private const string Here = "/feedback";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.FeedbackRead, visit => ShowAnswers(visit, null));
        routes.DeskPost(Here + "/settings", Permission.ShopWrite, SaveSettings);
        routes.DeskPage(Here + "/cases", Permission.FeedbackRead, ShowCases);
        routes.DeskPost(Here + "/cases/{id}/close", Permission.FeedbackWrite, CloseCase);
        routes.DeskPage(Here + "/ratings", Permission.FeedbackRead, ShowRatings);
        routes.DeskPage(Here + "/mentions", Permission.FeedbackRead, visit => ShowMentions(visit, null));
        routes.DeskPost(Here + "/mentions/{id}/tone", Permission.FeedbackWrite, SetTone);
        routes.DeskPost(Here + "/feeds", Permission.FeedbackWrite, AddFeed);
        routes.DeskPost(Here + "/feeds/{id}/delete", Permission.FeedbackWrite, RemoveFeed);
    }

    private static async Task<IResult> ShowAnswers(DeskVisit visit, FormValues? typed)
    {
        var after = visit.QueryId<SurveyId>("after");
        var rows = await SurveyStore.List(visit.Db, null, answered: true, after, PerPage + 1);
        var shown = rows.Take(PerPage).ToList();
        return visit.Page<AnswersPage>(
            new AnswersModel(
                await ReadSurveys.Load(visit.Db, visit.Now), shown.ConvertAll(SurveyAnswer.Of),
                rows.Count > PerPage ? shown[^1].SurveyId : null, after is not null,
                visit.May(Permission.ShopWrite) ? typed ?? ValuesOf(visit.Shop.Feedback) : null, visit.Query("saved") is not null),
            typed is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static FormValues ValuesOf(FeedbackSettings settings) => new()
    {
        ["survey"] = settings.Survey ? "on" : "",
        ["afterDays"] = settings.AfterDays.ToString(CultureInfo.InvariantCulture),
        ["pauseBelow"] = settings.PauseBelow?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["atCapacity"] = settings.AtCapacity ? "on" : "",
    };

    private static async Task<IResult> SaveSettings(DeskVisit visit, FormValues form)
    {
        const int wrong = -1_000;
        var settings = new FeedbackSettings(
            form.Ticked("survey"), Number(form["afterDays"], wrong) ?? wrong, Number(form["pauseBelow"], wrong), form.Ticked("atCapacity"));
        try
        {
            await visit.Db.Write(async tx =>
            {
                Refused.OrValue(await ShopSettings.Change(tx, new ShopPatch { Feedback = settings }, visit.Now, []));
                await JudgeSatisfaction.Run(tx, visit.Shop with { Feedback = settings });
            });
            return visit.Go(Here + "?saved=1");
        }
        catch (RefusedException refused) when (refused.Refusal.Field is { } field)
        {
            var sentence = refused.Refusal.Sentence;
            form.Refuse(field.Split('.')[^1], char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".");
            form.Refuse(FeedbackTexts.NotSaved);
            return await ShowAnswers(visit, form);
        }
    }

    private static int? Number(string text, int wrong) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : wrong;

    private static async Task<IResult> ShowCases(DeskVisit visit)
    {
        var after = visit.QueryId<FeedbackCaseId>("after");
        CaseStatus? status = visit.Query("status") switch
        {
            null => CaseStatus.Open, var text when WireName.TryParse<CaseStatus>(text, out var only) => only, _ => null,
        };
        var rows = await FeedbackCases.List(visit.Db, status, after, PerPage + 1);
        var shown = rows.Take(PerPage).ToList();
        return visit.Page<CasesPage>(new CasesModel(
            shown, await Actors.Names(visit.Db, shown.Select(row => row.ClosedBy)), status, rows.Count > PerPage ? shown[^1].Id : null,
            after is not null, visit.May(Permission.FeedbackWrite)));
    }

    // One that somebody else has closed meanwhile is closed all the same.
    private static async Task<IResult> CloseCase(DeskVisit visit, FormValues form)
    {
        var id = visit.RouteId<FeedbackCaseId>();
        var closed = await visit.Db.Write(tx => FeedbackCases.Run(tx, id, form["note"], visit.Actor, visit.Now));
        return closed.Refusal is { } refusal && refusal != FeedbackRefusals.CaseIsClosed
            ? throw new RefusedException(refusal) : visit.Go(Here + "/cases");
    }

    private static async Task<IResult> ShowRatings(DeskVisit visit)
    {
        var after = visit.QueryId<RatingId>("after");
        var rows = await RecordRating.List(visit.Db, after, PerPage + 1);
        var shown = rows.Take(PerPage).ToList();
        return visit.Page<RatingsPage>(new RatingsModel(shown, rows.Count > PerPage ? shown[^1].Id : null, after is not null));
    }

    private static async Task<IResult> ShowMentions(DeskVisit visit, FormValues? typed)
    {
        var after = visit.QueryId<MentionId>("after");
        MentionTone? tone = WireName.TryParse<MentionTone>(visit.Query("tone"), out var only) ? only : null;
        var rows = await Mentions.List(visit.Db, tone, after, PerPage + 1);
        var shown = rows.Take(PerPage).ToList();
        return visit.Page<MentionsPage>(
            new MentionsModel(
                shown, tone, rows.Count > PerPage ? shown[^1].Id : null, after is not null,
                await MentionFeeds.List(visit.Db, null, MentionFeeds.Most),
                visit.May(Permission.FeedbackWrite) ? typed ?? new FormValues() : null),
            typed is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> SetTone(DeskVisit visit, FormValues form)
    {
        var id = visit.RouteId<MentionId>();
        Optional<MentionTone> tone = WireName.TryParse<MentionTone>(form["tone"], out var set) ? set : default(Optional<MentionTone>);
        await visit.Db.Write(async tx => Refused.OrValue(await Mentions.SetTone(tx, id, tone, visit.Actor)));
        return visit.Go(Here + "/mentions");
    }

    private static async Task<IResult> AddFeed(DeskVisit visit, FormValues form)
    {
        try
        {
            await visit.Db.Write(async tx => Refused.OrValue(
                await MentionFeeds.Add(tx, new MentionFeedRequest(form["url"], form["name"]), visit.Now, visit.Settings)));
            return visit.Go(Here + "/mentions");
        }
        catch (RefusedException refused)
        {
            var sentence = refused.Refusal.Sentence;
            form.Refuse(
                refused.Refusal.Field ?? "url",
                refused.Refusal.Field is null ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".");
            return await ShowMentions(visit, form);
        }
    }

    private static async Task<IResult> RemoveFeed(DeskVisit visit, FormValues form)
    {
        var id = visit.RouteId<MentionFeedId>();
        return await visit.Db.Write(tx => MentionFeeds.Remove(tx, id)) is { } refusal
            ? throw new RefusedException(refusal) : visit.Go(Here + "/mentions");
    }
}
