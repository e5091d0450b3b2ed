using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;

namespace Vouch.Domain.Tests.Rewards;

/// <summary>Where the tests plant their faults; without any the model does what the product does.</summary>
internal sealed record LedgerFaults
{
    public Func<IReadOnlyList<LedgerEntry>, IReadOnlyList<LedgerEntry>> Post { get; init; } = entries => entries;

    public Func<RewardSpecification, long, long, long, long, long> Entitled { get; init; } =
        (promise, granted, baseAmount, refunded, _) => Entitlement.After(promise, granted, baseAmount, refunded);

    public Func<IEnumerable<Lot>, long, Instant, Result<LotPart[]>> Spend { get; init; } = Lots.Spend;

    public Func<RoomWanted, LimitUse?, LimitUse?, Result<RoomGiven>> RoomFor { get; init; } = Room.For;

    public bool ForgetsWhatItSaw { get; init; }
}

/// <summary>A ledger in memory: the product's own decisions, with lists where it has tables.</summary>
internal sealed class LedgerModel(LedgerFaults faults, long? budget = null)
{
    public sealed record Held(
        long Id, string Owner, string Asset, RewardSpecification Promise, long Base, long Granted, long Entitled, long Refunded, long Remaining,
        bool IsPending, Instant? ExpiresAt);

    private readonly HashSet<string> _seen = [];

    public Dictionary<(string Account, string Asset), long> Balances { get; } = [];

    public List<(string Account, string Asset, long Amount)> Entries { get; } = [];

    public Dictionary<long, Held> Rewards { get; } = [];

    public long Reserved { get; private set; }

    public long? Budget => budget;

    public void Accrue(string source, long id, string owner, string asset, RewardSpecification promise, long baseAmount, Instant? expiresAt = null)
    {
        var worth = RewardWorth.Of(promise, baseAmount);
        if (!IsNew(source) || worth == 0)
        {
            return;
        }

        var room = faults.RoomFor(new RoomWanted(promise.Kind, worth, worth), null, new LimitUse(Reserved, 0, budget, null));
        if (room.IsRefused)
        {
            return;
        }

        var granted = room.Value.Worth;
        Reserved += room.Value.Weight;
        Rewards[id] = new Held(id, owner, asset, promise, baseAmount, granted, granted, 0, 0, true, expiresAt);
        Post(Rewards[id], Postings.Accrue(promise.Kind, new LedgerOwner(owner), granted));
    }

    public void Approve(string source, long id)
    {
        if (!IsNew(source) || !Rewards.TryGetValue(id, out var reward) || !reward.IsPending)
        {
            return;
        }

        var owed = Owed(reward);
        Post(reward, Postings.Approve(reward.Promise.Kind, new LedgerOwner(reward.Owner), reward.Entitled, owed));
        Rewards[id] = reward with { IsPending = false, Remaining = reward.Entitled - Postings.Netted(reward.Entitled, owed) };
    }

    public void Refund(string source, long id, long amount)
    {
        if (!IsNew(source) || !Rewards.TryGetValue(id, out var reward))
        {
            return;
        }

        var refunded = reward.Refunded + amount;
        var entitled = faults.Entitled(reward.Promise, reward.Granted, reward.Base, refunded, amount);
        var drop = reward.Entitled - entitled;
        Rewards[id] = reward with { Refunded = refunded, Entitled = entitled };
        Reserved -= drop;
        if (reward.IsPending)
        {
            Post(reward, Postings.Void(reward.Promise.Kind, new LedgerOwner(reward.Owner), drop));
            return;
        }

        var taken = Lots.ClawBack(LotsOf(reward.Owner, reward.Asset), new RewardId(id), drop);
        Take(taken.Parts);
        Post(reward, Postings.ClawBack(new LedgerOwner(reward.Owner), taken.Parts.Select(p => new KindAmount(p.Kind, p.Amount)), taken.Rest));
    }

    /// <summary>Takes what is available out of the lots, by a posting of its own.</summary>
    public bool Move(
        string source, string owner, string asset, long amount, Instant now, Func<RewardKind, LedgerOwner, long, IReadOnlyList<LedgerEntry>> posting)
    {
        if (!IsNew(source))
        {
            return true;
        }

        var parts = faults.Spend(LotsOf(owner, asset), amount, now);
        if (parts.IsRefused)
        {
            return false;
        }

        Take(parts.Value);
        Post(Rewards[parts.Value[0].Reward.Value], posting(RewardKind.StoreCredit, new LedgerOwner(owner), amount));
        return true;
    }

    /// <summary>Posts something that touches no lot: a payout settled.</summary>
    public void Post(string source, string asset, IReadOnlyList<LedgerEntry> entries)
    {
        if (IsNew(source))
        {
            Post(asset, entries);
        }
    }

    public void Expire(string source, long id, Instant now)
    {
        if (IsNew(source) && Rewards.TryGetValue(id, out var reward) && reward is { IsPending: false, ExpiresAt: { } end } && end <= now)
        {
            Rewards[id] = reward with { Remaining = 0 };
            Post(reward, Postings.Expire(reward.Promise.Kind, new LedgerOwner(reward.Owner), reward.Remaining));
        }
    }

    public long Sum(string prefix, string asset) =>
        Balances.Where(b => b.Key.Asset == asset && b.Key.Account.StartsWith(prefix, StringComparison.Ordinal)).Sum(b => b.Value);

    private long Owed(Held reward) => Balances.GetValueOrDefault((LedgerAccounts.Receivable(new LedgerOwner(reward.Owner)), reward.Asset));

    private IEnumerable<Lot> LotsOf(string owner, string asset) => Rewards.Values
        .Where(r => r.Owner == owner && r.Asset == asset && r.Remaining > 0)
        .Select(r => new Lot(new RewardId(r.Id), r.Promise.Kind, r.Remaining, r.ExpiresAt));

    private void Take(IEnumerable<LotPart> parts)
    {
        foreach (var part in parts)
        {
            var lot = Rewards[part.Reward.Value];
            Rewards[lot.Id] = lot with { Remaining = lot.Remaining - part.Amount };
        }
    }

    private void Post(Held reward, IReadOnlyList<LedgerEntry> entries) => Post(reward.Asset, entries);

    private void Post(string asset, IReadOnlyList<LedgerEntry> entries)
    {
        foreach (var (account, amount) in faults.Post(entries))
        {
            Balances[(account, asset)] = Balances.GetValueOrDefault((account, asset)) + amount;
            Entries.Add((account, asset, amount));
        }
    }

    private bool IsNew(string source) => _seen.Add(source) || faults.ForgetsWhatItSaw;
}
