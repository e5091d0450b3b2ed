using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Messaging;
using Vouch.Domain.Programs;
using Vouch.Server.Advocates;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Messaging.Sorts;

/// <summary>Mails to those who recommend, or might: their link, how to pass it on, and asking them.</summary>
internal static class AdvocateMails
{
    // Who was brought in from elsewhere long ago is not greeted as if they were new.
    private const int NewForDays = 30;
    private const int ComplaintDays = 14;

    private const string LastClick = """
        SELECT max(at) FROM clicks WHERE shop_id = @shop AND advocate_id = @advocate AND kind = 'human'
        """;

    private const string Passed = """
        SELECT (SELECT count(*) FROM shares WHERE shop_id = @shop AND advocate_id = @advocate)
            + (SELECT count(*) FROM clicks WHERE shop_id = @shop AND advocate_id = @advocate AND kind = 'human')
        """;

    private const string JoinedAt = "SELECT joined_at FROM advocates WHERE shop_id = @shop AND advocate_id = @advocate";

    private const string Buyer = """
        SELECT customer_email AS email, customer_name AS name FROM orders
        WHERE shop_id = @shop AND order_id = @order AND customer_email IS NOT NULL AND delivered_at IS NOT NULL
            AND status = 'delivered' AND source = 'live'
        """;

    internal static readonly IReadOnlyDictionary<string, MailWriter> All = new Dictionary<string, MailWriter>
    {
        ["sign_in"] = new(
            asked => asked.DataText("browser") is { } browser ? $"{asked.Subject} {browser} {asked.DataText("locale")}" : null, SignIn),
        // Anybody can ask for it in an advocate's name; so at most once a day.
        ["advocate_link"] = new(happened => happened.Type == "advocate.joined" ? happened.Subject : happened.Subject + " again", Link),
        ["share_kit"] = new(joined => joined.Subject, ShareKit),
        ["dormant_advocate"] = new(joined => joined.Subject, Dormant),
        ["request_after_purchase"] = new(delivered => delivered.Subject, Request),
    };

    // The token is made here and stands nowhere else.
    private static async Task<MailDraft?> SignIn(MailCase about)
    {
        if (about.Id<AdvocateId>() is not { } id || about.Part(1) is not { } browser
            || await AdvocateQueries.Find(about.Tx, id) is not { IsErased: false, Email: { } email } advocate
            || await PortalSignIns.Mint(about.Tx, browser) is not { } token)
        {
            return null;
        }

        return new MailDraft($"sign_in {browser}", email, advocate.Name, about.Part(2), place =>
            new MailContent($"{about.Portal}/{token}?lang={place.Words.Language.Code}"));
    }

    private static async Task<MailDraft?> Link(MailCase about)
    {
        if (about.Id<AdvocateId>() is not { } id || await MailPeople.Advocate(about.Tx, id) is not { } person)
        {
            return null;
        }

        var url = (await MailPeople.Offer(about, id))?.Url;
        var key = about.Part(1) is null ? $"advocate_link {id}" : $"advocate_link {id} {about.Shop.DayOf(about.Now)}";
        return new MailDraft(key, person.Email, person.Name, person.Locale, _ => new MailContent(
            url is null ? null : about.Portal, [("link", url ?? "")]));
    }

    private static async Task<MailDraft?> ShareKit(MailCase about)
    {
        if (about.Id<AdvocateId>() is not { } id || await MailPeople.Advocate(about.Tx, id) is not { } person
            || await about.Tx.First<long>(Passed, new { Advocate = id }) > 0
            || await about.Tx.First<Instant?>(JoinedAt, new { Advocate = id }) is not { } joined
            || joined < about.Now.PlusDays(-NewForDays) || await MailPeople.Offer(about, id) is not { } offer)
        {
            return null;
        }

        return Inviting(about, $"share_kit {id}", person, offer);
    }

    private static async Task<MailDraft?> Dormant(MailCase about)
    {
        if (about.Id<AdvocateId>() is not { } id || await MailPeople.Advocate(about.Tx, id) is not { } person)
        {
            return null;
        }

        if (await about.Tx.First<Instant?>(LastClick, new { Advocate = id }) is { } last
            && last.PlusDays(MailSorts.AsleepAfterDays) is var asleep && asleep > about.Now)
        {
            return MailDraft.Later(asleep);
        }

        var next = about.Now.PlusDays(MailSorts.AsleepAgainDays);
        return await MailPeople.Offer(about, id) is { } offer
            ? Inviting(about, $"dormant_advocate {id} {about.Shop.DayOf(about.Now)}", person, offer) with { Again = next }
            : MailDraft.Later(next);
    }

    private static async Task<MailDraft?> Request(MailCase about)
    {
        if (!about.Shop.Mail.AskCustomers || about.Id<OrderId>() is not { } order
            || await about.Tx.First<BuyerRow>(Buyer, new { Order = order }) is not { } buyer
            || PersonKeys.Email(about.Shop, buyer.Email) is not { } key
            || await AdvocateQueries.FindByPerson(about.Tx, [key]) is not null
            || (await ProgramQueries.Active(about.Tx)).FirstOrDefault() is not { } program)
        {
            return null;
        }

        foreach (var complaint in about.Complaints)
        {
            if (await complaint.IsOpen(about.Tx, key, about.Now.PlusDays(-ComplaintDays)))
            {
                return null;
            }
        }

        // Asked once, however often they buy.
        return Inviting(about, $"request_after_purchase {key}", new(buyer.Email, buyer.Name, null), ("", program.Terms));
    }

    private static MailDraft Inviting(MailCase about, string key, MailPerson person, (string Url, ProgramTerms Terms) offer) => new(
        key, person.Email, person.Name, person.Locale, place => new MailContent(about.Portal, [
            ("link", offer.Url), ("reward", MailPeople.Reward(offer.Terms, place)),
            ("friend_gets", MailPeople.FriendGets(offer.Terms, place)),
        ]));

    private sealed record BuyerRow(string Email, string? Name);
}
