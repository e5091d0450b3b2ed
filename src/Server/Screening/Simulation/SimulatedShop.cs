using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>
/// The shop that people come to: deals out identifiers, names and addresses, and notes what happens. What is drawn and in which order
/// is part of the published figures: a draw more or fewer makes other events of the same seed.
/// </summary>
internal sealed class SimulatedShop
{
    internal const double Hour = 3600;
    internal const double Day = 24 * Hour;

    private static readonly string[] FirstNames =
    [
        "anna", "jan", "piotr", "maria", "ivan", "olga", "elena", "andrei", "ioana", "mihai", "marco", "giulia", "luca", "sara", "tom",
        "kate", "ewa", "igor", "nina", "paul",
    ];

    private static readonly string[] LastNames =
    [
        "nowak", "kowalski", "popescu", "ionescu", "rossi", "bianchi", "ivanov", "smirnova", "wisniewski", "dumitru", "ferrari",
        "conti", "zielinski", "petrova", "jones", "weber",
    ];

    private static readonly string[] MailDomains =
    [
        "gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com", "outlook.com", "yahoo.com", "wp.pl", "mail.ru", "libero.it",
        "icloud.com",
    ];

    private readonly List<SimulatedEvent> _events = [];
    private int _identifiers;

    private SimulatedShop(ulong seed, SimulationParameters parameters)
    {
        Dice = new MersenneTwister(seed);
        Parameters = parameters;
        Offices = Networks(40, NetworkClass.Residential);
        Carriers = Networks(60, NetworkClass.Mobile);
    }

    internal static IReadOnlyList<string> DisposableDomains { get; } =
        ["mailinator.com", "temp-mail.org", "guerrillamail.com", "yopmail.com"];

    internal MersenneTwister Dice { get; }

    internal SimulationParameters Parameters { get; }

    internal double End => Parameters.Days * Day;

    internal IReadOnlyList<SimulatedNetwork> Offices { get; }

    /// <summary>Addresses that very many mobile telephones share.</summary>
    internal IReadOnlyList<SimulatedNetwork> Carriers { get; }

    /// <summary>Everything that happens, in the order of time.</summary>
    internal static IReadOnlyList<SimulatedEvent> Events(ulong seed, SimulationParameters parameters)
    {
        var shop = new SimulatedShop(seed, parameters);
        HonestPeople.Come(shop);
        SelfReferrers.Come(shop);
        AbusiveGroups.Come(shop);
        return [.. shop._events.OrderBy(happening => happening.At)];
    }

    /// <summary>An identifier that nobody has yet.</summary>
    internal int NewIdentifier() => ++_identifiers;

    internal int[] NewIdentifiers(int count) => [.. Enumerable.Range(0, count).Select(_ => NewIdentifier())];

    internal SimulatedNetwork NewNetwork(NetworkClass kind) => new(NewIdentifier(), kind);

    internal SimulatedNetwork[] Networks(int count, NetworkClass kind) => [.. Enumerable.Range(0, count).Select(_ => NewNetwork(kind))];

    /// <summary>Any moment.</summary>
    internal double Sometime() => Dice.Uniform(0, End);

    internal string FirstName() => Dice.Choice(FirstNames);

    internal string LastName() => Dice.Choice(LastNames);

    internal string MailDomain() => Dice.Choice(MailDomains);

    internal string DisposableMail() => $"x{Dice.Whole(1, 1_000_000)}@{Dice.Choice(DisposableDomains)}";

    /// <summary>A mail address that is the person's name and a number.</summary>
    internal string MailOf(string first, string last) => $"{first}.{last}{Dice.Whole(1, 9999)}@{MailDomain()}";

    /// <summary>Somebody new, who shares nothing but the name that is given.</summary>
    internal SimulatedPerson Person(string? lastName = null)
    {
        var first = FirstName();
        var last = lastName ?? LastName();
        return new SimulatedPerson
        {
            Id = NewIdentifier(),
            FirstName = first,
            LastName = last,
            Email = MailOf(first, last),
            Device = NewIdentifier(),
            Payment = NewIdentifier(),
            Address = NewIdentifier(),
            Phone = NewIdentifier(),
            Network = NewNetwork(NetworkClass.Residential),
        };
    }

    /// <summary>An order of so many times the smallest that earns a reward.</summary>
    internal long TimesMinimum(double from, double to) => Minor(Parameters.MinimumOrder * Dice.Uniform(from, to));

    /// <summary>An order that just about earns one.</summary>
    internal long HugsMinimum() => TimesMinimum(1, 1.04);

    /// <summary>Notes an order; amount and pause are as usual where the circumstances do not say otherwise.</summary>
    internal void Add(double at, SimulatedPerson advocate, SimulatedPerson friend, Population population, Circumstances how)
    {
        var amount = Math.Max(Minor(Parameters.MinimumOrder), Minor(Math.Exp(Dice.Normal(Math.Log(60), 0.5))));
        var pause = Math.Exp(Dice.Normal(Math.Log(Day), 1.6));
        _events.Add(new SimulatedEvent(at, advocate, friend, population)
        {
            Network = how.Network ?? friend.Network,
            Amount = how.Amount ?? amount,
            SecondsFromClick = how.SecondsFromClick ?? pause,
            ByCode = how.ByCode,
            DealSite = how.DealSite,
            RefundedAt = how.RefundedAt,
            BoughtAgain = how.BoughtAgain,
            IsSignUp = how.IsSignUp,
        });
    }

    private static long Minor(double amount) => (long)Math.Round(100 * amount, MidpointRounding.ToEven);
}

/// <summary>What is special about an order.</summary>
internal sealed record Circumstances
{
    /// <summary>Where it came from, if not from the friend's own network.</summary>
    internal SimulatedNetwork? Network { get; init; }

    internal long? Amount { get; init; }

    internal double? SecondsFromClick { get; init; }

    internal bool ByCode { get; init; }

    internal bool DealSite { get; init; }

    internal double? RefundedAt { get; init; }

    internal bool BoughtAgain { get; init; }

    internal bool IsSignUp { get; init; }
}
