using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>Makes a program; it begins as a draft.</summary>
public static class CreateProgram
{
    /// <summary>Makes a program from what is stated, or says everything that is wrong with it.</summary>
    public static Result<KnownProgram> Run(ShopTx tx, ProgramRequest request, Instant now)
    {
        var terms = ProgramParsing.Parse(request);
        if (terms.IsRefused)
        {
            return terms.Refusal;
        }

        var program = new KnownProgram(tx.NewId<ProgramId>(), ProgramStatus.Draft, 1, terms.Value, now, now);
        ProgramStore.Add(tx, program);
        tx.Publish(new ProgramHappened("created", program.ProgramId, program.Version), now);
        return program;
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<ProgramRequest, ProgramAnswer>(
            "POST",
            "/v1/programs",
            Permission.ProgramsWrite,
            (call, tx, request) =>
            {
                var program = Run(tx, request, call.Now);
                return Task.FromResult(program.IsRefused ? program.Refusal : Outcome.Created(ProgramAnswer.Of(program.Value)));
            },
            StatusCodes.Status201Created);
}
