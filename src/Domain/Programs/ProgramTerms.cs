using System.Text.Json.Serialization;
using Vouch.Domain.Ids;

namespace Vouch.Domain.Programs;

/// <summary>What sort of program: one to one on trust, one to many by contract, or a B2B lead.</summary>
public enum ProgramKind { Referral, Affiliate, Lead }

/// <summary>Where a program stands; only an active one gives new touches value.</summary>
public enum ProgramStatus { Draft, Active, Paused, Ended }

/// <summary>Where a friend lands first: on our friend page, or straight at the destination.</summary>
public enum Landing { Hosted, Direct }

/// <summary>Which touch of a class wins.</summary>
public enum AttributionModel { LastTouch, FirstTouch }

/// <summary>From when the return window is counted.</summary>
public enum HoldFrom { Delivered, Paid, Placed }

/// <summary>The calendar period of a cap, in the shop's time zone.</summary>
public enum CapPeriod { Day, Week, Month, Year, TaxYear, Lifetime }

/// <summary>How customers become advocates.</summary>
public enum Enrolment { Manual, AfterFirstOrder }

/// <summary>Who has the reward.</summary>
public enum Recipient { Advocate, Friend }

/// <summary>What a reward is.</summary>
public enum RewardKind
{
    Coupon, StoreCredit, Points, Cash, GiftCard, FreeShipping, FreeProduct, FreePeriod, AccountCredit, Donation, EarlyAccess, Custom,
}

/// <summary>How a reward's size is said.</summary>
public enum RewardValueType { Fixed, Percent, Points, Quantity }

/// <summary>The size of a reward.</summary>
/// <param name="Type">Which of the other parts count.</param>
/// <param name="Amount">Minor units, for <see cref="RewardValueType.Fixed"/>.</param>
/// <param name="BasisPoints">Hundredths of a percent, for <see cref="RewardValueType.Percent"/>.</param>
/// <param name="Cap">The most a percentage may come to, minor units; null without one.</param>
/// <param name="Points">Whole points, for <see cref="RewardValueType.Points"/>.</param>
/// <param name="Quantity">Pieces or periods, for <see cref="RewardValueType.Quantity"/>.</param>
/// <param name="Sku">Which product, for a quantity.</param>
/// <param name="Period">Which period (<c>month</c>), for a quantity.</param>
public sealed record RewardValue(
    RewardValueType Type, long Amount = 0, int BasisPoints = 0, long? Cap = null, long Points = 0, long Quantity = 0, string? Sku = null,
    string? Period = null);

/// <summary>A step of <c>byOrderSubtotal</c>: the value for purchases from this subtotal on, minor units.</summary>
public sealed record RewardStep(long From, RewardValue Value);

/// <summary>When a reward may leave: base instant + assumed delivery (where it is unknown) + days + grace days.</summary>
/// <param name="Days">The return window, 0–365.</param>
/// <param name="From">What the window is counted from.</param>
/// <param name="AssumedDeliveryDays">Days from payment to delivery where nobody tells, 0–365.</param>
/// <param name="GraceDays">Days after the window, 0–365.</param>
public sealed record HoldTerms(int Days, HoldFrom From, int AssumedDeliveryDays, int GraceDays);

/// <summary>A reward as a program promises it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its size where no step applies.</param>
/// <param name="ByOrderSubtotal">Steps by the friend's purchase, ascending; empty without.</param>
/// <param name="MinimumSubtotal">The qualifying order's (advocate) or the cart's (friend), minor units.</param>
/// <param name="ExpiresAfterDays">Days from issue; null never expires.</param>
/// <param name="Hold">Replaces the program's hold; null for the program's.</param>
/// <param name="BudgetValue">What it counts against budget and caps where it has neither amount nor cap, minor units.</param>
/// <param name="Title">What it is in the merchant's words (<c>a tin of first flush</c>); null for the kind's own.</param>
/// <param name="CodePool">The pool its codes come from; null where Vouch makes them.</param>
/// <param name="Choice">Kinds that the holder may take instead, at the same amount; null or empty without a choice.</param>
/// <param name="Bonus">What a campaign adds; null in a program's own terms, and for what no campaign adds to.</param>
public sealed record RewardSpecification(
    RewardKind Kind,
    RewardValue Value,
    IReadOnlyList<RewardStep> ByOrderSubtotal,
    long MinimumSubtotal,
    int? ExpiresAfterDays,
    HoldTerms? Hold,
    long? BudgetValue,
    string? Title = null,
    string? CodePool = null,
    IReadOnlyList<RewardKind>? Choice = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RewardBonus? Bonus = null);

