using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>What all accounts of one class come to.</summary>
/// <param name="Account">The class: <c>available:store_credit</c> stands for that account of every owner.</param>
/// <param name="Asset">The currency code, or <c>points</c>.</param>
/// <param name="Debit">All that was ever debited, up to the time asked.</param>
/// <param name="Credit">All that was ever credited.</param>
/// <param name="Balance">Debit less credit: positive is what we have or have spent, negative what we owe or have earned.</param>
public sealed record TrialBalanceLine(string Account, string Asset, long Debit, long Credit, long Balance);

/// <summary>Both sides of one asset; they are equal, or the books are broken.</summary>
/// <param name="Asset">The currency code, or <c>points</c>.</param>
/// <param name="Debit">The sum of all balances above zero.</param>
/// <param name="Credit">The sum of all balances below zero, without its sign.</param>
public sealed record TrialBalanceTotal(string Asset, long Debit, long Credit);

/// <summary>The trial balance at one moment.</summary>
/// <param name="Date">The last day that counts, in the shop's zone.</param>
/// <param name="Until">The moment up to which lines count.</param>
/// <param name="Lines">By account class.</param>
/// <param name="Totals">By asset.</param>
public sealed record TrialBalanceAnswer(
    string Date, Instant Until, IReadOnlyList<TrialBalanceLine> Lines, IReadOnlyList<TrialBalanceTotal> Totals);

/// <summary>
/// Sums the books up to any moment: whole days from the days kept with each posting, and only the last day's own lines
/// one by one, so that ten million lines answer like ten.
/// </summary>
internal static class TrialBalance
{
    /// <summary>A day of UTC, milliseconds.</summary>
    internal const long DayLength = 86_400_000;

    // The account of a line without its owner: what stands before the last colon.
    private const string Sums = """
        SELECT class AS account, asset, CAST(sum(debit) AS bigint) AS debit, CAST(sum(credit) AS bigint) AS credit,
            CAST(sum(debit) - sum(credit) AS bigint) AS balance
        FROM ledger_days WHERE shop_id = @shop AND day < @day GROUP BY class, asset
        """;

    private const string LastDay = """
        SELECT account, asset, amount FROM ledger_entries WHERE shop_id = @shop AND at >= @dayStart AND at < @until
        """;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Read<TrialBalanceAnswer>("/v1/ledger/trial-balance", Permission.LedgerRead, async call =>
            Outcome.Ok(await On(call.Db, call.Shop, LedgerDate.Of(call) ?? LedgerDate.Today(call.Shop, call.Now))))
            .WithMetadata(new QueryParameter("date", "The last day that counts, such as 2026-03-31; today when left out."));

    /// <summary>The books at the end of a day of the shop.</summary>
    internal static async Task<TrialBalanceAnswer> On(Reads db, Shop shop, DateOnly date)
    {
        var until = LedgerDate.EndOf(shop, date);
        var lines = await Until(db, until);
        return new TrialBalanceAnswer(LedgerDate.Text(date), until, lines, Totals(lines));
    }

    /// <summary>The books at a moment, which itself does not count any more.</summary>
    internal static async Task<List<TrialBalanceLine>> Until(Reads db, Instant until)
    {
        var day = until.Milliseconds / DayLength;
        var sums = (await db.Query<TrialBalanceLine>(Sums, new { Day = day })).ToDictionary(line => (line.Account, line.Asset));
        var rest = await db.Query<EntryRow>(LastDay, new { DayStart = day * DayLength, Until = until });
        foreach (var of in rest.GroupBy(row => (Account: Domain.Rewards.LedgerAccounts.ClassOf(row.Account), row.Asset)))
        {
            var before = sums.GetValueOrDefault(of.Key) ?? new TrialBalanceLine(of.Key.Account, of.Key.Asset, 0, 0, 0);
            sums[of.Key] = before with
            {
                Debit = before.Debit + of.Sum(row => Math.Max(row.Amount, 0)),
                Credit = before.Credit - of.Sum(row => Math.Min(row.Amount, 0)),
                Balance = before.Balance + of.Sum(row => row.Amount),
            };
        }

        return [.. sums.Values.OrderBy(line => line.Asset == "points").ThenBy(line => line.Account, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<TrialBalanceTotal> Totals(IEnumerable<TrialBalanceLine> lines) =>
        [.. lines.GroupBy(line => line.Asset).Select(of => new TrialBalanceTotal(
            of.Key, of.Sum(line => Math.Max(line.Balance, 0)), -of.Sum(line => Math.Min(line.Balance, 0))))];

    private sealed record EntryRow(string Account, string Asset, long Amount);
}
