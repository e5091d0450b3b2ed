using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Platform.Pages;

/// <summary>The notes on a page.</summary>
/// <param name="Notes">The newest first.</param>
/// <param name="Names">Who is who, by id.</param>
/// <param name="Me">Who looks at them.</param>
/// <param name="MayWrite">They may write, and change their own.</param>
public sealed record NotesModel(IReadOnlyList<Note> Notes, IReadOnlyDictionary<string, string> Names, string Me, bool MayWrite);

/// <summary>The words of notes.</summary>
internal static class NoteTexts
{
    public const string Title = "Notes";
    public const string Hint = "For the staff. About an advocate, they are part of what that person may ask to be given.";
    public const string Words = "Note";
    public const string Placeholder = "What the next one should know";
    public const string Add = "Add the note";
    public const string Change = "Change";
    public const string Changed = "changed";
    public const string Save = "Save";
    public const string Delete = "Delete";
    public const string None = "None so far.";
}

/// <summary>Notes at the desk: their part of a page, and the forms on it.</summary>
internal static class NotePages
{
    /// <summary>Maps the forms of one kind of page.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="page">The page's path, such as <c>/referrals/{id}</c>.</param>
    /// <param name="right">Who may write.</param>
    /// <param name="about">The id of what the page is about; refused where there is none such.</param>
    internal static void Map(IEndpointRouteBuilder routes, string page, Permission right, Func<DeskVisit, Task<string>> about)
    {
        routes.DeskPost(page + "/notes", right, async (visit, form) =>
        {
            var id = await about(visit);
            await visit.Db.Write(tx => Task.FromResult(
                Refused.OrValue(Notes.Add(tx, id, form["words"].ReplaceLineEndings("\n"), visit.Actor, visit.Now))));
            return Back(visit, page, id);
        });
        routes.DeskPost(page + "/notes/{noteId}", right, async (visit, form) =>
        {
            var id = await about(visit);
            var words = form["delete"].Length > 0 ? "" : form["words"].ReplaceLineEndings("\n");
            await visit.Db.Write(async tx => Refused.OrValue(
                await Notes.Change(tx, id, visit.RouteId<NoteId>("noteId"), words, visit.Actor, visit.Now)));
            return Back(visit, page, id);
        });
    }

    /// <summary>The notes of a page.</summary>
    /// <param name="visit">Who looks.</param>
    /// <param name="about">The id of what the page is about.</param>
    /// <param name="right">Who may write.</param>
    internal static async Task<NotesModel> Model(DeskVisit visit, string about, Permission right)
    {
        var notes = await Notes.About(visit.Db, about);
        return new NotesModel(notes, await Actors.Names(visit.Db, notes.Select(note => note.WrittenBy)), visit.Actor, visit.May(right));
    }

    private static IResult Back(DeskVisit visit, string page, string id) =>
        visit.Go(page.Replace("{id}", id, StringComparison.Ordinal) + "#notes");
}
