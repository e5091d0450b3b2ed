using Vouch.Domain.Ids;

namespace Vouch.Server.Screening;

/// <summary>What has to be written so that the tables hold the groups as they should be.</summary>
/// <param name="Groups">How many groups there should be.</param>
/// <param name="Moves">Accounts that belong into another group than they are in, or into one at all.</param>
/// <param name="Leaving">Accounts that belong into none.</param>
/// <param name="Touched">Groups to be counted again, with those that end.</param>
internal sealed record GroupRepair(
    int Groups, IReadOnlyList<GroupRow> Moves, IReadOnlyList<AccountId> Leaving, IReadOnlyCollection<AccountId> Touched)
{
    /// <summary>Nothing differs.</summary>
    internal bool IsEmpty => Moves.Count == 0 && Leaving.Count == 0 && Touched.Count == 0;

    /// <summary>Compares; a group keeps the name that its accounts have, so that as little as possible is written.</summary>
    /// <param name="groups">The groups as they should be.</param>
    /// <param name="inside">Referrals with both ends in one, by the group's number.</param>
    /// <param name="rows">As the tables have them.</param>
    /// <param name="sizes">The sizes that are kept.</param>
    internal static GroupRepair Of(
        Dictionary<int, List<AccountId>> groups, Dictionary<int, long> inside, IReadOnlyList<GroupRow> rows,
        IReadOnlyList<GroupSize> sizes)
    {
        var now = rows.ToDictionary(row => row.AccountId, row => row.GroupId);
        var kept = sizes.ToDictionary(size => size.GroupId);
        var moves = new List<GroupRow>();
        var touched = new HashSet<AccountId>();
        var names = new HashSet<AccountId>();
        foreach (var (number, members) in groups)
        {
            var name = Name(members, now, names);
            var wrong = members.Where(member => !now.TryGetValue(member, out var group) || group != name).ToList();
            moves.AddRange(wrong.Select(member => new GroupRow(member, name)));
            touched.UnionWith(wrong.Where(now.ContainsKey).Select(member => now[member]));
            if (wrong.Count > 0 || kept.GetValueOrDefault(name) != new GroupSize(name, members.Count, inside.GetValueOrDefault(number)))
            {
                touched.Add(name);
            }
        }

        var grouped = groups.Values.SelectMany(members => members).ToHashSet();
        var leaving = now.Keys.Where(account => !grouped.Contains(account)).ToList();
        touched.UnionWith(leaving.Select(account => now[account]));
        touched.UnionWith(kept.Keys.Where(name => !names.Contains(name)));
        return new GroupRepair(groups.Count, moves, leaving, touched);
    }

    private static AccountId Name(List<AccountId> members, Dictionary<AccountId, AccountId> now, HashSet<AccountId> taken)
    {
        var wanted = members.Where(now.ContainsKey).Select(member => now[member]).Distinct().Concat(members);
        var name = wanted.First(candidate => !taken.Contains(candidate));
        taken.Add(name);
        return name;
    }
}
