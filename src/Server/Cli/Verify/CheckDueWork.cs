using Vouch.Domain.Ids;
using Vouch.Server.Insights;
using Vouch.Server.Referrals;
using Vouch.Server.Rewards;

namespace Vouch.Server.Cli;

/// <summary>Whatever waits for an instant is on the list of due work; done late is no fault, forgotten is.</summary>
internal static class CheckDueWork
{
    private const string Jobs = "SELECT kind, subject FROM jobs WHERE shop_id = @shop";

    private const string Referrals = """
        SELECT referral_id FROM referrals r WHERE shop_id = @shop AND status = 'pending' AND hold_until IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM vetoes v WHERE v.shop_id = @shop AND v.referral_id = r.referral_id AND v.state <> 'answered')
        ORDER BY referral_id
        """;

    private const string Vetoes = "SELECT referral_id FROM vetoes WHERE shop_id = @shop AND state = 'waiting' ORDER BY referral_id";

    private const string Rewards = """
        SELECT reward_id FROM rewards WHERE shop_id = @shop AND status = 'issued' AND expires_at IS NOT NULL ORDER BY reward_id
        """;

    private const string Reviews = """
        SELECT referral_id FROM referrals WHERE shop_id = @shop AND status = 'in_review' ORDER BY referral_id
        """;

    private const string Claims = """
        SELECT claim_id FROM claims WHERE shop_id = @shop AND status = 'open' AND expires_at IS NOT NULL ORDER BY claim_id
        """;

    private const string Goals = """
        SELECT goal_id FROM goals WHERE shop_id = @shop AND status = 'open' AND archived_at IS NULL ORDER BY goal_id
        """;

    internal static async Task Run(ShopCheck check)
    {
        var jobs = (await check.Db.Query<JobRow>(Jobs)).ToHashSet();
        Missing(ReleaseReferral.Kind, await check.Db.Query<ReferralId>(Referrals), "The referral", "waits for its hold to end");
        Missing(ReviewReferral.Kind, await check.Db.Query<ReferralId>(Reviews), "The referral", "waits for a person");
        Missing(AskVeto.Kind, await check.Db.Query<ReferralId>(Vetoes), "The referral", "waits for the shop's own system");
        Missing(ApproveReward.ExpiryJob, await check.Db.Query<RewardId>(Rewards), "The reward", "is to expire");
        Missing(ExpireClaim.Kind, await check.Db.Query<ClaimId>(Claims), "The claim", "is to expire");
        foreach (var goal in await check.Db.Query<GoalId>(Goals))
        {
            if (!jobs.Contains(new JobRow(CheckGoals.Kind, CheckGoals.Subject)))
            {
                check.Findings.Differ($"The goal {goal} waits for midnight, but nothing is on the list of due work.");
            }
        }

        void Missing<TId>(string kind, IEnumerable<TId> ids, string what, string waits)
        {
            foreach (var id in ids.Where(id => !jobs.Contains(new JobRow(kind, id!.ToString()!))))
            {
                check.Findings.Differ($"{what} {id} {waits}, but nothing is on the list of due work.");
            }
        }
    }

    private sealed record JobRow(string Kind, string Subject);
}
