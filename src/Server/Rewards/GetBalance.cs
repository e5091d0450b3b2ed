using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Where an owner's rewards of one kind stand. Minor units, or points.</summary>
/// <param name="Pending">Promised, waiting for the hold.</param>
/// <param name="Available">Usable now.</param>
/// <param name="Redeemed">Used in the shop, paid out, or given to a charity.</param>
/// <param name="Expired">Ran out unused.</param>
/// <param name="Revoked">Void, refunded or taken back.</param>
/// <param name="InTransit">On its way to a bank.</param>
public sealed record KindBalance(long Pending, long Available, long Redeemed, long Expired, long Revoked, long InTransit);

/// <summary>An advocate's points.</summary>
/// <param name="Pending">Promised, waiting for the hold.</param>
/// <param name="Available">Usable now.</param>
/// <param name="Redeemed">Used in the shop.</param>
/// <param name="Expired">Ran out unused.</param>
/// <param name="Revoked">Void, refunded or taken back.</param>
/// <param name="InTransit">Always 0: points are not paid out.</param>
/// <param name="Receivable">Owed after a refund of what was spent; netted against later rewards.</param>
public sealed record PointsBalance(
    long Pending, long Available, long Redeemed, long Expired, long Revoked, long InTransit, long Receivable);

/// <summary>What an advocate has, in the shop's currency and in points.</summary>
/// <param name="Currency">The shop's.</param>
/// <param name="Pending">Promised, waiting for the hold.</param>
/// <param name="Available">Usable now.</param>
/// <param name="Redeemed">Used in the shop.</param>
/// <param name="Expired">Ran out unused.</param>
/// <param name="Revoked">Void, refunded or taken back.</param>
/// <param name="InTransit">On its way to a bank.</param>
/// <param name="Receivable">Owed after a refund of what was spent; netted against later rewards.</param>
/// <param name="ByKind">The same by kind of reward, points apart.</param>
/// <param name="Points">The same of points.</param>
public sealed record BalanceAnswer(
    string Currency, long Pending, long Available, long Redeemed, long Expired, long Revoked, long InTransit, long Receivable,
    IReadOnlyDictionary<string, KindBalance> ByKind, PointsBalance Points);

/// <summary>Shows what an advocate has, as sums of the ledger's own entries.</summary>
public static class GetBalance
{
    // What was taken back is what went back to expense; a coupon's undone use and a tier's change are no taking back.
    private const string Sums = """
        SELECT e.asset, e.reward_kind, e.account, CAST(sum(e.amount) AS bigint) AS amount,
            CAST(COALESCE(sum(e.amount) FILTER (WHERE t.kind IN ('void', 'clawback')), 0) AS bigint) AS taken_back
        FROM ledger_entries AS e
        JOIN ledger_transactions AS t ON t.shop_id = e.shop_id AND t.transaction_id = e.transaction_id
        WHERE e.shop_id = @shop AND e.advocate_id = ANY(@advocates)
        GROUP BY e.asset, e.reward_kind, e.account
        """;

    // Lines are never rewritten: what ran out or was taken back stays with the record it happened to.
    private const string MergedInto = "SELECT advocate_id FROM advocates WHERE shop_id = @shop AND merged_into = @advocate";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Read<BalanceAnswer>("/v1/advocates/{id}/balance", Permission.RewardsRead, async call =>
        {
            return await RewardQueries.AnswersFor(call.Db, call.RouteId<AdvocateId>()) is { } advocate
                ? Outcome.Ok(await Of(call.Db, call.Shop.Currency, advocate))
                : Refusal.NotFound("advocate");
        });

    /// <summary>The balance of an advocate.</summary>
    public static async Task<BalanceAnswer> Of(Reads reads, string currency, AdvocateId advocate)
    {
        var merged = await reads.Query<AdvocateId>(MergedInto, new { Advocate = advocate });
        var sums = await reads.Query<Sum>(Sums, new { Advocates = merged.Prepend(advocate) });
        var money = sums.Where(sum => sum.Asset == currency).ToList();
        var points = sums.Where(sum => sum.Asset == "points").ToList();
        var kinds = money.Where(sum => sum.Kind is not null).Select(sum => sum.Kind!.Value)
            .Append(RewardKind.StoreCredit).Distinct().Order()
            .ToDictionary(WireName.Of, kind => Balance([.. money.Where(sum => sum.Kind == kind)]));
        var (all, ofPoints) = (Balance(money), Balance(points));
        return new BalanceAnswer(
            currency, all.Pending, all.Available, all.Redeemed, all.Expired, all.Revoked, all.InTransit, Receivable(money), kinds,
            new PointsBalance(
                ofPoints.Pending, ofPoints.Available, ofPoints.Redeemed, ofPoints.Expired, ofPoints.Revoked, ofPoints.InTransit,
                Receivable(points)));
    }

    private static KindBalance Balance(IReadOnlyList<Sum> sums)
    {
        return new KindBalance(
            Owed("pending:"), Owed("available:"), Owed("redeemed:") + Owed(LedgerAccounts.Cash) + Owed(LedgerAccounts.Charity),
            Owed(LedgerAccounts.Breakage), TakenBack(), Owed("in_transit:"));

        long Owed(string account) => -sums.Where(sum => sum.Account.StartsWith(account, StringComparison.Ordinal)).Sum(sum => sum.Amount);

        long TakenBack() => -sums.Where(sum => sum.Account == LedgerAccounts.Expense).Sum(sum => sum.TakenBack);
    }

    private static long Receivable(IEnumerable<Sum> sums) =>
        sums.Where(sum => sum.Account.StartsWith("receivable:", StringComparison.Ordinal)).Sum(sum => sum.Amount);

    private sealed record Sum(string Asset, RewardKind RewardKind, string Account, long Amount, long TakenBack)
    {
        /// <summary>The kind that the account itself names, else the kind of the reward that posted; null for what is owed.</summary>
        internal RewardKind? Kind => Account.Split(':') switch
        {
            [_, var kind, _] => WireName.Parse<RewardKind>(kind),
            [_, _] => null,
            _ => RewardKind,
        };
    }
}
