namespace Vouch.Domain.Programs;

/// <summary>
/// First programs, ready to be changed: each is valid in every currency, keeps the product's usual rules, and gives less than the
/// smallest order that counts. A template says every part, so that it also replaces the whole of a draft.
/// </summary>
public static class ProgramTemplates
{
    private const int Year = 365;
    private const int Month = 30;

    // What is about a euro and reads well: not a rate, only the size of amounts that people are used to.
    private static readonly Dictionary<string, int> AboutOne = new(StringComparer.Ordinal)
    {
        ["PLN"] = 4, ["RON"] = 5, ["BGN"] = 2, ["CZK"] = 25, ["HUF"] = 400, ["SEK"] = 10, ["NOK"] = 10, ["DKK"] = 8, ["ISK"] = 150,
        ["UAH"] = 40, ["RUB"] = 100, ["RSD"] = 100, ["MDL"] = 20, ["TRY"] = 40, ["GEL"] = 3, ["KZT"] = 500, ["ALL"] = 100, ["MKD"] = 60,
        ["JPY"] = 150, ["KRW"] = 1500, ["CNY"] = 8, ["INR"] = 100, ["IDR"] = 15_000, ["VND"] = 25_000, ["THB"] = 40, ["PHP"] = 60,
        ["MYR"] = 5, ["TWD"] = 30, ["HKD"] = 8, ["ILS"] = 4, ["AED"] = 4, ["SAR"] = 4, ["QAR"] = 4, ["EGP"] = 50, ["ZAR"] = 20,
        ["NGN"] = 1500, ["KES"] = 150, ["BRL"] = 6, ["MXN"] = 20, ["ARS"] = 1500, ["CLP"] = 1000, ["COP"] = 4000, ["PEN"] = 4,
        ["XOF"] = 600, ["XAF"] = 600,
    };

    /// <summary>All templates, the usual one first.</summary>
    public static IReadOnlyList<ProgramTemplate> All { get; } = Enum.GetValues<ProgramTemplate>();

    /// <summary>The program that a template makes.</summary>
    /// <param name="template">Which.</param>
    /// <param name="currency">The shop's, in which amounts are to read well.</param>
    /// <param name="name">The program's name.</param>
    /// <param name="destination">Where friends are to end up.</param>
    public static ProgramRequest Draft(ProgramTemplate template, Currency currency, string name, string destination)
    {
        ArgumentNullException.ThrowIfNull(currency);
        var parts = Parts(template, new Amounts(currency));
        return new ProgramRequest
        {
            Name = name,
            Kind = WireName.Of(ProgramKind.Referral),
            Destination = destination,
            Landing = WireName.Of(Landing.Hosted),
            Attribution = new AttributionRequest
            {
                WindowDays = parts.WindowDays, Model = WireName.Of(AttributionModel.LastTouch), HonorAfterEnd = true,
            },
            Qualification = new QualificationRequest
            {
                NewCustomersOnly = true, FormerCustomersAfterDays = (long?)null, MinimumSubtotal = parts.Minimum,
                Orders = new OrdersRule(OrdersRule.First, null),
            },
            Hold = new HoldRequest
            {
                Days = parts.HoldDays, From = WireName.Of(parts.HoldFrom), AssumedDeliveryDays = 5, GraceDays = 1,
            },
            Limits = new LimitsRequest
            {
                PerAdvocate = new PerAdvocateRequest { Rewards = 10, Amount = (long?)null, Period = WireName.Of(CapPeriod.Month) },
                Budget = (long?)null,
            },
            AdvocateReward = parts.Advocate,
            FriendReward = parts.Friend,
            Tiers = new Optional<IReadOnlyList<TierRequest?>?>([]),
            Milestones = new Optional<IReadOnlyList<MilestoneRequest?>?>(parts.Milestones ?? []),
            Enrol = EnrolmentWords.Manual,
            Screening = new ScreeningRequest
            {
                HoldAt = 12, ReviewAt = 35, RejectAt = 80, Household = WireName.Of(HouseholdMode.Spare),
            },
        };
    }

