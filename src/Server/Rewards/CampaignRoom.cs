using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A bonus that a reward may have, with the room its campaign has for it.</summary>
/// <param name="Bonus">What is added.</param>
/// <param name="Limits">How much there may be of it in all.</param>
/// <param name="Share">What it would come to.</param>
/// <param name="Given">What of that there is room for, as far as is known before it is taken.</param>
internal sealed record BonusOffer(RewardBonus Bonus, CampaignLimits Limits, long Share, long Given);

/// <summary>
/// What campaigns have left to give: the row <c>campaign/…</c> of the limits counts rewards with a bonus, and what the bonuses come to.
/// It is always asked before caps and budget, and given back before them, so that all lock in one order.
/// </summary>
internal static class CampaignRoom
{
    private const string Used = "SELECT amount, rewards FROM reward_limits WHERE shop_id = @shop AND scope = @scope";

    private const string Touch = """
        INSERT INTO reward_limits (shop_id, scope, amount, rewards, amount_limit, rewards_limit)
        VALUES (@shop, @scope, 0, 0, @amountLimit, @rewardsLimit)
        ON CONFLICT (shop_id, scope) DO UPDATE SET amount_limit = excluded.amount_limit, rewards_limit = excluded.rewards_limit
        RETURNING amount, rewards
        """;

    private const string Change = """
        UPDATE reward_limits SET amount = amount + @amount, rewards = rewards + @count WHERE shop_id = @shop AND scope = @scope
        """;

    internal static string Scope(CampaignId campaign) => $"campaign/{campaign}";

    /// <summary>True where a campaign has something left to give.</summary>
    internal static async Task<bool> HasRoom(Reads db, Campaign campaign, RewardKind kind)
    {
        var used = await db.First<UsedRow>(Used, new { Scope = Scope(campaign.CampaignId) }) ?? new UsedRow(0, 0);
        return Left(kind, campaign.Terms.Limits, used, 1, 1) > 0;
    }

    /// <summary>How many rewards have a campaign's bonus, and what the bonuses come to in money.</summary>
    internal static async Task<(long Rewards, long Amount)> UseOf(Reads db, CampaignId campaign) =>
        await db.First<UsedRow>(Used, new { Scope = Scope(campaign) }) is { } used ? (used.Rewards, used.Amount) : (0, 0);

    /// <summary>The bonuses that a reward may have, the best for its owner first; of two alike the older campaign's.</summary>
    internal static async Task<IReadOnlyList<BonusOffer>> Offers(ShopTx tx, AccrueReward.Draft draft)
    {
        if (draft.Role != RewardRole.Offer)
        {
            return [];
        }

        var offers = new List<BonusOffer>();
        foreach (var campaign in draft.About.Campaigns)
        {
            if (CampaignBonus.Of(draft.Specification, draft.Recipient, campaign, draft.About.At) is { } bonus
                && ShareOf(draft, bonus) is > 0 and var share)
            {
                var used = await tx.First<UsedRow>(Used, new { Scope = Scope(bonus.Campaign) }) ?? new UsedRow(0, 0);
                var given = Left(draft.Specification.Kind, campaign.Terms.Limits, used, share, 1);
                offers.Add(new BonusOffer(bonus, campaign.Terms.Limits, share, given));
            }
        }

        return [.. offers.Where(offer => offer.Given > 0 || offer.Share == 0).OrderByDescending(offer => offer.Given)];
    }

    /// <summary>Takes room for a bonus; what is there for it, cut where the kind can be cut; 0 where there is none.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="kind">Of the reward.</param>
    /// <param name="campaign">Whose bonus.</param>
    /// <param name="limits">Its limits as they are now.</param>
    /// <param name="share">What is wanted, above 0.</param>
    /// <param name="count">1, or 0 where a reward that has the bonus already grows.</param>
    internal static async Task<long> Take(
        ShopTx tx, RewardKind kind, CampaignId campaign, CampaignLimits limits, long share, int count = 1)
    {
        var scope = Scope(campaign);
        var used = await tx.First<UsedRow>(
            Touch, new { Scope = scope, AmountLimit = limits.Amount, RewardsLimit = (long?)limits.Rewards });
        var given = Left(kind, limits, used!, share, count);
        if (given > 0)
        {
            tx.Enqueue(Change, new { Scope = scope, Amount = Counted(kind, given), Count = (long)count });
        }

        return given;
    }

    /// <summary>
    /// Brings what a reward holds of its campaign to what it is worth now, and gives the rest back; with nothing left of it the place too.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="reward">As it is stored, or with what was taken in this transaction.</param>
    /// <param name="amount">What it is worth now.</param>
    /// <param name="isVoid">True where it holds nothing any more.</param>
    /// <returns>The bonus in that.</returns>
    internal static long Keep(ShopTx tx, Reward reward, long amount, bool isVoid)
    {
        if (reward.CampaignId is not { } campaign)
        {
            return 0;
        }

        var share = isVoid ? 0 : CampaignBonus.ShareOf(reward.Promise().Bonus, amount);
        Give(tx, reward.Kind, campaign, share - reward.BonusAmount, isVoid ? -reward.ReservedCount : 0);
        return share;
    }

    /// <summary>Changes what a campaign counts, unasked: for what is given back.</summary>
    internal static void Give(ShopTx tx, RewardKind kind, CampaignId campaign, long amount, long count)
    {
        if (amount != 0 || count != 0)
        {
            tx.Enqueue(Change, new { Scope = Scope(campaign), Amount = Counted(kind, amount), Count = count });
        }
    }

    /// <summary>What a bonus comes to in a draft that is worth no more than was really given.</summary>
    internal static long ShareOf(AccrueReward.Draft draft, RewardBonus bonus)
    {
        var full = draft.WorthOf(draft.Specification with { Bonus = bonus });
        var plain = Math.Min(draft.WorthOf(draft.Specification), draft.MostWorth);
        return full > draft.MostWorth ? draft.MostWorth - plain : CampaignBonus.ShareOf(bonus, full);
    }

    /// <summary>Points do not count in a sum of money.</summary>
    internal static long Counted(RewardKind kind, long share) => kind == RewardKind.Points ? 0 : share;

    private static long Left(RewardKind kind, CampaignLimits limits, UsedRow used, long share, int count)
    {
        if (limits.Rewards is { } most && used.Rewards + count > most)
        {
            return 0;
        }

        var left = limits.Amount is { } sum && kind != RewardKind.Points ? Math.Max(sum - used.Amount, 0) : long.MaxValue;
        return share <= left ? share : Room.CanBeCut(kind) ? left : 0;
    }

    private sealed record UsedRow(long Amount, long Rewards);
}
