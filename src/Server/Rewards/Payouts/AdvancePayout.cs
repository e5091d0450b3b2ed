using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>What the bank said.</summary>
/// <param name="Items">Which payments; left out, all that are open.</param>
/// <param name="Reason">Why they failed or were called off; kept with them.</param>
public sealed record PayoutStepRequest(IReadOnlyList<PayoutItemId>? Items = null, string? Reason = null);

/// <summary>Takes a payout on: approved, sent, settled, failed or called off; each payment's money moves once.</summary>
internal static class AdvancePayout
{
    private const int LongestReason = 500;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "approve", (tx, shop, id, _, by, now) => Approve(tx, id, by, now));
        Map(routes, "send", (tx, shop, id, _, by, now) => Send(tx, id, by, now));
        Map(routes, "settle", (tx, shop, id, wish, by, now) => Close(tx, id, PayoutStep.Settle, wish, by, now));
        Map(routes, "fail", (tx, shop, id, wish, by, now) => Close(tx, id, PayoutStep.Fail, wish, by, now));
        Map(routes, "cancel", (tx, shop, id, wish, by, now) => Close(tx, id, PayoutStep.Cancel, wish, by, now));
    }

    /// <summary>A second person agrees; whoever made it cannot.</summary>
    internal static async Task<Result<Payout>> Approve(ShopTx tx, PayoutId id, string by, Instant now)
    {
        if (await PayoutStore.Lock(tx, id) is not { } payout)
        {
            return Refusal.NotFound("payout");
        }

        if (PayoutStates.After(payout.Status, PayoutStep.Approve).Refusal is { } refusal)
        {
            return refusal;
        }

        if (!payout.NeedsApproval)
        {
            return payout;
        }

        if (payout.CreatedBy == by)
        {
            return PayoutRefusals.ApproverIsCreator;
        }

        return payout.ApprovedBy is not null
            ? payout
            : Saved(tx, payout with { ApprovedBy = by, ApprovedAt = now }, "approved", payout.Amount, payout.People, by, now);
    }

    /// <summary>The bank is told. Nobody who was blocked since it was gathered is paid.</summary>
    internal static async Task<Result<Payout>> Send(ShopTx tx, PayoutId id, string by, Instant now)
    {
        if (await PayoutStore.Lock(tx, id) is not { } payout)
        {
            return Refusal.NotFound("payout");
        }

        var step = PayoutStates.After(payout.Status, PayoutStep.Send);
        if (step.IsRefused || !payout.MayLeave)
        {
            return step.Refusal ?? PayoutRefusals.NeedsApproval;
        }

        var items = (await PayoutStore.Items(tx, id)).FindAll(item => item.Status == PayoutStatus.Created);
        var advocates = items.Select(item => item.AdvocateId).OfType<AdvocateId>().ToList();
        if ((await Advocates.AdvocateQueries.FindMany(tx, advocates)).Exists(advocate => advocate.Status == AdvocateStatus.Blocked))
        {
            return PayoutRefusals.AdvocateIsBlocked;
        }

        foreach (var item in items)
        {
            PayoutStore.Save(tx, item with { Status = PayoutStatus.Sent });
        }

        return Saved(
            tx, payout with { Status = PayoutStatus.Sent, SentAt = now }, "sent", items.Sum(item => item.Amount), items.Count, by, now);
    }

    /// <summary>Closes all open payments of a payout, or those that are named.</summary>
    internal static async Task<Result<Payout>> Close(
        ShopTx tx, PayoutId id, PayoutStep step, PayoutStepRequest wish, string by, Instant now)
    {
        if (wish.Reason?.Length > LongestReason)
        {
            return Refusal.Invalid("reason", $"must have at most {LongestReason} characters");
        }

        if (await PayoutStore.Lock(tx, id) is not { } payout)
        {
            return Refusal.NotFound("payout");
        }

        var all = await PayoutStore.Items(tx, id);
        var chosen = wish.Items is { } named ? all.FindAll(item => named.Contains(item.ItemId)) : all.FindAll(item => item.IsOpen);
        if (wish.Items is { } asked && (chosen.Count != asked.Distinct().Count() || asked.Count == 0))
        {
            return PayoutRefusals.NoSuchItem;
        }

        var next = chosen.Select(item => PayoutStates.After(item.Status, step)).Prepend(
            chosen.Count == 0 ? PayoutStates.After(payout.Status, step) : PayoutStatus.Created).FirstOrDefault(result => result.IsRefused);
        if (next is { IsRefused: true })
        {
            return next.Refusal;
        }

        // Who was erased while the bank had the payment is forgotten with its end.
        var erased = (await Advocates.AdvocateQueries.FindMany(tx, [.. chosen.Select(item => item.AdvocateId).OfType<AdvocateId>()]))
            .Where(advocate => advocate.IsErased).Select(advocate => (AdvocateId?)advocate.AdvocateId).ToHashSet();
        foreach (var item in chosen)
        {
            var closed = item with { Status = PayoutStates.After(item.Status, step).Value, Reason = wish.Reason?.Trim(), ClosedAt = now };
            PayoutStore.Save(tx, closed);
            if (erased.Contains(item.AdvocateId))
            {
                PayoutDetails.ForgetClosed(tx, item.Owner);
            }

            await (step == PayoutStep.Settle ? Settle(tx, payout, item, now) : GiveBack(tx, payout, item, now));
        }

        var status = PayoutStates.Of(
            [.. all.Select(item => chosen.Contains(item) ? PayoutStates.After(item.Status, step).Value : item.Status)]);
        var after = payout with
        {
            Status = status, ClosedAt = status is PayoutStatus.Created or PayoutStatus.Sent ? null : now,
        };
        return Saved(tx, after, Word(step), chosen.Sum(item => item.Amount), chosen.Count, by, now);
    }

    private static async Task Settle(ShopTx tx, Payout payout, PayoutItem item, Instant now)
    {
        var owner = new LedgerOwner(item.Owner);
        await Post(tx, payout, item, "payout_settled", Postings.PayOutSettled(RewardKind.Cash, owner, item.Amount), now);
        foreach (var part in await PayoutStore.Lots(tx, item.ItemId))
        {
            var reward = await RewardStore.Load(tx, part.Reward) ?? throw new InvalidOperationException($"{part.Reward} is gone.");
            var paid = reward with { InTransit = reward.InTransit - part.Amount, RedeemedAmount = reward.RedeemedAmount + part.Amount };
            RewardStore.Note(tx, paid, now, "paid_out", part.Amount, payout.PayoutId.ToString());
            if (paid is { Status: RewardStatus.Issued, Remaining: 0, InTransit: 0 })
            {
                paid = paid.Stepped(RewardMove.Redeem);
                tx.Publish(new RewardRedeemed(paid, part.Amount, null), now);
            }

            RewardStore.Save(tx, paid);
        }
    }

    // What the owner owes by now is netted first, from the parts that were refunded meanwhile.
    private static async Task GiveBack(ShopTx tx, Payout payout, PayoutItem item, Instant now)
    {
        var owner = new LedgerOwner(item.Owner);
        var owed = await PostTransaction.Receivable(tx, owner, payout.Currency);
        await Post(tx, payout, item, "payout_failed", Postings.PayOutFailed(RewardKind.Cash, owner, item.Amount, owed), now);
        var parts = await PayoutStore.Lots(tx, item.ItemId);
        foreach (var (reward, part, settled) in await SettledParts.Of(tx, parts, Postings.Netted(item.Amount, owed)))
        {
            var back = reward with
            {
                InTransit = reward.InTransit - part.Amount, Remaining = reward.Remaining + part.Amount - settled,
                RedeemedAmount = reward.RedeemedAmount + settled,
            };
            RewardStore.Note(tx, back, now, "payout_returned", part.Amount, payout.PayoutId.ToString());
            if (back is { Status: RewardStatus.Issued, Remaining: 0, InTransit: 0 })
            {
                back = back.Stepped(back.Entitled == 0 ? RewardMove.Revoke : RewardMove.Redeem);
                tx.Publish(
                    back.Status == RewardStatus.Revoked
                        ? new RewardRevoked(back, part.Amount, "refund")
                        : new RewardRedeemed(back, part.Amount, null),
                    now);
            }

            RewardStore.Save(tx, back);
            if (back.Status == RewardStatus.Issued)
            {
                ApproveReward.ScheduleExpiry(tx, back);
            }
        }
    }

    private static Task Post(
        ShopTx tx, Payout payout, PayoutItem item, string kind, IReadOnlyList<LedgerEntry> entries, Instant now) =>
        PostTransaction.Run(
            tx,
            new LedgerPosting(
                kind, item.ItemId.ToString(), payout.Currency, item.AdvocateId,
                item.AdvocateId is null && IdText.TryParse<RewardId>(item.Owner, out var reward) ? reward : null, RewardKind.Cash, entries,
                now),
            sourceIsNew: false);

    private static Payout Saved(ShopTx tx, Payout payout, string step, long amount, long people, string by, Instant now)
    {
        PayoutStore.Save(tx, payout);
        tx.Publish(new PayoutStepped(step, payout.PayoutId, payout.Method, payout.Status, amount, people, by), now);
        if (payout.Status != PayoutStatus.Created || payout.MayLeave)
        {
            Notices.Clear(tx, CreatePayout.ApprovalNotice, payout.PayoutId.ToString(), now);
        }

        return payout;
    }

    private static string Word(PayoutStep step) => step switch
    {
        PayoutStep.Settle => "settled", PayoutStep.Fail => "failed", _ => "cancelled",
    };

    private static void Map(
        IEndpointRouteBuilder routes, string verb,
        Func<ShopTx, Shop, PayoutId, PayoutStepRequest, string, Instant, Task<Result<Payout>>> step) =>
        routes.Write<PayoutStepRequest, PayoutAnswer>(
            "POST", "/v1/payouts/{id}/" + verb, Permission.PayoutsWrite, async (call, tx, request) =>
        {
            var stepped = await step(tx, call.Shop, call.RouteId<PayoutId>(), request, call.Caller.KeyId.ToString(), call.Now);
            return stepped.IsRefused ? stepped.Refusal : Outcome.Ok(await PayoutAnswer.Of(tx, stepped.Value));
        });
}
