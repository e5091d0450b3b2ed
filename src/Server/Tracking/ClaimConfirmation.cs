using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Tracking;

/// <summary>
/// The token of a claim's confirmation link: the claim's id and the shop's keyed hash of it. It can be made again at
/// any time, so it is never stored, and only who reads the mail knows it.
/// </summary>
public static class ClaimConfirmation
{
    /// <summary>The token of a claim.</summary>
    public static string Token(Shop shop, ClaimId claim) => $"{claim}.{shop.Hash("confirm " + claim)}";

    /// <summary>The claim of a token; null when it was not made here.</summary>
    public static ClaimId? Read(Shop shop, string token)
    {
        var parts = token.Split('.');
        return parts.Length == 2 && IdText.TryParse<ClaimId>(parts[0], out var claim)
            && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.UTF8.GetBytes(token), System.Text.Encoding.UTF8.GetBytes(Token(shop, claim)))
            ? claim
            : null;
    }
}
