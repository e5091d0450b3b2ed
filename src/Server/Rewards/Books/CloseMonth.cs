using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Which month.</summary>
/// <param name="Month">Such as <c>2026-03</c>.</param>
public sealed record CloseMonthRequest(string Month);

/// <summary>A closed month.</summary>
/// <param name="Month">Such as <c>2026-03</c>.</param>
/// <param name="Until">The first moment after it.</param>
/// <param name="Position">The last transaction by then.</param>
/// <param name="Hash">That transaction's hash, which stands for all before it.</param>
/// <param name="ClosedBy">Who closed it: a key's or a member of staff's id.</param>
/// <param name="ClosedAt">When.</param>
/// <param name="Lines">The balances at its end.</param>
public sealed record MonthCloseAnswer(
    string Month, Instant Until, long Position, string Hash, string ClosedBy, Instant ClosedAt, IReadOnlyList<TrialBalanceLine> Lines);

/// <summary>
/// Closes a month that is over: its balances are written down with the chain's hash, so that nobody can change them
/// afterwards without being found.
/// </summary>
internal static class CloseMonth
{
    private const string Columns = "month, until_at, position, hash, lines, closed_by, closed_at";

    private const string Insert = $"""
        INSERT INTO ledger_closes (shop_id, {Columns}) VALUES (@shop, @month, @untilAt, @position, @hash, @lines, @closedBy, @closedAt)
        ON CONFLICT (shop_id, month) DO NOTHING
        """;

    private const string All = $"SELECT {Columns} FROM ledger_closes WHERE shop_id = @shop ORDER BY month DESC";

    private const string LastBefore = """
        SELECT position, hash FROM ledger_transactions WHERE shop_id = @shop AND at < @until ORDER BY position DESC LIMIT 1
        """;

    private const string First = "SELECT at FROM ledger_transactions WHERE shop_id = @shop ORDER BY position LIMIT 1";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<CloseMonthRequest, MonthCloseAnswer>(
            "POST", "/v1/ledger/closes", Permission.LedgerWrite, async (call, tx, request) =>
            {
                var closed = await Run(tx, call.Shop, request.Month, call.Caller.KeyId.ToString(), call.Now);
                return closed.IsRefused ? closed.Refusal : Outcome.Created(closed.Value);
            }, 201);
        routes.Read<ListOf<MonthCloseAnswer>>("/v1/ledger/closes", Permission.LedgerRead, async call =>
            Outcome.Ok(new ListOf<MonthCloseAnswer>(await List(call.Db), null)));
    }

    /// <summary>All closed months, the latest first.</summary>
    internal static async Task<List<MonthCloseAnswer>> List(Reads db) => (await db.Query<Row>(All)).ConvertAll(row => row.Answer());

    /// <summary>Closes; refused where the month is not over, closed already, or one before it is open.</summary>
    internal static async Task<Result<MonthCloseAnswer>> Run(ShopTx tx, Shop shop, string text, string by, Instant now)
    {
        if (LedgerDate.Month(text) is not { } month)
        {
            return Refusal.Invalid("month", "must be a month such as 2026-03");
        }

        var until = LedgerDate.StartOf(shop, month.AddMonths(1));
        if (now < until)
        {
            return LedgerRefusals.MonthIsNotOver;
        }

        var closed = await List(tx);
        if (closed.Exists(other => other.Month == text))
        {
            return LedgerRefusals.MonthIsClosed;
        }

        var first = await tx.First<Instant?>(First);
        var before = LedgerDate.MonthOf(month.AddMonths(-1));
        if (first is { } began && began < LedgerDate.StartOf(shop, month) && !closed.Exists(other => other.Month == before))
        {
            return LedgerRefusals.EarlierMonthIsOpen;
        }

        var end = await tx.First<Place>(LastBefore, new { Until = until }) ?? new Place(0, ChainHash.Genesis);
        var row = new Row(
            text, until, end.Position, end.Hash, JsonSerializer.Serialize(await TrialBalance.Until(tx, until), WireJson.Options), by, now);
        return await tx.Execute(Insert, row) == 1 ? row.Answer() : LedgerRefusals.MonthIsClosed;
    }

    private sealed record Place(long Position, string Hash);

    private sealed record Row(
        string Month, Instant UntilAt, long Position, string Hash, string Lines, string ClosedBy, Instant ClosedAt)
    {
        internal MonthCloseAnswer Answer() => new(
            Month, UntilAt, Position, Hash, ClosedBy, ClosedAt,
            JsonSerializer.Deserialize<List<TrialBalanceLine>>(Lines, WireJson.Options)!);
    }
}
