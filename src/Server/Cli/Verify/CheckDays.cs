using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Server.Cli;

/// <summary>The roll-ups hold what the journal and the clicks add up to: that of the journal at its consumer's cursor.</summary>
internal static class CheckDays
{
    private const long QuarterHour = 900_000;

    private const string InsightDays = "SELECT program_id, day, measure, n, amount FROM insight_days WHERE shop_id = @shop";

    private const string ClickDays = "SELECT program_id, day, human, bot FROM click_days WHERE shop_id = @shop";

    // By quarters of an hour, since no zone's day begins elsewhere.
    private const string Clicks = """
        SELECT program_id, at / 900000 AS quarter, CAST(sum(CASE kind WHEN 'human' THEN 1 ELSE 0 END) AS bigint) AS human, count(*) AS n
        FROM clicks WHERE shop_id = @shop
        GROUP BY program_id, at / 900000
        """;

    private const string ZoneChanged = "SELECT count(*) FROM events WHERE shop_id = @shop AND type = 'shop.updated'";

    internal static async Task Run(ShopCheck check, JournalStory story)
    {
        var kept = (await check.Db.Query<InsightRow>(InsightDays))
            .ToDictionary(row => new DayKey(row.ProgramId, row.Day, row.Measure), row => new DaySum(row.N, row.Amount));
        var clicks = (await check.Db.Query<ClickRow>(ClickDays))
            .ToDictionary(row => new DayKey(row.ProgramId, row.Day, "clicks"), row => new DaySum(row.Human, row.Bot));
        var counted = new Dictionary<DayKey, DaySum>();
        foreach (var row in await check.Db.Query<QuarterRow>(Clicks))
        {
            var key = new DayKey(row.ProgramId, check.Shop.DayOf(new Instant(row.Quarter * QuarterHour)), "clicks");
            var before = counted.GetValueOrDefault(key, new DaySum(0, 0));
            counted[key] = new DaySum(before.Number + row.Human, before.Amount + row.N - row.Human);
        }

        // Days are those of the zone at the time of counting; where settings changed since, only their sums can be told again.
        if (await check.Db.First<long>(ZoneChanged) > 0)
        {
            Compare(check.Findings, Summed(kept), Summed(story.Days), "");
            Compare(check.Findings, Summed(clicks), Summed(counted), "");
        }
        else
        {
            Compare(check.Findings, kept, story.Days, " of day ");
            Compare(check.Findings, clicks, counted, " of day ");
        }
    }

    private static void Compare(
        Findings findings, IReadOnlyDictionary<DayKey, DaySum> kept, IReadOnlyDictionary<DayKey, DaySum> counted, string ofDay)
    {
        foreach (var key in kept.Keys.Union(counted.Keys))
        {
            var (says, again) = (kept.GetValueOrDefault(key, new DaySum(0, 0)), counted.GetValueOrDefault(key, new DaySum(0, 0)));
            if (says != again)
            {
                var day = ofDay.Length == 0 ? "" : $"{ofDay}{DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)key.Day):yyyy-MM-dd}";
                findings.Differ(
                    $"The roll-up {key.Measure} of {key.ProgramId}{day} says {says.Number} ({says.Amount}), counted again it is "
                    + $"{again.Number} ({again.Amount}).");
            }
        }
    }

    private static Dictionary<DayKey, DaySum> Summed(IReadOnlyDictionary<DayKey, DaySum> days) => days
        .GroupBy(pair => pair.Key with { Day = 0 })
        .ToDictionary(group => group.Key, group => new DaySum(group.Sum(pair => pair.Value.Number), group.Sum(pair => pair.Value.Amount)));

    private sealed record InsightRow(ProgramId ProgramId, long Day, string Measure, long N, long Amount);

    private sealed record ClickRow(ProgramId ProgramId, long Day, long Human, long Bot);

    private sealed record QuarterRow(ProgramId ProgramId, long Quarter, long Human, long N);
}
