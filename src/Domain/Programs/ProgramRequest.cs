namespace Vouch.Domain.Programs;

/// <summary>A program as a client states it, whole (POST) or in part (PATCH: absent keeps, null clears). Nothing is checked yet.</summary>
public sealed record ProgramRequest
{
    public Optional<string?> Name { get; init; }
    public Optional<string?> Kind { get; init; }
    public Optional<string?> Destination { get; init; }
    public Optional<string?> Landing { get; init; }
    public Optional<AttributionRequest?> Attribution { get; init; }
    public Optional<QualificationRequest?> Qualification { get; init; }
    public Optional<HoldRequest?> Hold { get; init; }
    public Optional<LimitsRequest?> Limits { get; init; }
    public Optional<RewardRequest?> AdvocateReward { get; init; }
    public Optional<RewardRequest?> FriendReward { get; init; }
    public Optional<IReadOnlyList<TierRequest?>?> Tiers { get; init; }
    public Optional<IReadOnlyList<MilestoneRequest?>?> Milestones { get; init; }
    public Optional<string?> Enrol { get; init; }
    public Optional<ScreeningRequest?> Screening { get; init; }
}

/// <summary>How touches become credit, as stated.</summary>
public sealed record AttributionRequest
{
    public Optional<long?> WindowDays { get; init; }
    public Optional<string?> Model { get; init; }
    public Optional<bool?> HonorAfterEnd { get; init; }
}

/// <summary>Which orders count, as stated.</summary>
public sealed record QualificationRequest
{
    public Optional<bool?> NewCustomersOnly { get; init; }
    public Optional<long?> FormerCustomersAfterDays { get; init; }
    public Optional<long?> MinimumSubtotal { get; init; }
    public Optional<OrdersRule?> Orders { get; init; }
}

/// <summary>
/// How many orders of one friend earn: the words <c>first</c> or <c>all</c>, <c>{"upTo": n}</c>, or <c>{"months": n}</c>.
/// </summary>
/// <param name="Word">The word; null when a number was given.</param>
/// <param name="UpTo">The first so many orders; null otherwise.</param>
/// <param name="Months">All orders within so many months of the first; null otherwise.</param>
public sealed record OrdersRule(string? Word, long? UpTo, long? Months = null)
{
    /// <summary>The first order only.</summary>
    public const string First = "first";

    /// <summary>Every order.</summary>
    public const string All = "all";

    /// <summary>The rule that stored limits were made from: 1 is <c>first</c>, neither is <c>all</c>.</summary>
    public static OrdersRule Of(int? orders, int? months) => (orders, months) switch
    {
        (_, { } n) => new OrdersRule(null, null, n),
        (null, _) => new OrdersRule(All, null),
        (1, _) => new OrdersRule(First, null),
        ({ } n, _) => new OrdersRule(null, n),
    };
}

/// <summary>The return window, as stated.</summary>
public sealed record HoldRequest
{
    public Optional<long?> Days { get; init; }
    public Optional<string?> From { get; init; }
    public Optional<long?> AssumedDeliveryDays { get; init; }
    public Optional<long?> GraceDays { get; init; }
}

/// <summary>Caps and budget, as stated.</summary>
public sealed record LimitsRequest
{
    public Optional<PerAdvocateRequest?> PerAdvocate { get; init; }
    public Optional<long?> Budget { get; init; }
}

/// <summary>The cap of one advocate, as stated.</summary>
public sealed record PerAdvocateRequest
{
    public Optional<long?> Rewards { get; init; }
    public Optional<long?> Amount { get; init; }
    public Optional<string?> Period { get; init; }
}

/// <summary>A reward, as stated.</summary>
public sealed record RewardRequest
{
    public Optional<string?> Kind { get; init; }
    public Optional<RewardValueRequest?> Value { get; init; }
    public Optional<IReadOnlyList<RewardStepRequest?>?> ByOrderSubtotal { get; init; }
    public Optional<long?> MinimumSubtotal { get; init; }
    public Optional<long?> ExpiresAfterDays { get; init; }
    public Optional<HoldRequest?> Hold { get; init; }
    public Optional<long?> BudgetValue { get; init; }
    public Optional<string?> Title { get; init; }
    public Optional<string?> CodePool { get; init; }
    public Optional<IReadOnlyList<string?>?> Choice { get; init; }
}

/// <summary>A reward's size, as stated.</summary>
public sealed record RewardValueRequest
{
    public Optional<string?> Type { get; init; }
    public Optional<long?> Amount { get; init; }
    public Optional<decimal?> Percent { get; init; }
    public Optional<long?> Cap { get; init; }
    public Optional<long?> Points { get; init; }
    public Optional<long?> Quantity { get; init; }
    public Optional<string?> Sku { get; init; }
    public Optional<string?> Period { get; init; }
}

/// <summary>A step by the friend's purchase, as stated.</summary>
public sealed record RewardStepRequest
{
    public Optional<long?> From { get; init; }
    public Optional<RewardValueRequest?> Value { get; init; }
}

/// <summary>A tier, as stated.</summary>
public sealed record TierRequest
{
    public Optional<long?> From { get; init; }
    public Optional<RewardRequest?> AdvocateReward { get; init; }
}

/// <summary>A milestone, as stated.</summary>
public sealed record MilestoneRequest
{
    public Optional<long?> Every { get; init; }
    public Optional<long?> At { get; init; }
    public Optional<RewardRequest?> Reward { get; init; }
}

/// <summary>The bands of screening, as stated.</summary>
public sealed record ScreeningRequest
{
    public Optional<long?> HoldAt { get; init; }
    public Optional<long?> ReviewAt { get; init; }
    public Optional<long?> RejectAt { get; init; }
    public Optional<string?> Household { get; init; }
}
