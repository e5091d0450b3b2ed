using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Programs.Pages;

/// <summary>A program in the list.</summary>
public sealed record ProgramLine(
    ProgramId ProgramId, string Name, string Status, string? FriendGets, string? AdvocateGets, int WindowDays, Instant UpdatedAt);

/// <summary>The list of programs.</summary>
public sealed record ProgramListModel(IReadOnlyList<ProgramLine> Lines, ProgramId? Next, bool Paged, bool MayEdit);

/// <summary>The rules in plain words, and what to think about twice.</summary>
/// <param name="ForAdvocates">Empty while the form is incomplete.</param>
/// <param name="ForFriends">The same rules, spoken to the friend.</param>
/// <param name="Warnings">Sentences.</param>
public sealed record RulesModel(
    IReadOnlyList<TermsChapter> ForAdvocates, IReadOnlyList<TermsChapter> ForFriends, IReadOnlyList<string> Warnings);

/// <summary>The form of a program, new or known.</summary>
public sealed record ProgramFormModel(ProgramId? ProgramId, string Title, FormValues Values, RulesModel Rules, bool HasLadder);

/// <summary>One program.</summary>
public sealed record ProgramModel(
    ProgramId ProgramId, string Name, string Status, long Version, Instant UpdatedAt, string Destination, RulesModel Rules, bool MayEdit,
        bool Saved, string? Refused);

