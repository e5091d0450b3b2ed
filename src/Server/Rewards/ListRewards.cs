using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;

namespace Vouch.Server.Rewards;

/// <summary>Shows rewards: all, by state, by advocate, by referral, or one.</summary>
internal static class ListRewards
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<RewardAnswer>>("/v1/rewards", Permission.RewardsRead, async call =>
        {
            var asked = call.QueryId<AdvocateId>("advocateId");
            var advocate = asked is { } id ? await RewardQueries.AnswersFor(call.Db, id) ?? asked : null;
            var rewards = await RewardQueries.List(
                call.Db, call.QueryEnum<RewardStatus>("status"), advocate,
                call.QueryId<ReferralId>("referralId"), call.QueryId<RewardId>("after"), call.Limit + 1);
            return Outcome.Ok(call.Page(await RewardQueries.Answers(call.Db, rewards), reward => reward.Id, reward => reward));
        }).WithMetadata(
            new QueryParameter("status", "Only rewards of this status."), new QueryParameter("advocateId", "Only this advocate's."),
            new QueryParameter("referralId", "Only this referral's."));
        routes.Read<RewardAnswer>("/v1/rewards/{id}", Permission.RewardsRead, async call =>
            await RewardQueries.Answer(call.Db, call.RouteId<RewardId>()) is { } reward ? Outcome.Ok(reward) : Refusal.NotFound("reward"));
    }
}
