using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Domain.Languages;
using Vouch.Domain.Messaging;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Advocates;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;
using Vouch.Storage;

namespace Vouch.Server.Messaging.Sorts;

/// <summary>
/// Mails to all whom a campaign is for, some hundreds in one piece of work: when it begins, and some days before it ends. Whoever may not
/// be written to yet gets theirs by itself when their turn comes, while the campaign runs.
/// </summary>
internal sealed class CampaignMails(ServerSettings settings)
{
    /// <summary>The job that writes to the next some hundreds; its subject: the sort, the campaign, and after whom.</summary>
    internal const string Job = "campaign_mail";

    internal const string Announcement = "bonus_campaign";
    internal const string Reminder = "bonus_ending";
    private const int AtOnce = 1_000;
    private const string FromTheFirst = "-";

    private const string People = """
        SELECT advocate_id, email, name, locale FROM advocates
        WHERE shop_id = @shop AND advocate_id = ANY(@ids) AND status IN ('invited', 'active') AND email IS NOT NULL
        """;

    // Asked by what it is not, since a planner would rather walk all that are queued, which are this campaign's own.
    private const string Before = """
        SELECT person_key, queued_at FROM messages
        WHERE shop_id = @shop AND person_key = ANY(@persons) AND is_marketing AND status NOT IN ('suppressed', 'failed', 'bounced')
            AND queued_at > @since
        """;

    private const string IsMember = """
        SELECT 1 FROM campaign_members WHERE shop_id = @shop AND campaign_id = @campaign AND advocate_id = @advocate
        """;

    /// <summary>For those who had to wait: nothing sets them off but the job that found it too early.</summary>
    internal static readonly IReadOnlyDictionary<string, MailWriter> All = new Dictionary<string, MailWriter>
    {
        [Announcement] = new(_ => null, about => One(about, Announcement)),
        [Reminder] = new(_ => null, about => One(about, Reminder)),
    };

    /// <summary>The key under which a person gets a campaign's mail once.</summary>
    internal static string KeyOf(string sort, CampaignId campaign, AdvocateId advocate) => $"{sort} {campaign} {advocate}";

    /// <summary>It has begun, or changed while it runs.</summary>
    internal static async Task OnCampaign(ShopTx tx, Shop shop, JournalEvent happened)
    {
        if (!IdText.TryParse<CampaignId>(happened.Subject, out var id)
            || await CampaignQueries.Find(tx, id) is not { Status: CampaignStatus.Running } campaign)
        {
            return;
        }

        if (happened.Type == "campaign.began" && campaign.Terms.Announce)
        {
            tx.Schedule(Job, $"{Announcement} {id} {FromTheFirst}", happened.At, JobClock.Shop);
        }

        var reminder = $"{Reminder} {id} {FromTheFirst}";
        if (campaign.Terms.RemindDaysBefore is { } days
            && campaign.Terms.Window.EndsAt.PlusDays(-days) is var due && due > campaign.Terms.Window.StartsAt)
        {
            tx.Schedule(Job, reminder, due, JobClock.Shop);
        }
        else
        {
            tx.Unschedule(Job, reminder);
        }
    }

    /// <summary>Writes to the next of a campaign's audience.</summary>
    internal async Task Run(ShopTx tx, Shop shop, Job job)
    {
        var now = shop.Now(tx.Wall);
        if (job.Subject.Split(' ') is not [var name, var text, var after] || MailSorts.Find(name) is not { } sort
            || !shop.Mail.Sends(sort) || await Open(tx, text, now) is not { } campaign)
        {
            return;
        }

        // In quiet hours nobody's turn comes: all of it waits for the morning.
        var slot = MailPace.Next(now, shop.TimeZone, shop.Mail.Limits, []);
        if (slot > now)
        {
            tx.Schedule(Job, job.Subject, slot.Value, JobClock.Shop);
        }

        if (slot != now)
        {
            return;
        }

        AdvocateId? last = IdText.TryParse<AdvocateId>(after, out var id) ? id : null;
        var members = await CampaignQueries.Members(tx, campaign.CampaignId, last, AtOnce);
        await Write(tx, shop, sort, campaign, members, now);
        if (members.Count == AtOnce)
        {
            tx.Schedule(Job, $"{name} {campaign.CampaignId} {members[^1]}", now, JobClock.Shop);
        }
    }

