using Vouch.Server.Programs.Pages;

namespace Vouch.Server.Programs;

/// <summary>Terms: who may take part, what both sides get, when and how much.</summary>
internal static class ProgramsSlice
{
    internal static IEndpointRouteBuilder MapPrograms(this IEndpointRouteBuilder routes)
    {
        CreateProgram.Map(routes);
        UpdateProgram.Map(routes);
        ChangeProgramStatus.Map(routes);
        ListPrograms.Map(routes);
        ProgramPages.Map(routes);
        return routes;
    }
}
