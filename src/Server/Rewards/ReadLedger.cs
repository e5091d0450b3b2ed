using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Rewards;

/// <summary>An account of the ledger.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Asset">The currency code, or <c>points</c>.</param>
/// <param name="Balance">Debit positive, credit negative.</param>
public sealed record LedgerAccountAnswer(string Account, string Asset, long Balance);

/// <summary>A line of the ledger.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TransactionId">The transaction it belongs to, whose lines sum to zero.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Account">The account.</param>
/// <param name="Asset">The currency code, or <c>points</c>.</param>
/// <param name="Amount">Debit positive, credit negative.</param>
/// <param name="AdvocateId">Whose; null for a friend's.</param>
/// <param name="RewardId">The reward it is about; null where it is about several.</param>
/// <param name="At">When, in shop time.</param>
public sealed record LedgerEntryAnswer(
    EntryId Id, TransactionId TransactionId, string Kind, string Account, string Asset, long Amount,
    AdvocateId? AdvocateId, RewardId? RewardId, Instant At);

/// <summary>Shows the ledger: the sums of the accounts, and the lines behind them.</summary>
internal static class ReadLedger
{
    private const string Accounts = """
        SELECT account, asset, balance FROM ledger_accounts
        WHERE shop_id = @shop AND (CAST(@after AS text) IS NULL OR (account, asset) > (@after, @afterAsset))
        ORDER BY account, asset LIMIT @take
        """;

    private const string Entries = """
        SELECT e.entry_id AS id, e.transaction_id, t.kind, e.account, e.asset, e.amount, e.advocate_id, e.reward_id, e.at
        FROM ledger_entries AS e
        JOIN ledger_transactions AS t ON t.shop_id = e.shop_id AND t.transaction_id = e.transaction_id
        WHERE e.shop_id = @shop AND (CAST(@account AS text) IS NULL OR e.account = @account)
            AND (CAST(@from AS bigint) IS NULL OR e.at >= @from) AND (CAST(@to AS bigint) IS NULL OR e.at < @to)
            AND (CAST(@after AS bigint) IS NULL OR e.entry_id < @after)
        ORDER BY e.entry_id DESC LIMIT @take
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<LedgerAccountAnswer>>("/v1/ledger/accounts", Permission.LedgerRead, async call =>
        {
            var after = call.Query("after")?.Split('|');
            var asset = after is { Length: > 1 } ? after[1] : string.Empty;
            var rows = await call.Db.Query<LedgerAccountAnswer>(
                Accounts, new { After = after?[0], AfterAsset = asset, Take = call.Limit + 1 });
            return Outcome.Ok(call.Page(rows, row => $"{row.Account}|{row.Asset}", row => row));
        });
        routes.Read<ListOf<LedgerEntryAnswer>>("/v1/ledger/entries", Permission.LedgerRead, async call =>
        {
            var rows = await call.Db.Query<LedgerEntryAnswer>(Entries, new
            {
                Account = call.Query("account"), From = call.QueryInstant("from"), To = call.QueryInstant("to"),
                After = call.QueryId<EntryId>("after"), Take = call.Limit + 1,
            });
            return Outcome.Ok(call.Page(rows, row => row.Id, row => row));
        }).WithMetadata(
            new QueryParameter("account", "Only lines of this account."), new QueryParameter("from", "From this time on."),
            new QueryParameter("to", "Before this time."));
    }
}
