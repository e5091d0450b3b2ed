namespace Vouch.Domain.Screening;

/// <summary>
/// Groups of accounts that share a device, a card, a telephone or an address, with the referrals inside each: union-find by size.
/// A friend has one advocate, so a ring shows as a group that brought nearly all of itself, never as a circle. The same joins and
/// referrals give the same groups in whatever order they come.
/// </summary>
public sealed class ReferralGraph
{
    private readonly List<int> _parent = [];
    private readonly List<int> _accounts = [];
    private readonly List<int> _inside = [];

    // The referrals that touch a group, by their two ends; one inside is there once or twice and is counted in _inside.
    private readonly List<List<(int From, int To)>?> _touching = [];

    /// <summary>How many accounts there are.</summary>
    public int Count => _parent.Count;

    /// <summary>A new account, alone in its group; accounts are numbered from 0.</summary>
    public int Add()
    {
        _parent.Add(_parent.Count);
        _accounts.Add(1);
        _inside.Add(0);
        _touching.Add(null);
        return _parent.Count - 1;
    }

    /// <summary>What stands for the group of an account; the same for two of one group.</summary>
    public int GroupOf(int account)
    {
        while (_parent[account] != account)
        {
            _parent[account] = _parent[_parent[account]];
            account = _parent[account];
        }

        return account;
    }

    /// <summary>How many accounts its group has.</summary>
    public int Accounts(int account) => _accounts[GroupOf(account)];

    /// <summary>How many referrals have both ends in its group.</summary>
    public int Referrals(int account) => _inside[GroupOf(account)];

    /// <summary>Two accounts share something.</summary>
    public void Join(int one, int other)
    {
        var (large, small) = (GroupOf(one), GroupOf(other));
        if (large == small)
        {
            return;
        }

        if (_accounts[large] + (_touching[large]?.Count ?? 0) < _accounts[small] + (_touching[small]?.Count ?? 0))
        {
            (large, small) = (small, large);
        }

        var joining = _touching[small];
        _inside[large] += _inside[small] + (joining?.Count(edge => IsBetween(edge, large, small)) ?? 0);
        _parent[small] = large;
        _accounts[large] += _accounts[small];
        _touching[small] = null;
        if (joining is not null)
        {
            (_touching[large] ??= []).AddRange(joining);
        }
    }

    /// <summary>One account brought another.</summary>
    public void Refer(int advocate, int friend)
    {
        var (from, to) = (GroupOf(advocate), GroupOf(friend));
        if (from == to)
        {
            _inside[from]++;
            return;
        }

        (_touching[from] ??= []).Add((advocate, friend));
        (_touching[to] ??= []).Add((advocate, friend));
    }

    private bool IsBetween((int From, int To) edge, int one, int other)
    {
        var (from, to) = (GroupOf(edge.From), GroupOf(edge.To));
        return (from == one && to == other) || (from == other && to == one);
    }
}
