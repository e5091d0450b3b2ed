using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Gives spent credit or points back to the rewards they came from; what the owner owes is netted first.</summary>
public static class ReleaseRedemption
{
    private const string Find = """
        SELECT redemption_id, advocate_id, kind, asset, amount, order_external_id, at, released_at FROM redemptions
        WHERE shop_id = @shop AND redemption_id = @id AND advocate_id IS NOT DISTINCT FROM CAST(@advocate AS bigint) FOR UPDATE
        """;

    private const string Close = """
        UPDATE redemptions SET released_at = @at WHERE shop_id = @shop AND redemption_id = @id AND released_at IS NULL
        """;

    private const string OpenOfOrder = """
        SELECT redemption_id, advocate_id FROM redemptions
        WHERE shop_id = @shop AND order_external_id = @order AND released_at IS NULL AND kind <> 'donation' ORDER BY redemption_id
        """;

    private const string LotsOf = """
        SELECT p.reward_id AS reward, r.kind, p.amount FROM redemption_lots AS p
        JOIN rewards AS r ON r.shop_id = p.shop_id AND r.reward_id = p.reward_id
        WHERE p.shop_id = @shop AND p.redemption_id = @id
        ORDER BY p.reward_id
        """;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<NoBody, RedemptionAnswer>(
            "POST", "/v1/advocates/{id}/redemptions/{redemptionId}/release", Permission.RewardsWrite, async (call, tx, _) =>
                await RewardQueries.AnswersFor(tx, call.RouteId<AdvocateId>()) is { } advocate
                    ? Outcome.Of(await Run(tx, advocate, call.RouteId<RedemptionId>("redemptionId"), call.Now), answer => answer)
                    : Refusal.NotFound("advocate"));

    /// <summary>Gives back whatever was spent for an order: it was cancelled, so nothing was bought with it.</summary>
    public static async Task OfOrder(ShopTx tx, string orderExternalId, Instant now)
    {
        foreach (var open in await tx.Query<OpenRow>(OpenOfOrder, new { Order = orderExternalId }))
        {
            await Run(tx, open.AdvocateId, open.RedemptionId, now);
        }
    }

    /// <summary>Releases; a redemption that was released before is refused.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="advocate">Whose it is; null for a friend's.</param>
    /// <param name="id">The redemption.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<Result<RedemptionAnswer>> Run(ShopTx tx, AdvocateId? advocate, RedemptionId id, Instant now)
    {
        if (await tx.First<Row>(Find, new { Id = id, Advocate = advocate }) is not { } row)
        {
            return Refusal.NotFound("redemption");
        }

        if (row.Kind == RewardKind.Donation)
        {
            return RewardRefusals.DonationIsFinal;
        }

        if (await tx.Execute(Close, new { Id = id, At = now }) == 0)
        {
            return RewardRefusals.RedemptionReleased;
        }

        var parts = await tx.Query<LotPart>(LotsOf, new { Id = id });
        var owner = LedgerOwner.Of(advocate, parts[0].Reward);
        var owed = await PostTransaction.Receivable(tx, owner, row.Asset);
        var posting = new LedgerPosting(
            "release", id.ToString(), row.Asset, advocate, parts.Count == 1 ? parts[0].Reward : null, row.Kind,
            Postings.Release(row.Kind, owner, row.Amount, owed), now);
        await PostTransaction.Run(tx, posting, sourceIsNew: false);
        foreach (var (reward, part, settled) in await SettledParts.Of(tx, parts, Postings.Netted(row.Amount, owed)))
        {
            GiveBack(tx, reward, part, part.Amount - settled, id, now);
        }

        tx.Publish(new CreditReleased(id, advocate, row.Kind, row.Asset, row.Amount, row.OrderExternalId), now);
        return new RedemptionAnswer(
            id, advocate, row.Kind, row.Amount, row.Kind == RewardKind.Points ? null : row.Asset, row.OrderExternalId, row.At, now);
    }

    private static void GiveBack(ShopTx tx, Reward reward, LotPart part, long usable, RedemptionId id, Instant now)
    {
        RewardStore.Note(tx, reward, now, "released", part.Amount, id.ToString());
        if (usable == 0)
        {
            if (reward is { Entitled: 0, Status: RewardStatus.Redeemed } && reward.RedeemedAmount == part.Amount)
            {
                // Its refund took all of it, which had been spent: now nothing of it is spent, nor deserved.
                var undone = reward.Stepped(RewardMove.Release).Stepped(RewardMove.Revoke) with { RedeemedAmount = 0 };
                RewardStore.Save(tx, undone);
                tx.Publish(new RewardRevoked(undone, part.Amount, "refund"), now);
            }

            return;
        }

        var open = reward.Stepped(RewardMove.Release) with
        {
            Remaining = reward.Remaining + usable, RedeemedAmount = reward.RedeemedAmount - usable,
        };
        RewardStore.Save(tx, open);
        ApproveReward.ScheduleExpiry(tx, open);
        if (open.Status != reward.Status)
        {
            tx.Publish(new RewardAdjusted(open, usable, "released"), now);
        }
    }

    private sealed record OpenRow(RedemptionId RedemptionId, AdvocateId? AdvocateId);

    private sealed record Row(
        RedemptionId RedemptionId, AdvocateId? AdvocateId, RewardKind Kind, string Asset, long Amount, string? OrderExternalId,
        Instant At, Instant? ReleasedAt);
}
