using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;
using Vouch.Server.Programs.Pages;
using Vouch.Storage;

namespace Vouch.Server.Setup.Pages;

/// <summary>A template as it is offered.</summary>
/// <param name="Value">Its word in the form.</param>
/// <param name="Title">What it is called.</param>
/// <param name="For">Whom it suits.</param>
/// <param name="Example">The offer in a sentence of the shop's currency.</param>
public sealed record TemplateCard(string Value, string Title, string For, string Example);

/// <summary>A draft that waits.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Step">The step to go on with.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record DraftLine(ProgramId Id, string Name, SetupStep Step, Instant UpdatedAt);

/// <summary>The first step.</summary>
/// <param name="Head">Where one is.</param>
/// <param name="Values">The form.</param>
/// <param name="Cards">The templates.</param>
/// <param name="Drafts">What is not finished; empty where one is being changed.</param>
public sealed record BeginModel(SetupHead Head, FormValues Values, IReadOnlyList<TemplateCard> Cards, IReadOnlyList<DraftLine> Drafts);

/// <summary>The first step: a template, a name, an address. It makes the draft that all other steps change.</summary>
internal static class BeginPages
{
    private const string Path = "/setup";
    private const int MostDrafts = 20;
    private const int MostPrograms = 200;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Path, Permission.ProgramsWrite, visit => ShowNew(visit, Fresh(visit), StatusCodes.Status200OK));
        routes.DeskPost(Path, Permission.ProgramsWrite, Create);
        SetupDraft.Page(routes, "", (visit, draft) => Task.FromResult(Show(visit, draft, Of(draft), StatusCodes.Status200OK)));
        SetupDraft.Post(routes, "", Change);
    }

    /// <summary>The address of a step.</summary>
    internal static string PathOf(SetupStep step) => step == SetupStep.Template ? "" : "/" + WireName.Of(step);

    private static async Task<IResult> Create(DeskVisit visit, FormValues form)
    {
        if (Chosen(form) is { } template)
        {
            try
            {
                var made = await visit.Db.Write(async tx =>
                {
                    var program = Refused.OrValue(CreateProgram.Run(tx, Request(visit, form, template), visit.Now));
                    await SetupStore.Save(tx, new KnownSetup(program.ProgramId, template, SetupStep.Rewards), visit.Now);
                    return program.ProgramId;
                });
                return visit.Go($"{Path}/{made}{PathOf(SetupStep.Rewards)}");
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                ProgramForm.Explain(form, refused.Refusal);
            }
        }

        form.Refuse(SetupTexts.Wrong);
        return await ShowNew(visit, form, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Change(DeskVisit visit, SetupDraft draft, FormValues form)
    {
        if (Chosen(form) is { } template)
        {
            // The same template again keeps what was set since.
            var patch = template == draft.Setup.Template
                ? new ProgramRequest { Name = NameOf(form, template), Destination = form["destination"] } : Request(visit, form, template);
            if (await draft.Save(visit, form, patch, draft.Setup with { Template = template, Step = SetupStep.Rewards }))
            {
                return draft.Next(visit, form, SetupStep.Template);
            }
        }

        form.Refuse(SetupTexts.Wrong);
        return Show(visit, draft, form, StatusCodes.Status400BadRequest);
    }

    private static ProgramTemplate? Chosen(FormValues form)
    {
        if (WireName.TryParse<ProgramTemplate>(form["template"], out var template))
        {
            return template;
        }

        form.Refuse("template", SetupTexts.ChooseOne);
        return null;
    }

    // The shop's own return window goes before the template's, where that is one for goods.
    private static ProgramRequest Request(DeskVisit visit, FormValues form, ProgramTemplate template)
    {
        var request = ProgramTemplates.Draft(template, visit.Place.Currency, NameOf(form, template), form["destination"]);
        return visit.Shop.ReturnDays > 0 && request.Hold.Value is { From.Value: "delivered" } hold
            ? request with { Hold = hold with { Days = visit.Shop.ReturnDays } } : request;
    }

    private static string NameOf(FormValues form, ProgramTemplate template) =>
        form["name"].Length > 0 ? form["name"] : SetupTexts.Template(template);

    private static FormValues Fresh(DeskVisit visit) => new()
    {
        ["template"] = WireName.Of(ProgramTemplates.All[0]), ["destination"] = visit.Shop.Address ?? "",
    };

    private static FormValues Of(SetupDraft draft) => new()
    {
        ["template"] = draft.Setup.Template is { } template ? WireName.Of(template) : "", ["name"] = draft.Terms.Name,
        ["destination"] = draft.Terms.Destination,
    };

    private static async Task<IResult> ShowNew(DeskVisit visit, FormValues values, int status)
    {
        var drafts = (await ProgramQueries.List(visit.Db, null, MostPrograms)).Where(program => program.Status == ProgramStatus.Draft)
            .Take(MostDrafts).ToList();
        var setups = drafts.Count == 0 ? [] : await SetupStore.Of(visit.Db, drafts.ConvertAll(program => program.ProgramId));
        var lines = drafts.ConvertAll(program => new DraftLine(
            program.ProgramId, program.Terms.Name,
            setups.TryGetValue(program.ProgramId, out var setup) ? setup.Step : SetupStep.Launch, program.UpdatedAt));
        return visit.Page<BeginPage>(
            new BeginModel(new SetupHead(null, null, SetupStep.Template, SetupStep.Template), values, Cards(visit), lines), status);
    }

    private static IResult Show(DeskVisit visit, SetupDraft draft, FormValues values, int status) =>
        visit.Page<BeginPage>(new BeginModel(draft.Head(SetupStep.Template), values, Cards(visit), []), status);

    private static IReadOnlyList<TemplateCard> Cards(DeskVisit visit) =>
    [
        .. ProgramTemplates.All.Select(template =>
        {
            var terms = ProgramParsing.Parse(ProgramTemplates.Draft(template, visit.Place.Currency, "x", "https://shop.example/")).Value;
            return new TemplateCard(
                WireName.Of(template), SetupTexts.Template(template), SetupTexts.For(template),
                SetupTexts.Example(
                    ProgramPages.Words(terms.FriendReward, visit.Place) ?? "",
                    ProgramPages.Words(terms.AdvocateReward, visit.Place) ?? ""));
        }),
    ];
}
