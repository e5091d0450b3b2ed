using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Attribution;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Into which record.</summary>
public sealed record MergeRequest(AdvocateId Into);

/// <summary>Joins two records that proved to be one person, with credit, cases and rewards; the old id answers with the survivor.</summary>
internal static class MergePeople
{
    private const string MoveReferrals = "UPDATE referrals SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<MergeRequest, AdvocateAnswer>(
            "POST", "/v1/advocates/{id}/merge", Permission.AdvocatesWrite, async (call, tx, request) =>
        {
            var merged = await Run(tx, call.RouteId<AdvocateId>(), request.Into, call.Now);
            return merged.IsRefused ? merged.Refusal : Outcome.Ok(await AdvocateAnswers.Of(tx, call, merged.Value));
        });

    internal static async Task<Result<Advocate>> Run(ShopTx tx, AdvocateId from, AdvocateId into, Instant now)
    {
        // A record that was merged before stands for its survivor: it is that one's cases and money that move.
        var ending = (await AdvocateQueries.Find(tx, from))?.AdvocateId ?? from;
        var merged = await MergeAdvocates.Run(tx, from, into, now);
        if (merged.IsRefused || merged.Value.AdvocateId == ending)
        {
            return merged;
        }

        var survivor = merged.Value.AdvocateId;
        DecideAttribution.FollowMerge(tx, ending, survivor);
        ScreenReferral.FollowMerge(tx, ending, survivor);
        await tx.Execute(MoveReferrals, new { From = ending, Into = survivor });
        await MoveRewards.Run(tx, ending, survivor, now);
        return merged;
    }
}
