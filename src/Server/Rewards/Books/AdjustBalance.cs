using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A wish to put a balance right.</summary>
/// <param name="Kind">Which balance: a kind of money, or points.</param>
/// <param name="Amount">Minor units or points; below 0 takes away.</param>
/// <param name="Reason">Why; kept with it for ever.</param>
/// <param name="ExpiresAfterDays">When what is given runs out; left out never.</param>
public sealed record AdjustmentRequest(RewardKind Kind, long Amount, string Reason, int? ExpiresAfterDays = null);

/// <summary>Why an adjustment is undone.</summary>
/// <param name="Reason">Kept with the reversal.</param>
public sealed record ReverseAdjustmentRequest(string Reason);

/// <summary>An adjustment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="AdvocateId">Whose balance.</param>
/// <param name="Kind">Which balance.</param>
/// <param name="Amount">Minor units or points; below 0 was taken away.</param>
/// <param name="Currency">The shop's; null for points.</param>
/// <param name="Reason">Why.</param>
/// <param name="RewardId">The reward that holds what was given; null for what was taken.</param>
/// <param name="Reverses">The adjustment that it undoes; null for one of its own.</param>
/// <param name="MadeBy">Who: a key's or a member of staff's id.</param>
/// <param name="At">When.</param>
public sealed record AdjustmentAnswer(
    AdjustmentId Id, AdvocateId AdvocateId, RewardKind Kind, long Amount, string? Currency, string Reason, RewardId? RewardId,
    AdjustmentId? Reverses, string MadeBy, Instant At);

/// <summary>
/// Puts an advocate's balance right by a second line, never by an edit: what is given is a reward of its own, what is
/// taken comes from the lots that run out first. It is undone by a third line, once.
/// </summary>
internal static class AdjustBalance
{
    private const int LongestReason = 500;
    private const int LongestExpiryDays = 3650;

    private const string Columns = "adjustment_id, advocate_id, kind, asset, amount, reason, reward_id, reverses, made_by, at";

    private const string Insert = $"""
        INSERT INTO adjustments (shop_id, {Columns})
        VALUES (@shop, @adjustmentId, @advocateId, @kind, @asset, @amount, @reason, @rewardId, @reverses, @madeBy, @at)
        """;

    private const string One = $"""
        SELECT {Columns} FROM adjustments WHERE shop_id = @shop AND adjustment_id = @id AND advocate_id = @advocate FOR UPDATE
        """;

    private const string Undone = "SELECT count(*) FROM adjustments WHERE shop_id = @shop AND reverses = @id";

    private const string Page = $"""
        SELECT {Columns} FROM adjustments
        WHERE shop_id = @shop AND advocate_id = @advocate AND adjustment_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY adjustment_id DESC LIMIT @take
        """;

