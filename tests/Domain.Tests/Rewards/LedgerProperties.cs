using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Xunit;

namespace Vouch.Domain.Tests.Rewards;

/// <summary>The invariants of the ledger over random histories, each seen to fail on a planted fault.</summary>
public sealed class LedgerProperties
{
    private const int Histories = 300;
    private static readonly string[] Assets = ["EUR", "points"];
    private static readonly string[] Owners = ["adv_a", "adv_b"];

    public sealed record Step(int Kind, int Reward, int Owner, int Amount, int Days);

    [Fact]
    public void The_invariants_hold_after_every_event() => Holds(new LedgerFaults(), Check);

    [Fact]
    public void A_posting_that_is_off_by_one_is_caught() => IsCaught(
        new LedgerFaults { Post = entries => entries.Count == 0 ? entries : [entries[0] with { Amount = entries[0].Amount + 1 }, .. entries.Skip(1)] });

    [Fact]
    public void A_posting_to_the_wrong_side_is_caught() => IsCaught(
        new LedgerFaults { Post = entries => [.. entries.Select(entry => entry with { Amount = -entry.Amount })] });

    [Fact]
    public void A_clawback_refund_by_refund_is_caught() => IsCaught(new LedgerFaults
    {
        Entitled = (promise, granted, baseAmount, refunded, last) =>
            Math.Max(0, Entitlement.After(promise, granted, baseAmount, refunded - last) - RewardWorth.Of(promise, Math.Min(last, baseAmount))),
    });

    [Fact]
    public void Spending_more_than_there_is_is_caught() => IsCaught(new LedgerFaults
    {
        Spend = (lots, amount, _) => lots.FirstOrDefault() is { } lot
            ? new[] { new LotPart(lot.Reward, lot.Kind, amount) }
            : RewardRefusals.NotEnoughAvailable,
    });

    [Fact]
    public void Spending_what_has_run_out_is_caught() => IsCaught(new LedgerFaults
    {
        Spend = (lots, amount, _) => Lots.Spend(lots, amount, new Instant(long.MinValue)),
    });

    [Fact]
    public void A_budget_that_is_not_asked_is_caught() => IsCaught(new LedgerFaults
    {
        RoomFor = (wanted, _, _) => new RoomGiven(wanted.Worth, wanted.Weight),
    });

    [Fact]
    public void An_event_that_counts_twice_is_caught() => IsCaught(new LedgerFaults { ForgetsWhatItSaw = true });

