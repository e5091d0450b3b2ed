using Vouch.Domain;
using Vouch.Server.Messaging;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Parts;

namespace Vouch.Server.Insights.Pages;

/// <summary>What needs a person, as the overview says it: many of a kind in one line, and nothing that the role may not see.</summary>
internal static class OverviewTasks
{
    // More of a kind are one line.
    private const int Few = 2;

    private sealed record Kind(string Icon, Permission Right, string List, Func<string, string> Many, string? One = null);

    // By the kinds that the slices raise; a new one is shown in its own words until it stands here.
    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.Ordinal)
    {
        ["pool_low"] = new(
            "ticket", Permission.RewardsRead, "/rewards/codes", n => $"{n} pools of codes run low.", "/rewards/codes?pool="),
        ["pool_empty"] = new(
            "ticket", Permission.RewardsRead, "/rewards/codes", n => $"{n} pools of codes are empty, and people wait.",
            "/rewards/codes?pool="),
        ["reward_task"] = new("gift", Permission.RewardsRead, "/rewards", n => $"{n} rewards are to be handed over.", "/rewards/"),
        ["payout_approval"] = new(
            "building-bank", Permission.PayoutsRead, "/payouts", n => $"{n} payouts wait for a second person’s approval.", "/payouts/"),
        ["webhook_disabled"] = new(
            "webhook", Permission.ShopWrite, "/webhooks", n => $"{n} webhook endpoints failed for days and were switched off.",
            "/webhooks/"),
        ["mail_failing"] = new("mail", Permission.MessagesRead, "/messages", n => $"{n} ways for mail are blocked."),
        ["budget_low"] = new(
            "wallet", Permission.ProgramsRead, "/programs", n => $"{n} programs have promised four fifths of their budget.", "/programs/"),
        ["budget_spent"] = new(
            "wallet", Permission.ProgramsRead, "/programs", n => $"{n} programs have spent their budget and were paused.", "/programs/"),
        ["review_waiting"] = new(
            "hourglass", Permission.ReferralsRead, "/reviews", n => $"{n} reviews wait so long that nothing is paid soon.", "/referrals/"),
        ["review_answered"] = new(
            "message", Permission.ReferralsRead, "/reviews", n => $"{n} advocates answered a question about a referral.", "/referrals/"),
        ["friend_missing"] = new(
            "user-off", Permission.AdvocatesRead, "/advocates", n => $"{n} advocates miss a friend’s purchase.", "/advocates/"),
        ["testimonial_new"] = new(
            "message", Permission.AdvocatesRead, "/advocates", n => $"{n} advocates wrote why they like the shop.", "/advocates/"),
        ["code_leaked"] = new(
            "bolt", Permission.AdvocatesRead, "/advocates", n => $"{n} codes became public and were replaced.", "/advocates/"),
        ["screening_flood"] = new(
            "shield-check", Permission.ScreeningRead, "/screening/list", n => $"{n} floods of suspicious referrals."),
    };

    /// <summary>The lines, what costs most when forgotten first.</summary>
    /// <param name="facts">What waits.</param>
    /// <param name="reviews">How many referrals wait for a decision.</param>
    /// <param name="role">Who looks.</param>
    /// <param name="place">How numbers are written.</param>
    internal static IReadOnlyList<OverviewTask> Of(WaitingFacts facts, long reviews, StaffRole role, Locality place)
    {
        var tasks = new List<OverviewTask>();
        if (reviews > 0)
        {
            var money = facts.MoneyInReview == 0 ? ""
                : $" {place.Money(facts.MoneyInReview)} of rewards hang on {(reviews == 1 ? "it" : "them")}.";
            tasks.Add(new("eye", OverviewTexts.InReview(place.Number(reviews), reviews) + money, null, "/reviews"));
        }

        if (facts.OpenCases > 0 && Roles.Allow(role, Permission.FeedbackRead))
        {
            tasks.Add(new("message", OverviewTexts.Cases(place.Number(facts.OpenCases), facts.OpenCases), null, "/feedback/cases"));
        }

        tasks.AddRange(facts.Notices.Where(notice => notice.Kind != Feedback.OpenCase.Notice).GroupBy(notice => notice.Kind)
            .SelectMany(group => Line([.. group], role, place)));
        if (Roles.Allow(role, Permission.MessagesRead))
        {
            tasks.AddRange(facts.LostMails.OrderBy(lost => lost.Status).Select(lost => new OverviewTask(
                "mail", OverviewTexts.Lost(place.Number(lost.N), lost.N, lost.Status == MessageStatus.Bounced), null,
                "/messages?status=" + WireName.Of(lost.Status))));
        }

        return tasks;
    }

    private static IEnumerable<OverviewTask> Line(IReadOnlyList<Notice> notices, StaffRole role, Locality place)
    {
        if (!Kinds.TryGetValue(notices[0].Kind, out var kind))
        {
            return notices.Select(notice => new OverviewTask(
                "alert-triangle", Sentence.Of(notice.Detail), notice.RaisedAt, Href(notice.Subject)));
        }

        return !Roles.Allow(role, kind.Right) ? []
            : notices[0].OfKind > Few ? [new(kind.Icon, kind.Many(place.Number(notices[0].OfKind)), null, kind.List)]
            : notices.Select(notice => new OverviewTask(
                kind.Icon, Sentence.Of(notice.Detail), notice.RaisedAt,
                kind.One is null ? kind.List : kind.One + Uri.EscapeDataString(notice.Subject)));
    }

    private static string? Href(string subject) => subject.Split('_')[0] switch
    {
        "ref" => "/referrals/" + subject, "adv" => "/advocates/" + subject, "prg" => "/programs/" + subject, "rew" => "/rewards/" + subject,
        _ => null,
    };
}
