using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.People;

namespace Vouch.Server.Platform;

/// <summary>The shop's signed-in customer, on the shop's word.</summary>
/// <param name="ExternalId">The shop's customer id.</param>
/// <param name="Email">The customer's address.</param>
public sealed record SignedInCustomer(string ExternalId, EmailAddress Email);

/// <summary>
/// Reads a customer token: a compact JWS, HS256 alone, with <c>sub</c>, <c>email</c> and an <c>exp</c> at most one hour of
/// wall time ahead. Anything else is refused with one and the same sentence, so that nobody learns by trying.
/// </summary>
public static class CustomerToken
{
    private const int Longest = 4096;
    private const long LongestLifeSeconds = 3600;

    private static readonly Refusal NotValid = new(
        RefusalKind.Forbidden,
        "invalid_customer_token",
        "The customer token is not valid: check its secret, its algorithm HS256, sub, email and exp.");

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 8,
    };

    /// <summary>The customer the token speaks of.</summary>
    /// <param name="token">As sent.</param>
    /// <param name="secret">The shop's <c>customerTokenSecret</c>; its UTF-8 bytes are the key.</param>
    /// <param name="wall">Wall time.</param>
    public static Result<SignedInCustomer> Read(string token, string secret, Instant wall)
    {
        var parts = token.Length <= Longest ? token.Split('.') : [];
        if (parts.Length != 3 || !IsSigned(parts, secret)
            || !IsPlainHs256(Part<Header>(parts[0])) || Part<Claims>(parts[1]) is not { } claims)
        {
            return NotValid;
        }

        var now = wall.Milliseconds / 1000;
        var isNow = claims.ExpiresAt > now && claims.ExpiresAt <= now + LongestLifeSeconds && !(claims.NotBefore > now);
        return isNow && !string.IsNullOrWhiteSpace(claims.Subject) && EmailAddress.TryParse(claims.Email, out var email)
            ? new SignedInCustomer(claims.Subject, email)
            : NotValid;
    }

    // "crit" names extensions that must be understood; we understand none.
    private static bool IsPlainHs256(Header? header) => header is { Algorithm: "HS256", Critical: null };

    private static bool IsSigned(string[] parts, string secret)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]));
        return Decoded(parts[2]) is { } signature && CryptographicOperations.FixedTimeEquals(mac, signature);
    }

    private static T? Part<T>(string part) where T : class
    {
        try
        {
            return Decoded(part) is { } bytes ? JsonSerializer.Deserialize<T>(bytes, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decoded(string part)
    {
        if (part.Length == 0 || !part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || !Base64Url.IsValid(part))
        {
            return null;
        }

        return Base64Url.DecodeFromChars(part);
    }

    private sealed record Header(
        [property: JsonPropertyName("alg")] string? Algorithm, [property: JsonPropertyName("crit")] JsonElement? Critical);

    private sealed record Claims(
        [property: JsonPropertyName("sub")] string? Subject,
        [property: JsonPropertyName("email")] string? Email,
        [property: JsonPropertyName("exp")] long ExpiresAt,
        [property: JsonPropertyName("nbf")] long? NotBefore);
}
