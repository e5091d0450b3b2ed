using System.Globalization;
using System.Text;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>One transaction of the ledger, before it has its place in the chain.</summary>
/// <param name="Kind">What happened: <c>accrue</c>, <c>approve</c> and so on.</param>
/// <param name="Source">What it happened to; with the kind it is unique, so that the same thing posts once.</param>
/// <param name="Asset">The currency code, or <c>points</c>.</param>
/// <param name="AdvocateId">Whose; null for a friend's.</param>
/// <param name="RewardId">The reward it is about; null where it is about several.</param>
/// <param name="RewardKind">The kind it is about.</param>
/// <param name="Entries">Lines that sum to zero; without any nothing is posted.</param>
/// <param name="At">Shop time.</param>
internal sealed record LedgerPosting(
    string Kind, string Source, string Asset, AdvocateId? AdvocateId, RewardId? RewardId, RewardKind RewardKind,
    IReadOnlyList<LedgerEntry> Entries, Instant At)
{
    internal static LedgerPosting Of(string kind, string source, Reward reward, IReadOnlyList<LedgerEntry> entries, Instant at) =>
        new(kind, source, reward.Asset, reward.AdvocateId, reward.RewardId, reward.Kind, entries, at);
}

/// <summary>A line of a transaction with everything that its hash covers.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Account">The account.</param>
/// <param name="Amount">Debit positive, credit negative.</param>
/// <param name="AdvocateId">Whose; null for a friend's.</param>
/// <param name="RewardId">The reward it is about; null where it is about several.</param>
/// <param name="RewardKind">The kind it is about.</param>
internal sealed record LedgerLine(
    EntryId Id, string Account, long Amount, AdvocateId? AdvocateId, RewardId? RewardId, RewardKind RewardKind);

/// <summary>The one way into the ledger: appends a transaction to its chain and keeps the sums of the accounts.</summary>
internal static class PostTransaction
{
    private const string Known = """
        SELECT transaction_id FROM ledger_transactions WHERE shop_id = @shop AND kind = @kind AND source = @source
        """;

    private const string InsertTransaction = """
        INSERT INTO ledger_transactions (shop_id, transaction_id, position, kind, source, asset, at, hash)
        VALUES (@shop, @id, @position, @kind, @source, @asset, @at, @hash)
        """;

    private const string InsertEntry = """
        INSERT INTO ledger_entries (shop_id, entry_id, transaction_id, account, asset, amount, advocate_id, reward_id, reward_kind, at)
        VALUES (@shop, @entry, @id, @account, @asset, @amount, @advocate, @reward, @kind, @at)
        """;

    private const string Add = """
        INSERT INTO ledger_accounts (shop_id, account, asset, balance) VALUES (@shop, @account, @asset, @amount)
        ON CONFLICT (shop_id, account, asset) DO UPDATE SET balance = ledger_accounts.balance + excluded.balance
        """;

    private const string AddDay = """
        INSERT INTO ledger_days (shop_id, class, asset, day, debit, credit) VALUES (@shop, @class, @asset, @day, @debit, @credit)
        ON CONFLICT (shop_id, class, asset, day) DO UPDATE SET debit = ledger_days.debit + excluded.debit,
            credit = ledger_days.credit + excluded.credit
        """;

    private const string TakeOwed = """
        UPDATE ledger_accounts SET balance = balance + @amount
        WHERE shop_id = @shop AND account = @account AND asset = @asset AND balance + @amount <= 0
        """;

    private const string TakeOwing = """
        UPDATE ledger_accounts SET balance = balance + @amount
        WHERE shop_id = @shop AND account = @account AND asset = @asset AND balance + @amount >= 0
        """;

    private const string Balance = """
        SELECT balance FROM ledger_accounts WHERE shop_id = @shop AND account = @account AND asset = @asset FOR UPDATE
        """;

    /// <summary>What an owner owes us in one asset.</summary>
    internal static async Task<long> Receivable(ShopTx tx, LedgerOwner owner, string asset) =>
        await tx.First<long?>(Balance, new { Account = LedgerAccounts.Receivable(owner), Asset = asset }) ?? 0;

