using Vouch.Domain;
using Vouch.Domain.Rewards;
using Vouch.Domain.Orders;
using Vouch.Server.Attribution;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>What became of a handful of lines of a file.</summary>
/// <typeparam name="TItem">What a line holds.</typeparam>
/// <param name="Added">New.</param>
/// <param name="Changed">Known, and told otherwise now.</param>
/// <param name="Known">Known just so.</param>
/// <param name="Refused">Not taken in, and why.</param>
internal sealed record ImportedLines<TItem>(int Added, int Changed, int Known, IReadOnlyList<(TItem Item, Refusal Refusal)> Refused);

/// <summary>
/// Conducts imports: history is recorded in bulk, and the orders of the same people about which something was decided are
/// decided again, since somebody may prove to have been a customer before. Each handful is one transaction.
/// </summary>
internal static class ImportHistory
{
    private enum Fate
    {
        Added,
        Changed,
        Known,
    }

    /// <summary>Records orders as history, which starts no referral.</summary>
    internal static async Task<ImportedLines<ImportedOrder>> Orders(ShopDb db, IReadOnlyList<ImportedOrder> orders)
    {
        var bulk = await db.Write(async tx =>
        {
            var shop = await ShopStore.Load(tx);
            var now = shop.Now(tx.Wall);
            var done = await ImportOrders.Run(tx, shop, orders, now);
            await DecideAgain(tx, shop, done.Added.SelectMany(order => order.PersonKeys), now);
            return done;
        });
        var rest = await OneByOne(db, bulk.Others, evenHistory: false);
        return rest with { Added = rest.Added + bulk.Added.Count, Known = rest.Known + bulk.Known };
    }

    /// <summary>Records orders of the past and decides about each as if it had just come.</summary>
    internal static Task<ImportedLines<ImportedOrder>> OrdersWithCredit(ShopDb db, IReadOnlyList<ImportedOrder> orders) =>
        OneByOne(db, orders, evenHistory: true);

    /// <summary>Records a shop's list of customers.</summary>
    internal static Task<ImportedLines<ImportedCustomer>> Customers(ShopDb db, IReadOnlyList<ImportedCustomer> customers) =>
        db.Write(async tx =>
        {
            var shop = await ShopStore.Load(tx);
            var now = shop.Now(tx.Wall);
            var done = await ImportCustomers.Run(tx, shop, customers, now);
            await DecideAgain(tx, shop, done.PersonKeys, now);
            return new ImportedLines<ImportedCustomer>(done.Added, done.Changed, done.Known, []);
        });

    /// <summary>Takes in codes of the shop's own, and hands them to those who wait.</summary>
    internal static Task<ImportedLines<PoolCode>> Codes(ShopDb db, IReadOnlyList<PoolCode> codes) => db.Write(async tx =>
    {
        var shop = await ShopStore.Load(tx);
        var (known, taken) = await ImportCodes.AddNew(tx, codes, shop.Now(tx.Wall));
        return new ImportedLines<PoolCode>(
            codes.Count - known.Count - taken.Count, 0, known.Count, [.. taken.Select(code => (code, RewardRefusals.CodeIsTaken))]);
    });

    // Written in the order of the file and committed together.
    private static async Task<ImportedLines<ImportedOrder>> OneByOne(ShopDb db, IReadOnlyList<ImportedOrder> orders, bool evenHistory)
    {
        var fates = await Task.WhenAll(orders.Select(order => db.Write(tx => One(tx, order, evenHistory))));
        return new ImportedLines<ImportedOrder>(
            fates.Count(fate => fate is { IsRefused: false, Value: Fate.Added }),
            fates.Count(fate => fate is { IsRefused: false, Value: Fate.Changed }),
            fates.Count(fate => fate is { IsRefused: false, Value: Fate.Known }),
            [.. orders.Zip(fates).Where(pair => pair.Second.IsRefused).Select(pair => (pair.First, pair.Second.Refusal!))]);
    }

    private static async Task<Result<Fate>> One(ShopTx tx, ImportedOrder order, bool evenHistory)
    {
        var shop = await ShopStore.Load(tx);
        var now = shop.Now(tx.Wall);
        var known = await OrderQueries.Find(tx, shop, order.Facts.ExternalId);
        var fate = evenHistory || known is { Source: OrderSource.Live }
            ? FateOf(await PostOrder.TakeOrder(tx, shop, order.Request, now, OrderSource.Import), made => (made.IsNew, made.HasChanged))
            : FateOf(await RecordOrder.Run(tx, shop, order.Request, now, OrderSource.Import), made => (made.IsNew, made.HasChanged));
        if (fate.IsRefused)
        {
            tx.RollBack();
        }
        else if (!evenHistory && known is { Source: OrderSource.Import } && fate.Value == Fate.Changed)
        {
            await ConductOrder.WithFollowers(tx, shop, await OrderQueries.Load(tx, shop, known.OrderId), now);
        }

        return fate;
    }

    private static Result<Fate> FateOf<T>(Result<T> result, Func<T, (bool IsNew, bool HasChanged)> of) =>
        result.IsRefused ? result.Refusal
        : of(result.Value) switch
        {
            (true, _) => Fate.Added,
            (_, true) => Fate.Changed,
            _ => Fate.Known,
        };

    private static async Task DecideAgain(ShopTx tx, Shop shop, IEnumerable<string> people, Instant now)
    {
        foreach (var order in await AttributionQueries.OfPeople(tx, people.Distinct(StringComparer.Ordinal)))
        {
            await ConductOrder.SettleAgain(tx, shop, order, now);
        }
    }
}
