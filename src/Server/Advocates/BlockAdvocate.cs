using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>Blocks an advocate, who then earns nothing although the links lead on, and lifts the block again.</summary>
public static class BlockAdvocate
{
    private const string Set = "UPDATE advocates SET status = @status WHERE shop_id = @shop AND advocate_id = @advocateId";

    /// <summary>The advocate, blocked; one who is blocked already stays so.</summary>
    public static Task<Result<Advocate>> Block(ShopTx tx, AdvocateId id, Instant now) =>
        Run(tx, id, AdvocateStatus.Blocked, advocate => new AdvocateBlocked(advocate), now);

    /// <summary>The advocate, active again; one who was not blocked stays as they are.</summary>
    public static Task<Result<Advocate>> Unblock(ShopTx tx, AdvocateId id, Instant now) =>
        Run(tx, id, AdvocateStatus.Active, advocate => new AdvocateUnblocked(advocate), now);

    internal static Task<Outcome> HandleBlock(Call call, ShopTx tx, NoBody none) =>
        Answer(call, tx, Block(tx, call.RouteId<AdvocateId>(), call.Now));

    internal static Task<Outcome> HandleUnblock(Call call, ShopTx tx, NoBody none) =>
        Answer(call, tx, Unblock(tx, call.RouteId<AdvocateId>(), call.Now));

    private static async Task<Result<Advocate>> Run(
        ShopTx tx, AdvocateId id, AdvocateStatus to, Func<AdvocateId, IShopEvent> happened, Instant now)
    {
        var found = await AdvocateQueries.Require(tx, id);
        if (found.IsRefused || found.Value.IsErased)
        {
            return found.Refusal ?? AdvocateRefusals.AdvocateWasErased;
        }

        var advocate = found.Value;
        if (advocate.Status == to || (to == AdvocateStatus.Active && advocate.Status != AdvocateStatus.Blocked))
        {
            return advocate;
        }

        tx.Enqueue(Set, new { Status = to, advocate.AdvocateId });
        tx.Publish(happened(advocate.AdvocateId), now);
        ShopChanges.Tell(tx);
        return advocate with { Status = to };
    }

    private static async Task<Outcome> Answer(Call call, ShopTx tx, Task<Result<Advocate>> change)
    {
        var changed = await change;
        return changed.IsRefused ? changed.Refusal : Outcome.Ok(await AdvocateAnswers.Of(tx, call, changed.Value));
    }
}
