using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Networks;

/// <summary>Whose network an address is in.</summary>
/// <param name="Country">ISO 3166 alpha-2: where the network is registered, not where the person is; null if unknown.</param>
/// <param name="Asn">Number of the autonomous system; null if unknown.</param>
/// <param name="Organisation">Who operates it, as registered; null if unknown.</param>
/// <param name="Class">What kind it is.</param>
public sealed record Network(string? Country, long? Asn, string? Organisation, NetworkClass Class);
