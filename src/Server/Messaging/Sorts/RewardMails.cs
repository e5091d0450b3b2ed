using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Referrals;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;

namespace Vouch.Server.Messaging.Sorts;

/// <summary>Mails to advocates about what they get: a friend has bought, when it comes, that it is here, that it runs out.</summary>
internal static class RewardMails
{
    internal static readonly IReadOnlyDictionary<string, MailWriter> All = new Dictionary<string, MailWriter>
    {
        ["friend_bought"] = new(pending => pending.Subject, about => Waiting(about, isDateKnown: false)),
        ["reward_waiting"] = new(happened => happened.Subject, about => Waiting(about, isDateKnown: true)),
        ["reward_issued"] = new(issued => issued.DataId<AdvocateId>("advocateId") is null ? null : issued.Subject, Issued),
        ["reward_expiring"] = new(expiring => $"{expiring.Subject} {expiring.DataNumber("amount")}", Expiring),
        ["payout_details"] = new(asked => asked.Subject, Details),
        ["milestone_near"] = new(approved => approved.Subject, Near),
        ["thank_you"] = new(approved => approved.Subject, ThankYou),
    };

    /// <summary>What an advocate gets for a referral, in words; empty where nothing is promised.</summary>
    internal static async Task<Func<Locality, string>> RewardOf(MailCase about, ReferralId referral)
    {
        var rewards = await RewardQueries.List(about.Tx, null, null, referral, null, 10);
        var own = rewards.Find(reward => reward is
        {
            Recipient: Recipient.Advocate, Status: not (RewardStatus.Revoked or RewardStatus.Expired),
        });
        return own is null ? static _ => "" : place => RewardWords.Of(RewardAnswer.Of(own, []), place);
    }

    // Subject: a referral, or the order that it is about.
    private static async Task<MailDraft?> Waiting(MailCase about, bool isDateKnown)
    {
        var referral = about.Id<ReferralId>() is { } id ? await ReferralStore.Find(about.Tx, id)
            : about.Id<OrderId>() is { } order ? await ReferralStore.FindOfOrder(about.Tx, order) : null;
        if (referral is not { Status: Domain.Referrals.ReferralStatus.Pending } || await IsDateKnown(about, referral) != isDateKnown
            || await MailPeople.Advocate(about.Tx, referral.AdvocateId) is not { } person)
        {
            return null;
        }

        var reward = await RewardOf(about, referral.ReferralId);
        // Without a reward there is nothing to wait for; that a friend has bought is news all the same.
        return isDateKnown && reward(Locality.Of(about.Shop)).Length == 0 ? null : new MailDraft(
            $"{(isDateKnown ? "reward_waiting" : "friend_bought")} {referral.ReferralId}", person.Email, person.Name, person.Locale,
            place => new MailContent(about.Portal, [
                ("friend", MailPeople.Initial(referral.FriendName)), ("reward", reward(place)),
                ("day", referral.HoldUntil is { } until ? place.Day(until) : ""),
            ]));
    }

    // Until an order is delivered, the day is reckoned from a delivery that is only assumed.
    private static async Task<bool> IsDateKnown(MailCase about, Referral referral)
    {
        if (referral.HoldUntil is null || referral.OrderId is not { } id)
        {
            return false;
        }

        var terms = await ProgramQueries.Terms(about.Tx, referral.ProgramId, referral.ProgramVersion);
        return (terms.AdvocateReward?.Hold ?? terms.Hold).From != HoldFrom.Delivered
            || (await OrderQueries.Load(about.Tx, about.Shop, id)).State.DeliveredAt is not null;
    }

    private static async Task<MailDraft?> Issued(MailCase about)
    {
        if (about.Id<RewardId>() is not { } id
            || await RewardQueries.Answer(about.Tx, id) is not { Status: RewardStatus.Issued, AdvocateId: { } advocate } reward
            || await MailPeople.Advocate(about.Tx, advocate) is not { } person)
        {
            return null;
        }

        return new MailDraft($"reward_issued {id}", person.Email, person.Name, person.Locale, place => new MailContent(about.Portal, [
            ("reward", RewardWords.Of(reward, place)), ("code", reward.CouponCode ?? ""),
            ("until", reward.ExpiresAt is { } end ? place.Day(end) : ""),
        ]));
    }

    private static async Task<MailDraft?> Expiring(MailCase about)
    {
        if (about.Id<RewardId>() is not { } id
            || await RewardQueries.Answer(about.Tx, id) is not { Status: RewardStatus.Issued, ExpiresAt: { } end } reward || end < about.Now
            || reward.AdvocateId is not { } advocate || await MailPeople.Advocate(about.Tx, advocate) is not { } person)
        {
            return null;
        }

        var amount = long.Parse(about.Part(1) ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return new MailDraft($"reward_expiring {id}", person.Email, person.Name, person.Locale, place => new MailContent(about.Portal, [
            ("reward", Left(reward, amount, place)), ("code", reward.CouponCode ?? ""), ("day", place.Day(end)),
        ]));
    }

    private static string Left(RewardAnswer reward, long amount, Locality place) => reward switch
    {
        { CouponCode: not null } => RewardWords.Of(reward, place),
        { Kind: RewardKind.Points } => place.Words.Count("reward.points", amount),
        _ => RewardWords.Amount(reward.Kind, amount, place),
    };

    // There is cash to pay and no account to pay it to: asked at most once a month.
    private static async Task<MailDraft?> Details(MailCase about)
    {
        if (about.Id<AdvocateId>() is not { } advocate || await MailPeople.Advocate(about.Tx, advocate) is not { } person)
        {
            return null;
        }

        var month = LedgerDate.MonthOf(LedgerDate.Today(about.Shop, about.Now));
        return new MailDraft(
            $"payout_details {advocate} {month}", person.Email, person.Name, person.Locale, _ => new MailContent(about.Portal));
    }

    private static async Task<MailDraft?> Near(MailCase about)
    {
        if (await Approved(about) is not { } found
            || await ProgramQueries.Find(about.Tx, found.Referral.ProgramId) is not { Terms: var terms, Status: ProgramStatus.Active })
        {
            return null;
        }

        var counted = await ReferralStore.CountApproved(about.Tx, found.Referral.ProgramId, found.Referral.AdvocateId);
        var next = Ladder.Milestones(terms.Milestones, counted + 1).Select(reached => reached.Reward).FirstOrDefault()
            ?? terms.Tiers.FirstOrDefault(tier => tier.From == counted + 1)?.AdvocateReward;
        return next is null ? null : new MailDraft(
            $"milestone_near {found.Referral.ProgramId} {found.Referral.AdvocateId} {counted}",
            found.Person.Email, found.Person.Name, found.Person.Locale,
            place => new MailContent(about.Portal, [("reward", RewardPhrase.Of(place.Words, next, place.Currency))]));
    }

    private static async Task<MailDraft?> ThankYou(MailCase about) =>
        await Approved(about) is { Referral: { Nth: 1 } referral, Person: var person }
            ? new MailDraft($"thank_you {referral.AdvocateId}", person.Email, person.Name, person.Locale, _ => new MailContent(
                about.Portal, [("friend", MailPeople.Initial(referral.FriendName))]))
            : null;

    private static async Task<(Referral Referral, MailPerson Person)?> Approved(MailCase about) =>
        about.Id<ReferralId>() is { } id
            && await ReferralStore.Find(about.Tx, id) is { Status: Domain.Referrals.ReferralStatus.Approved } referral
            && await MailPeople.Advocate(about.Tx, referral.AdvocateId) is { } person ? (referral, person) : null;
}
