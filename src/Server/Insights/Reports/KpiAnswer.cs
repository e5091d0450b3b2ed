using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;

namespace Vouch.Server.Insights;

/// <summary>The measures of a period; what each counts stands in the documentation of figures.</summary>
public sealed record KpiAnswer
{
    /// <summary>First instant inside.</summary>
    public required Instant From { get; init; }

    /// <summary>First instant after.</summary>
    public required Instant To { get; init; }

    /// <summary>Of one program alone; null for all.</summary>
    public required ProgramId? ProgramId { get; init; }

    /// <inheritdoc cref="Kpi.ParticipationRate"/>
    public required MeasureAnswer ParticipationRate { get; init; }

    /// <inheritdoc cref="Kpi.ParticipantsWithoutOrder"/>
    public required MeasureAnswer ParticipantsWithoutOrder { get; init; }

    /// <inheritdoc cref="Kpi.JoinConversion"/>
    public required MeasureAnswer JoinConversion { get; init; }

    /// <inheritdoc cref="Kpi.ShareRate"/>
    public required MeasureAnswer ShareRate { get; init; }

    /// <inheritdoc cref="Kpi.ReferralRateMade"/>
    public required MeasureAnswer ReferralRateMade { get; init; }

    /// <inheritdoc cref="Kpi.ReferralRateSuccessful"/>
    public required MeasureAnswer ReferralRateSuccessful { get; init; }

    /// <inheritdoc cref="Kpi.UniqueFriendClicks"/>
    public required MeasureAnswer UniqueFriendClicks { get; init; }

    /// <inheritdoc cref="Kpi.ClicksPerShare"/>
    public required MeasureAnswer ClicksPerShare { get; init; }

    /// <inheritdoc cref="Kpi.ShareClickThrough"/>
    public required MeasureAnswer ShareClickThrough { get; init; }

    /// <inheritdoc cref="Kpi.ConversionClickToOrder"/>
    public required MeasureAnswer ConversionClickToOrder { get; init; }

    /// <inheritdoc cref="Kpi.ConversionClickToOrderGross"/>
    public required MeasureAnswer ConversionClickToOrderGross { get; init; }

    /// <inheritdoc cref="Kpi.ConversionReferredToOrder"/>
    public required MeasureAnswer ConversionReferredToOrder { get; init; }

    /// <inheritdoc cref="Kpi.ReferralRevenueFirstMinor"/>
    public required MeasureAnswer ReferralRevenueFirstMinor { get; init; }

    /// <inheritdoc cref="Kpi.ReferralRevenueAllMinor"/>
    public required MeasureAnswer ReferralRevenueAllMinor { get; init; }

    /// <inheritdoc cref="Kpi.AovReferredAllMinor"/>
    public required MeasureAnswer AovReferredAllMinor { get; init; }

    /// <inheritdoc cref="Kpi.AovReferredFirstMinor"/>
    public required MeasureAnswer AovReferredFirstMinor { get; init; }

    /// <inheritdoc cref="Kpi.AovNonreferredFirstMinor"/>
    public required MeasureAnswer AovNonreferredFirstMinor { get; init; }

    /// <inheritdoc cref="Kpi.NewReferredCustomers"/>
    public required MeasureAnswer NewReferredCustomers { get; init; }

    /// <inheritdoc cref="Kpi.RewardCostMinor"/>
    public required MeasureAnswer RewardCostMinor { get; init; }

    /// <inheritdoc cref="Kpi.CacReferralVariableMinor"/>
    public required MeasureAnswer CacReferralVariableMinor { get; init; }

    /// <inheritdoc cref="Kpi.CacReferralFullMinor"/>
    public required MeasureAnswer CacReferralFullMinor { get; init; }

    /// <inheritdoc cref="Kpi.RoiSeed"/>
    public required MeasureAnswer RoiSeed { get; init; }

    /// <inheritdoc cref="Kpi.RoiMargin"/>
    public required MeasureAnswer RoiMargin { get; init; }

    /// <inheritdoc cref="Kpi.RepeatReferrers"/>
    public required MeasureAnswer RepeatReferrers { get; init; }

    /// <inheritdoc cref="Kpi.RepeatReferrersTrailingYear"/>
    public required MeasureAnswer RepeatReferrersTrailingYear { get; init; }

