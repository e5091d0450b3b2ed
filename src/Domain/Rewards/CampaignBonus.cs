using Vouch.Domain.Campaigns;
using Vouch.Domain.Money;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>
/// What a campaign adds to a reward, and which part of a reward that is. Amounts are minor units, or points where the reward is in
/// points. Pieces and periods take no bonus.
/// </summary>
public static class CampaignBonus
{
    /// <summary>The plain reward, in hundredths.</summary>
    public const int Plain = 100;

    private const int WholeBasisPoints = 10_000;

    /// <summary>
    /// What a campaign adds to one person's reward; null where the purchase lies outside of its window, it gives that side nothing, or
    /// the reward is of a sort that takes none.
    /// </summary>
    /// <param name="specification">The reward as the program promises it.</param>
    /// <param name="recipient">Whose it is.</param>
    /// <param name="campaign">A campaign whose audience the advocate belongs to.</param>
    /// <param name="at">When the order was placed, or the offer taken.</param>
    public static RewardBonus? Of(RewardSpecification specification, Recipient recipient, RunningCampaign campaign, Instant at)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var terms = recipient == Recipient.Advocate ? campaign.Terms.AdvocateBonus : campaign.Terms.FriendBonus;
        return terms is not null && campaign.Window.Has(at) && Takes(specification)
            ? new RewardBonus(campaign.CampaignId, terms.Multiplier, terms.Extra) : null;
    }

    /// <summary>True where the size of the reward is an amount or points.</summary>
    public static bool Takes(RewardSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return specification.Value.Type != RewardValueType.Quantity
            && specification.ByOrderSubtotal.All(step => step.Value.Type != RewardValueType.Quantity);
    }

    /// <summary>What a value comes to with a bonus, rounded once; without one what it comes to by itself.</summary>
    public static long Worth(RewardBonus? bonus, RewardValue value, long baseAmount)
    {
        var plain = RewardWorth.Of(value, baseAmount);
        return plain <= 0 || bonus is null || value.Type == RewardValueType.Quantity
            ? plain
            : Within(bonus, plain, bonus.Multiplier is { } times && value.Type == RewardValueType.Percent
                ? Math.Min(
                    Quotient.Of((Int128)baseAmount * value.BasisPoints * times, (Int128)WholeBasisPoints * Plain),
                    value.Cap is { } cap ? Times(cap, times) : long.MaxValue)
                : Raised(bonus, plain));
    }

    /// <summary>
    /// What a reward of unknown size counts against budget and caps (<see cref="RewardWorth.Ceiling(RewardValue, long?)"/>).
    /// </summary>
    public static long Ceiling(RewardBonus? bonus, RewardValue value, long? budgetValue)
    {
        var plain = RewardWorth.Ceiling(value, budgetValue);
        return plain <= 0 || bonus is null || value.Type == RewardValueType.Quantity
            ? plain
            : value.Type == RewardValueType.Points
                ? Quotient.Of((Int128)plain * Worth(bonus, value, 1), value.Points)
                : Within(bonus, plain, Raised(bonus, plain));
    }

    /// <summary>
    /// Which part of an amount is the bonus: by its weight in the whole for a multiple, the extra itself as far as it is left
    /// otherwise. So a refund takes from both by the same measure, in whatever order it comes.
    /// </summary>
    public static long ShareOf(RewardBonus? bonus, long amount) => bonus switch
    {
        null => 0,
        { Multiplier: { } times } =>
            Math.Min(Quotient.Of((Int128)amount * (times - Plain), times), bonus.Most ?? long.MaxValue),
        _ => Math.Min(Math.Min(bonus.Extra!.Value, amount), bonus.Most ?? long.MaxValue),
    };

    /// <summary>The value as it is shown and told to shops: the bonus worked into it as far as one value can say it.</summary>
    public static RewardValue Shown(RewardSpecification specification, RewardValue value)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentNullException.ThrowIfNull(value);
        return (specification.Bonus, value.Type) switch
        {
            (null, _) or (_, RewardValueType.Quantity) or ({ Multiplier: null }, RewardValueType.Percent) => value,
            ({ } bonus, RewardValueType.Fixed) => value with { Amount = Worth(bonus, value, 1) },
            ({ } bonus, RewardValueType.Points) => value with { Points = Worth(bonus, value, 1) },
            ({ } bonus, _) => value with
            {
                BasisPoints = (int)Math.Min(Times(value.BasisPoints, bonus.Multiplier!.Value), WholeBasisPoints),
                Cap = value.Cap is { } cap ? Times(cap, bonus.Multiplier!.Value) : null,
            },
        };
    }

    /// <summary>The reward as it is shown with its bonus (<see cref="Shown(RewardSpecification, RewardValue)"/>).</summary>
    public static RewardSpecification Shown(RewardSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return specification.Bonus is null
            ? specification
            : specification with
            {
                Value = Shown(specification, specification.Value),
                ByOrderSubtotal = [.. specification.ByOrderSubtotal.Select(step => step with { Value = Shown(specification, step.Value) })],
                Bonus = null,
            };
    }

    private static long Within(RewardBonus bonus, long plain, long raised) =>
        bonus.Most is { } most ? Math.Min(raised, plain + most) : raised;

    private static long Raised(RewardBonus bonus, long plain) =>
        bonus.Multiplier is { } times ? Times(plain, times) : plain + bonus.Extra!.Value;

    private static long Times(long amount, int times) => Quotient.Of((Int128)amount * times, Plain);
}
