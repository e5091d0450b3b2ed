using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Gives the rewards of the ladder that fire at a count of approved referrals, and takes them back below it.</summary>
public static class IssueMilestone
{
    private const string Given = """
        SELECT count(*) FROM rewards
        WHERE shop_id = @shop AND advocate_id = @advocate AND program_id = @program AND role = 'milestone'
            AND milestone = @rule AND step = @step AND status <> 'revoked'
        """;

    private const string Above = $"""
        SELECT {RewardStore.Columns} FROM rewards
        WHERE shop_id = @shop AND advocate_id = @advocate AND program_id = @program AND role = 'milestone' AND step > @approved
            AND status IN ('pending', 'waiting', 'issued')
        ORDER BY reward_id FOR UPDATE
        """;

    /// <summary>Issues the milestones of the n-th approved referral, each once; one without room in caps or budget is left out.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="about">The case of the referral that was approved.</param>
    /// <param name="nth">How many of the advocate's referrals in the program stand approved with it.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<IReadOnlyList<Reward>> At(ShopTx tx, Shop shop, RewardCase about, int nth, Instant now)
    {
        var issued = new List<Reward>();
        foreach (var reached in Ladder.Milestones(about.Terms.Milestones, nth))
        {
            if (await tx.First<long>(Given, new { Advocate = about.AdvocateId, Program = about.ProgramId, reached.Rule, reached.Step }) > 0)
            {
                continue;
            }

            var draft = new AccrueReward.Draft(
                about, Recipient.Advocate, about.AdvocateId, reached.Reward, Worth, 0, now, null,
                RewardRole.Milestone, reached.Rule, reached.Step);
            var promised = await AccrueReward.Promise(tx, shop, draft, now);
            if (promised is { IsRefused: false, Value: { } reward })
            {
                issued.Add(await ApproveReward.Run(tx, reward, now));
            }
        }

        return issued;
    }

    /// <summary>Takes back the unused milestones above the count of referrals that still stand approved.</summary>
    public static async Task RevokeAbove(ShopTx tx, AdvocateId advocate, ProgramId program, int approved, Instant now)
    {
        foreach (var reward in await tx.Query<Reward>(Above, new { Advocate = advocate, Program = program, Approved = approved }))
        {
            if (Ladder.FellBelow((int)reward.Step, approved) && (!reward.IsCredit || reward.Remaining == reward.Entitled))
            {
                await ClawBackReward.To(tx, reward, 0, "fell_below_milestone", now);
            }
        }
    }

    // No order stands behind a milestone: credit is the amount or the cap, a coupon is counted on the cart it is used on.
    private static long Worth(RewardSpecification specification) => specification.Kind == RewardKind.Points
        ? RewardWorth.Of(specification.Value, 0)
        : RewardWorth.Ceiling(specification);
}
