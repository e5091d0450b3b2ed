using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// One-time links to the desk. Opening one does nothing (mail scanners open everything); the button on its page signs in, once.
/// </summary>
internal static class SignInLinks
{
    [AcrossShops("signing in comes before any shop")]
    private const string Use = """
        UPDATE sign_in_links SET used_at = @at WHERE hash = @hash AND used_at IS NULL AND expires_at > @at
        RETURNING staff_id
        """;

    /// <summary>The link to hand out. The token is in the fragment, which no server, proxy or log ever sees.</summary>
    public static string Address(string publicUrl, string token) => $"{publicUrl}/sign-in/link#{token}";

    /// <summary>Uses a token up; null when it is unknown, used or too old.</summary>
    public static Task<StaffId?> Redeem(Database database, string token) => database.System.Write(tx =>
        tx.First<StaffId?>(Use, new { Hash = Secrets.Hash(token), At = Instant.Of(database.Wall.GetUtcNow()) }));
}