/// <summary>The desk's pages about programs: the list, one program, its form with the rules beside it.</summary>
internal static class ProgramPages
{
    private const int PerPage = 25;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/programs", Permission.ProgramsRead, ShowList);
        routes.DeskPage("/programs/new", Permission.ProgramsWrite, visit =>
        {
            var values = ProgramForm.New(visit.Shop.Address);
            return Task.FromResult(visit.Page<ProgramFormPage>(
                new ProgramFormModel(null, ProgramTexts.New, values, Rules(visit, values, null), false)));
        });
        routes.DeskPost("/programs/new", Permission.ProgramsWrite, Create);
        routes.DeskPost("/programs/rules", Permission.ProgramsRead, ShowRules);
        routes.DeskPage("/programs/{id}", Permission.ProgramsRead, visit => Show(visit, null));
        routes.DeskPage("/programs/{id}/edit", Permission.ProgramsWrite, Edit);
        routes.DeskPost("/programs/{id}/edit", Permission.ProgramsWrite, Update);
        Step(routes, "activate", ProgramAction.Activate);
        Step(routes, "pause", ProgramAction.Pause);
        Step(routes, "end", ProgramAction.End);
    }

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        var after = visit.QueryId<ProgramId>("after");
        var programs = await ProgramQueries.List(visit.Db, after, PerPage + 1);
        var lines = programs.Take(PerPage).Select(program => new ProgramLine(
            program.ProgramId, program.Terms.Name, WireName.Of(program.Status), Words(program.Terms.FriendReward, visit.Place),
            Words(program.Terms.AdvocateReward, visit.Place), program.Terms.Attribution.WindowDays, program.UpdatedAt));
        return visit.Page<ProgramListPage>(new ProgramListModel(
            [.. lines], programs.Count > PerPage
                ? programs[PerPage - 1].ProgramId : null, after is not null, visit.May(Permission.ProgramsWrite)));
    }

    private static async Task<IResult> Show(DeskVisit visit, string? refused)
    {
        var program = await Find(visit);
        var said = refused ?? (visit.Query("setup") is not null ? ProgramTexts.SetupOver : null);
        return visit.Page<ProgramPage>(new ProgramModel(
            program.ProgramId, program.Terms.Name, WireName.Of(program.Status), program.Version, program.UpdatedAt,
                program.Terms.Destination,
            Rules(visit, program.Terms), visit.May(Permission.ProgramsWrite), visit.Query("saved") is not null, said),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Edit(DeskVisit visit)
    {
        var program = await Find(visit);
        return FormPage(visit, program, ProgramForm.Of(program.Terms, visit.Place), StatusCodes.Status200OK);
    }

    private static async Task<IResult> Create(DeskVisit visit, FormValues form)
    {
        var request = ProgramForm.Read(form, visit.Place, null);
        var made = form.Wrong ? null
            : await Take(form, () => visit.Db.Write(tx => Task.FromResult(Refused.OrValue(CreateProgram.Run(tx, request, visit.Now)))));
        if (made is not null)
        {
            return visit.Go($"/programs/{made.ProgramId}");
        }

        Check(form, request, null);
        return visit.Page<ProgramFormPage>(
            new ProgramFormModel(null, ProgramTexts.New, form, Rules(visit, form, null), false), StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Update(DeskVisit visit, FormValues form)
    {
        var program = await Find(visit);
        var request = ProgramForm.Read(form, visit.Place, program.Terms);
        if (!form.Wrong && form.IsOutdated(ProgramForm.Of(program.Terms, visit.Place)))
        {
            return FormPage(visit, program, form, StatusCodes.Status409Conflict);
        }

        var changed = form.Wrong
            ? null
            : await Take(form, () =>
                visit.Db.Write(async tx => Refused.OrValue(await UpdateProgram.Run(tx, program.ProgramId, request, visit.Now))));
        if (changed is not null)
        {
            return visit.Go($"/programs/{program.ProgramId}?saved=1");
        }

        Check(form, request, program.Terms);
        return FormPage(visit, program, form, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ShowRules(DeskVisit visit, FormValues form)
    {
        var basis = IdText.TryParse<ProgramId>(form["program"], out var id) ? (await ProgramQueries.Find(visit.Db, id))?.Terms : null;
        return PageResult.Of<RulesPart>(new { Rules = Rules(visit, form, basis) });
    }

    private static void Step(IEndpointRouteBuilder routes, string word, ProgramAction action) =>
        routes.DeskPost("/programs/{id}/" + word, Permission.ProgramsWrite, async (visit, form) =>
        {
            var id = visit.RouteId<ProgramId>();
            var done = await Take(form, () =>
                visit.Db.Write(async tx => Refused.OrValue(await ChangeProgramStatus.Run(tx, id, action, visit.Now))));
            return done is not null ? visit.Go($"/programs/{id}") : await Show(visit, form.Sentence);
        });

    /// <summary>Does a write; a refusal undoes it and stands in the form.</summary>
    private static async Task<KnownProgram?> Take(FormValues form, Func<Task<KnownProgram>> write)
    {
        try
        {
            return await write();
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            ProgramForm.Explain(form, refused.Refusal);
            return null;
        }
    }

    /// <summary>Says everything that is wrong at once, also where some field could not even be read.</summary>
    private static void Check(FormValues form, ProgramRequest request, ProgramTerms? basis)
    {
        var parsed = basis is null ? ProgramParsing.Parse(request) : ProgramParsing.Merge(request, basis);
        if (parsed.IsRefused)
        {
            ProgramForm.Explain(form, parsed.Refusal);
        }
        else if (form.Sentence is null)
        {
            form.Refuse(ProgramTexts.Wrong);
        }
    }

    private static IResult FormPage(DeskVisit visit, KnownProgram program, FormValues values, int status) =>
        visit.Page<ProgramFormPage>(
            new ProgramFormModel(
                program.ProgramId, program.Terms.Name, values, Rules(visit, values, program.Terms),
                program.Terms.Tiers.Count + program.Terms.Milestones.Count > 0),
            status);

    private static RulesModel Rules(DeskVisit visit, FormValues values, ProgramTerms? basis)
    {
        var request = ProgramForm.Read(values, visit.Place, basis);
        // A program without a name yet has rules all the same.
        var parsed = ProgramParsing.Merge(
            values["name"].Length == 0 ? request with { Name = ProgramTexts.New } : request, basis ?? Defaults());
        return parsed.IsRefused ? new RulesModel([], [], []) : Rules(visit, parsed.Value);
    }

    /// <summary>The rules of some terms.</summary>
    internal static RulesModel Rules(DeskVisit visit, ProgramTerms terms) => new(
        TermsText.Of(visit.Place.Words, terms, visit.Place.Currency, visit.Shop.Name, TermsVoice.Advocate),
        TermsText.Of(visit.Place.Words, terms, visit.Place.Currency, visit.Shop.Name, TermsVoice.Friend),
        [.. ProgramWarnings.Of(terms).Select(warning => Warning(warning, terms, visit.Place))]);

    /// <summary>A warning with the figures that make it true.</summary>
    private static string Warning(string warning, ProgramTerms terms, Locality place) =>
        warning != ProgramWarnings.RewardsMayExceedOrder || ProgramWarnings.FindDearOrder(terms) is not { } dear
            ? ProgramWarnings.Sentence(warning)
            : dear.Subtotal == 1
                ? ProgramTexts.AnyOrderIsDear(place.ShortMoney(dear.Rewards))
                : ProgramTexts.DearOrder(place.ShortMoney(dear.Subtotal), place.ShortMoney(dear.Rewards));

    /// <summary>What a new program starts from, taken from the one place that knows it.</summary>
    private static ProgramTerms Defaults()
    {
        var minimal = ProgramParsing.Parse(new ProgramRequest
        {
            Name = ProgramTexts.New, Destination = "https://shop.example/",
            AdvocateReward = new RewardRequest { Kind = "points", Value = new RewardValueRequest { Type = "points", Points = 1 } },
        });
        return minimal.Value with { AdvocateReward = null };
    }

    /// <summary>A reward in a few words; null for none.</summary>
    internal static string? Words(RewardSpecification? reward, Locality place) =>
        reward is null ? null : RewardPhrase.Of(place.Words, reward, place.Currency);

    private static async Task<KnownProgram> Find(DeskVisit visit) =>
        await ProgramQueries.Find(visit.Db, visit.RouteId<ProgramId>()) ?? throw new RefusedException(ProgramRefusals.NoSuchProgram);
}
