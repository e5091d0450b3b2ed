using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Pages;

/// <summary>The desk's queue of referrals that wait for a person, what will come into it, and what was drawn by lot.</summary>
internal static class ReviewPages
{
    private const int PerPage = 50;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/reviews", Permission.ReferralsRead, visit => Show(visit, null, null));
        routes.DeskPage("/reviews/coming", Permission.ReferralsRead, ShowComing);
        routes.DeskPage("/reviews/samples", Permission.ReferralsRead, visit => ShowSamples(visit, visit.Query("done") is not null, null));
        SavedViewPages.Map(routes, SavedList.Reviews, Permission.ReferralsRead);
        routes.DeskPost("/reviews/decide", Permission.ReferralsWrite, Decide);
        routes.DeskPost("/reviews/samples", Permission.ReferralsWrite, AnswerSample);
    }

    /// <summary>Why a case is where it is, in the shop's language: the rule that decided, or what weighed most against them.</summary>
    internal static string TopReason(string language, ScreeningRule? rule, string? signals) => ScreeningWords.Of(
        language, new ScreeningVerdict(0, ScreeningDecision.Allow, signals is null ? [] : [.. KeptSignal.Read(signals)], rule));

    private static async Task<IResult> Show(DeskVisit visit, DecidedModel? decided, string? refused)
    {
        ReviewCause? cause = WireName.TryParse<ReviewCause>(visit.Query("cause") ?? "", out var chosen) ? chosen : null;
        var after = visit.QueryId<ReferralId>("after");
        var rows = await ReviewPageQueries.Queue(visit.Db, cause, visit.Query("q"), after, PerPage + 1);
        var causes = await ReviewPageQueries.Causes(visit.Db);
        var model = new ReviewListModel(
            [.. rows.Take(PerPage)], causes, await ReviewPageQueries.Tabs(visit.Db, causes.Sum(count => count.N)), cause,
            visit.Query("q") ?? "", rows.Count > PerPage ? rows[PerPage - 1].ReferralId : null, after is not null,
            visit.Query("ticked") is not null, visit.May(Permission.ReferralsWrite), visit.Now, visit.Shop.Locale, decided, refused,
            await SavedViewPages.Model(visit, SavedList.Reviews));
        return visit.Page<ReviewListPage>(model, refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    // Answers with the page itself: what was decided, and the way to take back just that, stand on it.
    private static async Task<IResult> Decide(DeskVisit visit, FormValues form)
    {
        var ids = form["ids"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => IdText.TryParse<ReferralId>(text, out var id) ? id : (ReferralId?)null).OfType<ReferralId>().ToList();
        if (!WireName.TryParse<ReferralDecision>(form["decision"], out var what))
        {
            return await Show(visit, null, ReviewTexts.ChooseDecision);
        }

        if (ids.Count == 0)
        {
            return await Show(visit, null, ReviewTexts.TickFirst);
        }

        var hand = new ByHand(what, form["reason"], visit.Actor);
        try
        {
            var answer = await visit.Db.Write(async tx => Refused.OrValue(await DecideMany.Run(tx, visit.Shop, ids, hand, visit.Now)));
            return await Show(visit.Counted(await Notices.CountOpen(visit.Db, Notices.InReview)), new DecidedModel(
                what,
                [.. answer.Items.Where(item => item.Code is null).Select(item => item.Id)],
                [.. answer.Items.Where(item => item.Code is not null).Select(item => (item.Id, item.Detail!))]), null);
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            return await Show(visit, null, refused.Refusal.Field == "reason" ? ReviewTexts.GiveReason : refused.Refusal.Sentence);
        }
    }

    private static async Task<IResult> ShowComing(DeskVisit visit)
    {
        var after = visit.QueryId<ReferralId>("after");
        var rows = await ReviewPageQueries.Coming(visit.Db, after, PerPage + 1);
        return visit.Page<ComingPage>(new ComingModel(
            [.. rows.Take(PerPage)], await ReviewPageQueries.Tabs(visit.Db, visit.Frame.Reviews),
            rows.Count > PerPage ? rows[PerPage - 1].ReferralId : null, after is not null, visit.Shop.Locale));
    }

    private static async Task<IResult> ShowSamples(DeskVisit visit, bool done, string? refused)
    {
        var after = visit.QueryId<ReferralId>("after");
        var rows = await SpotChecks.List(visit.Db, after, PerPage + 1);
        return visit.Page<SpotCheckPage>(
            new SpotCheckModel(
                [.. rows.Take(PerPage)], await ReviewPageQueries.Tabs(visit.Db, visit.Frame.Reviews),
                rows.Count > PerPage ? rows[PerPage - 1].ReferralId : null, after is not null, visit.May(Permission.ReferralsWrite), done,
                refused),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AnswerSample(DeskVisit visit, FormValues form)
    {
        var answered = IdText.TryParse<ReferralId>(form["referral"], out var id) && form["abuse"] is "yes" or "no"
            && await visit.Db.Write(tx => SpotChecks.Answer(tx, id, form["abuse"] == "yes", visit.Actor, visit.Now)) is null;
        return answered ? visit.Go("/reviews/samples?done=1") : await ShowSamples(visit, false, ReviewTexts.SampleGone);
    }
}
