using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Domain.Programs;
using Vouch.Server.Cli;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Tests.Rewards;

/// <summary>
/// Plays one history in a shop of its own: each step happens to the product and to its twin, and after each of them both
/// say the same and every invariant holds.
/// </summary>
internal sealed class LedgerPlay(Database[] nodes, Shop shop, LedgerHistory history)
{
    private readonly ProgramId _program = nodes[0].NewId<ProgramId>();
    private readonly AdvocateId[] _advocates = [nodes[0].NewId<AdvocateId>(), nodes[0].NewId<AdvocateId>()];
    private readonly List<About> _cases = [];
    private readonly List<PayoutId> _payouts = [];
    private Twin _twin = new(history.Limits);
    private Instant _now = Instant.Of(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private bool _isMerged;
    private long _said;

    /// <summary>How many steps were checked.</summary>
    internal int Steps { get; private set; }

    /// <summary>Called after each step, before the checks: where a test plants its fault.</summary>
    internal Func<ShopDb, int, Task>? Fault { get; init; }

    private ShopDb Db => nodes[0].For(shop.Id);

    internal async Task Run()
    {
        for (var i = 0; i < history.Steps.Length; i++)
        {
            var step = history.Steps[i];
            _now = _now.PlusDays(step.Days);
            if (Compose(step) is not { } move)
            {
                continue;
            }

            var beside = step.How == Told.Beside && i + 1 < history.Steps.Length ? Compose(history.Steps[i + 1]) : null;
            i += beside is null ? 0 : 1;
            await Play(i, step.How == Told.AtOnce && step.What != Happening.Merge ? [move, move, move] : beside is null ? [move] : [move, beside]);
            if (step.How == Told.Again)
            {
                await Play(i, [move]);
            }
        }

        (await VerifyShop.Run(Db, new Meter())).Differences.ShouldBeEmpty();
    }

    // All at once; the twin must come to the same in one order or another.
    private async Task Play(int step, Move[] moves)
    {
        var answers = await Task.WhenAll(moves.Select((move, i) => Ask(nodes[i % nodes.Length].For(shop.Id), move)));
        await (Fault?.Invoke(Db, step) ?? Task.CompletedTask);
        var books = await LedgerBooks.Read(Db);
        var said = books.Lines();
        books.Hold(_isMerged);
        Steps++;
        string? difference = null;
        foreach (var order in Orders(moves.Length))
        {
            var twin = _twin.Copy();
            var refused = order.Select(i => moves[i].Twin(twin, answers[i])).ToList();
            var told = twin.Lines();
            // Two different things may undo each other; one thing that changed nothing has written nothing.
            var isAsBefore = moves.Distinct().Count() == 1 && told.SequenceEqual(_twin.Lines(), StringComparer.Ordinal);
            if (refused.SequenceEqual(order.Select(i => answers[i].IsRefused)) && told.SequenceEqual(said, StringComparer.Ordinal))
            {
                (isAsBefore && _said != books.Said).ShouldBeFalse($"step {step} changed nothing and wrote something");
                (_twin, _said) = (twin, books.Said);
                return;
            }

            difference ??= $"the twin refused {string.Join(' ', refused)}, the product {string.Join(' ', answers.Select(a => a.IsRefused))}\n"
                + $"twin:\n  {string.Join("\n  ", told.Except(said))}\nproduct:\n  {string.Join("\n  ", said.Except(told))}";
        }

        throw new ShouldAssertException($"Step {step}, {history.Steps[step]}, came to something else:\n{difference}");
    }

    private static async Task<Answered> Ask(ShopDb db, Move move)
    {
        try
        {
            return await db.Write(move.Real);
        }
        catch (UniqueViolationException)
        {
            return new Answered(true);
        }
    }

    private static IEnumerable<int[]> Orders(int count) => count switch
    {
        1 => [[0]],
        2 => [[0, 1], [1, 0]],
        _ => [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]],
    };

    private Move? Compose(LedgerStep step)
    {
        var reward = _twin.Rewards.Count == 0 ? null : _twin.Rewards.Values.ElementAt(Near(step.Which, _twin.Rewards.Count));
        var about = _cases.Count == 0 ? null : _cases[Near(step.Which, _cases.Count)];
        if (step.What == Happening.Expire && step.Amount % 3 > 0 && reward?.ExpiresAt is { } end)
        {
            _now = Instant.Max(_now, end);
        }

        var payout = _payouts.Count == 0 ? (int?)null : step.Which % _payouts.Count;
        return step.What switch
        {
            Happening.Promise => Promise(step),
            Happening.Spend => Spend(step),
            Happening.Gather => Gather(step.Amount / 4),
            Happening.Merge => Merge(),
            Happening.Release => _twin.Spendings.Count == 0 ? null : Release(_twin.Spendings.Values.ElementAt(Near(step.Which, _twin.Spendings.Count))),
            Happening.Send or Happening.Settle or Happening.Fail or Happening.Cancel => payout is null ? null : Advance(payout.Value, step),
            Happening.Approve or Happening.Refund or Happening.LateRefund or Happening.Void or Happening.Reprice =>
                about is null ? null : Referral(about, step),
            _ => reward is null ? null : OnReward(reward, step),
        };
    }

