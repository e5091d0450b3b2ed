using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Referrals;

namespace Vouch.Server.Messaging.Sorts;

/// <summary>
/// Mails to advocates about cases before a person: what came of theirs and what the shop asks. None says what screening looks for.
/// </summary>
internal static class ReviewMails
{
    private const string NewCode = """
        SELECT fresh.code FROM codes old
        JOIN codes fresh ON fresh.shop_id = @shop AND fresh.advocate_id = old.advocate_id AND fresh.program_id = old.program_id
            AND fresh.kind IN ('generated', 'vanity')
        WHERE old.shop_id = @shop AND old.code = @code ORDER BY fresh.created_at DESC, fresh.code LIMIT 1
        """;

    internal static readonly IReadOnlyDictionary<string, MailWriter> All = new Dictionary<string, MailWriter>
    {
        // A leaked code has one mail of its own, however many orders it brought.
        ["referral_rejected"] = new(
            rejected => rejected.DataText("reason") is { } reason and not CloseReferral.CodeLeaked ? $"{rejected.Subject} {reason}" : null,
            Rejected),
        // Each question is a mail of its own, also where the next one is asked before the answer.
        ["referral_question"] = new(
            asked => asked.DataText("questionId") is { } question ? $"{asked.Subject} {question}" : null, Question),
        ["review_result"] = new(approved => approved.Subject, Result),
        ["code_leaked"] = new(leaked => leaked.DataText("code") is { } code ? $"{leaked.Subject} {code}" : null, Leaked),
    };

    // Told once for each reason, with the way to another look. A blocked advocate is not written to.
    private static async Task<MailDraft?> Rejected(MailCase about)
    {
        if (about.Id<ReferralId>() is not { } id || await ReferralStore.Find(about.Tx, id) is not { } referral
            || await MailPeople.Advocate(about.Tx, referral.AdvocateId) is not { } person)
        {
            return null;
        }

        return new MailDraft(
            $"referral_rejected {about.Subject}", person.Email, person.Name, person.Locale, place => new MailContent(about.Portal, [
                ("unheard", about.Part(1) == ReviewReferral.Expired ? "1" : ""),
                ("days", place.Words.Count("mailing.days", ReviewAgeing.AppealWithinDays)),
            ]));
    }

    private static async Task<MailDraft?> Question(MailCase about)
    {
        if (about.Id<ReferralId>() is not { } id || await ReferralStore.Find(about.Tx, id) is not { } referral
            || await MailPeople.Advocate(about.Tx, referral.AdvocateId) is not { } person
            || about.Id<EventId>(1) is not { } line || await AskAdvocate.Find(about.Tx, id, line) is not { } question)
        {
            return null;
        }

        return new MailDraft(
            $"referral_question {about.Subject}", person.Email, person.Name, person.Locale,
            _ => new MailContent(about.Portal, [("question", question)]));
    }

    private static async Task<MailDraft?> Result(MailCase about)
    {
        if (about.Id<ReferralId>() is not { } id || await ReferralStore.Find(about.Tx, id) is not { } referral
            || referral.Status != ReferralStatus.Approved || await ReviewReferral.Find(about.Tx, id) is null
            || await MailPeople.Advocate(about.Tx, referral.AdvocateId) is not { } person)
        {
            return null;
        }

        var reward = await RewardMails.RewardOf(about, id);
        return new MailDraft($"review_result {id}", person.Email, person.Name, person.Locale, place => new MailContent(about.Portal, [
            ("friend", MailPeople.Initial(referral.FriendName)), ("reward", reward(place)),
        ]));
    }

    // Its advocate gets the new one, and hears that they did nothing wrong.
    private static async Task<MailDraft?> Leaked(MailCase about)
    {
        if (about.Id<AdvocateId>() is not { } advocate || about.Part(1) is not { } old
            || await MailPeople.Advocate(about.Tx, advocate) is not { } person)
        {
            return null;
        }

        var fresh = await about.Tx.First<string>(NewCode, new { Code = old });
        return new MailDraft($"code_leaked {advocate} {old}", person.Email, person.Name, person.Locale, _ => new MailContent(
            about.Portal, [("old_code", old), ("code", fresh ?? "")]));
    }
}
