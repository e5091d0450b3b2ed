using System.Globalization;
using System.Text;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>In which form the books leave.</summary>
public enum LedgerFormat
{
    /// <summary>One line an entry, for spreadsheets and imports.</summary>
    Csv,

    /// <summary>A journal in plain text, as ledger, hledger and programs that read theirs take it.</summary>
    Ledger,
}

/// <summary>Writes the books of a time out, in the order of the chain, page by page.</summary>
internal static class ExportLedger
{
    private const int PageSize = 2_000;
    private const int MostInOneAnswer = 100_000;

    private const string Page = """
        SELECT transaction_id, position, kind, source, asset, at, hash FROM ledger_transactions
        WHERE shop_id = @shop AND position > @position AND (CAST(@from AS bigint) IS NULL OR at >= @from)
            AND (CAST(@until AS bigint) IS NULL OR at < @until)
        ORDER BY position LIMIT @take
        """;

    private const string EntriesOf = """
        SELECT entry_id, transaction_id, account, amount, advocate_id, reward_id FROM ledger_entries
        WHERE shop_id = @shop AND transaction_id = ANY(@ids) ORDER BY entry_id
        """;

    private const string Count = """
        SELECT count(*) FROM (
            SELECT transaction_id FROM ledger_transactions
            WHERE shop_id = @shop AND (CAST(@from AS bigint) IS NULL OR at >= @from) AND (CAST(@until AS bigint) IS NULL OR at < @until)
            LIMIT @most) AS counted
        """;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Download("/v1/ledger/export", Permission.LedgerRead, ["text/csv", "text/plain"], async call =>
        {
            var format = call.QueryEnum<LedgerFormat>("format") ?? LedgerFormat.Csv;
            var (from, to) = (LedgerDate.Of(call, "from"), LedgerDate.Of(call, "to"));
            return await Whole(call.Db, call.Shop, format, from, to);
        }).WithMetadata(
            new QueryParameter("format", "csv, or ledger: a journal in plain text."),
            new QueryParameter("from", "From this day on, such as 2026-03-01."), new QueryParameter("to", "Up to and with this day."));

    /// <summary>One file; refused where it would be too long for one answer.</summary>
    internal static async Task<Result<FileAnswer>> Whole(Reads db, Shop shop, LedgerFormat format, DateOnly? from, DateOnly? to)
    {
        var time = Span(shop, from, to);
        if (await db.First<long>(Count, new { time.From, time.Until, Most = MostInOneAnswer + 1 }) > MostInOneAnswer)
        {
            return LedgerRefusals.TooManyEntries;
        }

        var text = new StringBuilder();
        await foreach (var page in Pages(db, shop, format, from, to))
        {
            text.Append(page);
        }

        return format == LedgerFormat.Csv
            ? new FileAnswer(text.ToString(), "text/csv; charset=utf-8", "ledger.csv")
            : new FileAnswer(text.ToString(), "text/plain; charset=utf-8", "vouch.journal");
    }

    /// <summary>The file in pieces, however long it is.</summary>
    internal static async IAsyncEnumerable<string> Pages(Reads db, Shop shop, LedgerFormat format, DateOnly? from, DateOnly? to)
    {
        var (after, until) = Span(shop, from, to);
        yield return format == LedgerFormat.Csv
            ? "position,transactionId,at,kind,source,account,asset,debit,credit,advocateId,rewardId,hash\r\n"
            : $"; Books of {shop.Name.ReplaceLineEndings(" ")} by Vouch\n\n";
        var position = 0L;
        while (await db.Query<TransactionRow>(Page, new { Position = position, From = after, Until = until, Take = PageSize })
            is { Count: > 0 } page)
        {
            var entries = (await db.Query<EntryRow>(EntriesOf, new { Ids = page.Select(row => row.TransactionId).ToArray() }))
                .ToLookup(entry => entry.TransactionId);
            var text = new StringBuilder();
            foreach (var row in page)
            {
                Append(text, shop, format, row, entries[row.TransactionId]);
            }

            position = page[^1].Position;
            yield return text.ToString();
        }
    }

    private static void Append(StringBuilder text, Shop shop, LedgerFormat format, TransactionRow row, IEnumerable<EntryRow> entries)
    {
        if (format == LedgerFormat.Ledger)
        {
            var day = LedgerDate.Today(shop, row.At);
            text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} * ({row.Position}) {row.Kind} | {row.Source}\n");
            foreach (var entry in entries)
            {
                var amount = $"{Amount(entry.Amount, row.Asset)} {Commodity(row.Asset)}";
                text.Append(CultureInfo.InvariantCulture, $"    {Title(entry.Account),-64}  {amount}\n");
            }

            text.Append('\n');
            return;
        }

        foreach (var entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Position},{row.TransactionId},{row.At},{row.Kind},\"{row.Source}\",");
            text.Append(CultureInfo.InvariantCulture, $"{entry.Account},{row.Asset},{Side(entry.Amount)},{Side(-entry.Amount)},");
            text.Append(CultureInfo.InvariantCulture, $"{entry.AdvocateId},{entry.RewardId},{row.Hash}\r\n");
        }

        string Side(long amount) => amount > 0 ? Amount(amount, row.Asset) : string.Empty;
    }

    // Accounts as bookkeeping programs group them: what is owed, spent, earned and owned.
    private static string Title(string account)
    {
        var state = account.Split(':')[0];
        var group = state switch
        {
            LedgerAccounts.Expense => "Expenses",
            LedgerAccounts.Breakage => "Income",
            LedgerAccounts.Cash or "receivable" => "Assets",
            "redeemed" => "Income",
            _ => "Liabilities",
        };
        return $"{group}:Rewards:{account}";
    }

    private static string Amount(long amount, string asset)
    {
        if (asset == "points")
        {
            return amount.ToString(CultureInfo.InvariantCulture);
        }

        var currency = Currency.Of(asset);
        var form = "F" + currency.Exponent.ToString(CultureInfo.InvariantCulture);
        return (amount / currency.MinorPerUnit).ToString(form, CultureInfo.InvariantCulture);
    }

    private static string Commodity(string asset) => asset == "points" ? "POINTS" : asset;

    private static (Instant? From, Instant? Until) Span(Shop shop, DateOnly? from, DateOnly? to) => (
        from is { } first ? LedgerDate.StartOf(shop, first) : null, to is { } last ? LedgerDate.EndOf(shop, last) : null);

    private sealed record TransactionRow(
        TransactionId TransactionId, long Position, string Kind, string Source, string Asset, Instant At, string Hash);

    private sealed record EntryRow(
        EntryId EntryId, TransactionId TransactionId, string Account, long Amount, AdvocateId? AdvocateId, RewardId? RewardId);
}