    /// <inheritdoc cref="Kpi.RepeatReferrerRate"/>
    public required MeasureAnswer RepeatReferrerRate { get; init; }

    /// <inheritdoc cref="Kpi.AdvocatesWithReferral"/>
    public required MeasureAnswer AdvocatesWithReferral { get; init; }

    /// <inheritdoc cref="Kpi.RedemptionRate"/>
    public required MeasureAnswer RedemptionRate { get; init; }

    /// <inheritdoc cref="Kpi.BreakageRate"/>
    public required MeasureAnswer BreakageRate { get; init; }

    /// <inheritdoc cref="Kpi.OutstandingMinor"/>
    public required MeasureAnswer OutstandingMinor { get; init; }

    /// <inheritdoc cref="Kpi.CycleTimeDays"/>
    public required MeasureAnswer CycleTimeDays { get; init; }

    /// <inheritdoc cref="Kpi.CycleTimeMeanDays"/>
    public required MeasureAnswer CycleTimeMeanDays { get; init; }

    /// <summary>The cost of a new customer of each other channel, minor units.</summary>
    public required IReadOnlyDictionary<string, MeasureAnswer> CacChannels { get; init; }

    internal static KpiAnswer Made(KpiReport report, ProgramId? program)
    {
        MeasureAnswer Of(Kpi kpi) => MeasureAnswer.Of(report[kpi]);
        return new KpiAnswer
        {
            From = report.Period.From, To = report.Period.To, ProgramId = program,
            ParticipationRate = Of(Kpi.ParticipationRate),
            ParticipantsWithoutOrder = Of(Kpi.ParticipantsWithoutOrder),
            JoinConversion = Of(Kpi.JoinConversion),
            ShareRate = Of(Kpi.ShareRate),
            ReferralRateMade = Of(Kpi.ReferralRateMade),
            ReferralRateSuccessful = Of(Kpi.ReferralRateSuccessful),
            UniqueFriendClicks = Of(Kpi.UniqueFriendClicks),
            ClicksPerShare = Of(Kpi.ClicksPerShare),
            ShareClickThrough = Of(Kpi.ShareClickThrough),
            ConversionClickToOrder = Of(Kpi.ConversionClickToOrder),
            ConversionClickToOrderGross = Of(Kpi.ConversionClickToOrderGross),
            ConversionReferredToOrder = Of(Kpi.ConversionReferredToOrder),
            ReferralRevenueFirstMinor = Of(Kpi.ReferralRevenueFirstMinor),
            ReferralRevenueAllMinor = Of(Kpi.ReferralRevenueAllMinor),
            AovReferredAllMinor = Of(Kpi.AovReferredAllMinor),
            AovReferredFirstMinor = Of(Kpi.AovReferredFirstMinor),
            AovNonreferredFirstMinor = Of(Kpi.AovNonreferredFirstMinor),
            NewReferredCustomers = Of(Kpi.NewReferredCustomers),
            RewardCostMinor = Of(Kpi.RewardCostMinor),
            CacReferralVariableMinor = Of(Kpi.CacReferralVariableMinor),
            CacReferralFullMinor = Of(Kpi.CacReferralFullMinor),
            RoiSeed = Of(Kpi.RoiSeed),
            RoiMargin = Of(Kpi.RoiMargin),
            RepeatReferrers = Of(Kpi.RepeatReferrers),
            RepeatReferrersTrailingYear = Of(Kpi.RepeatReferrersTrailingYear),
            RepeatReferrerRate = Of(Kpi.RepeatReferrerRate),
            AdvocatesWithReferral = Of(Kpi.AdvocatesWithReferral),
            RedemptionRate = Of(Kpi.RedemptionRate),
            BreakageRate = Of(Kpi.BreakageRate),
            OutstandingMinor = Of(Kpi.OutstandingMinor),
            CycleTimeDays = Of(Kpi.CycleTimeDays),
            CycleTimeMeanDays = Of(Kpi.CycleTimeMeanDays),
            CacChannels = report.CacChannels.ToDictionary(pair => pair.Key, pair => MeasureAnswer.Of(pair.Value)),
        };
    }
}
