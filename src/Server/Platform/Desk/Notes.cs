using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>What somebody of the staff wrote down.</summary>
/// <param name="NoteId">Its id.</param>
/// <param name="About">The id of the advocate or the referral.</param>
/// <param name="Words">What it says.</param>
/// <param name="WrittenBy">Who wrote it: a member of staff's id.</param>
/// <param name="At">Shop time.</param>
/// <param name="ChangedAt">When it was last changed; null where it never was.</param>
public sealed record Note(NoteId NoteId, string About, string Words, string WrittenBy, Instant At, Instant? ChangedAt);

/// <summary>What happened to a note: <c>note.added</c>, <c>note.changed</c>, <c>note.deleted</c>; never what it says.</summary>
/// <param name="Step">The second word.</param>
/// <param name="About">The id of the advocate or the referral.</param>
/// <param name="NoteId">Which note.</param>
public sealed record NoteHappened([property: JsonIgnore] string Step, [property: JsonIgnore] string About, NoteId NoteId) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "note." + Step;

    /// <inheritdoc/>
    public string Subject => About;
}

/// <summary>Notes of staff about people and cases: for the desk alone, changed only by who wrote them, gone with the person.</summary>
public static class Notes
{
    /// <summary>The longest note, characters.</summary>
    public const int Longest = 2_000;

    private const string Columns = "note_id, about, words, written_by, at, changed_at";

    private const string Of = $"SELECT {Columns} FROM notes WHERE shop_id = @shop AND about = @about ORDER BY note_id DESC LIMIT 100";

    private const string One = $"SELECT {Columns} FROM notes WHERE shop_id = @shop AND note_id = @id FOR UPDATE";

    private const string Insert = $"""
        INSERT INTO notes (shop_id, {Columns}) VALUES (@shop, @noteId, @about, @words, @writtenBy, @at, @changedAt)
        """;

    private const string Update = "UPDATE notes SET words = @words, changed_at = @changedAt WHERE shop_id = @shop AND note_id = @noteId";

    private const string Delete = "DELETE FROM notes WHERE shop_id = @shop AND note_id = @id";

    private const string DeleteAbout = "DELETE FROM notes WHERE shop_id = @shop AND about = ANY(@abouts)";

    private const string Move = "UPDATE notes SET about = @into WHERE shop_id = @shop AND about = @from";

    private static readonly Refusal WrongLength =
        Refusal.Invalid("words", "must have 1 to 2,000 characters");

    private static readonly Refusal NotYours =
        Refusal.State("note_of_somebody_else", "Only who wrote a note can change or delete it.");

    /// <summary>The notes about somebody or something, the newest first, at most 100.</summary>
    public static Task<List<Note>> About(Reads db, string about) => db.Query<Note>(Of, new { About = about });

    /// <summary>Writes one down.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="about">The id of the advocate or the referral, which there is.</param>
    /// <param name="words">1 to 2,000 characters.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="now">Shop time.</param>
    public static Result<Note> Add(ShopTx tx, string about, string words, string by, Instant now)
    {
        if (words.Length is 0 or > Longest)
        {
            return WrongLength;
        }

        var note = new Note(tx.NewId<NoteId>(), about, words, by, now, null);
        tx.Enqueue(Insert, note);
        tx.Publish(new NoteHappened("added", about, note.NoteId), now);
        return note;
    }

    /// <summary>Changes one, by who wrote it; empty words delete it.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="about">What it must be about.</param>
    /// <param name="id">Which.</param>
    /// <param name="words">What it says from now on.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<Result<Note>> Change(ShopTx tx, string about, NoteId id, string words, string by, Instant now)
    {
        if (await tx.First<Note>(One, new { Id = id }) is not { } note || note.About != about)
        {
            return Refusal.NotFound("note");
        }

        if (note.WrittenBy != by)
        {
            return NotYours;
        }

        if (words.Length > Longest)
        {
            return WrongLength;
        }

        if (words.Length == 0)
        {
            tx.Enqueue(Delete, new { Id = id });
            tx.Publish(new NoteHappened("deleted", about, id), now);
            return note;
        }

        var changed = note with { Words = words, ChangedAt = now };
        tx.Enqueue(Update, changed);
        tx.Publish(new NoteHappened("changed", about, id), now);
        return changed;
    }

    /// <summary>Deletes what was written about people who are erased, and about their cases.</summary>
    public static void Forget(ShopTx tx, IReadOnlyCollection<string> abouts) => tx.Enqueue(DeleteAbout, new { Abouts = abouts });

    /// <summary>What was written about one record is about another from now on.</summary>
    public static void MoveTo(ShopTx tx, string from, string into) => tx.Enqueue(Move, new { From = from, Into = into });
}
