using System.Net;
using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>What a merchant may name as the address of a receiver of ours.</summary>
internal static class ReceiverAddress
{
    private const int Longest = 500;

    /// <summary>The address, read; refused what we would not call.</summary>
    /// <param name="field">The field it stands in.</param>
    /// <param name="text">As given.</param>
    /// <param name="allowsPrivate">The installation calls its own network, and without TLS.</param>
    internal static Result<Uri> Read(string field, string? text, bool allowsPrivate)
    {
        if (text is not { Length: > 0 and <= Longest } || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.HostNameType is not (
                UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return Refusal.Invalid(field, $"must be an absolute https address of at most {Longest} characters");
        }

        if (url.Scheme != Uri.UriSchemeHttps && !(allowsPrivate && url.Scheme == Uri.UriSchemeHttp))
        {
            return Refusal.Invalid(field, "must begin with https://");
        }

        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return Refusal.Invalid(field, "must have no user, password or fragment");
        }

        if (allowsPrivate)
        {
            return url;
        }

        return url.Port is not (443 or 8443) ? Refusal.Invalid(field, "must have the port 443 or 8443")
            : IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) && !PublicAddresses.Contain(address)
                ? Refusal.Invalid(field, "must be an address that the world can reach")
                : url;
    }
}
