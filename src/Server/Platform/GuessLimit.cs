using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>
/// Slows down whoever guesses codes: after so many unknown ones a minute from one network the answer is 429, whatever the code.
/// Known codes are never counted. Each node counts for itself.
/// </summary>
internal sealed class GuessLimit : IDisposable
{
    /// <summary>Unknown codes answered to one address (of IPv6: one /64) a minute.</summary>
    internal const int PerMinute = 30;

    /// <summary>What one guess too many is told.</summary>
    internal static readonly Refusal Refusal = new(
        RefusalKind.TooMany, "too_many_requests", "Too many unknown codes came from this network; try again in a minute.");

    private static readonly FixedWindowRateLimiterOptions Window = new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) };

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(Network(address), static _ => Window));

    /// <summary>Counts a guess; false when it is one too many.</summary>
    internal bool Allows(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!lease.IsAcquired)
        {
            http.Response.Headers.RetryAfter = "60";
        }

        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static string Network(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }
}
