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
        "advocate.joined", "share.recorded", "friend.claimed", "referral.pending", "referral.approved", "referral.cancelled", "referral.rejected",
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
        var program = happened.DataId<ProgramId>("programId") ?? happened.DataId<ProgramId>("program") ?? new ProgramId(0);
        tx.Enqueue(Add, new { ProgramId = program, Day = shop.DayOf(happened.At), Measure = happened.Type, Amount = happened.DataNumber("amount") });
        return Task.CompletedTask;
    }
}
