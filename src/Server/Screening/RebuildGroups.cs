using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>What a rebuild found.</summary>
/// <param name="Accounts">Accounts that were seen with anything.</param>
/// <param name="Groups">Groups of two or more.</param>
/// <param name="Mended">Accounts that stood in another group than they should.</param>
internal sealed record RebuiltGroups(int Accounts, int Groups, int Mended);

/// <summary>
/// Builds the groups of a shop afresh from marks and cases, and mends where what was joined as it came differs: two nodes that took
/// in two accounts at the same moment, an account that was erased, a mark that was corrected. Reads one snapshot, a page at a time;
/// only differences are written.
/// </summary>
internal static class RebuildGroups
{
    internal const string Kind = "rebuild_groups";
    private const int PerPage = 20_000;

    private const string MarkPage = """
        SELECT mark, account_id, seen_at FROM screening_marks
        WHERE shop_id = @shop AND (mark > @mark OR (mark = @mark AND account_id > @account)) ORDER BY mark, account_id LIMIT @take
        """;

    private const string CasePage = """
        SELECT order_id, advocate_account, account_id FROM screening_cases
        WHERE shop_id = @shop AND order_id > @after ORDER BY order_id LIMIT @take
        """;

    private const string GroupPage = """
        SELECT account_id, group_id FROM screening_groups
        WHERE shop_id = @shop AND account_id > @after ORDER BY account_id LIMIT @take
        """;

    private const string SizePage = """
        SELECT group_id, accounts, referrals FROM screening_group_sizes
        WHERE shop_id = @shop AND group_id > @after ORDER BY group_id LIMIT @take
        """;

    private const string Enter = """
        INSERT INTO screening_groups (shop_id, account_id, group_id) VALUES (@shop, @accountId, @groupId)
        ON CONFLICT (shop_id, account_id) DO UPDATE SET group_id = excluded.group_id
        """;

    private const string Leave = "DELETE FROM screening_groups WHERE shop_id = @shop AND account_id = ANY(@ids)";

    private const string DropSizes = "DELETE FROM screening_group_sizes WHERE shop_id = @shop AND group_id = ANY(@ids)";

    private const string CountAgain = """
        INSERT INTO screening_group_sizes (shop_id, group_id, accounts, referrals)
        SELECT @shop, g.group_id, count(*), (
            SELECT count(*) FROM screening_groups f
            JOIN screening_cases c ON c.shop_id = @shop AND c.account_id = f.account_id AND c.advocate_account <> c.account_id
            JOIN screening_groups a ON a.shop_id = @shop AND a.account_id = c.advocate_account AND a.group_id = f.group_id
            WHERE f.shop_id = @shop AND f.group_id = g.group_id)
        FROM screening_groups g WHERE g.shop_id = @shop AND g.group_id = ANY(@ids) GROUP BY g.group_id
        ON CONFLICT (shop_id, group_id) DO UPDATE SET accounts = excluded.accounts, referrals = excluded.referrals
        """;

    /// <summary>Puts a rebuild on the list.</summary>
    internal static void Schedule(ShopTx tx) => tx.Schedule(Kind, "shop", tx.Wall, JobClock.Outside);

    /// <summary>Compares outside of any transaction; what differs is written in the one that strikes the work off.</summary>
    internal static async Task<JobHandling> Prepare(ShopDb db, Shop shop, Job job, CancellationToken stop)
    {
        var (plan, _) = await db.Snapshot(Compare);
        return (tx, _, _) => Mend(tx, plan);
    }

    /// <summary>What differs between the tables and what they should hold, and what there is.</summary>
    internal static async Task<(GroupRepair Plan, RebuiltGroups Found)> Compare(Reads reads)
    {
        var accounts = new AccountNumbers();
        await ReadMarks(reads, accounts);
        var inside = await CountReferrals(reads, accounts);
        var plan = GroupRepair.Of(
            accounts.Groups(), inside,
            await Pages(
                after => reads.Query<GroupRow>(GroupPage, new { After = after, Take = PerPage }), row => row.AccountId.Value),
            await Pages(
                after => reads.Query<GroupSize>(SizePage, new { After = after, Take = PerPage }), row => row.GroupId.Value));
        return (plan, new RebuiltGroups(accounts.Count, plan.Groups, plan.Moves.Count + plan.Leaving.Count));
    }

    /// <summary>Writes what differs.</summary>
    internal static async Task Mend(ShopTx tx, GroupRepair plan)
    {
        foreach (var moves in plan.Moves.Chunk(PerPage))
        {
            await tx.InsertMany(Enter, moves);
        }

        foreach (var leaving in plan.Leaving.Chunk(PerPage))
        {
            tx.Enqueue(Leave, new { Ids = leaving });
        }

        foreach (var touched in plan.Touched.Chunk(PerPage))
        {
            tx.Enqueue(DropSizes, new { Ids = touched });
            tx.Enqueue(CountAgain, new { Ids = touched });
        }
    }

    private static async Task ReadMarks(Reads reads, AccountNumbers accounts)
    {
        var (mark, after) = ("", 0L);
        var bearers = new List<MarkRow>();
        while (true)
        {
            var page = await reads.Query<MarkRow>(MarkPage, new { Mark = mark, Account = after, Take = PerPage });
            foreach (var row in page)
            {
                if (bearers.Count > 0 && bearers[0].Mark != row.Mark)
                {
                    accounts.Share(bearers);
                    bearers.Clear();
                }

                bearers.Add(row);
            }

            if (page.Count < PerPage)
            {
                accounts.Share(bearers);
                return;
            }

            (mark, after) = (page[^1].Mark, page[^1].AccountId.Value);
        }
    }

    private static async Task<Dictionary<int, long>> CountReferrals(Reads reads, AccountNumbers accounts)
    {
        var inside = new Dictionary<int, long>();
        var after = 0L;
        while (true)
        {
            var page = await reads.Query<CaseRow>(CasePage, new { After = after, Take = PerPage });
            foreach (var row in page)
            {
                if (row.AdvocateAccount != row.AccountId && accounts.CommonGroup(row.AdvocateAccount, row.AccountId) is { } group)
                {
                    inside[group] = inside.GetValueOrDefault(group) + 1;
                }
            }

            if (page.Count < PerPage)
            {
                return inside;
            }

            after = page[^1].OrderId.Value;
        }
    }

    private static async Task<List<TRow>> Pages<TRow>(Func<long, Task<List<TRow>>> page, Func<TRow, long> key)
    {
        var all = new List<TRow>();
        while (true)
        {
            var rows = await page(all.Count == 0 ? 0 : key(all[^1]));
            all.AddRange(rows);
            if (rows.Count < PerPage)
            {
                return all;
            }
        }
    }

    private sealed record CaseRow(OrderId OrderId, AccountId AdvocateAccount, AccountId AccountId);
}

/// <summary>An account with a mark, and since when.</summary>
internal sealed record MarkRow(string Mark, AccountId AccountId, Instant SeenAt);

/// <summary>An account in a group.</summary>
internal sealed record GroupRow(AccountId AccountId, AccountId GroupId);
