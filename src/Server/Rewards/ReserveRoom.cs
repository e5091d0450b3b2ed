using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Room taken from caps and budget.</summary>
/// <param name="Worth">What may be granted: minor units or points.</param>
/// <param name="Weight">What it holds of the limits, minor units.</param>
/// <param name="Count">How many rewards it holds.</param>
/// <param name="Scopes">In which rows, separated by spaces.</param>
internal sealed record Reservation(long Worth, long Weight, long Count, string Scopes);

/// <summary>Reserves caps and budget when a reward is promised, and releases them when it falls away.</summary>
internal static class ReserveRoom
{
    // The upsert locks the rows, in the order of their names on every node, and sets the limits that hold now.
    private const string Touch = """
        INSERT INTO reward_limits (shop_id, scope, amount, rewards, amount_limit, rewards_limit)
        VALUES (@shop, @scope, 0, 0, @amountLimit, @rewardsLimit)
        ON CONFLICT (shop_id, scope) DO UPDATE SET amount_limit = excluded.amount_limit, rewards_limit = excluded.rewards_limit
        RETURNING amount AS used_amount, rewards AS used_rewards, amount_limit, rewards_limit
        """;

    private const string TakeAll = """
        UPDATE reward_limits SET amount = amount + @weight, rewards = rewards + @count
        WHERE shop_id = @shop AND scope = ANY(@scopes) AND @wanted = (
            SELECT count(*) FROM reward_limits AS fits
            WHERE fits.shop_id = @shop AND fits.scope = ANY(@scopes)
                AND (fits.amount_limit IS NULL OR fits.amount + @weight <= fits.amount_limit)
                AND (fits.rewards_limit IS NULL OR fits.rewards + @count <= fits.rewards_limit))
        """;

    private const string Count = """
        INSERT INTO reward_limits (shop_id, scope, amount, rewards, amount_limit, rewards_limit)
        VALUES (@shop, @scope, @weight, @count, NULL, NULL)
        ON CONFLICT (shop_id, scope) DO UPDATE SET amount = reward_limits.amount + excluded.amount,
            rewards = reward_limits.rewards + excluded.rewards, amount_limit = NULL, rewards_limit = NULL
        """;

    private const string GiveBack = """
        UPDATE reward_limits SET amount = amount - @weight, rewards = rewards - @count WHERE shop_id = @shop AND scope = ANY(@scopes)
        """;

    internal static string BudgetScope(ProgramId program) => $"budget/{program}";

    internal static string AdvocateScope(ProgramId program, AdvocateId advocate, string period) =>
        $"advocate/{program}/{advocate}/{period}";

    /// <summary>Reserves room for a reward, cut where its kind can be cut; refused where none is left, with nothing changed.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">Its zone cuts the cap's periods.</param>
    /// <param name="program">The program.</param>
    /// <param name="limits">Its caps and budget as they are now.</param>
    /// <param name="advocate">Whose cap it counts against; null for a friend's reward, which counts against the budget alone.</param>
    /// <param name="wanted">What is asked.</param>
    /// <param name="now">Decides the period.</param>
    internal static Task<Result<Reservation>> Take(
        ShopTx tx, Shop shop, ProgramId program, ProgramLimits limits, AdvocateId? advocate, RoomWanted wanted, Instant now)
    {
        Row? cap = null;
        if (advocate is { } owner && limits.PerAdvocate is { } most)
        {
            var period = CapPeriods.Key(most.Period, now, shop.TimeZone, shop.Finance.TaxYear);
            cap = new Row(AdvocateScope(program, owner, period), most.Amount, most.Rewards);
        }

        return Take(tx, wanted, cap, new Row(BudgetScope(program), limits.Budget, null));
    }

    /// <summary>Reserves more for a reward that stands, in the rows in which it stands (its period is the one of its promise).</summary>
    internal static Task<Result<Reservation>> TakeMore(ShopTx tx, Reward reward, ProgramLimits limits, RoomWanted wanted)
    {
        var scopes = reward.ReservedScopes.Split(' ');
        var capScope = scopes.FirstOrDefault(scope => scope.StartsWith("advocate/", StringComparison.Ordinal));
        return Take(
            tx,
            wanted,
            capScope is null ? null : new Row(capScope, limits.PerAdvocate?.Amount, limits.PerAdvocate?.Rewards),
            new Row(BudgetScope(reward.ProgramId), limits.Budget, null));
    }

    /// <summary>Gives room back.</summary>
    internal static void Release(ShopTx tx, Reward reward, long weight, long count)
    {
        if (weight != 0 || count != 0)
        {
            tx.Enqueue(GiveBack, new { Weight = weight, Count = count, Scopes = reward.ReservedScopes.Split(' ') });
        }
    }

    private static async Task<Result<Reservation>> Take(ShopTx tx, RoomWanted wanted, Row? cap, Row budget)
    {
        var scopes = cap is null ? [budget.Scope] : new[] { cap.Scope, budget.Scope };
        var names = string.Join(' ', scopes);
        if (cap is null && budget.AmountLimit is null)
        {
            tx.Enqueue(Count, new { budget.Scope, wanted.Weight, wanted.Count });
            return new Reservation(wanted.Worth, wanted.Weight, wanted.Count, names);
        }

        var capUse = cap is null ? null : await tx.First<LimitUse>(Touch, cap);
        var room = Room.For(wanted, capUse, await tx.First<LimitUse>(Touch, budget));
        if (room.IsRefused)
        {
            return room.Refusal;
        }

        var (worth, weight) = room.Value;
        var taken = await tx.Execute(TakeAll, new { Weight = weight, wanted.Count, Scopes = scopes, Wanted = scopes.Length });
        return taken == scopes.Length
            ? new Reservation(worth, weight, wanted.Count, names)
            : cap is null ? RewardRefusals.BudgetSpent : RewardRefusals.CapReached;
    }

    private sealed record Row(string Scope, long? AmountLimit, long? RewardsLimit);
}
