using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Server.Cli;

/// <summary>The days of clicks hold what the clicks add up to.</summary>
internal static class CheckDays
{
    private const long QuarterHour = 900_000;

    private const string ClickDays = "SELECT program_id, day, human, bot FROM click_days WHERE shop_id = @shop";

    // By quarters of an hour, since no zone's day begins elsewhere.
    private const string Clicks = """
        SELECT program_id, at / 900000 AS quarter, CAST(sum(CASE kind WHEN 'human' THEN 1 ELSE 0 END) AS bigint) AS human, count(*) AS n
        FROM clicks WHERE shop_id = @shop
        GROUP BY program_id, at / 900000
        """;

    private const string ZoneChanged = "SELECT count(*) FROM events WHERE shop_id = @shop AND type = 'shop.updated'";

    internal static async Task Run(ShopCheck check)
    {
        var kept = (await check.Db.Query<ClickRow>(ClickDays))
            .ToDictionary(row => new DayKey(row.ProgramId, row.Day), row => new DaySum(row.Human, row.Bot));
        var counted = new Dictionary<DayKey, DaySum>();
        foreach (var row in await check.Db.Query<QuarterRow>(Clicks))
        {
            var key = new DayKey(row.ProgramId, check.Shop.DayOf(new Instant(row.Quarter * QuarterHour)));
            var before = counted.GetValueOrDefault(key, new DaySum(0, 0));
            counted[key] = new DaySum(before.Human + row.Human, before.Bot + row.N - row.Human);
        }

        // Days are those of the zone at the time of counting; where settings changed since, only their sums can be told again.
        if (await check.Db.First<long>(ZoneChanged) > 0)
        {
            Compare(check.Findings, Summed(kept), Summed(counted), "");
        }
        else
        {
            Compare(check.Findings, kept, counted, " on ");
        }
    }

    private static void Compare(
        Findings findings, IReadOnlyDictionary<DayKey, DaySum> kept, IReadOnlyDictionary<DayKey, DaySum> counted, string onDay)
    {
        foreach (var key in kept.Keys.Union(counted.Keys))
        {
            var (says, again) = (kept.GetValueOrDefault(key, new DaySum(0, 0)), counted.GetValueOrDefault(key, new DaySum(0, 0)));
            if (says != again)
            {
                var day = onDay.Length == 0 ? "" : $"{onDay}{DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)key.Day):yyyy-MM-dd}";
                findings.Differ(
                    $"The clicks of {key.ProgramId}{day} are kept as {says.Human} of people and {says.Bot} of machines, counted again they "
                    + $"are {again.Human} and {again.Bot}.");
            }
        }
    }

    private static Dictionary<DayKey, DaySum> Summed(IReadOnlyDictionary<DayKey, DaySum> days) => days
        .GroupBy(pair => pair.Key with { Day = 0 })
        .ToDictionary(group => group.Key, group => new DaySum(group.Sum(pair => pair.Value.Human), group.Sum(pair => pair.Value.Bot)));

    private sealed record DayKey(ProgramId ProgramId, long Day);

    private sealed record DaySum(long Human, long Bot);

    private sealed record ClickRow(ProgramId ProgramId, long Day, long Human, long Bot);

    private sealed record QuarterRow(ProgramId ProgramId, long Quarter, long Human, long N);
}