    [Fact]
    public void A_larger_refund_never_leaves_a_larger_reward() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(
            from promise in AnyPromise
            from baseAmount in Gen.Choose(1, 40_000)
            from small in Gen.Choose(0, 45_000)
            from more in Gen.Choose(0, 5_000)
            select (promise, baseAmount, small, more)),
        given =>
        {
            var (promise, baseAmount, small, more) = given;
            var granted = RewardWorth.Of(promise, baseAmount);
            var after = Entitlement.After(promise, granted, baseAmount, small);
            after.ShouldBeInRange(0, granted);
            Entitlement.After(promise, granted, baseAmount, small + more).ShouldBeLessThanOrEqualTo(after);
        }));

    [Fact]
    public void Refunds_in_any_order_end_in_the_same_state() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(
            from promise in AnyPromise
            from baseAmount in Gen.Choose(1, 40_000)
            from refunds in Gen.Choose(0, 15_000).NonEmptyListOf()
            from shuffled in Gen.Shuffle(refunds.ToArray())
            from approved in Gen.Elements(true, false)
            from spent in Gen.Choose(0, 5000)
            select (promise, baseAmount, refunds: refunds.ToArray(), shuffled, approved, spent)),
        given => End(given.refunds, given).ShouldBe(End(given.shuffled, given))));

    private static Gen<RewardSpecification> AnyPromise => Gen.OneOf(
        from amount in Gen.Choose(1, 5000) from minimum in Gen.Choose(0, 8000) select Promises.Fixed(amount, minimum),
        from share in Gen.Choose(1, 5000) from cap in Gen.Choose(1, 6000) from minimum in Gen.Choose(0, 8000) select Promises.Percent(share, cap, minimum),
        from low in Gen.Choose(0, 900) from high in Gen.Choose(901, 3000) select Promises.Steps((0, low), (10_000, high)));

    private static Gen<Step[]> AnyHistory => (
        from kind in Gen.Frequency((4, Gen.Constant(0)), (4, Gen.Constant(1)), (4, Gen.Constant(2)), (3, Gen.Constant(3)), (3, Gen.Choose(4, 8)))
        from reward in Gen.Choose(1, 8)
        from owner in Gen.Choose(0, 1)
        from amount in Gen.Choose(1, 20_000)
        from days in Gen.Choose(0, 20)
        select new Step(kind, reward, owner, amount, days)).ArrayOf(40);

    private static string End(int[] refunds, (RewardSpecification promise, int baseAmount, int[] refunds, int[] shuffled, bool approved, int spent) given)
    {
        var model = new LedgerModel(new LedgerFaults());
        model.Accrue("accrue", 1, Owners[0], "EUR", given.promise, given.baseAmount);
        if (given.approved)
        {
            model.Approve("approve", 1);
            model.Move("spend", Owners[0], "EUR", given.spent, new Instant(0), Postings.Redeem);
        }

        for (var i = 0; i < refunds.Length; i++)
        {
            model.Refund($"refund {i}", 1, refunds[i]);
        }

        return string.Join(", ", model.Balances.Where(b => b.Value != 0).OrderBy(b => b.Key.Account, StringComparer.Ordinal).Select(b => $"{b.Key}={b.Value}"));
    }

    private static void IsCaught(LedgerFaults faults) => Should.Throw<Exception>(() => Holds(faults, Check));

    private static void Holds(LedgerFaults faults, Action<LedgerModel> check) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Histories),
        Prop.ForAll(Arb.From(AnyHistory), history =>
        {
            var model = new LedgerModel(faults, budget: 6_000);
            var now = new Instant(0);
            for (var i = 0; i < history.Length; i++)
            {
                var (step, source) = (history[i], $"event {i}");
                now = now.PlusDays(step.Days);
                var runOut = model.Rewards.Values.Where(r => r.ExpiresAt <= now).Sum(r => r.Remaining);
                Play(model, step, source, now);
                check(model);
                if (step.Kind == 3)
                {
                    model.Rewards.Values.Where(r => r.ExpiresAt <= now).Sum(r => r.Remaining).ShouldBe(runOut, "what has run out was spent");
                }

                var count = model.Entries.Count;
                Play(model, step, source, now);
                model.Entries.Count.ShouldBe(count, "the same event counted twice");
            }
        }));

    private static void Play(LedgerModel model, Step step, string source, Instant now)
    {
        var owner = Owners[step.Owner];
        var asset = Assets[step.Reward % 2];
        switch (step.Kind)
        {
            case 0 when !model.Rewards.ContainsKey(step.Reward):
                var promise = step.Amount % 3 == 0 ? Promises.Fixed(step.Amount / 4 + 1, step.Amount / 2) : Promises.Percent(1 + (step.Amount % 4000), 3000);
                model.Accrue(source, step.Reward, owner, asset, promise, step.Amount, step.Amount % 2 == 0 ? now.PlusDays(60) : null);
                break;
            case 1:
                model.Approve(source, step.Reward);
                break;
            case 2:
                model.Refund(source, step.Reward, step.Amount / 3);
                break;
            case 3:
                model.Move(source, owner, asset, 1 + (step.Amount / 20), now, Postings.Redeem);
                break;
            case 4:
                model.Move(source, owner, asset, 1 + (step.Amount / 20), now, Postings.PayOut);
                break;
            case 5 when model.Sum($"in_transit:store_credit:{owner}", asset) is < 0 and var inTransit:
                model.Post(source, asset, Postings.PayOutSettled(RewardKind.StoreCredit, new LedgerOwner(owner), -inTransit));
                break;
            case 6:
                model.Move(source, owner, asset, 1 + (step.Amount / 30), now, Postings.Donate);
                break;
            default:
                model.Expire(source, step.Reward, now);
                break;
        }
    }

    private static void Check(LedgerModel model)
    {
        foreach (var asset in Assets)
        {
            model.Sum(string.Empty, asset).ShouldBe(0, "the trial balance");
            var owed = model.Sum("pending:", asset) + model.Sum("available:", asset) + model.Sum("in_transit:", asset) + model.Sum("redeemed:", asset);
            var gone = model.Sum("cash", asset) + model.Sum("breakage", asset) + model.Sum("charity", asset);
            model.Sum("expense", asset).ShouldBe(-(owed + gone + model.Sum("receivable:", asset)), "where the expense went");
        }

        foreach (var ((account, asset), balance) in model.Balances)
        {
            balance.ShouldBe(model.Entries.Where(e => e.Account == account && e.Asset == asset).Sum(e => e.Amount), account);
            (LedgerAccounts.IsNeverDebit(account) && balance > 0).ShouldBeFalse(account);
            (LedgerAccounts.IsNeverCredit(account) && balance < 0).ShouldBeFalse(account);
        }

        foreach (var reward in model.Rewards.Values)
        {
            reward.Entitled.ShouldBeInRange(0, reward.Granted);
            reward.Entitled.ShouldBe(Entitlement.After(reward.Promise, reward.Granted, reward.Base, reward.Refunded), "cumulative, whatever the order");
            reward.Remaining.ShouldBeGreaterThanOrEqualTo(0);
        }

        model.Rewards.Values.Sum(r => r.Remaining).ShouldBe(-Assets.Sum(asset => model.Sum("available:", asset)), "lots are what is available");
        model.Reserved.ShouldBe(model.Rewards.Values.Sum(r => r.Entitled));
        model.Reserved.ShouldBeLessThanOrEqualTo(model.Budget!.Value);
    }
}
