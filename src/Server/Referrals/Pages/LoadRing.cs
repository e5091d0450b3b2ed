using Vouch.Domain.Ids;
using Vouch.Domain.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Pages;

/// <summary>An account in the picture of a group.</summary>
/// <param name="Name">As orders or the advocate's record tell it.</param>
/// <param name="Role">Friend or advocate of this case, or neither.</param>
/// <param name="Place">Where it stands.</param>
public sealed record RingAccount(string Name, RingRole Role, RingPlace Place);

/// <summary>What somebody in the picture is to the case.</summary>
public enum RingRole { Other, Friend, Advocate }

/// <summary>Something that several of them were seen with.</summary>
/// <param name="Kind">The letter of its kind, see <see cref="Platform.PersonKeys"/>.</param>
/// <param name="Accounts">Which of them, by their number in the picture.</param>
public sealed record RingShare(char Kind, IReadOnlyList<int> Accounts);

/// <summary>The friend's group of accounts: who brought whom, and what they share.</summary>
/// <param name="Accounts">At most 40 of them, in their order round the circle.</param>
/// <param name="Brought">Who brought whom, by number.</param>
/// <param name="Shares">What they share.</param>
/// <param name="Total">How many the group has.</param>
public sealed record RingModel(
    IReadOnlyList<RingAccount> Accounts, IReadOnlyList<(int Advocate, int Friend)> Brought, IReadOnlyList<RingShare> Shares, long Total);

/// <summary>Finds the group of an order's buyer; a couple is no picture.</summary>
internal static class LoadRing
{
    internal const int MostDrawn = 40;
    private const int FewestDrawn = 3;

    private const string Group = """
        SELECT c.account_id, c.advocate_account, g.group_id, s.accounts FROM screening_cases c
        JOIN screening_groups g ON g.shop_id = @shop AND g.account_id = c.account_id
        JOIN screening_group_sizes s ON s.shop_id = @shop AND s.group_id = g.group_id
        WHERE c.shop_id = @shop AND c.order_id = @id
        """;

    private const string Members = """
        SELECT account_id FROM screening_groups WHERE shop_id = @shop AND group_id = @id
        ORDER BY CASE WHEN account_id IN (@friend, @advocate) THEN 0 ELSE 1 END, account_id LIMIT @take
        """;

    private const string Names = """
        SELECT c.account_id, o.customer_name AS name, o.customer_email AS email FROM screening_cases c
        JOIN orders o ON o.shop_id = @shop AND o.order_id = c.order_id
        WHERE c.shop_id = @shop AND c.account_id = ANY(@ids)
        UNION ALL
        SELECT c.advocate_account, a.name, a.email FROM screening_cases c
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = c.advocate_id
        WHERE c.shop_id = @shop AND c.advocate_account = ANY(@ids)
        """;

    private const string Brought = """
        SELECT DISTINCT advocate_account, account_id FROM screening_cases
        WHERE shop_id = @shop AND account_id = ANY(@ids) AND advocate_account = ANY(@ids) AND account_id <> advocate_account
        ORDER BY advocate_account, account_id
        """;

    private const string Marks = """
        SELECT mark, account_id FROM screening_marks WHERE shop_id = @shop AND account_id = ANY(@ids) ORDER BY mark, account_id
        """;

    /// <summary>The picture; null where there is nothing to draw.</summary>
    internal static async Task<RingModel?> Run(Reads db, OrderId order)
    {
        if (await db.First<GroupRow>(Group, new { Id = order }) is not { Accounts: >= FewestDrawn } group)
        {
            return null;
        }

        var ids = await db.Query<AccountId>(
            Members, new { Id = group.GroupId, Friend = group.AccountId, Advocate = group.AdvocateAccount, Take = MostDrawn });
        var brought = (await db.Query<(AccountId Advocate, AccountId Friend)>(Brought, new { Ids = ids }))
            .ConvertAll(pair => (ids.IndexOf(pair.Advocate), ids.IndexOf(pair.Friend)));
        var names = (await db.Query<NameRow>(Names, new { Ids = ids })).GroupBy(row => row.AccountId)
            .ToDictionary(same => same.Key, same => same.Select(row => row.Name ?? row.Email).FirstOrDefault(name => name is not null));
        var round = RingLayout.Order(ids.Count, brought);
        var place = round.Select((account, i) => (account, i)).ToDictionary(pair => pair.account, pair => pair.i);
        var places = RingLayout.Places(ids.Count);
        var shares = (await db.Query<MarkRow>(Marks, new { Ids = ids })).GroupBy(row => row.Mark)
            .Where(same => same.Key[0] != 'i' && same.Count() > 1)
            .Select(same => new RingShare(same.Key[0], [.. same.Select(row => place[ids.IndexOf(row.AccountId)]).Order()]));
        return new RingModel(
            [.. round.Select((account, i) => new RingAccount(
                names.GetValueOrDefault(ids[account]) ?? CaseTexts.Unnamed, RoleOf(group, ids[account]), places[i]))],
            brought.ConvertAll(pair => (place[pair.Item1], place[pair.Item2])), [.. shares], group.Accounts);
    }

    private static RingRole RoleOf(GroupRow group, AccountId account) =>
        account == group.AccountId ? RingRole.Friend : account == group.AdvocateAccount ? RingRole.Advocate : RingRole.Other;

    private sealed record GroupRow(AccountId AccountId, AccountId AdvocateAccount, AccountId GroupId, long Accounts);

    private sealed record NameRow(AccountId AccountId, string? Name, string? Email);

    private sealed record MarkRow(string Mark, AccountId AccountId);
}
