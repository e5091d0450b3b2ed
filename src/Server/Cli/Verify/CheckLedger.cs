using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>
/// The ledger is a chain up to its head, each transaction sums to zero in one asset, the accounts hold the sums of their
/// entries, and none stands on the wrong side.
/// </summary>
internal static class CheckLedger
{
    private const string Ledger = "ledger";
    private const int PageSize = 1000;

    private const string Transactions = """
        SELECT transaction_id, position, kind, source, asset, at, hash FROM ledger_transactions
        WHERE shop_id = @shop AND position > @position ORDER BY position LIMIT @limit
        """;

    private const string EntriesOf = """
        SELECT entry_id, transaction_id, account, asset, amount, advocate_id, reward_id, reward_kind, at FROM ledger_entries
        WHERE shop_id = @shop AND transaction_id = ANY(@ids) ORDER BY entry_id
        """;

    private const string Accounts = "SELECT account, asset, balance FROM ledger_accounts WHERE shop_id = @shop ORDER BY account, asset";

    /// <summary>Compares, and adds every line to the sums.</summary>
    internal static async Task Run(ShopCheck check, LedgerSums sums)
    {
        var end = new HeadRow(0, ChainHash.Genesis);
        while (await check.Db.Query<TransactionRow>(Transactions, new { end.Position, Limit = PageSize }) is { Count: > 0 } page)
        {
            var entries = (await check.Db.Query<EntryRow>(EntriesOf, new { Ids = page.Select(row => row.TransactionId) }))
                .ToLookup(entry => entry.TransactionId);
            foreach (var row in page)
            {
                Compare(check.Findings, end, row, [.. entries[row.TransactionId]], sums);
                end = new HeadRow(row.Position, row.Hash);
            }

            check.Step(page.Count);
        }

        await CheckJournal.CompareHead(check, Ledger, end);
        await CompareAccounts(check, sums.Accounts);
    }

    private static void Compare(
        Findings findings, HeadRow before, TransactionRow row, IReadOnlyList<EntryRow> entries, LedgerSums sums)
    {
        if (row.Position != before.Position + 1)
        {
            findings.Differ($"The ledger goes from position {before.Position} to {row.Position}: transactions between are missing.");
        }
        else
        {
            var posting = new LedgerPosting(row.Kind, row.Source, row.Asset, null, null, RewardKind.StoreCredit, [], row.At);
            var text = PostTransaction.Canonical(
                row.TransactionId, posting, entries.Select(entry => new LedgerLine(
                    entry.EntryId, entry.Account, entry.Amount, entry.AdvocateId, entry.RewardId, entry.RewardKind)));
            if (ChainHash.Of(before.Hash, row.Position, text) != row.Hash)
            {
                findings.Differ(
                    $"Ledger transaction {row.Position} ({row.TransactionId}, {row.Kind} of {row.Source}) does not match its hash: "
                    + "it was changed, or the one before it.");
            }
        }

        if (entries.Sum(entry => entry.Amount) is not 0 and var sum)
        {
            findings.Differ($"Ledger transaction {row.TransactionId} ({row.Kind} of {row.Source}) sums to {sum} {row.Asset}, not to 0.");
        }

        foreach (var entry in entries)
        {
            if (entry.Asset != row.Asset)
            {
                findings.Differ($"Ledger entry {entry.EntryId} is in {entry.Asset}, its transaction {row.TransactionId} in {row.Asset}.");
            }

            if (entry.At != row.At)
            {
                findings.Differ($"Ledger entry {entry.EntryId} is of {entry.At}, its transaction {row.TransactionId} of {row.At}.");
            }

            sums.Add(row.At, entry.Account, entry.Asset, entry.Amount);
        }
    }

    private static async Task CompareAccounts(ShopCheck check, SortedDictionary<(string Account, string Asset), long> sums)
    {
        var kept = (await check.Db.Query<AccountRow>(Accounts)).ToDictionary(row => (row.Account, row.Asset), row => row.Balance);
        foreach (var key in sums.Keys.Union(kept.Keys))
        {
            var (sum, balance) = (sums.GetValueOrDefault(key), kept.GetValueOrDefault(key));
            if (sum != balance)
            {
                check.Findings.Differ($"The account {key.Account} says {balance} {key.Asset}, its entries sum to {sum}.");
            }

            if ((LedgerAccounts.IsNeverDebit(key.Account) && sum > 0) || (LedgerAccounts.IsNeverCredit(key.Account) && sum < 0))
            {
                check.Findings.Differ($"The account {key.Account} stands at {sum} {key.Asset}, on the side where it may never be.");
            }
        }
    }

    private sealed record TransactionRow(
        TransactionId TransactionId, long Position, string Kind, string Source, string Asset, Instant At, string Hash);

    private sealed record EntryRow(
        EntryId EntryId, TransactionId TransactionId, string Account, string Asset, long Amount, AdvocateId? AdvocateId, RewardId? RewardId,
        RewardKind RewardKind, Instant At);

    private sealed record AccountRow(string Account, string Asset, long Balance);
}
