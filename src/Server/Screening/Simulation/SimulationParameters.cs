namespace Vouch.Server.Screening.Simulation;

/// <summary>
/// Who lives in the simulated shop and what things are worth there; the values are those of the published baseline (science.md 4.4).
/// Shares are of one, amounts in units of the shop's currency, durations in days.
/// </summary>
internal sealed record SimulationParameters
{
    internal static SimulationParameters Baseline { get; } = new();

    internal double Days { get; init; } = 180;

    /// <summary>From the order to the release: the return window and two days.</summary>
    internal double HoldDays { get; init; } = 32;

    internal double MinimumOrder { get; init; } = 30;

    internal SimulatedEconomics Economics { get; init; } = new();

    internal HonestParameters Honest { get; init; } = new();

    internal SuperAdvocateParameters SuperAdvocates { get; init; } = new();

    internal Span OpenSelfReferrers { get; init; } = new(60, 1, 4);

    internal Span CarefulSelfReferrers { get; init; } = new(50, 2, 6);

    internal Span HiddenSelfReferrers { get; init; } = new(20, 3, 12);

    internal Span Rings { get; init; } = new(10, 5, 12);

    internal Span LeakedCodes { get; init; } = new(5, 20, 160);

    internal Span RefundAbusers { get; init; } = new(40, 1, 3);

    /// <summary>How many of the abusive refunds come while the reward is held, which then is never paid.</summary>
    internal double RefundWithinHold { get; init; } = 0.6;

    internal Span Bots { get; init; } = new(5, 40, 160);
}

/// <summary>How many advocates of a kind there are, and from how many to how many friends each has.</summary>
internal sealed record Span(int Advocates, int Fewest, int Most);

/// <summary>What a decision costs or saves.</summary>
internal sealed record SimulatedEconomics
{
    internal decimal Reward { get; init; } = 10;

    internal decimal SignUpReward { get; init; } = 1;

    /// <summary>Margin that a customer still brings.</summary>
    internal decimal CustomerMargin { get; init; } = 45;

    /// <summary>How many of those wrongly rejected leave.</summary>
    internal decimal LeavingShare { get; init; } = 0.35m;

    internal decimal ReviewCost { get; init; } = 2;

    internal decimal HoldCost { get; init; } = 0.4m;

    /// <summary>How much of the abuse before them the people who review see.</summary>
    internal double ReviewerRecall { get; init; } = 0.9;

    /// <summary>How many of the honest before them they take for abuse.</summary>
    internal double ReviewerFalseAlarm { get; init; } = 0.05;
}

/// <summary>The ordinary advocates and their friends.</summary>
internal sealed record HonestParameters
{
    internal int Advocates { get; init; } = 4000;

    internal double FurtherFriends { get; init; } = 0.8;

    /// <summary>Strangers to the advocate's address, of the household, of the office, and users of the advocate's own device.</summary>
    internal IReadOnlyList<double> Relations { get; init; } = [0.74, 0.12, 0.09, 0.05];

    internal double BehindCarrier { get; init; } = 0.08;

    internal double BehindVpn { get; init; } = 0.04;

    internal double Fast { get; init; } = 0.03;

    internal double ByCode { get; init; } = 0.15;

    internal double DisposableMail { get; init; } = 0.005;

    internal double Refunds { get; init; } = 0.08;

    internal double AtMinimum { get; init; } = 0.06;

    internal double BuyAgain { get; init; } = 0.25;
}

/// <summary>The few honest ones who bring very many.</summary>
internal sealed record SuperAdvocateParameters
{
    internal Span Friends { get; init; } = new(25, 30, 150);

    /// <summary>How many of the friends come in the hours after a post.</summary>
    internal double InBursts { get; init; } = 0.6;
}
