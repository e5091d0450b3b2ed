using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>
/// Keeps the roll-up: per program, day of the shop's zone and event type, how often and how much. It is derived
/// from the journal alone, so <c>vouch verify</c> can count it again.
/// </summary>
internal static class CountDays
{
    internal const string Consumer = "insights";

    /// <summary>The event types counted; the amount of each is its <c>amount</c>, where it has one.</summary>
    internal static readonly string[] Counted =
    [
        "advocate.joined", "share.recorded", "friend.claimed", "referral.pending", "referral.approved", "referral.cancelled",
        "referral.rejected",
        "reward.issued", "reward.redeemed", "reward.revoked",
    ];

    private const string Add = """
        INSERT INTO insight_days (shop_id, program_id, day, measure, n, amount)
        VALUES (@shop, @programId, @day, @measure, 1, @amount)
        ON CONFLICT (shop_id, program_id, day, measure)
        DO UPDATE SET n = insight_days.n + 1, amount = insight_days.amount + excluded.amount
        """;

    internal static Task OnEvent(ShopTx tx, Shop shop, JournalEvent happened)
    {
        tx.Enqueue(Add, Of(shop, happened));
        return Task.CompletedTask;
    }

    /// <summary>What an event adds to which day.</summary>
    internal static CountedEvent Of(Shop shop, JournalEvent happened)
    {
        var program = happened.DataId<ProgramId>("programId") ?? happened.DataId<ProgramId>("program") ?? new ProgramId(0);
        return new CountedEvent(program, shop.DayOf(happened.At), happened.Type, happened.DataNumber("amount"));
    }
}

/// <summary>One event as the roll-up counts it.</summary>
/// <param name="ProgramId">Of which program; 0 where it is of none.</param>
/// <param name="Day">The day of the shop's zone, since 1970-01-01.</param>
/// <param name="Measure">The event's type.</param>
/// <param name="Amount">Its amount; 0 without one.</param>
internal sealed record CountedEvent(ProgramId ProgramId, long Day, string Measure, long Amount);
