namespace Vouch.Domain.Screening;

/// <summary>What kind of network an address belongs to, as far as its operator tells.</summary>
public enum NetworkClass
{
    /// <summary>No data, or an address that nobody on the internet has.</summary>
    Unknown,

    /// <summary>Homes, offices, schools: people.</summary>
    Residential,

    /// <summary>Phones; hundreds of people share an address there.</summary>
    Mobile,

    /// <summary>Computers for hire: hardly a person who shops.</summary>
    Hosting,

    /// <summary>People who hide: VPNs, Tor, and the relays that browsers and phones switch on by themselves.</summary>
    Vpn,
}
