using System.Collections.Frozen;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Messaging;
using Vouch.Server.Messaging.Sorts;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>
/// What a slice registers that hears complaints: customers are not asked to recommend a shop that they are angry with.
/// </summary>
/// <param name="IsOpen">True when this person has complained since an instant, or still waits for an answer.</param>
internal sealed record ComplaintHold(Func<Reads, string, Instant, Task<bool>> IsOpen);

/// <summary>One mail that may be due.</summary>
/// <param name="Tx">The transaction that it is queued in.</param>
/// <param name="Shop">From whom.</param>
/// <param name="Settings">The installation's addresses.</param>
/// <param name="Subject">What it is about, as its writer put it: ids apart by spaces.</param>
/// <param name="Now">When it happened, or became due.</param>
/// <param name="Complaints">Who hears complaints.</param>
internal sealed record MailCase(
    ShopTx Tx, Shop Shop, ServerSettings Settings, string Subject, Instant Now, IReadOnlyList<ComplaintHold> Complaints)
{
    /// <summary>A part of what it is about; null where there are fewer.</summary>
    internal string? Part(int i) => Subject.Split(' ') is { } parts && parts.Length > i ? parts[i] : null;

    /// <summary>An id among what it is about; null where there is none.</summary>
    internal TId? Id<TId>(int i = 0) where TId : struct, IEntityId<TId> => IdText.TryParse<TId>(Part(i), out var id) ? id : null;

    /// <summary>The advocate's own page.</summary>
    internal string Portal => $"{Settings.PublicUrl}/portal/{Shop.Id}";
}

/// <summary>A mail before it is put into words.</summary>
/// <param name="Key">Why: the same reason is mailed once.</param>
/// <param name="Email">To whom.</param>
/// <param name="Name">Their name; null without.</param>
/// <param name="Locale">Their language; null for the shop's.</param>
/// <param name="Say">What it says, in that language.</param>
internal sealed record MailDraft(string Key, string Email, string? Name, string? Locale, Func<Locality, MailContent> Say)
{
    /// <summary>When its writer is asked again after this one; null never.</summary>
    internal Instant? Again { get; init; }

    /// <summary>Nothing to send now; its writer is asked again.</summary>
    internal static MailDraft Later(Instant at) => new("", "", null, null, static _ => new MailContent(null)) { Again = at };
}

/// <summary>How one sort of mail comes about.</summary>
/// <param name="SubjectOf">What of an event it is about; null where it is about nothing of it.</param>
/// <param name="Write">The mail, or null where its condition does not hold (any more).</param>
internal sealed record MailWriter(Func<JournalEvent, string?> SubjectOf, Func<MailCase, Task<MailDraft?>> Write);

/// <summary>
/// Sets off the sorts of <see cref="MailSorts"/>: at once or after their delay, if their condition holds then, in the reader's language.
/// Advertising waits for the morning and for its turn, and its condition is asked again then.
/// </summary>
internal sealed class Mailing(ServerSettings settings, IEnumerable<ComplaintHold> complaints)
{
    internal const string DueJob = "mail_due";

    private const string Before = """
        SELECT queued_at FROM messages
        WHERE shop_id = @shop AND person_key = @person AND is_marketing AND status IN ('queued', 'sent') AND queued_at > @since
        """;

    private static readonly FrozenDictionary<string, MailWriter> Writers =
        new[] { AdvocateMails.All, FriendMails.All, RewardMails.All, ReviewMails.All, SurveyMails.All, CampaignMails.All }
            .SelectMany(some => some).ToFrozenDictionary();

    private static readonly ILookup<string, MailSort> ByEvent = MailSorts.All
        .SelectMany(sort => sort.Events, (sort, happened) => (sort, happened)).ToLookup(pair => pair.happened, pair => pair.sort);

    private readonly ComplaintHold[] _complaints = [.. complaints];

    /// <summary>The events that set off a mail.</summary>
    internal static IEnumerable<string> Events => ByEvent.Select(group => group.Key);

    /// <summary>Something happened: what mails it at once is queued, what mails it later is scheduled.</summary>
    internal async Task OnEvent(ShopTx tx, Shop shop, JournalEvent happened)
    {
        foreach (var sort in ByEvent[happened.Type])
        {
            if (Writers[sort.Name].SubjectOf(happened) is not { } subject || !shop.Mail.Sends(sort))
            {
                continue;
            }

            if (sort.DelayDays > 0)
            {
                tx.Schedule(DueJob, $"{sort.Name} {subject}", happened.At.PlusDays(sort.DelayDays), JobClock.Shop);
            }
            else
            {
                await Send(tx, shop, sort, subject, sort.IsMarketing ? shop.Now(tx.Wall) : happened.At);
            }
        }
    }

    /// <summary>A mail that had to wait is due.</summary>
    internal async Task OnDue(ShopTx tx, Shop shop, Job job)
    {
        if (job.Subject.Split(' ', 2) is [var name, var subject] && MailSorts.Find(name) is { } sort)
        {
            await Send(tx, shop, sort, subject, shop.Now(tx.Wall));
        }
    }

    private async Task Send(ShopTx tx, Shop shop, MailSort sort, string subject, Instant now)
    {
        if (!shop.Mail.Sends(sort)
            || await Writers[sort.Name].Write(new MailCase(tx, shop, settings, subject, now, _complaints)) is not { } draft)
        {
            return;
        }

        if (draft.Email.Length > 0 && PersonKeys.Email(shop, draft.Email) is { } person)
        {
            var slot = sort.IsMarketing ? await SlotOf(tx, shop, person, now) : now;
            if (slot > now)
            {
                tx.Schedule(DueJob, $"{sort.Name} {subject}", slot.Value, JobClock.Shop);
                return;
            }

            if (slot is not null)
            {
                await Queue(tx, shop, sort, draft, person, now);
            }
        }

        if (draft.Again is { } again)
        {
            tx.Schedule(DueJob, $"{sort.Name} {subject}", again, JobClock.Shop);
        }
    }

    private static async Task<Instant?> SlotOf(ShopTx tx, Shop shop, string person, Instant now) => MailPace.Next(
        now, shop.TimeZone, shop.Mail.Limits,
        await tx.Query<Instant>(Before, new { Person = person, Since = now.PlusDays(-MailPace.MonthDays) }));

    private async Task Queue(ShopTx tx, Shop shop, MailSort sort, MailDraft draft, string person, Instant now)
    {
        var words = await ShopWords.For(tx, shop, draft.Locale);
        var unsubscribe = sort.IsMarketing ? UnsubscribePages.Address(settings, shop, UnsubscribePages.Key(shop, person)) : null;
        var mail = RenderMail.Of(words, shop, sort, draft.Name, draft.Say(Locality.Of(shop, words)), unsubscribe);
        await QueueMessage.Run(
            tx, shop, sort.Name, draft.Key, draft.Email, mail.Subject, mail.Text, now, mail.Html, sort.IsMarketing);
    }
}
