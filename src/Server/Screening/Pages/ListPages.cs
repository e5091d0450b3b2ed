using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Storage;

namespace Vouch.Server.Screening.Pages;

/// <summary>The shop's own list at the desk.</summary>
/// <param name="Rows">One page, the latest first.</param>
/// <param name="Makers">Who made them, by the id that is kept.</param>
/// <param name="Verdict">Only those that allow, or block; null for all.</param>
/// <param name="Next">The last of this page where there are more.</param>
/// <param name="Paged">True when this is not the first page.</param>
/// <param name="MayWrite">Whether the visitor may change it.</param>
/// <param name="Values">What stands in the form.</param>
/// <param name="Wide">What a very wide entry would have decided; null where nothing is to be confirmed.</param>
/// <param name="Done">True after a change.</param>
public sealed record ListModel(
    IReadOnlyList<ListEntryAnswer> Rows, IReadOnlyDictionary<string, string> Makers, ListAction? Verdict, ListEntryId? Next, bool Paged,
    bool MayWrite, FormValues Values, string? Wide, bool Done);

/// <summary>The desk's page about the shop's own list: seen, added to, and taken off again.</summary>
internal static class ListPages
{
    private const int PerPage = 50;
    private static readonly string[] Fields = ["verdict", "kind", "value", "reason", "until"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/screening/list", Permission.ScreeningRead, visit => Show(visit, Asked(visit), null));
        routes.DeskPost("/screening/list", Permission.ScreeningWrite, Add);
        routes.DeskPost("/screening/list/{id}/remove", Permission.ScreeningWrite, async (visit, _) =>
        {
            await visit.Db.Write(tx => ListEntries.Remove(tx, visit.RouteId<ListEntryId>()));
            return visit.Go("/screening/list?done=1");
        });
    }

    // A case's page links here with the form filled in.
    private static FormValues Asked(DeskVisit visit)
    {
        var values = new FormValues { ["verdict"] = "block", ["kind"] = "email" };
        foreach (var field in Fields)
        {
            if (visit.Query(field) is { } text)
            {
                values[field] = text;
            }
        }

        return values;
    }

    private static async Task<IResult> Show(DeskVisit visit, FormValues values, string? wide)
    {
        ListAction? verdict = WireName.TryParse<ListAction>(visit.Query("only") ?? "", out var only) ? only : null;
        var after = visit.QueryId<ListEntryId>("after");
        var rows = await ListEntries.All(visit.Db, verdict, after, PerPage + 1);
        var model = new ListModel(
            [.. rows.Take(PerPage)], await Actors.Names(visit.Db, rows.Select(row => (string?)row.MadeBy)), verdict,
            rows.Count > PerPage ? rows[PerPage - 1].Id : null, after is not null, visit.May(Permission.ScreeningWrite), values, wide,
            visit.Query("done") is not null);
        return visit.Page<ListPage>(model, wide is not null || values.Wrong ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Add(DeskVisit visit, FormValues form)
    {
        if (!WireName.TryParse<ListAction>(form["verdict"], out var verdict) || !WireName.TryParse<ListKind>(form["kind"], out var kind))
        {
            form.Refuse(ListTexts.Choose);
            return await Show(visit, form, null);
        }

        Instant? until = null;
        if (form["until"].Length > 0)
        {
            until = Until(visit, form["until"]);
            if (until is null)
            {
                form.Refuse("until", ListTexts.NoDay);
                return await Show(visit, form, null);
            }
        }

        var request = new ListEntryRequest(verdict, kind, form["value"], form["reason"], until, form["confirm"] == "yes");
        var added = await visit.Db.Write(tx => ListEntries.Add(tx, visit.Shop, request, visit.Actor, visit.Now));
        if (!added.IsRefused)
        {
            return visit.Go("/screening/list?done=1");
        }

        if (added.Refusal.Code == "too_wide")
        {
            return await Show(visit, form, added.Refusal.Sentence);
        }

        var field = added.Refusal.Field == "expiresAt" ? "until" : added.Refusal.Field;
        if (field is "value" or "reason" or "until")
        {
            form.Refuse(field, added.Refusal.Sentence);
        }

        form.Refuse(added.Refusal.Sentence);
        return await Show(visit, form, null);
    }

    // The entry holds until the end of the day, where the shop is.
    private static Instant? Until(DeskVisit visit, string text)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day == DateOnly.MaxValue)
        {
            return null;
        }

        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return Instant.Of(new DateTimeOffset(midnight, visit.Shop.TimeZone.GetUtcOffset(midnight)));
    }
}
