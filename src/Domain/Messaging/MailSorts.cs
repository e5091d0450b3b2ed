using System.Collections.Frozen;
using C = Vouch.Domain.Messaging.MailCondition;
using R = Vouch.Domain.Messaging.MailReader;

namespace Vouch.Domain.Messaging;

/// <summary>Every mail that goes to advocates, friends and customers, and when. Delays and limits: the product's own defaults.</summary>
public static class MailSorts
{
    /// <summary>With what the keys of all texts of mails begin.</summary>
    public const string Section = "mail.";

    /// <summary>What every mail may print: the reader's name, which may be missing, and the shop's.</summary>
    public static readonly IReadOnlyList<string> Everywhere = ["name", "shop"];

    /// <summary>Days without a click after which an advocate counts as asleep.</summary>
    public const int AsleepAfterDays = 90;

    /// <summary>How long until an advocate is woken again.</summary>
    public const int AsleepAgainDays = 365;

    /// <summary>All sorts, in the order of the loop.</summary>
    public static readonly IReadOnlyList<MailSort> All =
    [
        // What is asked for, or must be known.
        Service("sign_in", "advocate.sign_in_requested", R.Advocate, canBeOff: false),
        Service("advocate_link", "advocate.joined, advocate.link_requested", R.Advocate, "link"),
        Service("claim_confirmation", "friend.claimed", R.Friend, canBeOff: false, keeps: "code", "code"),
        Service("late_code", "reward.issued", R.Friend, canBeOff: false, keeps: "code", "code") with { If = C.FriendWaited },
        Service("friend_bought", "referral.pending", R.Advocate, "friend", "reward") with { If = C.NoDateYet },
        Service("reward_waiting", "referral.pending, order.paid, order.delivered", R.Advocate, "friend", "reward", "day")
            with { If = C.DateKnown },
        Service("reward_issued", "reward.issued", R.Advocate, "reward", "code", "until"),
        Service("payout_details", "payout.details_requested", R.Advocate),
        Service("referral_rejected", "referral.rejected", R.Advocate, "unheard", "days"),
        Service("referral_question", "referral.question_asked", R.Advocate, canBeOff: false, keeps: "question", "question"),
        Service("review_result", "referral.approved", R.Advocate, "friend", "reward") with { If = C.WasReviewed },
        Service("code_leaked", "code.leaked", R.Advocate, canBeOff: false, keeps: null, "old_code", "code"),

        // What may be too much.
        Marketing("request_after_purchase", "order.delivered", 3, C.ContentCustomer, R.Customer, "reward", "friend_gets"),
        Marketing("survey", "survey.sent", 0, C.None, R.Customer),
        Marketing("share_kit", "advocate.joined", 3, C.NothingShared, R.Advocate, "link", "reward", "friend_gets"),
        Marketing("invitation", "invitation.recorded", 0, C.StillInvited, R.Invited, "advocate", "offer", "disclosure")
            with { Kept = ["disclosure"] },
        Marketing("friend_reminder", "friend.claimed", 3, C.ClaimUnused, R.Friend, "advocate", "offer", "code", "until"),
        Marketing("thank_you", "referral.approved", 0, C.FirstFriend, R.Advocate, "friend"),
        Marketing("milestone_near", "referral.approved", 0, C.OneFriendShort, R.Advocate, "reward"),
        Marketing("reward_expiring", "reward.expiring", 0, C.None, R.Advocate, "reward", "code", "day"),
        Marketing("dormant_advocate", "advocate.joined", AsleepAfterDays, C.Asleep, R.Advocate, "reward", "friend_gets"),
        Marketing("bonus_campaign", "", 0, C.CampaignRuns, R.Advocate, "headline", "words", "bonus", "friend_bonus", "link"),
        Marketing("bonus_ending", "", 0, C.CampaignRuns, R.Advocate, "headline", "words", "bonus", "friend_bonus", "link", "day"),
        Marketing("goal_reached", "", 0, C.None, R.Advocate, "friends"),
    ];

    private static readonly FrozenDictionary<string, MailSort> ByName = All.ToFrozenDictionary(sort => sort.Name);

    /// <summary>A sort by its name; null for one that there is not.</summary>
    public static MailSort? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The sort that a text belongs to; null for what is no text of a mail.</summary>
    /// <param name="key">A text's key: <c>mail.sign_in.subject</c>.</param>
    public static MailSort? OfText(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(Section, StringComparison.Ordinal) ? Find(key.Split('.')[1]) : null;
    }

    private static MailSort Service(string name, string happened, R to, params string[] variables) =>
        Service(name, happened, to, true, null, variables);

    private static MailSort Service(string name, string happened, R to, bool canBeOff, string? keeps = null, params string[] variables) =>
        new(name, Events(happened), 0, C.None, to, false, canBeOff, variables, keeps is null ? [] : [keeps]);

    private static MailSort Marketing(string name, string happened, int days, C condition, R to, params string[] variables) =>
        new(name, Events(happened), days, condition, to, true, true, variables, []);

    private static string[] Events(string happened) => happened.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
