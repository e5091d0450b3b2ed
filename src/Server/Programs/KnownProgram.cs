using System.Collections.Concurrent;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;

namespace Vouch.Server.Programs;

/// <summary>A program as it is now.</summary>
/// <param name="ProgramId">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Version">The version of its present terms.</param>
/// <param name="Terms">Its present terms.</param>
/// <param name="CreatedAt">Shop time.</param>
/// <param name="UpdatedAt">Shop time.</param>
public sealed record KnownProgram(
    ProgramId ProgramId, ProgramStatus Status, long Version, ProgramTerms Terms, Instant CreatedAt, Instant UpdatedAt);

/// <summary>Terms as they were from one instant on.</summary>
public sealed record ProgramVersion(ProgramId ProgramId, long Version, ProgramTerms Terms, Instant FromAt);

/// <summary>A program's row with its present terms.</summary>
internal sealed record ProgramRow(
    ProgramId ProgramId, ProgramStatus Status, long Version, string Terms, Instant CreatedAt, Instant UpdatedAt)
{
    private const int MostRemembered = 1000;

    // By their very text, which says all: they stay right whatever is rolled back or restored. Each order asks for them.
    private static readonly ConcurrentDictionary<string, ProgramTerms> Remembered = new(StringComparer.Ordinal);

    internal const string Columns = "p.program_id, p.status, p.version, v.terms, p.created_at, p.updated_at";

    internal KnownProgram ToProgram() => new(ProgramId, Status, Version, Read(Terms), CreatedAt, UpdatedAt);

    /// <summary>Terms as they are kept.</summary>
    internal static string Write(ProgramTerms terms) => JsonSerializer.Serialize(terms, WireJson.Options);

    /// <summary>Terms as they were kept.</summary>
    internal static ProgramTerms Read(string terms)
    {
        if (Remembered.Count > MostRemembered)
        {
            Remembered.Clear();
        }

        return Remembered.GetOrAdd(terms, static text => JsonSerializer.Deserialize<ProgramTerms>(text, WireJson.Options)!);
    }
}
