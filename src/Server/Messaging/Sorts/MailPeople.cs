using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Referrals.Friend;
using Vouch.Storage;

namespace Vouch.Server.Messaging.Sorts;

/// <summary>Somebody who is written to.</summary>
internal sealed record MailPerson(string Email, string? Name, string? Locale);

/// <summary>What several sorts of mail look up.</summary>
internal static class MailPeople
{
    private const string AdvocateOf = """
        SELECT email, name, locale FROM advocates
        WHERE shop_id = @shop AND advocate_id = @advocate AND status IN ('invited', 'active') AND email IS NOT NULL
        """;

    /// <summary>An advocate who may be written to; null for one who is blocked, erased, merged, or has no address.</summary>
    internal static Task<MailPerson?> Advocate(Reads db, AdvocateId advocate) =>
        db.First<MailPerson>(AdvocateOf, new { Advocate = advocate });

    /// <summary>The first word of a name; empty without one. Others never see more of it.</summary>
    internal static string First(string? name) => name?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : "";

    /// <summary>A friend as their advocate may see them: an initial.</summary>
    internal static string Initial(string? name) => First(name) is { Length: > 0 } first
        ? System.Globalization.StringInfo.GetNextTextElement(first).ToUpperInvariant() + "." : "";

    /// <summary>An advocate's own link in the shop's oldest active program they have one in, and its terms; null without any.</summary>
    internal static async Task<(string Url, ProgramTerms Terms)?> Offer(MailCase about, AdvocateId advocate, ProgramId? program = null)
    {
        var links = await AdvocateLinks.Of(about.Tx, about.Shop, [advocate], about.Now, about.Settings.PublicUrl);
        return links[advocate].FirstOrDefault(link => program is null || link.ProgramId == program) is { } own
            && await ProgramQueries.Find(about.Tx, own.ProgramId) is { } known ? (own.Url, known.Terms) : null;
    }

    /// <summary>What an advocate gets for a friend, in a few words; empty for nothing.</summary>
    internal static string Reward(ProgramTerms terms, Locality place) =>
        terms.AdvocateReward is { } reward ? RewardPhrase.Of(place.Words, reward, place.Currency) : "";

    /// <summary>What the friend gets, as the advocate reads it; empty for nothing.</summary>
    internal static string FriendGets(ProgramTerms terms, Locality place) =>
        terms.FriendReward is { } reward ? OfferWords.ToOthers(reward, place) : "";
}
