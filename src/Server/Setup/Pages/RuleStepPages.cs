using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs.Pages;

namespace Vouch.Server.Setup.Pages;

/// <summary>The third step.</summary>
/// <param name="Head">Where one is.</param>
/// <param name="Values">The form.</param>
/// <param name="Rules">The terms as they would be.</param>
/// <param name="Saved">True right after saving without going on.</param>
public sealed record RuleStepModel(SetupHead Head, FormValues Values, RulesModel Rules, bool Saved);

/// <summary>The third step: the rules as a few fields, with the terms they make beside them.</summary>
internal static class RuleStepPages
{
    private const string Path = "/rules";
    private const string OnlyNew = "new";
    private const string FormerToo = "former";
    private const string Everybody = "all";
    private const int UsualFormerDays = 365;

    internal static readonly (string Value, string Text)[] WhoCounts =
        [(OnlyNew, SetupTexts.OnlyNew), (FormerToo, SetupTexts.FormerToo), (Everybody, SetupTexts.Everybody)];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        SetupDraft.Page(routes, Path, (visit, draft) => Task.FromResult(
            Show(visit, draft, Of(draft.Terms, visit.Place), StatusCodes.Status200OK)));
        SetupDraft.Post(routes, Path, Save);
        SetupDraft.Post(routes, Path + "/preview", (visit, draft, form) => Task.FromResult(
            PageResult.Of<RulesPart>(new { Rules = Rules(visit, draft, form) })));
    }

    private static async Task<IResult> Save(DeskVisit visit, SetupDraft draft, FormValues form) =>
        await draft.Save(visit, form, Patch(form, visit.Place), draft.Setup with { Step = SetupStep.Look })
            ? draft.Next(visit, form, SetupStep.Rules) : Show(visit, draft, form, StatusCodes.Status400BadRequest);

    private static FormValues Of(ProgramTerms terms, Locality place)
    {
        var values = ProgramForm.Of(terms, place);
        values["who"] = (terms.Qualification.NewCustomersOnly, terms.Qualification.FormerCustomersAfterDays) switch
        {
            (false, _) => Everybody, (true, null) => OnlyNew, _ => FormerToo,
        };
        values["qualification.formerCustomersAfterDays"] =
            FieldText.Of(terms.Qualification.FormerCustomersAfterDays ?? UsualFormerDays);
        return values;
    }

    private static ProgramRequest Patch(FormValues form, Locality place)
    {
        var former = FieldText.Number(form, "qualification.formerCustomersAfterDays");
        if (form["who"] == FormerToo && former is null)
        {
            form.Refuse("qualification.formerCustomersAfterDays", SetupTexts.NotANumber);
        }

        return new ProgramRequest
        {
            Attribution = new AttributionRequest { WindowDays = FieldText.Number(form, "attribution.windowDays") },
            Qualification = new QualificationRequest
            {
                NewCustomersOnly = form["who"] != Everybody, FormerCustomersAfterDays = form["who"] == FormerToo ? former : null,
                MinimumSubtotal = FieldText.Money(form, "qualification.minimumSubtotal", place) ?? 0,
            },
            Hold = new HoldRequest { Days = FieldText.Number(form, "hold.days"), From = form["hold.from"] },
            Limits = new LimitsRequest
            {
                PerAdvocate = form["limits.perAdvocate.rewards"].Length == 0 ? null : new PerAdvocateRequest
                {
                    Rewards = FieldText.Number(form, "limits.perAdvocate.rewards"), Period = form["limits.perAdvocate.period"],
                },
            },
        };
    }

    private static RulesModel Rules(DeskVisit visit, SetupDraft draft, FormValues form)
    {
        var parsed = ProgramParsing.Merge(Patch(form, visit.Place), draft.Terms);
        return parsed.IsRefused ? new RulesModel([], [], []) : ProgramPages.Rules(visit, parsed.Value);
    }

    private static IResult Show(DeskVisit visit, SetupDraft draft, FormValues form, int status) =>
        visit.Page<RuleStepPage>(
            new RuleStepModel(draft.Head(SetupStep.Rules), form, Rules(visit, draft, form), visit.Query("done") == "saved"), status);
}
