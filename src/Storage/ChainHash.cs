using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>
/// How rows of a chain are tied together: each carries SHA-256, in lower-case hex, of the hash before it, its position
/// and its own text, with line feeds between them. Who changes a row breaks every row after it.
/// </summary>
public static class ChainHash
{
    /// <summary>The name of the journal's chain.</summary>
    public const string Journal = "journal";

    /// <summary>What stands before the first row.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The hash of one row.</summary>
    /// <param name="before">The hash of the row before, or <see cref="Genesis"/>.</param>
    /// <param name="position">Its position, counted from 1.</param>
    /// <param name="canonicalText">Everything else that is protected.</param>
    public static string Of(string before, long position, string canonicalText) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{before}\n{position}\n{canonicalText}"))));

    /// <summary>The text of a journal row, for <see cref="Of"/>; rows of nobody end with their data.</summary>
    public static string EventText(EventId id, string type, Instant at, string subject, string data, string? actor = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{id.Value}\n{type}\n{at.Milliseconds}\n{subject}\n{data}")
            + (actor is null ? "" : "\n" + actor);
}
