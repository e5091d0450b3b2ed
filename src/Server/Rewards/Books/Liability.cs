using Vouch.Domain;
using Vouch.Domain.Money;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>What is owed of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Asset">The currency code, or <c>points</c>.</param>
/// <param name="Pending">Promised, waiting for the hold.</param>
/// <param name="Available">The owners', unspent.</param>
/// <param name="InTransit">On its way to banks.</param>
/// <param name="Owed">All of it together.</param>
/// <param name="Value">What that stands for in money, minor units; points by the shop's <c>pointValue</c>, null without one.</param>
/// <param name="RedeemedRate">Of what has come to its end so far, the share that was used, in percent; null while nothing has.</param>
/// <param name="Expected">What of the value is expected to be used: with breakage. The whole value while no rate is known.</param>
public sealed record LiabilityLine(
    RewardKind Kind, string Asset, long Pending, long Available, long InTransit, long Owed, long? Value, decimal? RedeemedRate,
    long? Expected);

/// <summary>How old what is available is, or when it runs out.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Bucket">The first and the last day of it, such as <c>31-90</c>; <c>365+</c> and <c>never</c> stand for themselves.</param>
/// <param name="Amount">Minor units or points.</param>
public sealed record AgeingLine(RewardKind Kind, string Bucket, long Amount);

/// <summary>What the shop owes.</summary>
/// <param name="Date">The last day that counts, in the shop's zone.</param>
/// <param name="Lines">By kind.</param>
/// <param name="Receivable">What owners owe the shop after refunds, minor units.</param>
/// <param name="Value">All lines' value, minor units.</param>
/// <param name="Expected">The same with breakage.</param>
public sealed record LiabilityAnswer(string Date, IReadOnlyList<LiabilityLine> Lines, long Receivable, long Value, long Expected);

/// <summary>What is available now by age and by what is left of its time, in days.</summary>
/// <param name="ByAge">Since issue.</param>
/// <param name="ByExpiry">Until it runs out.</param>
public sealed record AgeingAnswer(IReadOnlyList<AgeingLine> ByAge, IReadOnlyList<AgeingLine> ByExpiry);

/// <summary>What the shop owes its advocates and friends: by kind, with and without expected breakage, and how old it is.</summary>
internal static class Liability
{
    private const int BasisPoints = 10_000;

    private const string Ages = """
        SELECT kind, age, ending, CAST(sum(remaining) AS bigint) AS amount FROM (
            SELECT kind, remaining, CASE
                WHEN @now - issued_at < 31 * CAST(86400000 AS bigint) THEN '0-30'
                WHEN @now - issued_at < 91 * CAST(86400000 AS bigint) THEN '31-90'
                WHEN @now - issued_at < 181 * CAST(86400000 AS bigint) THEN '91-180'
                WHEN @now - issued_at < 366 * CAST(86400000 AS bigint) THEN '181-365'
                ELSE '365+' END AS age, CASE
                WHEN expires_at IS NULL THEN 'never'
                WHEN expires_at - @now < 31 * CAST(86400000 AS bigint) THEN '0-30'
                WHEN expires_at - @now < 91 * CAST(86400000 AS bigint) THEN '31-90'
                WHEN expires_at - @now < 181 * CAST(86400000 AS bigint) THEN '91-180'
                WHEN expires_at - @now < 366 * CAST(86400000 AS bigint) THEN '181-365'
                ELSE '365+' END AS ending
            FROM rewards WHERE shop_id = @shop AND status = 'issued' AND remaining > 0) AS aged
        GROUP BY kind, age, ending
        """;

    // The account of breakage is the shop's; each line of it knows the kind that ran out.
    private const string Expired = """
        SELECT reward_kind AS kind, CAST(-sum(amount) AS bigint) AS amount FROM ledger_entries
        WHERE shop_id = @shop AND account = 'breakage' AND at < @until GROUP BY reward_kind
        """;

    /// <summary>The buckets of ageing, in their order.</summary>
    internal static readonly string[] Buckets = ["0-30", "31-90", "91-180", "181-365", "365+", "never"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<LiabilityAnswer>("/v1/ledger/liability", Permission.LedgerRead, async call =>
            Outcome.Ok(await On(call.Db, call.Shop, LedgerDate.Of(call) ?? LedgerDate.Today(call.Shop, call.Now))))
            .WithMetadata(new QueryParameter("date", "The last day that counts, such as 2026-03-31; today when left out."));
        routes.Read<AgeingAnswer>("/v1/ledger/ageing", Permission.LedgerRead, async call =>
            Outcome.Ok(await Ageing(call.Db, call.Now)));
    }

    /// <summary>What is owed at the end of a day.</summary>
    internal static async Task<LiabilityAnswer> On(Reads db, Shop shop, DateOnly date) =>
        await Of(db, shop, await TrialBalance.On(db, shop, date));

    /// <summary>What is owed by a day's balance.</summary>
    internal static async Task<LiabilityAnswer> Of(Reads db, Shop shop, TrialBalanceAnswer balance)
    {
        var byAccount = balance.Lines.ToLookup(line => line.Account);
        var expired = (await db.Query<ExpiredRow>(Expired, new { balance.Until })).ToDictionary(row => row.Kind, row => row.Amount);
        var lines = Enum.GetValues<RewardKind>().Where(RewardKinds.IsCredit)
            .Select(kind => Line(kind, byAccount, expired.GetValueOrDefault(kind), shop))
            .Where(line => line.Owed != 0 || line.RedeemedRate is not null).ToList();
        return new LiabilityAnswer(
            balance.Date, lines, byAccount["receivable"].Where(line => line.Asset == shop.Currency).Sum(line => line.Balance),
            lines.Sum(line => line.Value ?? 0), lines.Sum(line => line.Expected ?? 0));
    }

    /// <summary>How old it is, and when it runs out.</summary>
    internal static async Task<AgeingAnswer> Ageing(Reads db, Instant now)
    {
        var rows = await db.Query<AgeRow>(Ages, new { Now = now });
        return new AgeingAnswer(By(row => row.Age), By(row => row.Ending));

        AgeingLine[] By(Func<AgeRow, string> bucket) =>
        [
            .. rows.GroupBy(row => (row.Kind, Bucket: bucket(row)))
                .Select(group => new AgeingLine(group.Key.Kind, group.Key.Bucket, group.Sum(row => row.Amount)))
                .OrderBy(line => line.Kind).ThenBy(line => Array.IndexOf(Buckets, line.Bucket)),
        ];
    }

    private static LiabilityLine Line(RewardKind kind, ILookup<string, TrialBalanceLine> accounts, long expired, Shop shop)
    {
        var word = WireName.Of(kind);
        var (pending, available, transit) = (Owed("pending:"), Owed("available:"), Owed("in_transit:"));
        var owed = pending + available + transit;
        var used = Owed("redeemed:");
        var rate = used + expired == 0 ? (long?)null : Quotient.Of((Int128)used * BasisPoints, used + expired);
        var value = kind != RewardKind.Points ? owed
            : shop.Finance.PointValue is { } per100 ? PointsLiability.FaceValue(owed, per100)
            : (long?)null;
        return new LiabilityLine(
            kind, kind == RewardKind.Points ? "points" : shop.Currency, pending, available, transit, owed, value, rate / 100m,
            value is { } whole && rate is { } known ? Quotient.Of((Int128)whole * known, BasisPoints) : value);

        long Owed(string state) => -accounts[state + word].Sum(line => line.Balance);
    }

    private sealed record AgeRow(RewardKind Kind, string Age, string Ending, long Amount);

    private sealed record ExpiredRow(RewardKind Kind, long Amount);
}