    private static TemplateParts Parts(ProgramTemplate template, Amounts amounts) => template switch
    {
        ProgramTemplate.StoreCredit => new(
            Reward(RewardKind.StoreCredit, Fixed(amounts.Of(10)), Year), Reward(RewardKind.StoreCredit, Fixed(amounts.Of(10)), Year),
            amounts.Of(50)),
        ProgramTemplate.PercentOff => new(
            Reward(RewardKind.Coupon, Percent(15, amounts.Of(30)), 90), Reward(RewardKind.Coupon, Percent(15, amounts.Of(30)), Month),
            amounts.Of(30)),
        ProgramTemplate.Points => new(
            Reward(RewardKind.Points, Points(500), Year), Reward(RewardKind.Points, Points(250), Year), amounts.Of(20)),
        ProgramTemplate.SubscriptionMonth => new(
            Reward(RewardKind.FreePeriod, OneMonth(), null), Reward(RewardKind.FreePeriod, OneMonth(), null), 0)
        {
            HoldDays = 14, HoldFrom = HoldFrom.Paid,
        },
        ProgramTemplate.BusinessLead => new(
            Reward(RewardKind.Cash, Percent(5, amounts.Of(500)), null, or: RewardKind.GiftCard),
            Reward(RewardKind.Coupon, Percent(5, amounts.Of(250)), Month * 3), amounts.Of(500))
        {
            WindowDays = 180, HoldFrom = HoldFrom.Paid,
        },
        ProgramTemplate.Charity => new(
            Reward(RewardKind.Donation, Fixed(amounts.Of(5)), null), Reward(RewardKind.Coupon, Percent(10, amounts.Of(20)), Month),
            amounts.Of(30)),
        ProgramTemplate.Ladder => new(
            Reward(
                RewardKind.StoreCredit, Fixed(amounts.Of(5)), Year,
                [Step(amounts.Of(100), amounts.Of(10)), Step(amounts.Of(200), amounts.Of(20))]),
            Reward(RewardKind.Coupon, Percent(10, amounts.Of(20)), Month), amounts.Of(40))
        {
            Milestones = [new MilestoneRequest { Every = 5, Reward = Reward(RewardKind.GiftCard, Fixed(amounts.Of(25)), null) }],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(template), template, "There is no such template."),
    };

    private static RewardRequest Reward(
        RewardKind kind, RewardValueRequest value, int? days, IReadOnlyList<RewardStepRequest?>? steps = null,
        RewardKind? or = null) => new()
    {
        Kind = WireName.Of(kind), Value = value, ByOrderSubtotal = new Optional<IReadOnlyList<RewardStepRequest?>?>(steps ?? []),
        MinimumSubtotal = 0, ExpiresAfterDays = days, Hold = (HoldRequest?)null, BudgetValue = (long?)null, Title = (string?)null,
        CodePool = (string?)null,
        Choice = new Optional<IReadOnlyList<string?>?>(or is { } other ? [WireName.Of(other)] : []),
    };

    private static RewardStepRequest Step(long from, long amount) => new() { From = from, Value = Fixed(amount) };

    private static RewardValueRequest Fixed(long amount) => new() { Type = WireName.Of(RewardValueType.Fixed), Amount = amount };

    private static RewardValueRequest Percent(int percent, long cap) =>
        new() { Type = WireName.Of(RewardValueType.Percent), Percent = (decimal?)percent, Cap = cap };

    private static RewardValueRequest Points(long points) => new() { Type = WireName.Of(RewardValueType.Points), Points = points };

    private static RewardValueRequest OneMonth() => new()
    {
        Type = WireName.Of(RewardValueType.Quantity), Quantity = 1, Sku = (string?)null, Period = "month",
    };

    private sealed record TemplateParts(RewardRequest Advocate, RewardRequest Friend, long Minimum)
    {
        public int WindowDays { get; init; } = Month;

        public int HoldDays { get; init; } = Month;

        public HoldFrom HoldFrom { get; init; } = HoldFrom.Delivered;

        public IReadOnlyList<MilestoneRequest?>? Milestones { get; init; }
    }

    private sealed record Amounts(Currency Currency)
    {
        public long Of(int euros) => (long)(euros * AboutOne.GetValueOrDefault(Currency.Code, 1) * Currency.MinorPerUnit);
    }
}
