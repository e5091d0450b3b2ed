using Vouch.Domain;
using Vouch.Domain.Rewards;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>What the walk over the ledger has added up, for whatever is kept of it.</summary>
internal sealed class LedgerSums
{
    private readonly IReadOnlyList<MonthCloseAnswer> _closes;

    internal LedgerSums(IReadOnlyList<MonthCloseAnswer> closes)
    {
        _closes = closes;
        Closed = [.. closes.Select(_ => new SortedDictionary<(string, string), long>())];
    }

    /// <summary>By account and asset.</summary>
    internal SortedDictionary<(string Account, string Asset), long> Accounts { get; } = [];

    /// <summary>By class, asset and day of UTC.</summary>
    internal SortedDictionary<(string Class, string Asset, long Day), long> Days { get; } = [];

    /// <summary>By class and asset, up to the end of each closed month.</summary>
    internal SortedDictionary<(string Class, string Asset), long>[] Closed { get; }

    /// <summary>Adds one line of the ledger.</summary>
    internal void Add(Instant at, string account, string asset, long amount)
    {
        var of = LedgerAccounts.ClassOf(account);
        Accounts[(account, asset)] = Accounts.GetValueOrDefault((account, asset)) + amount;
        var day = (of, asset, at.Milliseconds / TrialBalance.DayLength);
        Days[day] = Days.GetValueOrDefault(day) + amount;
        for (var i = 0; i < _closes.Count; i++)
        {
            if (at < _closes[i].Until)
            {
                Closed[i][(of, asset)] = Closed[i].GetValueOrDefault((of, asset)) + amount;
            }
        }
    }
}

/// <summary>The days that answer for the books hold what their lines sum to, and closed months stand as they were closed.</summary>
internal static class CheckBooks
{
    private const string Kept = "SELECT class, asset, day, debit - credit AS amount FROM ledger_days WHERE shop_id = @shop";

    private const string HashAt = "SELECT hash FROM ledger_transactions WHERE shop_id = @shop AND position = @position";

    private const string InTransit = """
        SELECT coalesce(sum(amount), 0) - (
            SELECT coalesce(sum(in_transit), 0) FROM rewards WHERE shop_id = @shop AND in_transit <> 0)
        FROM payout_items WHERE shop_id = @shop AND status IN ('created', 'sent')
        """;

    internal static async Task Run(ShopCheck check, LedgerSums sums, IReadOnlyList<MonthCloseAnswer> closes)
    {
        var kept = (await check.Db.Query<DayRow>(Kept)).ToDictionary(row => (row.Class, row.Asset, row.Day), row => row.Amount);
        foreach (var key in sums.Days.Keys.Union(kept.Keys))
        {
            var (lines, day) = (sums.Days.GetValueOrDefault(key), kept.GetValueOrDefault(key));
            if (lines != day)
            {
                var date = DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)key.Item3);
                check.Findings.Differ(
                    $"On {date:O} the books moved {key.Item1} by {day} {key.Item2}, the lines of that day sum to {lines}.");
            }
        }

        for (var i = 0; i < closes.Count; i++)
        {
            await Compare(check, closes[i], sums.Closed[i]);
        }

        if (await check.Db.First<long>(InTransit) is not 0 and var difference)
        {
            check.Findings.Differ($"Open payouts have set aside {difference} more than the rewards that they are made of.");
        }
    }

    private static async Task Compare(ShopCheck check, MonthCloseAnswer close, SortedDictionary<(string Class, string Asset), long> lines)
    {
        var told = close.Lines.ToDictionary(line => (line.Account, line.Asset), line => line.Balance);
        foreach (var key in lines.Keys.Union(told.Keys))
        {
            if (lines.GetValueOrDefault(key) is var sum && told.GetValueOrDefault(key) is var balance && sum != balance)
            {
                check.Findings.Differ(
                    $"The month {close.Month} was closed with {balance} {key.Item2} in {key.Item1}, its lines sum to {sum}.");
            }
        }

        var hash = close.Position == 0 ? ChainHash.Genesis : await check.Db.First<string>(HashAt, new { close.Position });
        if (hash != close.Hash)
        {
            check.Findings.Differ(
                $"The month {close.Month} was closed at ledger transaction {close.Position}, whose hash has become another.");
        }
    }

    private sealed record DayRow(string Class, string Asset, long Day, long Amount);
}