    private async Task Write(ShopTx tx, Shop shop, MailSort sort, Campaign campaign, List<AdvocateId> members, Instant now)
    {
        var terms = (await ProgramQueries.Find(tx, campaign.Terms.ProgramId))!.Terms;
        var links = await AdvocateLinks.Of(tx, shop, members, now, settings.PublicUrl);
        var people = (await tx.Query<Person>(People, new { Ids = members }))
            .ConvertAll(person => (Person: person, Key: PersonKeys.Email(shop, person.Email)));
        var before = (await tx.Query<(string Key, Instant At)>(Before, new
        {
            Persons = people.Select(one => one.Key).OfType<string>().ToList(), Since = now.PlusDays(-MailPace.MonthDays),
        })).ToLookup(sent => sent.Key, sent => sent.At);
        var (ready, later) = (new List<(Person Person, string Key, Locality Place)>(), new List<(Instant At, string Subject)>());
        var places = new Dictionary<string, Locality>();
        foreach (var (person, key) in people)
        {
            if (key is null || MailPace.Next(now, shop.TimeZone, shop.Mail.Limits, [.. before[key]]) is not { } turn)
            {
                continue;
            }

            if (turn > now)
            {
                later.Add((turn, KeyOf(sort.Name, campaign.CampaignId, person.AdvocateId)));
                continue;
            }

            var language = ShopWords.Choose(shop, [person.Locale]);
            if (!places.TryGetValue(language, out var place))
            {
                places[language] = place = Locality.Of(shop, await ShopWords.For(tx, shop, person.Locale));
            }

            ready.Add((person, key, place));
        }

        // The only long part that needs no database.
        var mails = ready.AsParallel().AsOrdered().Select(one =>
        {
            var url = links[one.Person.AdvocateId].FirstOrDefault(link => link.ProgramId == campaign.Terms.ProgramId)?.Url;
            var unsubscribe = UnsubscribePages.Address(settings, shop, UnsubscribePages.Key(shop, one.Key));
            var content = Content(campaign, terms, one.Place, $"{settings.PublicUrl}/portal/{shop.Id}", url, now);
            return (KeyOf(sort.Name, campaign.CampaignId, one.Person.AdvocateId), one.Person.Email,
                RenderMail.Of(one.Place.Words, shop, sort, one.Person.Name, content, unsubscribe));
        }).ToList();
        await QueueMessage.Many(tx, shop, sort.Name, mails, now, sort.IsMarketing);
        foreach (var turn in later.GroupBy(one => one.At, one => one.Subject))
        {
            await tx.ScheduleMany(Mailing.DueJob, [.. turn], turn.Key, JobClock.Shop);
        }
    }

    private static async Task<MailDraft?> One(MailCase about, string sort)
    {
        if (about.Part(0) is not { } text || about.Id<AdvocateId>(1) is not { } advocate
            || await Open(about.Tx, text, about.Now) is not { } campaign
            || await about.Tx.First<long?>(IsMember, new { Campaign = campaign.CampaignId, Advocate = advocate }) is null
            || await MailPeople.Advocate(about.Tx, advocate) is not { } person)
        {
            return null;
        }

        var offer = await MailPeople.Offer(about, advocate, campaign.Terms.ProgramId);
        var terms = (await ProgramQueries.Find(about.Tx, campaign.Terms.ProgramId))!.Terms;
        return new MailDraft(KeyOf(sort, campaign.CampaignId, advocate), person.Email, person.Name, person.Locale, place =>
            Content(campaign, terms, place, about.Portal, offer?.Url, about.Now));
    }

    // One that has ended, or has nothing left to give, is not told of.
    private static async Task<Campaign?> Open(ShopTx tx, string text, Instant now)
    {
        if (!IdText.TryParse<CampaignId>(text, out var id)
            || await CampaignQueries.Find(tx, id) is not { Status: CampaignStatus.Running } campaign || !campaign.Terms.Window.Has(now)
            || await ProgramQueries.Find(tx, campaign.Terms.ProgramId) is not { Status: ProgramStatus.Active } program)
        {
            return null;
        }

        var kind = (program.Terms.AdvocateReward ?? program.Terms.FriendReward)?.Kind ?? RewardKind.StoreCredit;
        return await CampaignRoom.HasRoom(tx, campaign, kind) ? campaign : null;
    }

    private static MailContent Content(Campaign campaign, ProgramTerms terms, Locality place, string portal, string? url, Instant now)
    {
        return new MailContent(portal, [
            ("headline", campaign.Terms.Headline ?? ""), ("words", campaign.Terms.Words ?? ""),
            ("bonus", Say("you", terms.AdvocateReward, Recipient.Advocate)),
            ("friend_bonus", Say("friend", terms.FriendReward, Recipient.Friend)), ("link", url ?? ""),
            ("day", place.Day(new Instant(campaign.Terms.Window.EndsAt.Milliseconds - 1))),
        ]);

        string Say(string who, RewardSpecification? reward, Recipient recipient) =>
            reward is not null && CampaignBonus.Of(reward, recipient, campaign.Running, now) is { } bonus
                ? CampaignWords.Now(who, bonus, reward.Kind, campaign.Terms.Window.EndsAt, place) : "";
    }

    private sealed record Person(AdvocateId AdvocateId, string Email, string? Name, string? Locale);
}
