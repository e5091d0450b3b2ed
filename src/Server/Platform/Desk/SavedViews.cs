using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>A list of the desk whose filters can be saved.</summary>
public enum SavedList { Advocates, Referrals, Orders, Reviews, Rewards }

/// <summary>The filters of a list under a name.</summary>
/// <param name="ViewId">Its id.</param>
/// <param name="List">Of which list.</param>
/// <param name="Name">1 to 60 characters.</param>
/// <param name="Query">The filters, as the list's address has them behind the question mark; empty for all.</param>
/// <param name="MadeBy">Whose it is: a member of staff's id.</param>
/// <param name="IsShared">Everybody who may see the list has it.</param>
/// <param name="CreatedAt">Shop time.</param>
public sealed record SavedView(
    SavedViewId ViewId, SavedList List, string Name, string Query, string MadeBy, bool IsShared, Instant CreatedAt);

/// <summary>Saved views: own ones and shared ones, at most <see cref="Most"/> in a shop.</summary>
internal static class SavedViews
{
    /// <summary>The most of a shop.</summary>
    internal const int Most = 50;

    /// <summary>The longest name, characters.</summary>
    internal const int LongestName = 60;

    private const int LongestQuery = 500;

    private const string Columns = "view_id, list, name, query, made_by, is_shared, created_at";

    private const string Seen = $"""
        SELECT {Columns} FROM saved_views WHERE shop_id = @shop AND list = @list AND (is_shared OR made_by = @me) ORDER BY view_id
        """;

    private const string One = $"SELECT {Columns} FROM saved_views WHERE shop_id = @shop AND view_id = @id FOR UPDATE";

    private const string Count = "SELECT count(*) FROM saved_views WHERE shop_id = @shop";

    private const string Insert = $"""
        INSERT INTO saved_views (shop_id, {Columns}) VALUES (@shop, @viewId, @list, @name, @query, @madeBy, @isShared, @createdAt)
        """;

    private const string Update = "UPDATE saved_views SET name = @name WHERE shop_id = @shop AND view_id = @id";

    private const string Delete = "DELETE FROM saved_views WHERE shop_id = @shop AND view_id = @id";

    private static readonly Refusal WrongName = Refusal.Invalid("name", "must have 1 to 60 characters");

    private static readonly Refusal TooMany =
        Refusal.State("too_many_views", "A shop keeps at most 50 saved views. Remove one first.");

    private static readonly Refusal NotYours =
        Refusal.State("view_of_somebody_else", "Only who saved a view, or an owner or admin where it is shared, can change it.");

    internal static Task<List<SavedView>> List(Reads db, SavedList list, string me) =>
        db.Query<SavedView>(Seen, new { List = list, Me = me });

    internal static async Task<Result<SavedView>> Add(
        ShopTx tx, SavedList list, string name, string query, string me, bool isShared, Instant now)
    {
        if (name.Length is 0 or > LongestName || query.Length > LongestQuery)
        {
            return WrongName;
        }

        if (await tx.First<long>(Count) >= Most)
        {
            return TooMany;
        }

        var view = new SavedView(tx.NewId<SavedViewId>(), list, name, query, me, isShared, now);
        tx.Enqueue(Insert, view);
        return view;
    }

    /// <summary>Gives a view another name, or removes it where that is null.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="list">Of which list it must be.</param>
    /// <param name="id">Which.</param>
    /// <param name="name">The new name; null removes it.</param>
    /// <param name="me">Who does it.</param>
    /// <param name="isHead">They may change whatever is shared.</param>
    internal static async Task<Result<SavedView>> Change(
        ShopTx tx, SavedList list, SavedViewId id, string? name, string me, bool isHead)
    {
        if (await tx.First<SavedView>(One, new { Id = id }) is not { } view || view.List != list || (view.MadeBy != me && !view.IsShared))
        {
            return Refusal.NotFound("view");
        }

        if (view.MadeBy != me && !isHead)
        {
            return NotYours;
        }

        if (name is null)
        {
            tx.Enqueue(Delete, new { Id = id });
            return view;
        }

        if (name.Length is 0 or > LongestName)
        {
            return WrongName;
        }

        tx.Enqueue(Update, new { Name = name, Id = id });
        return view with { Name = name };
    }
}
