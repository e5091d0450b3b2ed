using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Tracking;

/// <summary>Clicks of one day.</summary>
/// <param name="ProgramId">Of which program.</param>
/// <param name="Day">Days since 1970-01-01 in the shop's zone.</param>
/// <param name="Human">By people.</param>
/// <param name="Bot">By bots and previews.</param>
public sealed record ClickDay(ProgramId ProgramId, long Day, long Human, long Bot);

/// <summary>What the slices to the right may ask about clicks.</summary>
public static class TrackingQueries
{
    private const string Days = """
        SELECT program_id, day, human, bot FROM click_days
        WHERE shop_id = @shop AND day >= @fromDay AND day < @untilDay ORDER BY day, program_id
        """;

    private const string VisitsOfAdvocate = """
        SELECT visitor, advocate_id, at FROM clicks
        WHERE shop_id = @shop AND advocate_id = @advocateId AND kind = 'human' AND at >= @fromAt AND at < @untilAt
        """;

    /// <summary>The counts of some days.</summary>
    public static Task<List<ClickDay>> DaysIn(Reads db, long fromDay, long untilDay) =>
        db.Query<ClickDay>(Days, new { FromDay = fromDay, UntilDay = untilDay });

    /// <summary>How many unique visits an advocate's links had: one visitor in 24 hours counts once.</summary>
    public static async Task<long> UniqueVisitsOf(Reads db, AdvocateId advocate, Instant fromAt, Instant untilAt)
    {
        var visits = await db.Query<VisitRow>(VisitsOfAdvocate, new { AdvocateId = advocate, FromAt = fromAt, UntilAt = untilAt });
        return UniqueVisits.Count(visits.Select(visit => new Visit(visit.Visitor, visit.AdvocateId.Value, visit.At)));
    }

    private sealed record VisitRow(string? Visitor, AdvocateId AdvocateId, Instant At);
}
