using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vouch.Server.Tests.Host;

/// <summary>What a shop signs for its customers.</summary>
internal static class Signed
{
    /// <summary>A customer token, HS256.</summary>
    public static string Customer(string id, string email, string secret, DateTimeOffset expires)
    {
        var claims = string.Create(
            CultureInfo.InvariantCulture, $$"""{"sub":"{{id}}","email":"{{email}}","exp":{{expires.ToUnixTimeSeconds()}} }""");
        var text = Encoded(Encoding.UTF8.GetBytes("""{"alg":"HS256","typ":"JWT"}""")) + "." + Encoded(Encoding.UTF8.GetBytes(claims));
        return text + "." + Encoded(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text)));
    }

    private static string Encoded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
