using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>Reads a feed every hour in the lane of outside work; what is new in it is kept once.</summary>
internal static class WatchFeed
{
    internal const string Kind = "mention_feed.read";

    private const int Longest = 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    internal static void Schedule(ShopTx tx, MentionFeedAnswer feed, Domain.Instant due) =>
        tx.Schedule(Kind, feed.Id.ToString(), due, JobClock.Outside, Outbound.GateOf(feed.Url));

    internal static OutsideHandling Handler(IServiceProvider services)
    {
        var outbound = services.GetRequiredService<Outbound>();
        return async (db, _, job, stop) =>
        {
            if (!IdText.TryParse<MentionFeedId>(job.Subject, out var id) || await MentionFeeds.Find(db, id) is not { } feed)
            {
                return (_, _, _) => Task.CompletedTask;
            }

            var got = await outbound.Get(new Uri(feed.Url), Longest, Timeout, stop);
            var entries = got is { Failure: null, Status: 200 } ? ReadFeed.Run(got.Body) : null;
            var failure = got.Failure ?? (got.Status != 200 ? $"status {got.Status}" : entries is null ? "no feed that can be read" : null);
            return (tx, shop, _) => Store(tx, shop, id, entries ?? [], failure);
        };
    }

    private static async Task Store(ShopTx tx, Shop shop, MentionFeedId id, IReadOnlyList<FeedEntry> entries, string? failure)
    {
        if (await MentionFeeds.Lock(tx, id) is { } feed)
        {
            MentionFeeds.Save(tx, feed with { ReadAt = tx.Wall, Failure = failure });
            // A feed has the newest first; the newest is to have the highest id.
            await Mentions.Add(tx, shop, id, [.. entries.Reverse()], shop.Now(tx.Wall));
            Schedule(tx, feed, tx.Wall + Pause);
        }
    }
}