    // Every other time one of the last, so that much happens to the same.
    private static int Near(int which, int count) => which % 2 == 0 ? which / 2 % count : count - 1 - (which / 2 % Math.Min(count, 2));

    private Move Promise(LedgerStep step)
    {
        var (which, offers) = (step.Which, Array.ConvertAll(history.Offers, offer => LedgerOffers.All[offer]));
        var about = _cases.Count > 0 && which % 5 == 0 ? _cases[which / 5 % _cases.Count] : new About(
            _cases.Count,
            LedgerPlayTerms.Of(
                offers[which % offers.Length], which % 3 == 0 ? offers[which / 7 % offers.Length] : null, history.Limits,
                which % 4 == 0 ? offers[which / 11 % offers.Length] : null),
            nodes[0].NewId<ReferralId>(), nodes[0].NewId<OrderId>(), _isMerged ? 1 : which / 2 % 2) { Base = 500 + (step.Amount * 2) };
        if (about.Number == _cases.Count)
        {
            _cases.Add(about);
        }

        var (owner, now, baseAmount, approved) = (Owner(about), _now, about.Base, step.Amount % 4);
        var rewardCase = new RewardCase(_program, 1, about.Terms, history.Limits, owner, about.Referral, about.Order, "friend");
        var isFriend = step.Amount % 3 == 0;
        return new Move(
            async tx => isFriend
                ? Of(await AccrueReward.ForFriend(tx, shop, rewardCase, baseAmount, now, now), r => r?.RewardId.Value)
                : Of(await AccrueReward.ForAdvocate(tx, shop, rewardCase, approved, baseAmount, now, now), r => r?.RewardId.Value),
            (twin, answer) => twin.Promise(
                answer.Id, about.Number, isFriend, owner.ToString(), isFriend ? about.Terms.FriendReward : TwinRules.Tier(about.Terms, approved + 1),
                baseAmount, now));
    }

    private Move Referral(About about, LedgerStep step)
    {
        var (now, nth, number) = (_now, 1 + (step.Amount % 5), about.Number);
        var rewardCase = new RewardCase(_program, 1, about.Terms, history.Limits, Owner(about), about.Referral, about.Order, "friend");
        if (step.What == Happening.Refund)
        {
            about.Refunded += step.Amount % 3 == 0 ? about.Base : step.Amount / 3;
        }
        else if (step.What == Happening.Reprice)
        {
            about.Base = step.Amount % 2 == 0 ? about.Base : 500 + step.Amount;
        }

        var (baseAmount, refunded) = (about.Base, step.What == Happening.LateRefund ? about.Refunded / 2 : about.Refunded);
        return step.What switch
        {
            Happening.Approve => new Move(
                async tx => await Answer(ApproveReward.ForReferral(tx, shop, rewardCase, nth, baseAmount, refunded, now)),
                (twin, _) => twin.Approve(number, about.Terms, nth, baseAmount, refunded, now)),
            Happening.Reprice => new Move(
                async tx => await Answer(RepriceReward.ForReferral(tx, shop, rewardCase, nth, baseAmount, refunded, now)),
                (twin, _) => twin.Reprice(number, about.Terms, nth, baseAmount, refunded)),
            Happening.Void => new Move(
                async tx => await Answer(VoidReward.ForReferral(tx, about.Referral, "rejected", now)), (twin, _) => twin.Void(number)),
            _ => new Move(
                async tx => await Answer(ClawBackReward.ForReferral(tx, about.Referral, baseAmount, refunded, 0, now)),
                (twin, _) => twin.Refund(number, baseAmount, refunded)),
        };
    }

    private Move OnReward(TwinReward reward, LedgerStep step)
    {
        var (now, id, order, kinds) = (_now, new RewardId(reward.Id), $"o-{step.Amount % 3}", LedgerOffers.All);
        long? amount = step.Amount % 4 == 0 ? null : step.Amount / 8;
        var kind = reward.Promise.Choice is { } choice && step.Amount % 5 > 0 ? choice[step.Amount % choice.Count]
            : step.Amount % 2 == 0 ? reward.Promise.Kind : kinds[step.Amount % kinds.Length].Kind;
        return step.What switch
        {
            Happening.Expire => new Move(
                async tx => await Answer(ExpireReward.Run(tx, id, now)), (twin, _) => twin.Expire(id.Value, now)),
            Happening.Choose => new Move(
                async tx => Of(await ChooseReward.Run(tx, id, kind, now), _ => null), (twin, _) => twin.Choose(id.Value, kind)),
            Happening.Return => new Move(
                async tx => Of(await ReleaseReward.Run(tx, id, now), _ => null), (twin, _) => twin.Return(id.Value)),
            Happening.Revoke => new Move(
                async tx => Of(await RevokeReward.Run(tx, id, "by hand", now), _ => null), (twin, _) => twin.Revoke(id.Value)),
            _ => new Move(
                async tx => await LastSpending(tx, await RedeemReward.Run(tx, id, new RedeemRewardRequest(amount, order), now)),
                (twin, answer) => amount is 0 || twin.Use(id.Value, answer.Id, amount, order, now)),
        };
    }

