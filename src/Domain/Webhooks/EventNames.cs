namespace Vouch.Domain.Webhooks;

/// <summary>The names of what happens in a shop, and how an endpoint says which of them it wants.</summary>
public static class EventNames
{
    /// <summary>Stands for everything.</summary>
    public const string All = "*";

    private const string Rest = ".*";

    /// <summary>Every name there is. What is new comes to an endpoint that takes its whole group, or everything.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        "advocate.blocked", "advocate.erased", "advocate.exported", "advocate.joined", "advocate.link_requested", "advocate.merged",
        "advocate.sign_in_requested", "advocate.testified", "advocate.unblocked", "advocate.updated",
        "balance.adjusted",
        "campaign.began", "campaign.cancelled", "campaign.created", "campaign.ended", "campaign.scheduled", "campaign.updated",
        "claim.expired",
        "code.added", "code.leaked",
        "coupon.released",
        "credit.redeemed", "credit.released",
        "customer.recorded",
        "feedback_case.closed", "feedback_case.opened",
        "friend.claimed",
        "goal.archived", "goal.created", "goal.missed", "goal.reached", "goal.restored", "goal.updated",
        "invitation.paused", "invitation.recorded", "invitation.resumed",
        "key.created", "key.deleted", "key.rotated",
        "note.added", "note.changed", "note.deleted",
        "order.attributed", "order.cancelled", "order.delivered", "order.fulfilled", "order.paid", "order.recorded", "order.refunded",
        "order.updated",
        "payout.approved", "payout.cancelled", "payout.created", "payout.details_requested", "payout.failed", "payout.sent",
        "payout.settled",
        "program.activated", "program.budget_low", "program.budget_spent", "program.created", "program.ended", "program.paused",
        "program.updated",
        "rating.received",
        "referral.appealed", "referral.approved", "referral.cancelled", "referral.friend_missed", "referral.in_review", "referral.pending",
        "referral.question_answered", "referral.question_asked", "referral.rejected", "referral.review_reminded",
        "reward.adjusted", "reward.expired", "reward.expiring", "reward.issued", "reward.pending", "reward.redeemed", "reward.revoked",
        "reward.waiting",
        "screening.model_switched",
        "segment.created", "segment.deleted", "segment.updated",
        "share.recorded",
        "shop.updated",
        "staff.invitation_withdrawn", "staff.invited", "staff.joined", "staff.password_changed", "staff.removed", "staff.role_changed",
        "staff.rules_changed", "staff.second_factor_changed",
        "survey.answered", "survey.sent",
        "visitor.identified",
        "webhook_endpoint.created", "webhook_endpoint.deleted", "webhook_endpoint.disabled", "webhook_endpoint.updated",
    ];

    private static readonly HashSet<string> Wishes =
        [All, .. Known, .. Known.Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)] + Rest)];

    /// <summary>True for a name, a group such as <c>reward.*</c>, or everything.</summary>
    public static bool IsWish(string wish) => Wishes.Contains(wish);

    /// <summary>True where the wishes take in an event of that type.</summary>
    public static bool Want(IEnumerable<string> wishes, string type) => wishes.Any(wish => wish == All || wish == type
        || (wish.EndsWith(Rest, StringComparison.Ordinal) && type.StartsWith(wish[..^1], StringComparison.Ordinal)));

    /// <summary>The wish that a misspelt one is most like.</summary>
    public static string Nearest(string misspelt) => Wishes.Where(wish => wish != All)
        .OrderBy(wish => Distance(misspelt, wish)).ThenBy(wish => wish, StringComparer.Ordinal).First();

    // How many letters to change, add or take away (Levenshtein).
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }

        return row[^1];
    }
}
