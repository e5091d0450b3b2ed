using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Messaging.Sorts;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Campaigns;

/// <summary>What happened in one span, of the campaign's program and audience. Money in minor units.</summary>
/// <param name="From">Where the span begins.</param>
/// <param name="Until">Where it ends; for a campaign that runs, the present.</param>
/// <param name="Shares">Links passed on.</param>
/// <param name="Clicks">Human clicks.</param>
/// <param name="Claims">Offers taken.</param>
/// <param name="Orders">Referred orders placed then, cancelled ones apart.</param>
/// <param name="Revenue">What they come to after discounts, without tax, less what went back since.</param>
/// <param name="Rewards">Rewards promised for them that stand.</param>
/// <param name="RewardCost">What those come to; points apart.</param>
public sealed record CampaignSpan(
    Instant From, Instant Until, long Shares, long Clicks, long Claims, long Orders, long Revenue, long Rewards, long RewardCost);

/// <summary>What a campaign came to.</summary>
/// <param name="Audience">How many advocates it was for when it began; null before.</param>
/// <param name="MailsQueued">Mails of it that were written.</param>
/// <param name="MailsSent">Those of them that left.</param>
/// <param name="BonusRewards">Rewards that have its bonus.</param>
/// <param name="BonusCost">What the bonuses come to in money.</param>
/// <param name="During">Its own span; null before it began.</param>
/// <param name="Before">The equally long span before, of the same advocates: a comparison, which proves no effect.</param>
/// <param name="Comparison">That warning, in words.</param>
public sealed record CampaignResults(
    long? Audience, long MailsQueued, long MailsSent, long BonusRewards, long BonusCost, CampaignSpan? During, CampaignSpan? Before,
    string Comparison);

/// <summary>Counts what came of a campaign, and the same of the span before it.</summary>
internal static class MeasureCampaign
{
    internal const string Warning =
        "The span before is shown for comparison. Season, prices and chance differ too, so the difference is not the campaign's effect.";

    private const string SharesSql = """
        SELECT count(*) FROM shares s WHERE s.shop_id = @shop AND s.program_id = @program AND s.at >= @from AND s.at < @until
            AND (@everybody OR EXISTS (SELECT 1 FROM campaign_members m
                WHERE m.shop_id = @shop AND m.campaign_id = @campaign AND m.advocate_id = s.advocate_id))
        """;

    private const string ClicksSql = """
        SELECT count(*) FROM clicks k WHERE k.shop_id = @shop AND k.program_id = @program AND k.at >= @from AND k.at < @until
            AND k.kind = 'human' AND (@everybody OR EXISTS (SELECT 1 FROM campaign_members m
                WHERE m.shop_id = @shop AND m.campaign_id = @campaign AND m.advocate_id = k.advocate_id))
        """;

    private const string ClaimsSql = """
        SELECT count(*) FROM claims c WHERE c.shop_id = @shop AND c.program_id = @program AND c.at >= @from AND c.at < @until
            AND (@everybody OR EXISTS (SELECT 1 FROM campaign_members m
                WHERE m.shop_id = @shop AND m.campaign_id = @campaign AND m.advocate_id = c.advocate_id))
        """;

    private const string OrdersSql = """
        SELECT count(*) AS orders, CAST(coalesce(sum(o.base_amount - o.refunded_base), 0) AS bigint) AS revenue
        FROM orders o JOIN referrals r ON r.shop_id = @shop AND r.order_id = o.order_id AND r.reason <> 'attribution_changed'
        WHERE o.shop_id = @shop AND o.placed_at >= @from AND o.placed_at < @until AND o.status <> 'cancelled'
            AND r.program_id = @program AND (@everybody OR EXISTS (SELECT 1 FROM campaign_members m
                WHERE m.shop_id = @shop AND m.campaign_id = @campaign AND m.advocate_id = r.advocate_id))
        """;

    private const string RewardsSql = """
        SELECT count(*) AS rewards,
            CAST(coalesce(sum(
                CASE WHEN w.asset = 'points' THEN 0 WHEN w.granted > 0 THEN w.entitled ELSE w.worth END), 0) AS bigint) AS cost
        FROM rewards w JOIN orders o ON o.shop_id = @shop AND o.order_id = w.order_id
            JOIN referrals r ON r.shop_id = @shop AND r.referral_id = w.referral_id
        WHERE w.shop_id = @shop AND w.program_id = @program AND w.status <> 'revoked' AND w.role = 'offer'
            AND o.placed_at >= @from AND o.placed_at < @until AND (@everybody OR EXISTS (SELECT 1 FROM campaign_members m
                WHERE m.shop_id = @shop AND m.campaign_id = @campaign AND m.advocate_id = r.advocate_id))
        """;

    private const string MailsSql = """
        SELECT count(*) AS queued, count(sent_at) AS sent FROM messages
        WHERE shop_id = @shop AND template IN ('bonus_campaign', 'bonus_ending')
            AND (dedupe_key LIKE @announced || ' %' OR dedupe_key LIKE @reminded || ' %')
        """;

    /// <summary>Counts; what lies in the future is not there yet.</summary>
    internal static async Task<CampaignResults> Run(Reads db, Campaign campaign, Instant now)
    {
        var id = campaign.CampaignId;
        var (rewards, cost) = await CampaignRoom.UseOf(db, id);
        var mails = (await db.First<MailRow>(MailsSql, new
        {
            Announced = $"{CampaignMails.Announcement} {id}", Reminded = $"{CampaignMails.Reminder} {id}",
        }))!;
        var window = campaign.Terms.Window;
        if (campaign.Status is not (CampaignStatus.Running or CampaignStatus.Ended))
        {
            return new CampaignResults(campaign.Audience, 0, 0, 0, 0, null, null, Warning);
        }

        // What happens just now is in it.
        var gone = window with { EndsAt = Instant.Max(Instant.Min(window.EndsAt, new Instant(now.Milliseconds + 1)), window.StartsAt) };
        return new CampaignResults(
            campaign.Audience, mails.Queued, mails.Sent, rewards, cost, await Span(db, campaign, gone),
            await Span(db, campaign, gone.Before()), Warning);
    }

    private static async Task<CampaignSpan> Span(Reads db, Campaign campaign, CampaignWindow window)
    {
        var asked = new
        {
            Campaign = campaign.CampaignId, Program = campaign.Terms.ProgramId, From = window.StartsAt, Until = window.EndsAt,
            Everybody = campaign.Terms.SegmentId is null,
        };
        var orders = (await db.First<OrderRow>(OrdersSql, asked))!;
        var rewards = (await db.First<RewardRow>(RewardsSql, asked))!;
        return new CampaignSpan(
            window.StartsAt, window.EndsAt, await db.First<long>(SharesSql, asked), await db.First<long>(ClicksSql, asked),
            await db.First<long>(ClaimsSql, asked), orders.Orders, orders.Revenue, rewards.Rewards, rewards.Cost);
    }

    private sealed record OrderRow(long Orders, long Revenue);

    private sealed record RewardRow(long Rewards, long Cost);

    private sealed record MailRow(long Queued, long Sent);
}
