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

/// <summary>Where one is in the set-up.</summary>
/// <param name="Id">The draft; null before there is one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Here">The step that is shown.</param>
/// <param name="Reached">The step to go on with.</param>
public sealed record SetupHead(ProgramId? Id, string? Name, SetupStep Here, SetupStep Reached);

/// <summary>A draft on its way: what each step loads, and how each saves.</summary>
/// <param name="Program">The draft.</param>
/// <param name="Setup">How far it is.</param>
internal sealed record SetupDraft(KnownProgram Program, KnownSetup Setup)
{
    /// <summary>The draft's terms.</summary>
    public ProgramTerms Terms => Program.Terms;

    /// <summary>The head of a step's page.</summary>
    public SetupHead Head(SetupStep here) => new(Program.ProgramId, Terms.Name, here, Setup.Step);

    /// <summary>Maps a page of a step; a program that is no draft any more has its own page.</summary>
    public static void Page(IEndpointRouteBuilder routes, string path, Func<DeskVisit, SetupDraft, Task<IResult>> show) =>
        routes.DeskPage("/setup/{id}" + path, Permission.ProgramsWrite, visit => With(visit, "", draft => show(visit, draft)));

    /// <summary>Maps a form of a step.</summary>
    public static void Post(
        IEndpointRouteBuilder routes, string path, Func<DeskVisit, SetupDraft, FormValues, Task<IResult>> take,
        Permission permission = Permission.ProgramsWrite) =>
        routes.DeskPost("/setup/{id}" + path, permission, (visit, form) => With(visit, "?setup=over", draft => take(visit, draft, form)));

    /// <summary>
    /// Saves a step: the patch, how far one is, and what else belongs to it, all or nothing. False where it was refused, and the form
    /// says why.
    /// </summary>
    public async Task<bool> Save(
        DeskVisit visit, FormValues form, ProgramRequest patch, KnownSetup setup, Func<ShopTx, Task>? beside = null)
    {
        if (!form.Wrong)
        {
            try
            {
                await visit.Db.Write(async tx =>
                {
                    Refused.OrValue(await UpdateProgram.Run(tx, Program.ProgramId, patch, visit.Now));
                    await SetupStore.Save(tx, setup with { Step = Later(setup.Step, Setup.Step) }, visit.Now);
                    await (beside?.Invoke(tx) ?? Task.CompletedTask);
                    return true;
                });
                return true;
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                ProgramForm.Explain(form, refused.Refusal);
            }
        }

        // Also where some field could not even be read, everything that is wrong is said at once.
        if (ProgramParsing.Merge(patch, Terms) is { IsRefused: true } parsed)
        {
            ProgramForm.Explain(form, parsed.Refusal);
        }

        if (form.Sentence is null || form.Sentence == ProgramTexts.Wrong)
        {
            form.Refuse(SetupTexts.Wrong);
        }

        return false;
    }

    /// <summary>Where one goes after a step was saved: on, out, or to the same page as it is now.</summary>
    public IResult Next(DeskVisit visit, FormValues form, SetupStep here, string query = "?done=saved") => form["go"] switch
    {
        "later" => visit.Go($"/programs/{Program.ProgramId}?saved=1"),
        "stay" => visit.Go($"/setup/{Program.ProgramId}{BeginPages.PathOf(here)}{query}"),
        _ => visit.Go($"/setup/{Program.ProgramId}{BeginPages.PathOf(here + 1)}"),
    };

    private static SetupStep Later(SetupStep one, SetupStep other) => one > other ? one : other;

    private static async Task<IResult> With(DeskVisit visit, string otherwise, Func<SetupDraft, Task<IResult>> work)
    {
        var program = await ProgramQueries.Find(visit.Db, visit.RouteId<ProgramId>())
            ?? throw new RefusedException(ProgramRefusals.NoSuchProgram);
        return program.Status == ProgramStatus.Draft
            ? await work(new SetupDraft(program, await SetupStore.Of(visit.Db, program.ProgramId)))
            : visit.Go($"/programs/{program.ProgramId}{otherwise}");
    }
}