    /// <summary>Posts; a posting whose kind and source are known is left out.</summary>
    /// <param name="tx">The transaction of the database.</param>
    /// <param name="posting">What to post.</param>
    /// <param name="sourceIsNew">True where the source was made in this very step, so that nobody can have posted it.</param>
    internal static async Task Run(ShopTx tx, LedgerPosting posting, bool sourceIsNew)
    {
        if (posting.Entries.Count == 0
            || (!sourceIsNew && await tx.First<long?>(Known, new { posting.Kind, posting.Source }) is not null))
        {
            return;
        }

        foreach (var entry in posting.Entries)
        {
            await KeepSum(tx, entry, posting.Asset);
        }

        var id = tx.NewId<TransactionId>();
        LedgerLine[] lines = [.. posting.Entries.Select(entry => new LedgerLine(
            tx.NewId<EntryId>(), entry.Account, entry.Amount, OwnerOf(entry.Account) ?? posting.AdvocateId, posting.RewardId,
            posting.RewardKind))];
        tx.Chain("ledger", Canonical(id, posting, lines), (end, position, hash) => Append(end, id, posting, lines, position, hash));
    }

    /// <summary>The text that the chain's hash covers: every value of the transaction and of its lines, in order.</summary>
    internal static string Canonical(TransactionId id, LedgerPosting posting, IEnumerable<LedgerLine> lines)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{id}|{posting.Kind}|{posting.Source}|{posting.Asset}|{posting.At.Milliseconds}");
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{line.Id}|{line.Account}|{line.Amount}|");
            text.Append(CultureInfo.InvariantCulture, $"{line.AdvocateId}|{line.RewardId}|{WireName.Of(line.RewardKind)}");
        }

        return text.ToString();
    }

    private static async Task KeepSum(ShopTx tx, LedgerEntry entry, string asset)
    {
        var row = new { entry.Account, Asset = asset, entry.Amount };
        var debit = entry.Amount > 0;
        if (debit && LedgerAccounts.IsNeverDebit(entry.Account))
        {
            Guard(await tx.Execute(TakeOwed, row), entry);
        }
        else if (!debit && LedgerAccounts.IsNeverCredit(entry.Account))
        {
            Guard(await tx.Execute(TakeOwing, row), entry);
        }
        else
        {
            tx.Enqueue(Add, row);
        }
    }

    // The decision before it has seen the same rows locked, so this stops a fault of ours and nothing else.
    private static void Guard(int rows, LedgerEntry entry)
    {
        if (rows != 1)
        {
            throw new InvalidOperationException($"The ledger account {entry.Account} does not hold {entry.Amount}.");
        }
    }

    private static void Append(
        ShopTx tx, TransactionId id, LedgerPosting posting, LedgerLine[] lines, long position, string hash)
    {
        tx.Enqueue(
            InsertTransaction,
            new { Id = id, Position = position, posting.Kind, posting.Source, posting.Asset, posting.At, Hash = hash });
        tx.InsertMany(InsertEntry, Array.ConvertAll(lines, line => new EntryRow(
            line.Id, id, line.Account, posting.Asset, line.Amount, line.AdvocateId, line.RewardId, line.RewardKind, posting.At)));
        tx.InsertMany(AddDay, DaysOf(posting));
    }

    // One row a class: a statement may not touch one key twice.
    private static DayRow[] DaysOf(LedgerPosting posting)
    {
        var day = posting.At.Milliseconds / TrialBalance.DayLength;
        return [.. posting.Entries.GroupBy(entry => LedgerAccounts.ClassOf(entry.Account)).OrderBy(of => of.Key, StringComparer.Ordinal)
            .Select(of => new DayRow(
                of.Key, posting.Asset, day, of.Sum(entry => Math.Max(entry.Amount, 0)), of.Sum(entry => -Math.Min(entry.Amount, 0))))];
    }

    private sealed record DayRow(string Class, string Asset, long Day, long Debit, long Credit);

    private sealed record EntryRow(
        EntryId Entry, TransactionId Id, string Account, string Asset, long Amount, AdvocateId? Advocate, RewardId? Reward, RewardKind Kind,
        Instant At);

    // A line belongs to whom its account names; the shop-wide accounts to the advocate the transaction is about.
    private static AdvocateId? OwnerOf(string account) =>
        IdText.TryParse<AdvocateId>(account[(account.LastIndexOf(':') + 1)..], out var advocate) ? advocate : null;
}
