using Vouch.Domain.Languages;

namespace Vouch.Domain.Programs;

/// <summary>What is promised, in a few words of a language: <c>€15 of store credit</c>, <c>15% off, at most €50</c>.</summary>
public static class RewardPhrase
{
    /// <summary>One reward with its choice and its steps.</summary>
    /// <param name="words">The language.</param>
    /// <param name="reward">What is promised.</param>
    /// <param name="currency">The shop's.</param>
    public static string Of(Words words, RewardSpecification reward, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentNullException.ThrowIfNull(currency);
        var plain = Named(words, reward, currency);
        if (reward.Choice is { Count: > 0 } kinds)
        {
            plain = words.Say("reward.choice", ("reward", plain), ("kinds", string.Join(
                $" {words["general.or"]} ", kinds.Select(kind => words["reward.as." + WireName.Of(kind)]))));
        }

        if (reward.ByOrderSubtotal.Count == 0)
        {
            return plain;
        }

        var steps = string.Join("; ", reward.ByOrderSubtotal.Select(step => words.Say(
            "reward.step", ("amount", words.ShortMoney(currency, step.From)),
            ("reward", Value(words, reward.Kind, step.Value, currency)))));
        return reward.ByOrderSubtotal[0].From == 0
            ? words.Say("reward.by_purchase", ("steps", steps))
            : words.Say("reward.with_steps", ("reward", plain), ("steps", steps));
    }

    private static string Named(Words words, RewardSpecification reward, Currency currency)
    {
        var value = Value(words, reward.Kind, reward.Value, currency);
        return reward.Title is not { } title ? value
            : Rewards.RewardKinds.IsCredit(reward.Kind) || reward.Value.Type != RewardValueType.Quantity
                ? words.Say("reward.titled", ("reward", value), ("title", title))
            : reward.Value.Quantity == 1 || reward.Kind is RewardKind.FreePeriod ? title
            : words.Count("reward.many", reward.Value.Quantity, ("title", title));
    }

    private static string Value(Words words, RewardKind kind, RewardValue value, Currency currency) => (kind, value.Type) switch
    {
        (RewardKind.Points, _) => words.Count("reward.points", value.Points),
        (RewardKind.FreeShipping, RewardValueType.Fixed) =>
            words.Say("reward.free_shipping_up_to", ("amount", words.ShortMoney(currency, value.Amount))),
        (RewardKind.FreeShipping, _) => words.Count("reward.free_shipping", value.Quantity),
        (RewardKind.FreePeriod, _) => words.Count("reward.free_period." + value.Period, value.Quantity),
        (RewardKind.FreeProduct, _) => words.Count("reward.free_product", value.Quantity),
        (RewardKind.EarlyAccess, _) => words["reward.early_access"],
        (RewardKind.Custom, RewardValueType.Quantity) => words["reward.gift"],
        (_, RewardValueType.Fixed) =>
            words.Say($"reward.{WireName.Of(kind)}_fixed", ("amount", words.ShortMoney(currency, value.Amount))),
        _ => Capped(
            words, words.Say($"reward.{WireName.Of(kind)}_percent", ("percent", words.Percent(value.BasisPoints))), value, currency),
    };

    private static string Capped(Words words, string reward, RewardValue value, Currency currency) => value.Cap is { } cap
        ? words.Say("reward.at_most", ("reward", reward), ("amount", words.ShortMoney(currency, cap))) : reward;
}
