using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>
/// Stocks of codes that a shop made itself. Who is due a code takes the oldest; where none is left the reward waits, and
/// the desk is told in time.
/// </summary>
internal static class CodePools
{
    internal const string LowNotice = "pool_low";
    internal const string EmptyNotice = "pool_empty";

    private const string TakeOldest = """
        UPDATE pool_codes SET reward_id = @reward
        WHERE shop_id = @shop AND code = (
            SELECT free.code FROM pool_codes AS free WHERE free.shop_id = @shop AND free.pool = @pool AND free.reward_id IS NULL
            ORDER BY free.sequence LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING code
        """;

    private const string LowAt = "SELECT low_at FROM code_pools WHERE shop_id = @shop AND pool = @pool";

    private const string Left = """
        SELECT count(*) FROM (
            SELECT code FROM pool_codes WHERE shop_id = @shop AND pool = @pool AND reward_id IS NULL LIMIT @most) AS free
        """;

    /// <summary>The code for a reward; null where the pool has none left.</summary>
    internal static async Task<string?> Take(ShopTx tx, string pool, RewardId reward, Instant now)
    {
        var code = await tx.First<string>(TakeOldest, new { Pool = pool, Reward = reward });
        await TellStock(tx, pool, now);
        return code;
    }

    /// <summary>Raises or clears what the desk is told of a pool's stock.</summary>
    internal static async Task TellStock(ShopTx tx, string pool, Instant now)
    {
        var lowAt = await tx.First<long?>(LowAt, new { Pool = pool }) ?? 0;
        var left = await tx.First<long>(Left, new { Pool = pool, Most = lowAt + 1 });
        if (left > 0)
        {
            Notices.Clear(tx, EmptyNotice, pool, now);
        }

        if (left > lowAt)
        {
            Notices.Clear(tx, LowNotice, pool, now);
        }
        else if (left > 0)
        {
            Notices.Raise(tx, LowNotice, pool, $"The pool of codes “{pool}” runs low. Import more, so that nobody has to wait.", now);
        }
    }

    /// <summary>Tells history, journal and desk that a reward waits for a code; once.</summary>
    internal static void TellWaiting(ShopTx tx, Reward before, Reward waiting, Instant now)
    {
        if (before.Status == RewardStatus.Waiting)
        {
            return;
        }

        RewardStore.Note(tx, waiting, now, "waiting", null, waiting.Promise().CodePool!);
        tx.Publish(new RewardWaiting(waiting), now);
        Notices.Raise(
            tx, EmptyNotice, waiting.Promise().CodePool!, "People wait for a code, and the pool has none left. Import codes.", now);
    }
}
