using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;

namespace Vouch.Server.Programs;

/// <summary>Shows one program, or all of them, the newest first.</summary>
internal static class ListPrograms
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<ProgramAnswer>>("/v1/programs", Permission.ProgramsRead, async call =>
        {
            var programs = await ProgramQueries.List(call.Db, call.QueryId<ProgramId>("after"), call.Limit + 1);
            return Outcome.Ok(call.Page(programs, program => program.ProgramId, ProgramAnswer.Of));
        });
        routes.Read<ProgramAnswer>("/v1/programs/{id}", Permission.ProgramsRead, async call =>
            await ProgramQueries.Find(call.Db, call.RouteId<ProgramId>()) is { } program
                ? Outcome.Ok(ProgramAnswer.Of(program))
                : ProgramRefusals.NoSuchProgram);
    }
}
