using Vouch.Domain.Ids;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>All rewards of a shop, oldest first, a page in memory at a time.</summary>
internal static class RewardPages
{
    private const int PageSize = 1000;

    private const string After = $"""
        SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND reward_id > @after ORDER BY reward_id LIMIT @limit
        """;

    internal static async IAsyncEnumerable<Reward> Read(Reads db)
    {
        var after = new RewardId(0);
        while (await db.Query<Reward>(After, new { After = after, Limit = PageSize }) is { Count: > 0 } page)
        {
            foreach (var reward in page)
            {
                yield return reward;
            }

            after = page[^1].RewardId;
        }
    }
}
