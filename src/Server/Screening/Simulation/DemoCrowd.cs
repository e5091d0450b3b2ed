using System.Globalization;
using Vouch.DemoShop;
using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>A small crowd of the simulator for the demo shop: honest people, households, self-referrers and a ring.</summary>
internal static class DemoCrowd
{
    private const ulong Seed = 27;
    private const int FirstDay = 6;

    private static readonly SimulationParameters Parameters = SimulationParameters.Baseline with
    {
        Days = 66,
        MinimumOrder = 15,
        Honest = new HonestParameters { Advocates = 14 },
        SuperAdvocates = new SuperAdvocateParameters { Friends = new Span(0, 30, 60) },
        OpenSelfReferrers = new Span(1, 1, 2),
        CarefulSelfReferrers = new Span(2, 2, 4),
        HiddenSelfReferrers = new Span(1, 3, 4),
        Rings = new Span(1, 7, 8),
        LeakedCodes = new Span(1, 6, 8),
        RefundAbusers = new Span(1, 2, 3),
        Bots = new Span(0, 40, 160),
    };

    /// <summary>What it does, day by day.</summary>
    internal static IReadOnlyList<DemoCase> Cases() => [.. SimulatedShop.Events(Seed, Parameters).Select(Case)];

    private static DemoCase Case(SimulatedEvent happening) => new(
        FirstDay + (int)(happening.At / SimulatedShop.Day), Person(happening.Advocate), Person(happening.Friend), happening.Amount,
        ReadSignals.IsQuick(happening.SecondsFromClick), happening.ByCode, happening.DealSite,
        happening.RefundedAt is { } at ? FirstDay + 1 + (int)(at / SimulatedShop.Day) : null, Ip(happening.Network));

    private static DemoPerson Person(SimulatedPerson person) => new(
        $"sim-{person.Id}", $"{Capital(person.FirstName)} {Capital(person.LastName)}", person.Email,
        string.Create(CultureInfo.InvariantCulture, $"+48 60{person.Phone:0000000}"), $"device-{person.Device}", $"card-{person.Payment}",
        $"ul. Długa {person.Address}", Ip(person.Network));

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    // A home of Neostrada's, a phone of Play's, a computer of Hetzner's, an exit of M247's.
    private static string Ip(SimulatedNetwork network)
    {
        var (first, length) = network.Class switch
        {
            NetworkClass.Mobile => (0x1F000000u, 15),
            NetworkClass.Hosting => (0x05090000u, 16),
            NetworkClass.Vpn => (0x59EE8000u, 18),
            _ => (0x53000000u, 11),
        };
        var number = first + (uint)(network.Address % (1 << (32 - length)));
        return string.Join('.', new[] { number >> 24, number >> 16 & 255, number >> 8 & 255, number & 255 });
    }
}
