using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Storage;

namespace Vouch.Server.Platform.Team;

/// <summary>What the page about the team shows.</summary>
/// <param name="People">A page of those who work here, in the order they came.</param>
/// <param name="Next">The last of them where there are more; null on the last page.</param>
/// <param name="Paged">This is not the first page of them.</param>
/// <param name="Invitations">The newest of those who are asked to; null where the visitor does not see them.</param>
/// <param name="NextInvitation">The last of them where there are more; null on the last page.</param>
/// <param name="Me">The visitor.</param>
/// <param name="Mine">Their role.</param>
/// <param name="NeedsFactor">Everybody needs a second factor.</param>
/// <param name="Wall">The time that invitations go by.</param>
/// <param name="Values">The form of an invitation.</param>
/// <param name="Done">What was just done; null for nothing.</param>
/// <param name="Refused">Why something was not done; null otherwise.</param>
public sealed record TeamModel(
    IReadOnlyList<Member> People, StaffId? Next, bool Paged, IReadOnlyList<Invitation>? Invitations, StaffInvitationId? NextInvitation,
    StaffId Me, StaffRole Mine, bool NeedsFactor, Instant Wall, FormValues Values, string? Done, string? Refused)
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
    private const int PerPage = 50;
    private const int FewInvitations = 25;

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
        var (after, invited) = (visit.QueryId<StaffId>("after"), visit.QueryId<StaffInvitationId>("invited"));
        var people = await ChangeTeam.Page(visit.Db, after, PerPage + 1);
        var asked = visit.May(Permission.TeamWrite) ? await Invitations.Page(visit.Db, invited, FewInvitations + 1) : null;
        var model = new TeamModel(
            [.. people.Take(PerPage)], people.Count > PerPage ? people[PerPage - 1].StaffId : null, after is not null,
            asked is null ? null : [.. asked.Take(FewInvitations)],
            asked?.Count > FewInvitations ? asked[FewInvitations - 1].InvitationId : null, visit.Staff.StaffId, visit.Role,
            await ChangeTeam.NeedsFactor(visit.Db), Instant.Of(visit.Database.Wall.GetUtcNow()), values,
            TeamTexts.Done(visit.Query("done")), refusal?.Sentence);
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
