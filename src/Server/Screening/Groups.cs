using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>A group of accounts and how much of it is inside.</summary>
/// <param name="GroupId">Named after one of its accounts.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Referrals">Cases with both ends inside.</param>
internal sealed record GroupSize(AccountId GroupId, long Accounts, long Referrals);

/// <summary>
/// The groups of <see cref="Vouch.Domain.Screening.ReferralGraph"/> in tables: a smaller group takes the name of the larger, so that
/// no account is renamed more often than the logarithm of its group's size.
/// </summary>
internal static class Groups
{
    private const string Sizes = """
        SELECT group_id, accounts, referrals FROM screening_group_sizes WHERE shop_id = @shop AND group_id = ANY(@ids)
        """;

    private const string MembersOf = "SELECT account_id FROM screening_groups WHERE shop_id = @shop AND group_id = @id";

    private const string Ends = """
        SELECT c.advocate_account FROM screening_cases c WHERE c.shop_id = @shop AND c.account_id = ANY(@members)
        UNION ALL
        SELECT c.account_id FROM screening_cases c WHERE c.shop_id = @shop AND c.advocate_account = ANY(@members)
        """;

    private const string Inside = """
        SELECT account_id FROM screening_groups WHERE shop_id = @shop AND account_id = ANY(@ends) AND group_id = @id
        """;

    private const string Rename = "UPDATE screening_groups SET group_id = @into WHERE shop_id = @shop AND group_id = @id";

    private const string Enter = """
        INSERT INTO screening_groups (shop_id, account_id, group_id) VALUES (@shop, @id, @into)
        ON CONFLICT (shop_id, account_id) DO UPDATE SET group_id = excluded.group_id
        """;

    private const string PutSize = """
        INSERT INTO screening_group_sizes (shop_id, group_id, accounts, referrals) VALUES (@shop, @groupId, @accounts, @referrals)
        ON CONFLICT (shop_id, group_id) DO UPDATE SET accounts = excluded.accounts, referrals = excluded.referrals
        """;

    private const string DropSize = "DELETE FROM screening_group_sizes WHERE shop_id = @shop AND group_id = @id";

    private const string Grow = """
        UPDATE screening_group_sizes SET referrals = referrals + @by
        WHERE shop_id = @shop AND group_id = (
            SELECT one.group_id FROM screening_groups one
            JOIN screening_groups other ON other.shop_id = @shop AND other.account_id = @two AND other.group_id = one.group_id
            WHERE one.shop_id = @shop AND one.account_id = @one)
        """;

    /// <summary>Joins an account with those it shares something with; its group afterwards, null while it is alone.</summary>
    internal static async Task<AccountId?> Join(ShopTx tx, AccountId account, AccountId? group, IReadOnlyCollection<Bearer> others)
    {
        var names = others.Select(other => other.GroupId ?? other.AccountId).Append(group ?? account).Distinct().ToList();
        if (names.Count == 1)
        {
            return group;
        }

        var sizes = (await tx.Query<GroupSize>(Sizes, new { Ids = names })).ToDictionary(size => size.GroupId);
        var joining = names.Select(name => sizes.GetValueOrDefault(name) ?? new GroupSize(name, 1, 0)).ToList();
        var large = joining.OrderByDescending(size => size.Accounts).ThenBy(size => size.GroupId.Value).First();
        if (large.Accounts == 1)
        {
            tx.Enqueue(Enter, new { Id = large.GroupId, Into = large.GroupId });
        }

        foreach (var small in joining.Where(size => size.GroupId != large.GroupId))
        {
            large = await Swallow(tx, large, small);
        }

        tx.Enqueue(PutSize, large);
        return large.GroupId;
    }

    /// <summary>A case between two accounts came (+1) or went (−1).</summary>
    internal static void Count(ShopTx tx, AccountId advocate, AccountId friend, int by)
    {
        if (advocate != friend)
        {
            tx.Enqueue(Grow, new { One = advocate, Two = friend, By = by });
        }
    }

    /// <summary>How large a group is.</summary>
    internal static async Task<GroupSize> Size(Reads db, AccountId group) =>
        await db.First<GroupSize>(Sizes, new { Ids = new[] { group } }) ?? new GroupSize(group, 1, 0);

    private static async Task<GroupSize> Swallow(ShopTx tx, GroupSize large, GroupSize small)
    {
        var members = small.Accounts == 1 ? [small.GroupId] : await tx.Query<AccountId>(MembersOf, new { Id = small.GroupId });
        var ends = await tx.Query<AccountId>(Ends, new { Members = members });
        var inside = ends.Count == 0
            ? []
            : (await tx.Query<AccountId>(Inside, new { Ends = ends.Distinct().ToList(), Id = large.GroupId })).ToHashSet();
        if (small.Accounts == 1)
        {
            tx.Enqueue(Enter, new { Id = small.GroupId, Into = large.GroupId });
        }
        else
        {
            tx.Enqueue(Rename, new { Id = small.GroupId, Into = large.GroupId });
            tx.Enqueue(DropSize, new { Id = small.GroupId });
        }

        return large with
        {
            Accounts = large.Accounts + small.Accounts, Referrals = large.Referrals + small.Referrals + ends.Count(inside.Contains),
        };
    }
}
