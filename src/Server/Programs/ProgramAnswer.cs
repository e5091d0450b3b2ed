using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;

namespace Vouch.Server.Programs;

/// <summary>A program in the request's shape, with what Vouch adds.</summary>
public sealed record ProgramAnswer(
    ProgramId Id, string Name, ProgramKind Kind, ProgramStatus Status, string Destination, Landing Landing, AttributionTerms Attribution,
    QualificationAnswer Qualification, HoldTerms Hold, ProgramLimits Limits, RewardTermsAnswer? AdvocateReward,
    RewardTermsAnswer? FriendReward,
    IReadOnlyList<TierAnswer> Tiers, IReadOnlyList<MilestoneAnswer> Milestones, string Enrol, ScreeningTerms Screening,
    Instant CreatedAt, Instant UpdatedAt, IReadOnlyList<string> Warnings)
{
    internal static ProgramAnswer Of(KnownProgram program)
    {
        var terms = program.Terms;
        return new ProgramAnswer(
            program.ProgramId, terms.Name, terms.Kind, program.Status, terms.Destination, terms.Landing, terms.Attribution,
            QualificationAnswer.Of(terms.Qualification), terms.Hold, terms.Limits, RewardTermsAnswer.OfMaybe(terms.AdvocateReward),
            RewardTermsAnswer.OfMaybe(terms.FriendReward),
            [.. terms.Tiers.Select(tier => new TierAnswer(tier.From, RewardTermsAnswer.Of(tier.AdvocateReward)))],
            [.. terms.Milestones.Select(
                milestone => new MilestoneAnswer(milestone.Every, milestone.At, RewardTermsAnswer.Of(milestone.Reward)))],
            EnrolmentWords.Of(terms.Enrol), terms.Screening, program.CreatedAt, program.UpdatedAt, ProgramWarnings.Of(terms));
    }
}

/// <summary>Which orders count.</summary>
public sealed record QualificationAnswer(bool NewCustomersOnly, int? FormerCustomersAfterDays, long MinimumSubtotal, OrdersRule Orders)
{
    internal static QualificationAnswer Of(Qualification terms) =>
        new(terms.NewCustomersOnly, terms.FormerCustomersAfterDays, terms.MinimumSubtotal, OrdersRule.Of(terms.Orders, terms.Months));
}

/// <summary>A reward in the request's shape.</summary>
public sealed record RewardTermsAnswer(
    RewardKind Kind, RewardValueAnswer Value, IReadOnlyList<RewardStepAnswer> ByOrderSubtotal, long MinimumSubtotal, int? ExpiresAfterDays,
    HoldTerms? Hold, long? BudgetValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CodePool,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RewardKind>? Choice)
{
    internal static RewardTermsAnswer Of(RewardSpecification reward) => new(
        reward.Kind, RewardValueAnswer.Of(reward.Value),
        [.. reward.ByOrderSubtotal.Select(step => new RewardStepAnswer(step.From, RewardValueAnswer.Of(step.Value)))],
        reward.MinimumSubtotal, reward.ExpiresAfterDays, reward.Hold, reward.BudgetValue, reward.Title, reward.CodePool, reward.Choice);

    internal static RewardTermsAnswer? OfMaybe(RewardSpecification? reward) => reward is null ? null : Of(reward);
}

/// <summary>A reward's size: only the parts of its type.</summary>
public sealed record RewardValueAnswer(
    RewardValueType Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Amount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Percent,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Cap,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Points,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Quantity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sku,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Period)
{
    internal static RewardValueAnswer Of(RewardValue value) => new(
        value.Type,
        value.Type == RewardValueType.Fixed ? value.Amount : null,
        value.Type == RewardValueType.Percent ? value.BasisPoints / 100m : null,
        value.Cap,
        value.Type == RewardValueType.Points ? value.Points : null,
        value.Type == RewardValueType.Quantity ? value.Quantity : null,
        value.Sku,
        value.Period);
}

/// <summary>A step by the friend's purchase.</summary>
public sealed record RewardStepAnswer(long From, RewardValueAnswer Value);

/// <summary>A tier.</summary>
public sealed record TierAnswer(int From, RewardTermsAnswer AdvocateReward);

/// <summary>A milestone.</summary>
public sealed record MilestoneAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Every,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? At,
    RewardTermsAnswer Reward);
