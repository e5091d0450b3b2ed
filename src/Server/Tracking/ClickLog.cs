using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Tracking;

/// <summary>A click on its way to disk.</summary>
/// <param name="Shop">Whose.</param>
/// <param name="ClickId">Its id.</param>
/// <param name="AdvocateId">Whose link.</param>
/// <param name="ProgramId">Of which program.</param>
/// <param name="Code">By which code.</param>
/// <param name="Visitor">The browser; the click's own id where it has no cookie, null for machines.</param>
/// <param name="Kind">Who.</param>
/// <param name="Channel">As the link says, where it says one.</param>
/// <param name="ShareId">From which share.</param>
/// <param name="UserAgent">Its beginning.</param>
/// <param name="IpKey">From where, hashed.</param>
/// <param name="At">Shop time.</param>
/// <param name="Day">The day of the shop's zone, since 1970-01-01.</param>
internal sealed record ClickEntry(
    ShopId Shop, ClickId ClickId, AdvocateId AdvocateId, ProgramId ProgramId, string Code, string? Visitor, AgentKind Kind, string? Channel,
    ShareId? ShareId,
    string? UserAgent, string? IpKey, Instant At, long Day);

/// <summary>Writes clicks, many at a time, together with the counts of their days.</summary>
internal static class ClickLog
{
    private const string Insert = """
        INSERT INTO clicks (shop_id, click_id, advocate_id, program_id, code, visitor, kind, channel, share_id, user_agent, ip_key, at)
        VALUES (@shop, @clickId, @advocateId, @programId, @code, @visitor, @kind, @channel, @shareId, @userAgent, @ipKey, @at)
        """;

    private const string Count = """
        INSERT INTO click_days (shop_id, program_id, day, human, bot) VALUES (@shop, @programId, @day, @human, @bot)
        ON CONFLICT (shop_id, program_id, day) DO UPDATE SET human = click_days.human + excluded.human, bot = click_days.bot + excluded.bot
        """;

    internal static AppendLog<ClickEntry> Open(Database database) => new(database, Write);

    private static async Task Write(BatchTx tx, IReadOnlyList<ClickEntry> clicks)
    {
        await tx.InsertMany(Insert, clicks);
        await tx.InsertMany(Count, Days(clicks));
    }

    // Sorted, so that two nodes take the rows of busy days in one order.
    private static List<DayCount> Days(IReadOnlyList<ClickEntry> clicks)
    {
        var counts = new SortedDictionary<(long Shop, long Program, long Day), (long Human, long Bot)>();
        foreach (var click in clicks)
        {
            var key = (click.Shop.Value, click.ProgramId.Value, click.Day);
            counts.TryGetValue(key, out var count);
            counts[key] = click.Kind == AgentKind.Human ? (count.Human + 1, count.Bot) : (count.Human, count.Bot + 1);
        }

        return [.. counts.Select(
            pair => new DayCount(
            new ShopId(pair.Key.Shop), new ProgramId(pair.Key.Program), pair.Key.Day, pair.Value.Human, pair.Value.Bot))];
    }

    private sealed record DayCount(ShopId Shop, ProgramId ProgramId, long Day, long Human, long Bot);
}
