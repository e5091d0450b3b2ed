using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Storage;

namespace Vouch.Server.Platform.Team;

/// <summary>What the page about the team shows.</summary>
/// <param name="People">Everybody who works here.</param>
/// <param name="Invitations">Who is asked to; null where the visitor does not see them.</param>
/// <param name="Me">The visitor.</param>
/// <param name="Mine">Their role.</param>
/// <param name="NeedsFactor">Everybody needs a second factor.</param>
/// <param name="Wall">The time that invitations go by.</param>
/// <param name="Values">The form of an invitation.</param>
/// <param name="Done">What was just done; null for nothing.</param>
/// <param name="Refused">Why something was not done; null otherwise.</param>
public sealed record TeamModel(
    IReadOnlyList<Member> People, IReadOnlyList<Invitation>? Invitations, StaffId Me, StaffRole Mine, bool NeedsFactor, Instant Wall,
    FormValues Values, string? Done, string? Refused)
{
    /// <summary>The roles that the visitor may give.</summary>
    public IReadOnlyList<StaffRole> Givable { get; } = [.. Enum.GetValues<StaffRole>().Where(role => Roles.Reach(Mine, role))];

    /// <summary>True where the visitor may change somebody.</summary>
    public bool Reaches(Member member) => Roles.Reach(Mine, member.Role);
}

/// <summary>The desk's page about who works here.</summary>
internal static class TeamPages
{
    private const string Here = "/team";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.TeamRead, visit => Show(visit, new FormValues { ["role"] = "marketer" }));
        routes.DeskPost(Here + "/invite", Permission.TeamWrite, Invite);
        routes.DeskPost(Here + "/invitations/{id}/resend", Permission.TeamWrite, async (visit, _) =>
            await Invitations.Allow(visit.Database, visit.Shop.Id)
                ? await Do(visit, "invited", tx => Invitations.Resend(tx, visit.RouteId<StaffInvitationId>(), visit.Role, visit.Now))
                : await Show(visit, new FormValues(), TeamRefusals.TooMany));
        routes.DeskPost(Here + "/invitations/{id}/withdraw", Permission.TeamWrite, (visit, _) => Do(
            visit, "withdrawn", tx => Invitations.Withdraw(tx, visit.RouteId<StaffInvitationId>(), visit.Role, visit.Now)));
        routes.DeskPost(Here + "/{id}/role", Permission.TeamWrite, (visit, form) =>
            WireName.TryParse<StaffRole>(form["role"], out var role)
                ? Do(visit, "role", tx => ChangeTeam.Give(tx, visit.RouteId<StaffId>(), role, visit.Role, visit.Now))
                : Show(visit, new FormValues(), TeamRefusals.NoRole));
        routes.DeskPost(Here + "/{id}/remove", Permission.TeamWrite, (visit, _) => Do(
            visit, "removed", tx => ChangeTeam.Remove(tx, visit.RouteId<StaffId>(), visit.Role, visit.Now)));
        routes.DeskPost(Here + "/rules", Permission.TeamRules, (visit, form) => Do(visit, "rules", async tx =>
        {
            await ChangeTeam.SetRules(tx, form.Ticked("needsFactor"), visit.Now);
            return null;
        }));
    }

    private static async Task<IResult> Invite(DeskVisit visit, FormValues form)
    {
        if (!WireName.TryParse<StaffRole>(form["role"], out var role))
        {
            return await Refuse(visit, form, TeamRefusals.NoRole);
        }

        if (!await Invitations.Allow(visit.Database, visit.Shop.Id))
        {
            return await Refuse(visit, form, TeamRefusals.TooMany);
        }

        try
        {
            return await visit.Db.Write(tx => Invitations.Invite(tx, form["email"], role, visit.Staff.StaffId, visit.Role, visit.Now))
                is { } refusal ? await Refuse(visit, form, refusal) : visit.Go(Here + "?done=invited");
        }
        catch (UniqueViolationException)
        {
            return await Refuse(visit, form, TeamRefusals.InvitedAlready);
        }
    }

    private static Task<IResult> Refuse(DeskVisit visit, FormValues form, Refusal refusal)
    {
        if (refusal.Field is { } field)
        {
            form.Refuse(field, refusal.Sentence);
            return Show(visit, form);
        }

        return Show(visit, form, refusal);
    }

    private static async Task<IResult> Do(DeskVisit visit, string done, Func<ShopTx, Task<Refusal?>> deed) =>
        await visit.Db.Write(deed) switch
        {
            null => visit.Go($"{Here}?done={done}"),
            { Kind: RefusalKind.NotFound } refusal => throw new RefusedException(refusal),
            var refusal => await Show(visit, new FormValues(), refusal),
        };

    private static async Task<IResult> Show(DeskVisit visit, FormValues values, Refusal? refusal = null)
    {
        var model = new TeamModel(
            await ChangeTeam.All(visit.Db), visit.May(Permission.TeamWrite) ? await Invitations.All(visit.Db) : null,
            visit.Staff.StaffId, visit.Role, await ChangeTeam.NeedsFactor(visit.Db), Instant.Of(visit.Database.Wall.GetUtcNow()),
            values, TeamTexts.Done(visit.Query("done")), refusal?.Sentence);
        return visit.Page<TeamPage>(model, refusal switch
        {
            null => values.Wrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
            { Kind: RefusalKind.Forbidden } => StatusCodes.Status403Forbidden,
            { Kind: RefusalKind.TooMany } => StatusCodes.Status429TooManyRequests,
            { Kind: RefusalKind.Invalid } => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        });
    }
}