    private const string LockOwner = "SELECT advocate_id FROM advocates WHERE shop_id = @shop AND advocate_id = @advocate FOR UPDATE";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<AdjustmentRequest, AdjustmentAnswer>(
            "POST", "/v1/advocates/{id}/adjustments", Permission.LedgerWrite, async (call, tx, request) =>
            {
                if (await RewardQueries.AnswersFor(tx, call.RouteId<AdvocateId>()) is not { } advocate)
                {
                    return Refusal.NotFound("advocate");
                }

                var made = await Run(tx, call.Shop, advocate, request, call.Caller.KeyId.ToString(), call.Now);
                return made.IsRefused ? made.Refusal : Outcome.Created(made.Value);
            }, 201);
        routes.Write<ReverseAdjustmentRequest, AdjustmentAnswer>(
            "POST", "/v1/advocates/{id}/adjustments/{adjustmentId}/reverse", Permission.LedgerWrite, async (call, tx, request) =>
            {
                if (await RewardQueries.AnswersFor(tx, call.RouteId<AdvocateId>()) is not { } advocate)
                {
                    return Refusal.NotFound("advocate");
                }

                var id = call.RouteId<AdjustmentId>("adjustmentId");
                return Outcome.Of(
                    await Reverse(tx, call.Shop, advocate, id, request.Reason, call.Caller.KeyId.ToString(), call.Now), answer => answer);
            });
        routes.Read<ListOf<AdjustmentAnswer>>("/v1/advocates/{id}/adjustments", Permission.LedgerRead, async call =>
            await RewardQueries.AnswersFor(call.Db, call.RouteId<AdvocateId>()) is { } advocate
                ? Outcome.Ok(call.Page(
                    await List(call.Db, advocate, call.QueryId<AdjustmentId>("after"), call.Limit + 1), row => row.Id, row => row))
                : Refusal.NotFound("advocate"));
    }

    /// <summary>An advocate's adjustments, the latest first.</summary>
    internal static async Task<List<AdjustmentAnswer>> List(Reads db, AdvocateId advocate, AdjustmentId? after, int take) =>
        (await db.Query<Row>(Page, new { Advocate = advocate, After = after, Take = take })).ConvertAll(row => row.Answer());

    /// <summary>Adjusts; refused where more is to be taken than is available of the kind.</summary>
    internal static async Task<Result<AdjustmentAnswer>> Run(
        ShopTx tx, Shop shop, AdvocateId advocate, AdjustmentRequest request, string by, Instant now)
    {
        var reason = request.Reason.Trim();
        if (Check(request, reason) is { } refusal)
        {
            return refusal;
        }

        await tx.First<long>(LockOwner, new { Advocate = advocate });
        if (await Advocates.AdvocateQueries.Find(tx, advocate) is { IsErased: true })
        {
            return PayoutRefusals.AdvocateIsErased;
        }

        var lot = request.Amount > 0
            ? await Give(tx, shop, advocate, request, now)
            : await Take(tx, advocate, request.Kind, -request.Amount, now);
        return lot.IsRefused
            ? lot.Refusal
            : Kept(tx, new Row(
                tx.NewId<AdjustmentId>(), advocate, request.Kind, AccrueReward.AssetOf(request.Kind, shop), request.Amount, reason,
                lot.Value?.RewardId, null, by, now));
    }

    /// <summary>Undoes an adjustment, once: what was given is taken back as a refund would, what was taken is given anew.</summary>
    internal static async Task<Result<AdjustmentAnswer>> Reverse(
        ShopTx tx, Shop shop, AdvocateId advocate, AdjustmentId id, string why, string by, Instant now)
    {
        var reason = why.Trim();
        if (reason.Length is 0 or > LongestReason)
        {
            return Refusal.Invalid("reason", $"must have 1 to {LongestReason} characters");
        }

        await tx.First<long>(LockOwner, new { Advocate = advocate });
        if (await tx.First<Row>(One, new { Id = id, Advocate = advocate }) is not { } row)
        {
            return Refusal.NotFound("adjustment");
        }

        if (row.Reverses is not null || await tx.First<long>(Undone, new { Id = id }) > 0)
        {
            return LedgerRefusals.AdjustmentIsReversed;
        }

        RewardId? given = null;
        if (row.RewardId is { } lot)
        {
            var reward = await RewardStore.Load(tx, lot) ?? throw new InvalidOperationException($"{lot} is gone.");
            if (reward is { Status: RewardStatus.Expired, RedeemedAmount: 0 })
            {
                return LedgerRefusals.AdjustmentRanOut;
            }

            var rest = row.Amount - reward.Entitled;
            await ClawBackReward.To(tx, reward, 0, "adjustment_reversed", now);

            // What a later adjustment took of that very lot was given back, if at all, in another one.
            if (rest > 0 && (await Take(tx, advocate, row.Kind, rest, now)).Refusal is { } missing)
            {
                return missing;
            }
        }
        else
        {
            var back = await Give(tx, shop, advocate, new AdjustmentRequest(row.Kind, -row.Amount, reason), now);
            if (back.IsRefused)
            {
                return back.Refusal;
            }

            given = back.Value!.RewardId;
        }

        return Kept(tx, row with
        {
            AdjustmentId = tx.NewId<AdjustmentId>(), Amount = -row.Amount, Reason = reason, RewardId = given, Reverses = id, MadeBy = by,
            At = now,
        });
    }

    private static Refusal? Check(AdjustmentRequest request, string reason)
    {
        if (request.Amount is 0 or > Currency.MaxMinor or < -Currency.MaxMinor)
        {
            return LedgerRefusals.AdjustmentIsNothing;
        }

        if (reason.Length is 0 or > LongestReason)
        {
            return Refusal.Invalid("reason", $"must have 1 to {LongestReason} characters");
        }

        return !RewardKinds.IsCredit(request.Kind) ? LedgerRefusals.KindHasNoBalance
            : request.ExpiresAfterDays is < 1 or > LongestExpiryDays
                ? Refusal.Invalid("expiresAfterDays", $"must be from 1 to {LongestExpiryDays}")
            : null;
    }

    // A lot of its own, outside of caps and budget: it makes good what the program's rules did not.
    private static async Task<Result<Reward?>> Give(ShopTx tx, Shop shop, AdvocateId advocate, AdjustmentRequest request, Instant now)
    {
        if ((await ProgramQueries.Active(tx)).FirstOrDefault() is not { } program
            && (program = (await ProgramQueries.List(tx, null, 1)).FirstOrDefault()) is null)
        {
            return LedgerRefusals.NoProgram;
        }

        var value = request.Kind == RewardKind.Points
            ? new RewardValue(RewardValueType.Points, Points: request.Amount)
            : new RewardValue(RewardValueType.Fixed, request.Amount);
        var promise = new RewardSpecification(request.Kind, value, [], 0, request.ExpiresAfterDays, null, null);
        var pending = new Reward(
            tx.NewId<RewardId>(), program.ProgramId, program.Version, null, null, null, Recipient.Advocate, advocate, null,
            RewardRole.Adjustment, string.Empty, 0, request.Kind, JsonSerializer.Serialize(promise, WireJson.Options), 0,
            AccrueReward.AssetOf(request.Kind, shop), request.Amount, request.Amount, 0, 0, 0, RewardStatus.Pending, null, 0, null, now,
            null, null, 0, 0, string.Empty, now);
        RewardStore.Add(tx, pending);
        RewardStore.Note(tx, pending, now, "adjusted_by_hand", request.Amount, request.Reason.Trim());
        var entries = Postings.Accrue(pending.Kind, pending.Owner, pending.Entitled);
        await PostTransaction.Run(tx, LedgerPosting.Of("accrue", pending.RewardId.ToString(), pending, entries, now), sourceIsNew: true);
        tx.Publish(new RewardPending(pending, request.Amount), now);
        return await ApproveReward.Run(tx, pending, now);
    }

    private static async Task<Result<Reward?>> Take(ShopTx tx, AdvocateId advocate, RewardKind kind, long amount, Instant now)
    {
        var lots = await RedeemCredit.Spendable(tx, advocate, kind);
        var parts = Lots.Spend(lots.Select(RedeemCredit.LotOf), amount, now);
        if (parts.IsRefused)
        {
            return parts.Refusal;
        }

        foreach (var part in parts.Value)
        {
            var reward = await RewardStore.Load(tx, part.Reward) ?? throw new InvalidOperationException($"{part.Reward} is gone.");
            await ClawBackReward.To(tx, reward, reward.Entitled - part.Amount, "adjusted_by_hand", now);
        }

        return (Reward?)null;
    }

    private static AdjustmentAnswer Kept(ShopTx tx, Row row)
    {
        tx.Enqueue(Insert, row);
        tx.Publish(
            new BalanceAdjusted(row.AdjustmentId, row.AdvocateId, row.Kind, row.Asset, row.Amount, row.Reverses, row.MadeBy), row.At);
        return row.Answer();
    }

    private sealed record Row(
        AdjustmentId AdjustmentId, AdvocateId AdvocateId, RewardKind Kind, string Asset, long Amount, string Reason, RewardId? RewardId,
        AdjustmentId? Reverses, string MadeBy, Instant At)
    {
        internal AdjustmentAnswer Answer() => new(
            AdjustmentId, AdvocateId, Kind, Amount, Kind == RewardKind.Points ? null : Asset, Reason, RewardId, Reverses, MadeBy, At);
    }
}
