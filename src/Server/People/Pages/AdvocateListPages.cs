using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.People.Pages;

/// <summary>The desk's list of advocates.</summary>
internal static class AdvocateListPages
{
    private const int PerPage = 25;

    internal static void Map(IEndpointRouteBuilder routes) => routes.DeskPage("/advocates", Permission.AdvocatesRead, ShowList);

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        var after = visit.QueryId<AdvocateId>("after");
        var lines = await AdvocatePageQueries.List(visit.Db, visit.Query("q"), after, PerPage + 1);
        return visit.Page<AdvocateListPage>(new AdvocateListModel(
            [.. lines.Take(PerPage)], visit.Query("q")
                ?? "", lines.Count > PerPage ? lines[PerPage - 1].AdvocateId : null, after is not null));
    }
}
