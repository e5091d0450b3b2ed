using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>What verifying one shop came to.</summary>
/// <param name="ShopId">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many rows were looked at.</param>
/// <param name="DifferenceCount">How many things do not agree.</param>
/// <param name="Differences">Each in words; of a flood the first ones.</param>
/// <param name="Notes">What differs by right.</param>
internal sealed record ShopVerdict(
    ShopId ShopId, string Name, long Rows, long DifferenceCount, IReadOnlyList<Finding> Differences, IReadOnlyList<Finding> Notes);

/// <summary>Recomputes everything of one shop that is derived, in one snapshot, and compares.</summary>
internal static class VerifyShop
{
    /// <summary>What the checks of <see cref="Run"/> recompute, in words.</summary>
    internal const string What =
        "journal, ledger, books, lots, rewards, limits, coupons, referrals, orders, attribution, screening, daily clicks, due work and "
        + "webhooks";

    private const string RowCount = """
        SELECT (SELECT count(*) FROM events WHERE shop_id = @shop) + (SELECT count(*) FROM ledger_transactions WHERE shop_id = @shop)
            + (SELECT count(*) FROM rewards WHERE shop_id = @shop) + (SELECT count(*) FROM referrals WHERE shop_id = @shop)
            + (SELECT count(*) FROM orders WHERE shop_id = @shop) + (SELECT count(*) FROM attributions WHERE shop_id = @shop)
        """;

    internal static Task<ShopVerdict> Run(ShopDb db, Meter meter) => db.Snapshot(async reads =>
    {
        var shop = await ShopStore.Load(reads);
        var total = Math.Max(await reads.First<long>(RowCount), 1);
        var findings = new Findings();
        var rows = 0L;
        var check = new ShopCheck(reads, shop, findings, n => meter.Set(rows += n, (double)rows / total));
        var story = new JournalStory();
        var closes = await CloseMonth.List(reads);
        var sums = new LedgerSums(closes);
        await Guarded("journal", () => CheckJournal.Run(check, story));
        await Guarded("ledger", () => CheckLedger.Run(check, sums));
        await Guarded("books", () => CheckBooks.Run(check, sums, closes));
        await Guarded("lots", () => CheckLots.Run(check, sums.Accounts));
        await Guarded("rewards", () => CheckRewards.Run(check, story));
        await Guarded("limits", () => CheckLimits.Run(check));
        await Guarded("coupons", () => CheckCoupons.Run(check));
        await Guarded("referrals", () => CheckReferrals.Run(check, story));
        await Guarded("orders", () => CheckOrders.Run(check));
        await Guarded("attribution", () => CheckAttribution.Run(check));
        await Guarded("screening", () => CheckScreening.Run(check));
        await Guarded("days", () => CheckDays.Run(check));
        await Guarded("due_work", () => CheckDueWork.Run(check));
        await Guarded("webhooks", () => CheckWebhooks.Run(check));
        return new ShopVerdict(shop.Id, shop.Name, rows, findings.Count, findings.Differences, findings.Notes);

        // What is so damaged that it cannot be read is a difference too, and the other checks go on.
        async Task Guarded(string name, Func<Task> run)
        {
            findings.Begin(name);
            try
            {
                await run();
            }
            catch (Exception exception) when (exception is not StorageUnavailableException)
            {
                findings.Differ($"The check could not be finished: {exception.Message}");
            }
        }
    });
}
