using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Referrals.Friend;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Messaging.Sorts;

/// <summary>
/// Mails to friends: the invitation, the code with the link that confirms the address, a code that came late, one reminder.
/// </summary>
internal static class FriendMails
{
    // A code that the friend had to wait for goes out by a mail of its own, however late this one is.
    private const string Claimed = """
        SELECT c.email, c.name, c.locale, CASE WHEN EXISTS (
                SELECT 1 FROM rewards r JOIN reward_history h ON h.shop_id = r.shop_id AND h.reward_id = r.reward_id
                WHERE r.shop_id = @shop AND r.claim_id = c.claim_id AND h.type = 'waiting')
            THEN NULL ELSE c.coupon_code END AS coupon_code
        FROM claims c WHERE c.shop_id = @shop AND c.claim_id = @claim AND c.email IS NOT NULL
        """;

    // A friend who ordered without the offer needs no reminder of it either.
    private const string Unused = """
        SELECT c.email, c.name, c.locale, c.coupon_code, c.program_id, c.code, c.expires_at, a.name AS advocate
        FROM claims c JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = c.advocate_id
        WHERE c.shop_id = @shop AND c.claim_id = @claim AND c.email IS NOT NULL AND c.status = 'open'
            AND (c.expires_at IS NULL OR c.expires_at > @now) AND (c.consent OR @mayAnyway) AND a.status IN ('invited', 'active')
            AND NOT EXISTS (
                SELECT 1 FROM order_people p JOIN orders o ON o.shop_id = p.shop_id AND o.order_id = p.order_id
                WHERE p.shop_id = @shop AND p.person_key = c.person_key AND o.placed_at >= c.at)
        """;

    private const string Waited = "SELECT count(*) FROM reward_history WHERE shop_id = @shop AND reward_id = @reward AND type = 'waiting'";

    private const string Late = """
        SELECT email, name, locale, coupon_code FROM claims WHERE shop_id = @shop AND claim_id = @claim AND email IS NOT NULL
        """;

    private const string Invited = """
        SELECT i.email, i.program_id, i.advocate_id, a.name AS advocate, a.locale
        FROM invitations i JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = i.advocate_id
        WHERE i.shop_id = @shop AND i.invitation_id = @invitation AND i.email IS NOT NULL AND a.status IN ('invited', 'active')
        """;

    internal static readonly IReadOnlyDictionary<string, MailWriter> All = new Dictionary<string, MailWriter>
    {
        ["claim_confirmation"] = new(claimed => claimed.DataId<ClaimId>("claim")?.ToString(), Confirmation),
        ["late_code"] = new(
            issued => issued.DataId<ClaimId>("claimId") is { } claim && issued.DataText("couponCode") is { } code
                ? $"{issued.Subject} {claim} {code}" : null,
            LateCode),
        ["invitation"] = new(recorded => recorded.Subject, Invitation),
        ["friend_reminder"] = new(claimed => claimed.DataId<ClaimId>("claim")?.ToString(), Reminder),
    };

    private static async Task<MailDraft?> Confirmation(MailCase about)
    {
        if (about.Id<ClaimId>() is not { } claim || await about.Tx.First<ClaimRow>(Claimed, new { Claim = claim }) is not { } row)
        {
            return null;
        }

        return new MailDraft($"claim_confirmation {claim}", row.Email, row.Name, row.Locale, _ => new MailContent(
            $"{about.Settings.PublicUrl}/confirm/{about.Shop.Id}/{ClaimConfirmation.Token(about.Shop, claim)}",
            [("code", row.CouponCode ?? "")]));
    }

    private static async Task<MailDraft?> LateCode(MailCase about)
    {
        if (about.Id<RewardId>() is not { } reward || about.Id<ClaimId>(1) is not { } claim || about.Part(2) is not { } code
            || await about.Tx.First<long>(Waited, new { Reward = reward }) == 0
            || await about.Tx.First<ClaimRow>(Late, new { Claim = claim }) is not { } row)
        {
            return null;
        }

        return new MailDraft(
            $"late_code {reward}", row.Email, row.Name, row.Locale, _ => new MailContent(about.Shop.Address, [("code", code)]));
    }

    private static async Task<MailDraft?> Invitation(MailCase about)
    {
        if (about.Id<InvitationId>() is not { } id
            || await about.Tx.First<InvitedRow>(Invited, new { Invitation = id }) is not { } row
            || await MailPeople.Offer(about, row.AdvocateId, row.ProgramId) is not { } offer)
        {
            return null;
        }

        // Nothing is known of the invited but the address; friends mostly speak one language.
        return new MailDraft($"invitation {id}", row.Email, null, row.Locale, place => new MailContent(
            $"{offer.Url}?ch=email", [
                ("advocate", MailPeople.First(row.Advocate)), ("offer", OfferWords.Headline(offer.Terms.FriendReward, place)),
                ("disclosure", Disclosure(row.Advocate, offer.Terms.AdvocateReward is not null, place)),
            ]));
    }

    private static string Disclosure(string? advocate, bool isRewarded, Locality place) => isRewarded
        ? place.Words.Say(
            "mailing.disclosure", ("who", MailPeople.First(advocate) is { Length: > 0 } who ? who : place.Words["friend.your_friend"]))
        : place.Words["mailing.no_reward"];

    private static async Task<MailDraft?> Reminder(MailCase about)
    {
        if (about.Id<ClaimId>() is not { } claim
            || await about.Tx.First<UnusedRow>(
                Unused, new { Claim = claim, about.Now, MayAnyway = about.Shop.Consent == ConsentPolicy.Optional }) is not { } row
            || await ProgramQueries.Find(about.Tx, row.ProgramId) is not { Terms: var terms })
        {
            return null;
        }

        return new MailDraft($"friend_reminder {claim}", row.Email, row.Name, row.Locale, place => new MailContent(
            about.Shop.Address ?? terms.Destination, [
                ("advocate", MailPeople.First(row.Advocate)), ("offer", OfferWords.Headline(terms.FriendReward, place)),
                ("code", row.CouponCode ?? ""), ("until", row.ExpiresAt is { } end ? place.Day(end) : ""),
            ]));
    }

    private sealed record ClaimRow(string Email, string? Name, string? Locale, string? CouponCode);

    private sealed record UnusedRow(
        string Email, string? Name, string? Locale, string? CouponCode, ProgramId ProgramId, string Code, Instant? ExpiresAt,
        string? Advocate);

    private sealed record InvitedRow(string Email, ProgramId ProgramId, AdvocateId AdvocateId, string? Advocate, string? Locale);
}
