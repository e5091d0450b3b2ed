using System.Collections.Concurrent;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>
/// What screening does at three in the morning of the shop: forgets IP addresses that are older than promised, and has the groups of
/// accounts rebuilt. A shop in which nothing happens has no such nights.
/// </summary>
internal static class NightRound
{
    internal const string Kind = "screening_night";

    // So that not each order asks the database whether the night is on the list.
    private static readonly ConcurrentDictionary<(ShopId Shop, string Key), DateOnly> Planned = new();

    /// <summary>Puts the next night on the list, once a day.</summary>
    internal static void Plan(ShopTx tx, Shop shop, Instant now)
    {
        var (key, day) = ((shop.Id, shop.HashKey), DayOf(shop, now));
        if (Planned.TryGetValue(key, out var planned) && planned == day)
        {
            return;
        }

        tx.Schedule(Kind, "shop", NightAfter(shop, day), JobClock.Shop);
        tx.AfterCommit(() => Planned[key] = day);
    }

    internal static async Task Run(ShopTx tx, Shop shop, Job job)
    {
        if (await ForgetIpAddresses.Run(tx, shop.Now(tx.Wall)))
        {
            tx.Schedule(Kind, job.Subject, NightAfter(shop, DayOf(shop, shop.Now(tx.Wall))), JobClock.Shop);
        }

        RebuildGroups.Schedule(tx);
    }

    private static DateOnly DayOf(Shop shop, Instant at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), shop.TimeZone).DateTime);

    // Three in the morning is there on every day of every zone that anybody lives in.
    private static Instant NightAfter(Shop shop, DateOnly day)
    {
        var local = day.AddDays(1).ToDateTime(new TimeOnly(3, 0));
        return Instant.Of(new DateTimeOffset(local, shop.TimeZone.GetUtcOffset(local)));
    }
}
