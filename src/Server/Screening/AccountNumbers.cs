using Vouch.Domain.Ids;
using Vouch.Domain.Screening;

namespace Vouch.Server.Screening;

/// <summary>The accounts of a shop by small numbers, as the graph wants them, and the groups that their marks make.</summary>
internal sealed class AccountNumbers
{
    private readonly Dictionary<AccountId, int> _numbers = [];
    private readonly List<AccountId> _accounts = [];
    private readonly ReferralGraph _graph = new();

    /// <summary>How many accounts were seen.</summary>
    internal int Count => _accounts.Count;

    /// <summary>
    /// All accounts with one mark. An IP address joins nobody; of a postal address only those who came while few had it.
    /// </summary>
    internal void Share(IReadOnlyList<MarkRow> bearers)
    {
        foreach (var bearer in bearers)
        {
            Number(bearer.AccountId);
        }

        if (bearers.Count < 2 || !Mark.IsLink(bearers[0].Mark))
        {
            return;
        }

        var joined = Mark.IsPostal(bearers[0].Mark)
            ? bearers.OrderBy(b => b.SeenAt).ThenBy(b => b.AccountId.Value).Take(Hubs.AddressAccounts).ToList()
            : bearers;
        foreach (var bearer in joined.Skip(1))
        {
            _graph.Join(_numbers[joined[0].AccountId], _numbers[bearer.AccountId]);
        }
    }

    /// <summary>The group of two accounts; null where they are of two.</summary>
    internal int? CommonGroup(AccountId one, AccountId other) =>
        _numbers.TryGetValue(one, out var first) && _numbers.TryGetValue(other, out var second)
            && _graph.GroupOf(first) == _graph.GroupOf(second)
            ? _graph.GroupOf(first)
            : null;

    /// <summary>The groups of two accounts or more, by their number in the graph.</summary>
    internal Dictionary<int, List<AccountId>> Groups()
    {
        var groups = new Dictionary<int, List<AccountId>>();
        for (var i = 0; i < _accounts.Count; i++)
        {
            var group = _graph.GroupOf(i);
            if (_graph.Accounts(group) > 1)
            {
                (groups.TryGetValue(group, out var members) ? members : groups[group] = []).Add(_accounts[i]);
            }
        }

        return groups;
    }

    private void Number(AccountId account)
    {
        if (_numbers.TryAdd(account, _accounts.Count))
        {
            _accounts.Add(account);
            _graph.Add();
        }
    }
}
