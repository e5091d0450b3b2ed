using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>
/// Signs what we send as the Standard Webhooks specification says: HMAC-SHA-256 over <c>id.timestamp.body</c>, one signature for each
/// secret that is valid.
/// </summary>
internal static class StandardWebhook
{
    private const string Prefix = "whsec_";
    private const int SecretSize = 32;

    /// <summary>A new secret: <c>whsec_</c> and 32 random bytes in base64.</summary>
    internal static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretSize));

    /// <summary>The headers of one attempt.</summary>
    /// <param name="secrets">All that are valid now, the newest first.</param>
    /// <param name="id">The same for all attempts.</param>
    /// <param name="at">The time of this attempt; receivers refuse what is minutes old.</param>
    /// <param name="body">As it is sent.</param>
    internal static IReadOnlyDictionary<string, string> Headers(IEnumerable<string> secrets, string id, Instant at, string body)
    {
        var timestamp = at.ToDateTimeOffset().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}");
        return new Dictionary<string, string>
        {
            ["webhook-id"] = id,
            ["webhook-timestamp"] = timestamp,
            ["webhook-signature"] = string.Join(' ', secrets.Select(secret => Sign(secret, signed))),
        };
    }

    private static string Sign(string secret, byte[] signed) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed));
}
