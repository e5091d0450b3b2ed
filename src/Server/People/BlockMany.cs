using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Storage;

namespace Vouch.Server.People;

/// <summary>Somebody of many for whom nothing was done, and why.</summary>
public sealed record LeftOut(AdvocateId Id, string? Name, string Why);

/// <summary>What became of many.</summary>
/// <param name="IsBlock">They were blocked; else the block was lifted.</param>
/// <param name="Done">For whom it was done.</param>
/// <param name="LeftOut">For whom it was not.</param>
/// <param name="Since">The journal's place by which it was done: undoing goes as long as nothing happened to them after it.</param>
public sealed record BlockedMany(bool IsBlock, IReadOnlyList<AdvocateId> Done, IReadOnlyList<LeftOut> LeftOut, long Since);

/// <summary>Blocks many advocates, or lifts their blocks; undoing is the other of the two, for whom nothing has changed since.</summary>
internal static class BlockMany
{
    /// <summary>The most of one deed.</summary>
    internal const int Most = 1_000;

    private const string LastOf = """
        SELECT coalesce(max(position), 0) FROM events WHERE shop_id = @shop AND subject = ANY(@subjects)
            AND type IN ('advocate.blocked', 'advocate.unblocked')
        """;

    private const string ChangedSince = """
        SELECT DISTINCT subject FROM events WHERE shop_id = @shop AND subject = ANY(@subjects) AND position > @since
            AND type IN ('advocate.blocked', 'advocate.unblocked', 'advocate.updated', 'advocate.merged', 'advocate.erased')
        """;

    /// <summary>Does it for each who is not so already.</summary>
    /// <param name="db">The shop's rows; who does it is its actor.</param>
    /// <param name="isBlock">Block them; else lift the block.</param>
    /// <param name="ids">At most <see cref="Most"/>.</param>
    /// <param name="since">Only for whom nothing happened after this place of the journal; null for all.</param>
    /// <param name="now">Shop time.</param>
    internal static async Task<BlockedMany> Run(ShopDb db, bool isBlock, IReadOnlyList<AdvocateId> ids, long? since, Instant now)
    {
        var (done, leftOut) = await db.Write(tx => Each(tx, isBlock, ids, since, now));
        var last = await db.First<long>(LastOf, new { Subjects = Texts(done) });
        return new BlockedMany(isBlock, done, leftOut, last);
    }

    private static async Task<(List<AdvocateId> Done, List<LeftOut> LeftOut)> Each(
        ShopTx tx, bool isBlock, IReadOnlyList<AdvocateId> ids, long? since, Instant now)
    {
        var (done, leftOut) = (new List<AdvocateId>(), new List<LeftOut>());
        var known = (await AdvocateQueries.FindMany(tx, ids)).ToDictionary(advocate => advocate.AdvocateId);
        var changed = since is null ? []
            : (await tx.Query<string>(ChangedSince, new { Subjects = Texts(ids), Since = since })).ToHashSet();
        foreach (var id in ids.Distinct())
        {
            if (known.GetValueOrDefault(id) is not { } advocate)
            {
                leftOut.Add(new LeftOut(id, null, Pages.BulkTexts.Unknown));
            }
            else if (WhyNot(advocate, isBlock, changed.Contains(id.ToString())) is { } why)
            {
                leftOut.Add(new LeftOut(id, advocate.Name ?? advocate.Email, why));
            }
            else
            {
                var changedNow = isBlock ? await BlockAdvocate.Block(tx, id, now) : await BlockAdvocate.Unblock(tx, id, now);
                if (changedNow.Refusal is { } refusal)
                {
                    leftOut.Add(new LeftOut(id, advocate.Name ?? advocate.Email, refusal.Sentence));
                }
                else
                {
                    done.Add(id);
                }
            }
        }

        return (done, leftOut);
    }

    private static string? WhyNot(Advocate advocate, bool isBlock, bool isChanged) => advocate switch
    {
        _ when isChanged => Pages.BulkTexts.ChangedSince,
        { IsErased: true } => Pages.BulkTexts.Erased,
        { MergedInto: not null } => Pages.BulkTexts.Merged,
        { Status: AdvocateStatus.Blocked } when isBlock => Pages.BulkTexts.BlockedAlready,
        { Status: not AdvocateStatus.Blocked } when !isBlock => Pages.BulkTexts.NotBlocked,
        _ => null,
    };

    private static string[] Texts(IEnumerable<AdvocateId> ids) => [.. ids.Select(id => id.ToString())];
}