    // The redemption that a use of one reward made has no place in its answer.
    private static async Task<Answered> LastSpending(ShopTx tx, Result<Reward> used) => used.IsRefused || !used.Value.IsCredit
        ? Of(used, _ => null)
        : new Answered(false, await tx.First<long>(
            "SELECT max(redemption_id) FROM redemption_lots WHERE shop_id = @shop AND reward_id = @id", new { Id = used.Value.RewardId }));

    private Move Spend(LedgerStep step)
    {
        RewardKind[] kinds = [RewardKind.StoreCredit, RewardKind.AccountCredit, RewardKind.Points, RewardKind.StoreCredit];
        var (now, owner, kind) = (_now, _isMerged ? _advocates[1] : _advocates[step.Which / 3 % 2], kinds[step.Which % 4]);
        var request = new RedemptionRequest(kind, step.Amount / 5, "o-9");
        return new Move(
            async tx => Of(await RedeemCredit.Run(tx, shop, owner, request, now), r => r.Id.Value),
            (twin, answer) => twin.Spend(answer.Id, owner.ToString(), kind, request.Amount, now));
    }

    private Move Release(TwinSpending spending)
    {
        var (now, id) = (_now, new RedemptionId(spending.Id));
        var owner = IdText.TryParse<AdvocateId>(spending.Owner, out var advocate) ? advocate : _advocates[0];
        return new Move(
            async tx => Of(await ReleaseRedemption.Run(tx, owner, id, now), _ => null),
            (twin, _) => twin.Release(id.Value, owner.ToString()));
    }

    private Move Gather(long minimum)
    {
        var (now, payout) = (_now, _payouts.Count);
        return new Move(
            async tx =>
            {
                var made = await CreatePayout.Run(tx, shop, null!, new CreatePayoutRequest(PayoutMethod.Csv, minimum), "key", now);
                return made.IsRefused ? new Answered(true) : new Answered(false, made.Value.Payout.PayoutId.Value, (await PayoutStore.Items(
                    tx, made.Value.Payout.PayoutId)).ToDictionary(item => item.Owner, item => item.ItemId.Value));
            },
            (twin, answer) =>
            {
                if (answer.Id is { } id && !_payouts.Contains(new PayoutId(id)))
                {
                    _payouts.Add(new PayoutId(id));
                }

                return twin.Gather(answer.Id is { } made ? _payouts.IndexOf(new PayoutId(made)) : payout, minimum, answer.Ids ?? new Dictionary<string, long>());
            });
    }

    private Move Advance(int payout, LedgerStep step)
    {
        var (now, id) = (_now, _payouts[payout]);
        var items = _twin.Payments.Values.Where(payment => payment.Payout == payout).ToList();
        long? only = step.Amount % 2 == 0 ? null : items[step.Amount % items.Count].Id;
        var wish = new PayoutStepRequest(only is { } item ? [new PayoutItemId(item)] : null, "why");
        var (bank, to) = step.What switch
        {
            Happening.Settle => (PayoutStep.Settle, "settled"), Happening.Fail => (PayoutStep.Fail, "failed"), _ => (PayoutStep.Cancel, "cancelled"),
        };
        return step.What == Happening.Send
            ? new Move(async tx => Of(await AdvancePayout.Send(tx, id, "key", now), _ => null), (twin, _) => twin.Send(payout))
            : new Move(
                async tx => Of(await AdvancePayout.Close(tx, id, bank, wish, "key", now), _ => null), (twin, _) => twin.Close(payout, only, to));
    }

    private Move Merge()
    {
        _isMerged = true;
        var (now, from, into) = (_now, _advocates[0], _advocates[1]);
        return new Move(
            async tx => await Answer(MoveRewards.Run(tx, from, into, now)), (twin, _) => twin.Merge(from.ToString(), into.ToString()));
    }

    private AdvocateId Owner(About about) => _advocates[_isMerged ? 1 : about.Advocate];

    private static Answered Of<T>(Result<T> result, Func<T, long?> id) => result.IsRefused ? new Answered(true) : new Answered(false, id(result.Value));

    private static async Task<Answered> Answer(Task work)
    {
        await work;
        return Answered.Done;
    }

    private sealed record About(int Number, ProgramTerms Terms, ReferralId Referral, OrderId Order, int Advocate)
    {
        internal long Base { get; set; }

        internal long Refunded { get; set; }
    }
}
