namespace Vouch.Server.Screening.Networks;

/// <summary>What kind of network an address belongs to, as far as its operator tells.</summary>
public enum NetworkClass
{
    /// <summary>Homes, offices, schools: people.</summary>
    Residential,

    /// <summary>Phones; hundreds of people share an address there.</summary>
    Mobile,

    /// <summary>Computers for hire: hardly a person who shops.</summary>
    Hosting,

    /// <summary>People who hide: VPNs, Tor, and the relays that browsers and phones switch on by themselves.</summary>
    Vpn,

    /// <summary>No data, or an address that nobody on the internet has.</summary>
    Unknown,
}

/// <summary>Whose network an address is in.</summary>
/// <param name="Country">ISO 3166 alpha-2: where the network is registered, not where the person is; null if unknown.</param>
/// <param name="Asn">Number of the autonomous system; null if unknown.</param>
/// <param name="Organisation">Who operates it, as registered; null if unknown.</param>
/// <param name="Class">What kind it is.</param>
public sealed record Network(string? Country, long? Asn, string? Organisation, NetworkClass Class);
