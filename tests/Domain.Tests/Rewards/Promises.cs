using Vouch.Domain.Programs;

namespace Vouch.Domain.Tests.Rewards;

/// <summary>Reward specifications as the tests need them.</summary>
internal static class Promises
{
    public static RewardSpecification Fixed(long amount, long minimum = 0, RewardKind kind = RewardKind.StoreCredit) =>
        Of(kind, new RewardValue(RewardValueType.Fixed, amount), minimum);

    public static RewardSpecification Percent(int basisPoints, long? cap = null, long minimum = 0, RewardKind kind = RewardKind.StoreCredit) =>
        Of(kind, new RewardValue(RewardValueType.Percent, BasisPoints: basisPoints, Cap: cap), minimum);

    public static RewardSpecification Steps(params (long From, long Amount)[] steps) =>
        Of(RewardKind.StoreCredit, new RewardValue(RewardValueType.Fixed), 0) with
        {
            ByOrderSubtotal = [.. steps.Select(step => new RewardStep(step.From, new RewardValue(RewardValueType.Fixed, step.Amount)))],
        };

    private static RewardSpecification Of(RewardKind kind, RewardValue value, long minimum) => new(kind, value, [], minimum, null, null, null);
}
