using Vouch.Domain.Insights;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Charts;

namespace Vouch.Server.Insights.Pages;

/// <summary>A program to choose.</summary>
public sealed record ProgramChoice(string Id, string Name);

/// <summary>What period and program the page is about.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Program">Chosen; null for all.</param>
/// <param name="Programs">To choose from.</param>
public sealed record PeriodModel(DateOnly From, DateOnly To, string? Program, IReadOnlyList<ProgramChoice> Programs)
{
    /// <summary>As an address carries it.</summary>
    public string Query => FormattableString.Invariant(
        $"?from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}{(Program is null ? "" : "&program=" + Program)}");

    /// <summary>As people read it, for a page on paper, where the form is not.</summary>
    public string Spoken(Locality place) => string.Format(
        place.Culture, "{0:d MMM yyyy} – {1:d MMM yyyy}{2}", From, To,
        Programs.FirstOrDefault(one => one.Id == Program) is { } program ? ", " + program.Name : "");
}

/// <summary>A measure as a row shows it.</summary>
/// <param name="Name">In words.</param>
/// <param name="Formula">Of what it is made.</param>
/// <param name="Value">Written out; a dash where there is none.</param>
/// <param name="Of">Numerator and denominator; empty for counts and sums.</param>
/// <param name="Interval">95 %; empty without one.</param>
/// <param name="Before">The same of the period before; a dash where there is none.</param>
/// <param name="IsMature">What it waits for is over.</param>
/// <param name="Missing">Why it is not shown yet, such as <c>12 of 30 needed</c>; null where it is.</param>
public sealed record KpiRow(
    string Name, string Formula, string Value, string Of, string Interval, string Before, bool IsMature, string? Missing);

/// <summary>Measures that are read together.</summary>
public sealed record KpiGroup(string Name, IReadOnlyList<KpiRow> Rows);

/// <summary>The measures of a period.</summary>
public sealed record MeasuresModel(
    PeriodModel Period, KeptState State, IReadOnlyList<KpiGroup> Groups, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Trend,
    bool KnowsMargin);

/// <summary>Channels side by side, and who brings most.</summary>
/// <param name="Period">Of which days.</param>
/// <param name="State">Of when.</param>
/// <param name="Figures">Null while they are counted for the first time.</param>
public sealed record ChannelsModel(PeriodModel Period, KeptState State, ChannelFigures? Figures);

/// <summary>What channels and advocates brought.</summary>
/// <param name="Channels">Most revenue first.</param>
/// <param name="Advocates">The best ones.</param>
/// <param name="Names">Of the advocates, by id.</param>
/// <param name="CacChannels">What a new customer costs by other channels.</param>
/// <param name="CacReferral">And by referral.</param>
public sealed record ChannelFigures(
    IReadOnlyList<ChannelReport> Channels, AdvocatesReport Advocates, IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, MeasureAnswer> CacChannels, MeasureAnswer CacReferral);

/// <summary>Referred orders by groups.</summary>
public sealed record GroupsModel(PeriodModel Period, BreakdownBy By, KeptState State, IReadOnlyList<BreakdownAnswer> Rows);

/// <summary>Customers by month of first order.</summary>
public sealed record CohortsModel(KeptState State, IReadOnlyList<CohortAnswer> Cohorts, bool KnowsMargin);

/// <summary>What customers are worth.</summary>
/// <param name="Answer">The fit, or how far it is.</param>
/// <param name="Model">Asked for.</param>
/// <param name="From">First day of first purchases.</param>
/// <param name="Until">First day not observed.</param>
/// <param name="HoldoutUntil">First day after the holdout.</param>
/// <param name="State">Of when what follows is.</param>
/// <param name="Realised">Mean margin of a customer in the first 90, 180 and 365 days.</param>
/// <param name="Comparison">Referred against others; null while it is counted for the first time.</param>
/// <param name="KnowsMargin">Amounts are margins; revenue otherwise.</param>
public sealed record LifetimeModel(
    LifetimeAnswer Answer, string Model, DateOnly From, DateOnly Until, DateOnly? HoldoutUntil, KeptState State,
    IReadOnlyList<RealisedMean> Realised, ComparisonAnswer? Comparison, bool KnowsMargin);
