using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A wish to spend credit or points.</summary>
/// <param name="Kind"><c>store_credit</c>, <c>account_credit</c> or <c>points</c>.</param>
/// <param name="Amount">Minor units, or points; at least 1.</param>
/// <param name="OrderExternalId">The shop's id of the order it pays for.</param>
public sealed record RedemptionRequest(RewardKind Kind, long Amount, string? OrderExternalId = null);

/// <summary>Credit or points spent.</summary>
/// <param name="Id">Its id; releasing asks for it.</param>
/// <param name="AdvocateId">Whose; null for a friend's single reward.</param>
/// <param name="Kind">What was spent.</param>
/// <param name="Amount">Minor units, or points.</param>
/// <param name="Currency">The shop's currency; null for points.</param>
/// <param name="OrderExternalId">The shop's id of the order it paid for.</param>
/// <param name="At">When.</param>
/// <param name="ReleasedAt">When it was given back; null while it stands.</param>
public sealed record RedemptionAnswer(
    RedemptionId Id, AdvocateId? AdvocateId, RewardKind Kind, long Amount, string? Currency, string? OrderExternalId,
    Instant At, Instant? ReleasedAt);

/// <summary>Spends an advocate's credit or points over all their rewards, the earliest expiry first.</summary>
public static class RedeemCredit
{
    private const string WithSomethingLeft = $"""
        SELECT {RewardStore.Columns} FROM rewards
        WHERE shop_id = @shop AND advocate_id = @advocate AND kind = @kind AND status = 'issued' AND remaining > 0
        ORDER BY reward_id FOR UPDATE
        """;

    private const string Insert = """
        INSERT INTO redemptions (shop_id, redemption_id, advocate_id, kind, asset, amount, order_external_id, at, released_at)
        VALUES (@shop, @id, @advocate, @kind, @asset, @amount, @order, @at, NULL)
        """;

    private const string InsertLot = """
        INSERT INTO redemption_lots (shop_id, redemption_id, reward_id, amount) VALUES (@shop, @id, @reward, @amount)
        """;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<RedemptionRequest, RedemptionAnswer>("POST", "/v1/advocates/{id}/redemptions", Permission.RewardsWrite, Create, 201);

    /// <summary>Spends; refused where less than that is available of the kind.</summary>
    public static async Task<Result<RedemptionAnswer>> Run(
        ShopTx tx, Shop shop, AdvocateId advocate, RedemptionRequest request, Instant now)
    {
        if (!RewardKinds.IsSpendable(request.Kind))
        {
            return RewardRefusals.KindIsNotSpendable;
        }

        var rewards = await Spendable(tx, advocate, request.Kind);
        var parts = Lots.Spend(rewards.Select(LotOf), request.Amount, now);
        var spending = new Spending(advocate, request.Kind, AccrueReward.AssetOf(request.Kind, shop), request.OrderExternalId);
        return parts.IsRefused ? parts.Refusal : await Store(tx, spending, rewards, parts.Value, now);
    }

    /// <summary>An advocate's rewards of a kind that have something left, locked.</summary>
    internal static Task<List<Reward>> Spendable(ShopTx tx, AdvocateId advocate, RewardKind kind) =>
        tx.Query<Reward>(WithSomethingLeft, new { Advocate = advocate, Kind = kind });

    /// <summary>What of a reward is unspent.</summary>
    internal static Lot LotOf(Reward reward) => new(reward.RewardId, reward.Kind, reward.Remaining, reward.ExpiresAt);

    private static async Task<Outcome> Create(Call call, ShopTx tx, RedemptionRequest request)
    {
        if (await RewardQueries.AnswersFor(tx, call.RouteId<AdvocateId>()) is not { } advocate)
        {
            return Refusal.NotFound("advocate");
        }

        var redeemed = await Run(tx, call.Shop, advocate, request, call.Now);
        return redeemed.IsRefused ? redeemed.Refusal : Outcome.Created(redeemed.Value);
    }

    /// <summary>Who spends what for which order.</summary>
    internal sealed record Spending(AdvocateId? Advocate, RewardKind Kind, string Asset, string? OrderExternalId);

    /// <summary>Takes the parts from their lots, which are locked, and posts.</summary>
    internal static async Task<RedemptionAnswer> Store(
        ShopTx tx, Spending spending, IReadOnlyList<Reward> locked, LotPart[] parts, Instant now)
    {
        var (advocate, kind, asset, order) = spending;
        var id = tx.NewId<RedemptionId>();
        var amount = parts.Sum(part => part.Amount);
        tx.Enqueue(Insert, new { Id = id, Advocate = advocate, Kind = kind, Asset = asset, Amount = amount, Order = order, At = now });
        foreach (var part in parts)
        {
            var reward = locked.First(lot => lot.RewardId == part.Reward);
            var rest = reward with { Remaining = reward.Remaining - part.Amount, RedeemedAmount = reward.RedeemedAmount + part.Amount };
            rest = rest.Stepped(rest.Remaining == 0 ? RewardMove.Redeem : RewardMove.SpendPart);
            RewardStore.Save(tx, rest);
            RewardStore.Note(tx, rest, now, "redeemed", part.Amount, order ?? id.ToString());
            tx.Enqueue(InsertLot, new { Id = id, part.Reward, part.Amount });
            if (rest.Status == RewardStatus.Redeemed)
            {
                RewardTask.Clear(tx, rest, now);
                tx.Publish(new RewardRedeemed(rest, part.Amount, order), now);
            }
        }

        var owner = LedgerOwner.Of(advocate, parts[0].Reward);
        var isGiven = kind == RewardKind.Donation;
        var entries = isGiven ? Postings.Donate(kind, owner, amount) : Postings.Redeem(kind, owner, amount);
        var posting = new LedgerPosting(
            isGiven ? "donate" : "redeem", id.ToString(), asset, advocate, parts.Length == 1 ? parts[0].Reward : null, kind, entries, now);
        await PostTransaction.Run(tx, posting, sourceIsNew: true);
        tx.Publish(new CreditRedeemed(id, advocate, kind, asset, amount, order), now);
        return new RedemptionAnswer(id, advocate, kind, amount, kind == RewardKind.Points ? null : asset, order, now, null);
    }
}
