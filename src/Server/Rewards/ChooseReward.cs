using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>What the holder would rather have.</summary>
/// <param name="Kind">One of the reward's <c>choice</c>.</param>
public sealed record ChooseRewardRequest(RewardKind Kind);

/// <summary>Lets a holder take a reward as another kind of money, as far as the program leaves the choice: credit, or a donation.</summary>
public static class ChooseReward
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<ChooseRewardRequest, RewardAnswer>(
            "POST", "/v1/rewards/{id}/choose", Permission.RewardsWrite, async (call, tx, wish) =>
        {
            var id = call.RouteId<RewardId>();
            var chosen = await Run(tx, id, wish.Kind, call.Now);
            return chosen.IsRefused ? chosen.Refusal : Outcome.Ok((await RewardQueries.Answer(tx, id))!);
        });

    /// <summary>What a reward may still be taken as; empty once a part was used or another choice is not left.</summary>
    internal static IReadOnlyList<RewardKind> ChoicesOf(Reward reward, RewardSpecification promise) =>
        promise.Choice is { Count: > 0 } choice && IsOpen(reward)
            ? [.. choice.Prepend(promise.Kind).Where(kind => kind != reward.Kind)]
            : [];

    /// <summary>
    /// Takes it as that kind: the same amount moves to that kind's account. Refused where there is no such choice (any more).
    /// </summary>
    public static async Task<Result<Reward>> Run(ShopTx tx, RewardId id, RewardKind kind, Instant now)
    {
        if (await RewardStore.Load(tx, id) is not { } reward)
        {
            return Refusal.NotFound("reward");
        }

        if (reward.Kind == kind)
        {
            return reward;
        }

        var promise = reward.Promise();
        if (promise.Choice?.Prepend(promise.Kind).Contains(kind) != true)
        {
            return RewardRefusals.NoSuchChoice;
        }

        if (!IsOpen(reward))
        {
            return RewardRefusals.ChoiceIsMade;
        }

        var chosen = reward with
        {
            Kind = kind, ExpiresAt = RewardKinds.UsuallyExpires(kind) ? reward.ExpiresAt ?? ExpiryOf(reward, promise) : null,
        };
        var source = RewardStore.Note(tx, chosen, now, "chosen", reward.Entitled, WireName.Of(kind));
        var entries = Postings.Choose(
            (reward.Kind, kind), reward.Owner, isPending: reward.Status == RewardStatus.Pending,
            reward.Status == RewardStatus.Pending ? reward.Entitled : reward.Remaining);
        await PostTransaction.Run(tx, LedgerPosting.Of("choose", source, chosen, entries, now), sourceIsNew: true);
        RewardStore.Save(tx, chosen);
        RewardTask.Raise(tx, chosen, now);
        if (chosen.ExpiresAt is null)
        {
            tx.Unschedule(ApproveReward.ExpiryJob, id.ToString());
        }
        else
        {
            ApproveReward.ScheduleExpiry(tx, chosen);
        }

        tx.Publish(new RewardAdjusted(chosen, 0, "chosen"), now);
        return chosen;
    }

    private static Instant? ExpiryOf(Reward reward, RewardSpecification promise) =>
        reward.IssuedAt is { } issued && promise.ExpiresAfterDays is { } days ? issued.PlusDays(days) : null;

    // A part that was spent may come back, to the kind that it was spent as.
    private static bool IsOpen(Reward reward) => reward.Status == RewardStatus.Pending
        || (reward is { Status: RewardStatus.Issued, Entitled: > 0, InTransit: 0, RedeemedAmount: 0 }
            && reward.Remaining == reward.Entitled);
}
