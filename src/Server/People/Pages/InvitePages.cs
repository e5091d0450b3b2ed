using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.People;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Storage;

namespace Vouch.Server.People.Pages;

/// <summary>Inviting one person or a pasted list: looked at first, line by line, then done.</summary>
internal static class InvitePages
{
    private const string Here = "/advocates/invite";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.AdvocatesWrite, visit =>
            Task.FromResult(visit.Page<InvitePage>(new InviteModel("", null, null))));
        routes.DeskPost(Here, Permission.AdvocatesWrite, Take);
    }

    private static async Task<IResult> Take(DeskVisit visit, FormValues form)
    {
        var lines = InviteList.Read(form["list"]);
        var refused = lines.Count switch { 0 => BulkTexts.Empty, > InviteList.Most => BulkTexts.TooMany, _ => null };
        if (refused is not null || form["step"] == "change")
        {
            return visit.Page<InvitePage>(
                new InviteModel(form["list"], null, form["step"] == "change" ? null : refused),
                form["step"] == "change" ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        }

        if (form["step"] != "invite")
        {
            return visit.Page<InvitePage>(new InviteModel(form["list"], await Judge(visit.Db, visit.Shop, lines), null));
        }

        var invited = await visit.Db.Write(async tx =>
        {
            var n = 0;
            foreach (var verdict in (await Judge(tx, visit.Shop, lines)).Where(verdict => verdict.WhyNot is null))
            {
                var joined = await JoinAdvocate.Run(
                    tx, visit.Shop, new NewAdvocate(verdict.Line.Email, verdict.Line.Name), visit.Now);
                n += joined is { IsRefused: false, Value.IsNew: true } ? 1 : 0;
            }

            return n;
        });
        return visit.Go($"/advocates?invited={invited}");
    }

    private static async Task<List<InviteVerdict>> Judge(Reads db, Shop shop, IReadOnlyList<InviteLine> lines)
    {
        var verdicts = new List<InviteVerdict>();
        foreach (var line in lines)
        {
            verdicts.Add(new InviteVerdict(line, await WhyNot(db, shop, line)));
        }

        return verdicts;
    }

    private static async Task<string?> WhyNot(Reads db, Shop shop, InviteLine line)
    {
        if (PersonKeys.Email(shop, line.Email) is not { } key)
        {
            return BulkTexts.NotAnAddress;
        }

        if (line.IsTwice)
        {
            return BulkTexts.Twice;
        }

        if (AdvocateFields.Check(line.Name, null, null, null) is { } refusal)
        {
            return refusal.Sentence;
        }

        return await AdvocateQueries.FindByPerson(db, [key]) switch
        {
            { Status: AdvocateStatus.Blocked } => BulkTexts.IsBlocked,
            not null => BulkTexts.IsAdvocate,
            null => await AdvocateQueries.IsSuppressed(db, key) ? BulkTexts.NotWritten : null,
        };
    }
}
