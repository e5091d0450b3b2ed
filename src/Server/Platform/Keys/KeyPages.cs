using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;

namespace Vouch.Server.Platform.Keys;

/// <summary>What the page about API keys shows.</summary>
/// <param name="Keys">A page of those that open something, the newest first.</param>
/// <param name="Next">The last of them where there are more; null on the last page.</param>
/// <param name="Paged">This is not the first page.</param>
/// <param name="NewKey">A key just made, shown this once; null otherwise.</param>
/// <param name="Values">The form as typed.</param>
/// <param name="Ticked">The rights ticked in it.</param>
/// <param name="Revoked">One was just revoked.</param>
public sealed record KeysModel(
    IReadOnlyList<KeyAnswer> Keys, KeyId? Next, bool Paged, NewKeyAnswer? NewKey, FormValues Values, IReadOnlyList<string> Ticked,
    bool Revoked);

/// <summary>The desk's page about the shop's API keys.</summary>
internal static class KeyPages
{
    private const string Here = "/keys";
    private const int PerPage = 50;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.KeysWrite, visit => Show(visit, Fresh()));
        routes.DeskPost(Here, Permission.KeysWrite, Make);
        routes.DeskPost(Here + "/{id}/rotate", Permission.KeysWrite, async (visit, _) => await Of(
            visit, await visit.Db.Write(tx => KeyEndpoints.Rotate(tx, visit.Shop, visit.RouteId<KeyId>(), null, visit.Now)), Fresh()));
        routes.DeskPost(Here + "/{id}/revoke", Permission.KeysWrite, Revoke);
    }

    private static async Task<IResult> Make(DeskVisit visit, FormValues form)
    {
        if (!WireName.TryParse<KeyKind>(form["kind"], out var kind))
        {
            form.Refuse("kind", KeyTexts.NoKind);
            return await Show(visit, form);
        }

        var scopes = Ticked(form).Select(WireName.Parse<Permission>).ToList();
        var wish = new KeyRequest(kind, form["name"].Length > 0 ? form["name"] : null, scopes.Count > 0 ? scopes : null);
        return await Of(visit, await visit.Db.Write(tx => KeyEndpoints.Make(tx, visit.Shop, wish, null, visit.Now)), form);
    }

    private static async Task<IResult> Revoke(DeskVisit visit, FormValues form)
    {
        switch (await visit.Db.Write(tx => KeyEndpoints.Remove(tx, visit.RouteId<KeyId>(), visit.Now)))
        {
            case null:
                return visit.Go(Here + "?done=revoked");
            case { Kind: RefusalKind.NotFound } gone:
                throw new RefusedException(gone);
            case var refusal:
                var values = Fresh();
                values.Refuse(refusal.Sentence);
                return await Show(visit, values);
        }
    }

    private static Task<IResult> Of(DeskVisit visit, Result<NewKeyAnswer> made, FormValues form)
    {
        if (!made.IsRefused)
        {
            return Show(visit, Fresh(), made.Value);
        }

        if (made.Refusal.Kind == RefusalKind.NotFound)
        {
            throw new RefusedException(made.Refusal);
        }

        if (made.Refusal.Field is { } field)
        {
            form.Refuse(field, Sentence.Of(made.Refusal.Sentence[..1].ToUpperInvariant() + made.Refusal.Sentence[1..]));
        }
        else
        {
            form.Refuse(made.Refusal.Sentence);
        }

        return Show(visit, form);
    }

    private static async Task<IResult> Show(DeskVisit visit, FormValues values, NewKeyAnswer? made = null)
    {
        var after = visit.QueryId<KeyId>("after");
        var keys = await KeyEndpoints.All(visit.Db, Instant.Of(visit.Database.Wall.GetUtcNow()), after, PerPage + 1);
        return visit.Page<KeysPage>(
            new KeysModel(
                [.. keys.Take(PerPage)], keys.Count > PerPage ? keys[PerPage - 1].Id : null, after is not null, made, values,
                Ticked(values), visit.Query("done") == "revoked"),
            values.Wrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static FormValues Fresh() => new() { ["kind"] = "secret" };

    // Ticked boxes of one name arrive with commas between.
    private static List<string> Ticked(FormValues form) => [.. form["scopes"].Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Where(name => WireName.TryParse<Permission>(name, out _))];
}
