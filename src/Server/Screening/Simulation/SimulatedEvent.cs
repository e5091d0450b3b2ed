using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>The populations of the simulated shop.</summary>
internal enum Population
{
    /// <summary>Honest, with nothing in common.</summary>
    Independent,

    /// <summary>Honest, of one household.</summary>
    Household,

    /// <summary>Honest, behind one office's address.</summary>
    Office,

    /// <summary>Honest, of one family with one device.</summary>
    SameDevice,

    /// <summary>Honest, brought by somebody whom very many follow.</summary>
    SuperAdvocate,

    /// <summary>The advocate again, in another name at the most.</summary>
    OpenSelf,

    /// <summary>The advocate again, in a private window, often with another card.</summary>
    CarefulSelf,

    /// <summary>The advocate again, with hardly anything in common.</summary>
    HiddenSelf,

    /// <summary>One of a group that brings itself.</summary>
    Ring,

    /// <summary>Somebody who returns the goods.</summary>
    RefundAbuse,

    /// <summary>A sign-up made by a machine.</summary>
    Bot,

    /// <summary>A stranger with a code from a coupon site: against the terms, though not a fraud.</summary>
    Leak,
}

/// <summary>Names and labels of the populations.</summary>
internal static class Populations
{
    private static readonly string[] Names =
    [
        "honest_indep", "honest_household", "honest_office", "honest_sameDevice", "honest_super", "s1", "s2", "s3", "ring",
        "refund_abuse", "bot", "leak",
    ];

    internal static IReadOnlyList<Population> All { get; } = Enum.GetValues<Population>();

    /// <summary>The name in the published figures.</summary>
    internal static string Name(this Population population) => Names[(int)population];

    /// <summary>The label: what no reward should be paid for.</summary>
    internal static bool IsAbuse(this Population population) => population >= Population.OpenSelf;
}

/// <summary>An IP address with its class.</summary>
internal readonly record struct SimulatedNetwork(int Address, NetworkClass Class);

/// <summary>
/// A person, or what passes for one: an account of the shop with what it leaves behind. Identifiers are equal or not, no more.
/// </summary>
internal sealed record SimulatedPerson
{
    internal required int Id { get; init; }

    internal required string FirstName { get; init; }

    internal required string LastName { get; init; }

    internal required string Email { get; init; }

    internal required int Device { get; init; }

    internal required int Payment { get; init; }

    internal required int Address { get; init; }

    internal required int Phone { get; init; }

    internal required SimulatedNetwork Network { get; init; }

    /// <summary>Where the person works; set when the first colleague orders.</summary>
    internal SimulatedNetwork? Office { get; set; }
}

/// <summary>A reward that is to be decided on.</summary>
/// <param name="At">When, seconds from the beginning.</param>
/// <param name="Advocate">Who is to be paid.</param>
/// <param name="Friend">Who ordered.</param>
/// <param name="Population">The truth, which screening is not told.</param>
internal sealed record SimulatedEvent(double At, SimulatedPerson Advocate, SimulatedPerson Friend, Population Population)
{
    internal required SimulatedNetwork Network { get; init; }

    /// <summary>Minor units.</summary>
    internal required long Amount { get; init; }

    internal required double SecondsFromClick { get; init; }

    internal bool ByCode { get; init; }

    internal bool DealSite { get; init; }

    internal double? RefundedAt { get; init; }

    internal bool BoughtAgain { get; init; }

    /// <summary>A sign-up, with nothing bought and a smaller reward.</summary>
    internal bool IsSignUp { get; init; }
}
