using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Vouch.Domain;
using IPNetwork = System.Net.IPNetwork;

namespace Vouch.Server.Platform;

/// <summary>
/// Whose word on where a request comes from is taken: that of the proxies which the operator names, and of nobody else. Screening,
/// limits and clicks look at addresses, so that a header which anybody can write must not change them.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>The setting of the environment: addresses and ranges, separated by commas.</summary>
    internal const string Setting = "VOUCH_TRUSTED_PROXIES";

    /// <summary>Reads the setting; none where it is empty.</summary>
    internal static Result<IReadOnlyList<IPNetwork>> Read(string? text)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new IPNetwork(address, 8 * address.GetAddressBytes().Length));
            }
            else
            {
                return Refusal.Invalid("trustedProxies", $"must be addresses or ranges such as 10.0.0.0/8, not '{part}'");
            }
        }

        return networks;
    }

    /// <summary>
    /// Takes the address before the last named proxy for the caller's: the header is read from its end as far as the proxies go, so
    /// that what a caller wrote into it before is not believed.
    /// </summary>
    internal static void Use(IApplicationBuilder app, IReadOnlyList<IPNetwork> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }
}
