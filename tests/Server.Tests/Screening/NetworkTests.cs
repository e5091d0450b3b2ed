using System.Net;
using Shouldly;
using Vouch.Server.Screening;
using Vouch.Domain.Screening;
using Vouch.Server.Screening.Networks;
using static Vouch.Domain.Screening.NetworkClass;

namespace Vouch.Server.Tests.Screening;

public sealed class NetworkTests
{
    private static readonly NetworkTable Networks = new();

    [Theory]
    [InlineData("3.120.0.10", "US", Hosting)] // Amazon, Frankfurt
    [InlineData("54.93.0.1", "US", Hosting)]
    [InlineData("34.90.0.1", "US", Hosting)] // Google Cloud
    [InlineData("20.50.2.1", "US", Hosting)] // Azure
    [InlineData("129.146.0.1", "US", Hosting)] // Oracle
    [InlineData("51.68.0.1", "FR", Hosting)] // OVH
    [InlineData("91.121.1.1", "FR", Hosting)]
    [InlineData("88.198.0.1", "DE", Hosting)] // Hetzner
    [InlineData("95.216.0.1", "DE", Hosting)]
    [InlineData("2a01:4f8::1", "DE", Hosting)]
    [InlineData("165.227.0.1", "US", Hosting)] // DigitalOcean
    [InlineData("172.104.0.1", "US", Hosting)] // Linode
    [InlineData("45.76.0.1", "US", Hosting)] // Vultr
    [InlineData("51.15.0.1", "FR", Hosting)] // Scaleway
    [InlineData("173.212.192.1", "DE", Hosting)] // Contabo
    [InlineData("82.165.0.1", "DE", Hosting)] // IONOS
    [InlineData("47.74.0.1", "US", Hosting)] // Alibaba
    [InlineData("43.128.0.1", "SG", Hosting)] // Tencent
    [InlineData("185.65.134.1", "SE", Vpn)] // Mullvad
    [InlineData("193.138.218.1", "SE", Vpn)] // Mullvad at 31173
    [InlineData("185.159.157.1", "CH", Vpn)] // Proton
    [InlineData("146.70.100.1", "RO", Vpn)] // M247
    [InlineData("89.187.160.1", "CZ", Vpn)] // Datacamp
    [InlineData("104.28.30.1", "US", Vpn)] // Cloudflare, relays
    [InlineData("1.1.1.1", "AU", Vpn)]
    [InlineData("172.224.226.1", "US", Vpn)] // Apple's relay at Akamai
    [InlineData("146.75.128.1", "US", Vpn)] // Apple's relay at Fastly
    [InlineData("8.8.8.8", "US", Vpn)] // Google itself
    [InlineData("2001:4860:4860::8888", "US", Vpn)]
    [InlineData("185.220.101.1", "DE", Vpn)] // Tor
    [InlineData("83.0.0.1", "PL", Residential)] // Orange
    [InlineData("83.20.10.1", "PL", Residential)]
    [InlineData("89.64.0.1", "PL", Residential)] // UPC, Play
    [InlineData("37.47.0.1", "PL", Residential)] // Orange's phones, in the AS of its fixed network
    [InlineData("31.0.0.1", "PL", Mobile)] // Plus
    [InlineData("94.254.128.1", "PL", Mobile)]
    [InlineData("86.120.0.1", "RO", Residential)] // Digi
    [InlineData("188.24.0.1", "RO", Residential)]
    [InlineData("109.166.128.1", "RO", Residential)] // Orange
    [InlineData("46.97.0.1", "RO", Mobile)] // Vodafone
    [InlineData("79.0.0.1", "IT", Residential)] // TIM
    [InlineData("87.0.0.1", "IT", Residential)]
    [InlineData("93.32.0.1", "IT", Residential)] // Fastweb
    [InlineData("151.16.0.1", "IT", Residential)] // Wind Tre
    [InlineData("2.32.0.1", "IT", Mobile)] // Vodafone
    [InlineData("95.24.0.1", "RU", Residential)] // Beeline
    [InlineData("94.25.0.1", "RU", Residential)]
    [InlineData("46.158.0.1", "RU", Residential)] // Rostelecom
    [InlineData("178.176.0.1", "RU", Mobile)] // MegaFon
    [InlineData("86.128.0.1", "GB", Residential)] // BT
    [InlineData("81.96.0.1", "GB", Residential)] // Virgin
    [InlineData("90.192.0.1", "GB", Residential)] // Sky
    [InlineData("82.132.128.1", "GB", Mobile)] // O2
    [InlineData("93.192.0.1", "DE", Residential)] // Telekom
    [InlineData("2003::1", "DE", Residential)]
    [InlineData("90.0.0.1", "FR", Residential)] // Orange
    [InlineData("82.64.0.1", "FR", Residential)] // Free
    [InlineData("80.24.0.1", "ES", Residential)] // Telefonica
    [InlineData("73.0.0.1", "US", Residential)] // Comcast
    [InlineData("172.32.0.1", "US", Mobile)] // T-Mobile
    [InlineData("2607:fb90::1", "US", Mobile)]
    [InlineData("174.192.0.1", "US", Mobile)] // Verizon
    [InlineData("17.0.0.1", "US", Residential)] // Apple's offices
    public void Well_known_addresses_are_told(string address, string country, NetworkClass kind)
    {
        var network = Networks.Find(IPAddress.Parse(address));
        $"{network.Country} {network.Class}".ShouldBe($"{country} {kind}", network.ToString());
        (network.Asn is > 0 && network.Organisation is { Length: > 0 }).ShouldBeTrue();
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("fe80::1%3")]
    [InlineData("fc00::1")]
    [InlineData("ff02::1")]
    [InlineData("4000::1")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void An_address_that_nobody_on_the_internet_has_is_unknown(string address) =>
        Networks.Find(IPAddress.Parse(address)).ShouldBe(new Network(null, null, null, Unknown));

    [Theory]
    [InlineData("88.198.0.1", "::ffff:88.198.0.1", "::FFFF:58c6:1", "2002:58c6:1::1", "64:ff9b::88.198.0.1")]
    [InlineData("2a01:4f8::1", "2A01:04F8:0000::0001", "2a01:4f8:0:0:0:0:0:1", "[2a01:4f8::1]", "2a01:4f8::1%eth0", "2a01:4f8::0.0.0.1")]
    public void All_spellings_of_an_address_are_in_one_network(params string[] spellings) =>
        spellings.Select(text => Networks.Find(IPAddress.Parse(text))).Distinct().ShouldHaveSingleItem().Asn.ShouldBe(24940);

    [Fact]
    public void Many_threads_may_ask_a_table_that_nobody_has_read_yet()
    {
        var cold = new NetworkTable();
        var addresses = Enumerable.Range(1, 2000).Select(i => new IPAddress((long)i * 2_000_003)).ToList();
        addresses.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(cold.Find).ToList()
            .ShouldBe(addresses.Select(Networks.Find));
    }

    [Fact]
    public void Every_address_is_answered()
    {
        var random = new Random(7);
        var bytes = new byte[16];
        for (var i = 0; i < 50_000; i++)
        {
            random.NextBytes(bytes);
            var four = Networks.Find(new IPAddress(bytes.AsSpan(0, 4)));
            (four.Asn is null).ShouldBe(four.Class == Unknown);
            bytes[0] = 0x2a;
            Networks.Find(new IPAddress(bytes)).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("Cloud Nine Telecom", Residential)]
    [InlineData("Some Hosting s.r.o.", Hosting)]
    [InlineData("ACME Datacenter-Park GmbH", Hosting)]
    [InlineData("Best VPN Ltd", Vpn)]
    [InlineData("Beispiel Mobilfunk", Residential)]
    [InlineData("Example Mobile Ltd.", Mobile)]
    [InlineData("Serverinsky Family", Residential)]
    [InlineData("\ud800", Residential)]
    [InlineData("", Residential)]
    public void An_operator_that_is_not_listed_is_told_by_its_name(string organisation, NetworkClass kind) =>
        NetworkClasses.Load().Of(4_200_000_001, organisation).ShouldBe(kind);

    [Theory]
    [InlineData("a@mailinator.com", true)]
    [InlineData("a@example.com", false)]
    [InlineData("nobody", false)]
    [InlineData(null, false)]
    public void Throw_away_mail_is_told(string? email, bool isDisposable) => DisposableMail.IsDisposable(email).ShouldBe(isDisposable);
}