/// <summary>What a campaign adds to one reward: it is kept with the promise, so that whatever is computed afresh has it too.</summary>
/// <param name="Campaign">Which campaign.</param>
/// <param name="Multiplier">What the reward is worth with it, hundredths of the plain one: 200 doubles; null for a fixed extra.</param>
/// <param name="Extra">What is added, minor units, or points to a reward in points; null for a multiple.</param>
/// <param name="Most">The most it may add, where the campaign's room was smaller; null where it was not.</param>
public sealed record RewardBonus(CampaignId Campaign, int? Multiplier, long? Extra, long? Most = null);

/// <summary>How touches become credit.</summary>
public sealed record AttributionTerms(int WindowDays, AttributionModel Model, bool HonorAfterEnd);

/// <summary>Which orders count.</summary>
/// <param name="NewCustomersOnly">Earlier customers earn nothing.</param>
/// <param name="FormerCustomersAfterDays">A customer without an order for this many days counts as new again; null never.</param>
/// <param name="MinimumSubtotal">After discounts, minor units of the shop's currency.</param>
/// <param name="Orders">How many orders of one friend earn: 1 the first only, n the first n, null all.</param>
/// <param name="Months">Of all orders only those within so many months of the friend's first one; null without such an end.</param>
public sealed record Qualification(
    bool NewCustomersOnly, int? FormerCustomersAfterDays, long MinimumSubtotal, int? Orders, int? Months = null);

/// <summary>What one advocate may earn in a calendar period; a null part is unlimited.</summary>
public sealed record PerAdvocateLimit(int? Rewards, long? Amount, CapPeriod Period);

/// <summary>Caps and budget; null parts are unlimited. Amounts in minor units.</summary>
public sealed record ProgramLimits(PerAdvocateLimit? PerAdvocate, long? Budget);

/// <summary>The advocate's reward from the n-th approved referral on.</summary>
public sealed record Tier(int From, RewardSpecification AdvocateReward);

/// <summary>A reward of its own at the n-th approved referral: every n-th, or once.</summary>
/// <param name="Every">At each multiple; null when <paramref name="At"/> is given.</param>
/// <param name="At">Once, at this one; null when <paramref name="Every"/> is given.</param>
/// <param name="Reward">What is given.</param>
public sealed record Milestone(int? Every, int? At, RewardSpecification Reward);

/// <summary>What a program makes of friends who live at the advocate's address.</summary>
public enum HouseholdMode
{
    /// <summary>They count as others do; what a household shares speaks for them.</summary>
    Spare,

    /// <summary>A person looks at each before it is paid.</summary>
    Review,

    /// <summary>They earn nothing: the program is for people outside one's home.</summary>
    Reject,
}

/// <summary>Score bands, 0–100: from HoldAt hold longer, from ReviewAt a person looks, from RejectAt nothing is paid.</summary>
/// <param name="HoldAt">The first score that waits longer.</param>
/// <param name="ReviewAt">The first that a person looks at.</param>
/// <param name="RejectAt">The first that earns nothing.</param>
/// <param name="Household">What of people at one address.</param>
public sealed record ScreeningTerms(int HoldAt, int ReviewAt, int RejectAt, HouseholdMode Household = HouseholdMode.Spare);

/// <summary>One set of terms: who may take part, what both sides get, when and how much. Valid by construction of its parser.</summary>
public sealed record ProgramTerms(
    string Name,
    ProgramKind Kind,
    string Destination,
    Landing Landing,
    AttributionTerms Attribution,
    Qualification Qualification,
    HoldTerms Hold,
    ProgramLimits Limits,
    RewardSpecification? AdvocateReward,
    RewardSpecification? FriendReward,
    IReadOnlyList<Tier> Tiers,
    IReadOnlyList<Milestone> Milestones,
    Enrolment Enrol,
    ScreeningTerms Screening);
