using FsCheck;
using FsCheck.Fluent;
using Vouch.Domain.Programs;

namespace Vouch.Server.Tests.Rewards;

/// <summary>What can happen to rewards.</summary>
public enum Happening
{
    Promise, Approve, Refund, LateRefund, Void, Reprice, Expire, Spend, Use, Return, Release, Choose, Gather, Send, Settle, Fail, Cancel, Revoke, Merge,
}

/// <summary>How often it is told.</summary>
public enum Told
{
    Once,

    /// <summary>Twice, one after the other.</summary>
    Again,

    /// <summary>Three times at the same moment.</summary>
    AtOnce,

    /// <summary>At the same moment as the step that follows.</summary>
    Beside,
}

/// <summary>One step of a history; numbers are taken modulo what there is, so that any part of a history is a history.</summary>
public sealed record LedgerStep(Happening What, Told How, int Which, int Amount, int Days);

/// <summary>A random life of a small shop.</summary>
public sealed record LedgerHistory(int? CapRewards, int? CapAmount, int? Budget, int[] Offers, LedgerStep[] Steps)
{
    private const int Length = 32;

    // Few kinds in one shop, so that they meet.
    private const int Palette = 4;

    internal ProgramLimits Limits => new(
        CapRewards is null && CapAmount is null ? null : new PerAdvocateLimit(CapRewards, CapAmount, CapPeriod.Month), Budget);

    public override string ToString() =>
        $"caps {CapRewards} rewards, {CapAmount}; budget {Budget}; offers {string.Join(' ', Offers)}\n" + string.Join('\n', Steps.Select((step, i) => $"  {i}: {step}"));

    /// <summary>Any history; one that fails is made smaller by leaving steps out.</summary>
    internal static Arbitrary<LedgerHistory> Any => Arb.From(
        from rewards in Gen.Frequency((2, Gen.Constant<int?>(null)), (1, Gen.Choose(2, 6).Select(n => (int?)n)))
        from amount in Gen.Frequency((2, Gen.Constant<int?>(null)), (1, Gen.Choose(800, 6000).Select(n => (int?)n)))
        from budget in Gen.Frequency((1, Gen.Constant<int?>(null)), (1, Gen.Choose(2000, 12_000).Select(n => (int?)n)))
        from offers in Gen.Choose(0, LedgerOffers.All.Length - 1).ArrayOf(Palette)
        from steps in AnyStep.ArrayOf(Length)
        select new LedgerHistory(rewards, amount, budget, offers, steps),
        Smaller);

    private static Gen<LedgerStep> AnyStep =>
        from what in Gen.Frequency(
            (9, Gen.Constant(Happening.Promise)), (9, Gen.Constant(Happening.Approve)), (8, Gen.Constant(Happening.Refund)),
            (1, Gen.Constant(Happening.LateRefund)), (1, Gen.Constant(Happening.Void)), (2, Gen.Constant(Happening.Reprice)),
            (2, Gen.Constant(Happening.Expire)), (4, Gen.Constant(Happening.Spend)), (5, Gen.Constant(Happening.Use)),
            (2, Gen.Constant(Happening.Return)), (4, Gen.Constant(Happening.Release)), (3, Gen.Constant(Happening.Choose)),
            (3, Gen.Constant(Happening.Gather)), (2, Gen.Constant(Happening.Send)), (1, Gen.Constant(Happening.Settle)),
            (2, Gen.Constant(Happening.Fail)), (1, Gen.Constant(Happening.Cancel)), (1, Gen.Constant(Happening.Revoke)),
            (1, Gen.Constant(Happening.Merge)))
        from how in Gen.Frequency(
            (6, Gen.Constant(Told.Once)), (2, Gen.Constant(Told.Again)), (1, Gen.Constant(Told.AtOnce)), (2, Gen.Constant(Told.Beside)))
        from which in Gen.Choose(0, 9999)
        from amount in Gen.Choose(0, 9999)
        from days in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(1, 4)), (1, Gen.Choose(5, 25)))
        select new LedgerStep(what, how, which, amount, days);

    private static IEnumerable<LedgerHistory> Smaller(LedgerHistory history)
    {
        var steps = history.Steps;
        for (var size = steps.Length / 2; size > 0; size /= 2)
        {
            for (var at = 0; at + size <= steps.Length; at += size)
            {
                yield return history with { Steps = [.. steps[..at], .. steps[(at + size)..]] };
            }
        }

        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].How != Told.Once)
            {
                yield return history with { Steps = [.. steps[..i], steps[i] with { How = Told.Once }, .. steps[(i + 1)..]] };
            }

            if (steps[i].Days != 0)
            {
                yield return history with { Steps = [.. steps[..i], steps[i] with { Days = 0 }, .. steps[(i + 1)..]] };
            }
        }

        if (history.Limits is not { PerAdvocate: null, Budget: null })
        {
            yield return history with { CapRewards = null, CapAmount = null, Budget = null };
        }
    }
}

/// <summary>Promises of every kind that the histories are made of.</summary>
internal static class LedgerOffers
{
    internal static readonly RewardSpecification[] All =
    [
        Of(RewardKind.StoreCredit, Fixed(1500), days: 60),
        Of(RewardKind.StoreCredit, Share(1000), days: 60, minimum: 2000, choice: [RewardKind.Donation, RewardKind.Cash]),
        Of(RewardKind.StoreCredit, Fixed(300), steps: [new RewardStep(8000, Fixed(1100))], choice: [RewardKind.AccountCredit]),
        Of(RewardKind.AccountCredit, Share(2000, cap: 900), days: 30, choice: [RewardKind.GiftCard, RewardKind.StoreCredit]),
        Of(RewardKind.Points, new RewardValue(RewardValueType.Points, Points: 300), days: 90, budgetValue: 700),
        Of(RewardKind.Cash, Fixed(1200)),
        Of(RewardKind.Cash, Share(1250), choice: [RewardKind.StoreCredit], days: 45),
        Of(RewardKind.GiftCard, Fixed(1000)),
        Of(RewardKind.Donation, Fixed(400)),
        Of(RewardKind.Coupon, Fixed(800), days: 30),
        Of(RewardKind.Coupon, Share(1500, cap: 1000), minimum: 1500),
        Of(RewardKind.Custom, Share(500)),
        Of(RewardKind.FreeProduct, new RewardValue(RewardValueType.Quantity, Quantity: 2), days: 40, budgetValue: 600),
    ];

    private static RewardValue Fixed(long amount) => new(RewardValueType.Fixed, amount);

    private static RewardValue Share(int basisPoints, long? cap = null) => new(RewardValueType.Percent, BasisPoints: basisPoints, Cap: cap);

    private static RewardSpecification Of(
        RewardKind kind, RewardValue value, RewardStep[]? steps = null, long minimum = 0, int? days = null, long? budgetValue = null,
        RewardKind[]? choice = null) => new(kind, value, steps ?? [], minimum, days, null, budgetValue, Choice: choice);
}
