using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Referrals;
using Vouch.Server.Referrals.Pages;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;

namespace Vouch.Server.People.Pages;

/// <summary>Gathers everything about one person, and says of every reward why it is where it is.</summary>
internal static class LoadPerson
{
    private const int MostCases = 50;
    private const int MostReplies = 12;
    private const int MostRefusals = 3;
    private const int Latest = 15;
    private const int LatestEvents = 40;

    internal static async Task<PersonStory> Run(DeskVisit visit, AdvocateHead head)
    {
        var (db, id) = (visit.Db, head.AdvocateId);
        var cases = await PersonQueries.Cases(db, id, MostCases);
        var rewards = await Rewards(visit, id, cases);
        var answers = await RewardQueries.Answers(db, rewards);
        var events = await PersonQueries.Events(
            db, [id.ToString(), .. cases.Select(row => row.ReferralId.ToString()), .. rewards.Select(row => row.RewardId.ToString())],
            LatestEvents);
        var open = Open(visit, head, cases, rewards, answers, await PersonQueries.HasAccount(db, id));
        var unread = await PersonQueries.CountOpen(db, id) - cases.Count(row => row.IsOpen);
        var none = cases.Where(row => !row.IsOpen && (row.RewardNote is not null || row.Status != ReferralStatus.Approved))
            .Take(MostRefusals).Select(row => None(visit, row));
        return new PersonStory(
            [.. open.Take(MostReplies), .. none], Math.Max(0, open.Count - MostReplies) + (int)unread, cases,
            [.. answers.Where(answer => answer.Recipient == Recipient.Advocate).OrderByDescending(answer => answer.Id.Value).Take(Latest)],
            (await PersonQueries.Clicks(db, id)).ToDictionary(row => row.Code),
            visit.May(Permission.PayoutsRead) ? await PersonQueries.Payments(db, id, Latest) : null,
            visit.May(Permission.MessagesRead) ? await PersonQueries.Mails(db, id, Latest) : null,
            events, await Actors.Names(db, events.Select(row => row.Actor)), visit.Shop.Locale);
    }

    // The latest of the person, and those of every case shown, however old.
    private static async Task<List<Reward>> Rewards(DeskVisit visit, AdvocateId id, List<PersonCase> cases)
    {
        var latest = await RewardQueries.List(visit.Db, null, id, null, null, MostCases);
        var ofCases = cases.Count == 0 ? [] : await RewardQueries.OfReferrals(visit.Db, cases.Select(row => row.ReferralId));
        return [.. latest.Concat(ofCases).DistinctBy(reward => reward.RewardId)];
    }

    private static List<RewardReply> Open(
        DeskVisit visit, AdvocateHead head, List<PersonCase> cases, List<Reward> rewards, IReadOnlyList<RewardAnswer> answers,
        bool hasAccount)
    {
        var byCase = cases.ToDictionary(row => row.ReferralId);
        var words = answers.ToDictionary(answer => answer.Id, answer => RewardWords.Of(answer, visit.Place));
        var replies = new List<(Instant? At, RewardReply Reply)>();
        foreach (var reward in rewards.Where(reward => reward.Recipient == Recipient.Advocate))
        {
            var about = reward.ReferralId is { } referral ? byCase.GetValueOrDefault(referral) : null;
            if (RewardWait.Of(Facts(head, about, reward, hasAccount), visit.Now) is { } waiting)
            {
                var what = ReferralTexts.Capital(words[reward.RewardId]);
                replies.Add((waiting.Earliest, Reply(visit, what, waiting, about, reward.RewardId)));
            }
        }

        var promised = rewards.Where(reward => reward.Recipient == Recipient.Advocate && reward.Status != RewardStatus.Revoked)
            .Select(reward => reward.ReferralId).ToHashSet();
        foreach (var about in cases.Where(row => row is { IsOpen: true, RewardNote: null } && !promised.Contains(row.ReferralId)))
        {
            if (RewardWait.Of(Facts(head, about, null, hasAccount), visit.Now) is { } waiting)
            {
                replies.Add((waiting.Earliest, Reply(visit, PersonTexts.AReward, waiting, about, null)));
            }
        }

        // A case that earns nothing although it is open: its "no" belongs among what is asked about.
        replies.AddRange(cases.Where(row => row is { IsOpen: true, RewardNote: not null } && !promised.Contains(row.ReferralId))
            .Select(row => ((Instant?)null, None(visit, row))));

        return [.. replies.OrderBy(item => item.At is null).ThenBy(item => item.At?.Milliseconds).Select(item => item.Reply)];
    }

    private static WaitFacts Facts(AdvocateHead head, PersonCase? about, Reward? reward, bool hasAccount) =>
        new(about?.Status, reward?.Status)
        {
            IsBlocked = head.Status == "blocked",
            Due = reward?.IssuableAt ?? about?.HoldUntil,
            AsksSystem = about?.Veto is VetoState.Waiting or VetoState.Silent,
            AsksAdvocate = about is { AskedAt: not null, AnsweredAt: null },
            IsUnpaidCash = reward is { Kind: RewardKind.Cash, Remaining: > 0 },
            IsWithBank = reward is { InTransit: > 0 },
            HasAccount = hasAccount,
        };

    private static RewardReply Reply(DeskVisit visit, string what, Waiting waiting, PersonCase? about, RewardId? reward)
    {
        var deed = PersonTexts.Deed(waiting, about);
        return new RewardReply(
            what, Friend(about), Href(visit, about, reward), PersonTexts.Why(waiting, about, visit.Place),
            PersonTexts.When(waiting, visit.Now, visit.Place), deed?.Text, deed?.Path is { } path ? visit.Root + path : null,
            waiting.Cause == WaitCause.Unblocking ? "stop" : "wait");
    }

    private static RewardReply None(DeskVisit visit, PersonCase about) => new(
        PersonTexts.AReward, Friend(about), Href(visit, about, null), PersonTexts.WhyNone(about), PersonTexts.Never, null, null, "plain");

    private static string? Friend(PersonCase? about) => about is null
        ? null : about.FriendName ?? about.FriendEmail ?? DeskTexts.NobodyNamed;

    private static string Href(DeskVisit visit, PersonCase? about, RewardId? reward) =>
        about is not null ? $"{visit.Root}/referrals/{about.ReferralId}" : $"{visit.Root}/rewards/{reward}";
}
