using System.Text.Json.Serialization;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>
/// What happened to a program: <c>program.created</c>, <c>program.updated</c>, <c>program.activated</c>,
/// <c>program.paused</c>, <c>program.ended</c>, <c>program.budget_spent</c>.
/// </summary>
/// <param name="Step">The second word.</param>
/// <param name="ProgramId">The program.</param>
/// <param name="Version">Its terms' version then.</param>
public sealed record ProgramHappened([property: JsonIgnore] string Step, ProgramId ProgramId, long Version) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "program." + Step;

    /// <inheritdoc/>
    public string Subject => ProgramId.ToString();
}
