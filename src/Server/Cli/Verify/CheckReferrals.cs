using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;

namespace Vouch.Server.Cli;

/// <summary>Each referral stands where the journal left it, and its advocate is the one who has the order's credit.</summary>
internal static class CheckReferrals
{
    private const int PageSize = 1000;

    private const string After = """
        SELECT r.referral_id, r.status, r.advocate_id, r.order_id, a.advocate_id AS credited
        FROM referrals r LEFT JOIN attributions a ON a.shop_id = @shop AND a.order_id = r.order_id
        WHERE r.shop_id = @shop AND r.referral_id > @after ORDER BY r.referral_id LIMIT @limit
        """;

    internal static async Task Run(ShopCheck check, JournalStory story)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var after = new ReferralId(0);
        while (await check.Db.Query<ReferralRow>(After, new { After = after, Limit = PageSize }) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                seen.Add(row.ReferralId.ToString());
                Compare(check.Findings, row, story);
            }

            after = page[^1].ReferralId;
            check.Step(page.Count);
        }

        foreach (var id in story.Referrals.Keys.Where(id => !seen.Contains(id)))
        {
            check.Findings.Differ($"The journal tells of the referral {id}, which is not there.");
        }
    }

    private static void Compare(Findings findings, ReferralRow row, JournalStory story)
    {
        var status = WireName.Of(row.Status);
        if (!story.Referrals.TryGetValue(row.ReferralId.ToString(), out var told))
        {
            findings.Differ($"The journal tells nothing of the referral {row.ReferralId}, which is {status}.");
        }
        else if (told != row.Status)
        {
            findings.Differ($"The referral {row.ReferralId} is {status}, by the journal it is {WireName.Of(told)}.");
        }

        var standsForOrder = row.Status is ReferralStatus.Pending or ReferralStatus.InReview or ReferralStatus.Approved;
        if (standsForOrder && row.OrderId is { } order && row.Credited != row.AdvocateId)
        {
            findings.Differ(
                $"The referral {row.ReferralId} of {order} is {status} for {row.AdvocateId}, "
                + $"the credit is {row.Credited?.ToString() ?? "nobody"}'s.");
        }
    }

    private sealed record ReferralRow(
        ReferralId ReferralId, ReferralStatus Status, AdvocateId AdvocateId, OrderId? OrderId, AdvocateId? Credited);
}
