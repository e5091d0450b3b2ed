using Vouch.Domain;
using Vouch.Domain.Search;
using Vouch.Server.People;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;

namespace Vouch.Server.Search;

/// <summary>The desk's search: a page of its own, and the part of it that the palette shows while one types.</summary>
internal static class SearchDesk
{
    /// <summary>Of each kind, the most that is shown.</summary>
    public const int Few = 5;

    private const int MostCampaigns = 200;

    internal static void Map(IEndpointRouteBuilder routes) => routes.DeskPage("/search", Permission.ReferralsRead, async visit =>
    {
        var model = await Find(visit);
        return visit.Query("part") is null ? visit.Page<SearchPage>(model) : PageResult.Of<SearchPart>(new { visit.Root, Model = model });
    });

    private static async Task<SearchModel> Find(DeskVisit visit)
    {
        var typed = visit.Query("q") ?? "";
        if (SearchText.Of(typed) is not { } text)
        {
            var shown = typed.Length > SearchText.Longest ? "" : typed.Replace("\0", "", StringComparison.Ordinal);
            return new SearchModel(shown, null, [], [], []);
        }

        return new SearchModel(text.Text, text, await Groups(visit, text), Pages(visit, text), Lists(visit, text));
    }

    private static async Task<IReadOnlyList<SearchGroup>> Groups(DeskVisit visit, SearchText text)
    {
        var groups = new List<SearchGroup>();
        if (visit.May(Permission.AdvocatesRead))
        {
            Add(DeskTexts.Advocates, "users", (await SuggestAdvocates.Run(visit.Db, text, Few)).Select(hit => new SearchHit(
                hit.Name ?? hit.Email ?? DeskTexts.NobodyNamed,
                hit.Code is { } code ? SearchTexts.CodeOf(code) : hit.Name is null ? null : hit.Email,
                $"/advocates/{hit.AdvocateId}", hit.Status)));
        }

        if (visit.May(Permission.ReferralsRead))
        {
            Add(SearchTexts.Friends, "link", (await SearchQueries.Friends(visit.Db, text, Few)).Select(hit => new SearchHit(
                hit.FriendName ?? hit.FriendEmail ?? DeskTexts.NobodyNamed, hit.FriendName is null ? null : hit.FriendEmail,
                $"/referrals/{hit.ReferralId}", hit.Status)));
        }

        if (visit.May(Permission.OrdersRead) && visit.May(Permission.ReferralsRead))
        {
            Add(SearchTexts.Orders, "shopping-cart", (await SearchQueries.Orders(visit.Db, text, Few)).Select(hit => new SearchHit(
                hit.ExternalId, (hit.FriendName ?? hit.FriendEmail) is { } friend ? SearchTexts.OrderOf(friend) : null,
                $"/referrals/{hit.ReferralId}", hit.Status)));
        }

        if (visit.May(Permission.ProgramsRead))
        {
            Add(DeskTexts.Programs, "gift", (await SearchQueries.ProgramNames(visit.Db)).Where(hit => Has(hit.Name, text)).Take(Few)
                .Select(hit => new SearchHit(hit.Name, null, $"/programs/{hit.ProgramId}", hit.Status)));
            Add(DeskTexts.Campaigns, "speakerphone", (await CampaignQueries.List(visit.Db, null, null, null, MostCampaigns))
                .Where(campaign => Has(campaign.Terms.Name, text)).Take(Few)
                .Select(campaign => new SearchHit(
                    campaign.Terms.Name, null, $"/campaigns/{campaign.CampaignId}", WireName.Of(campaign.Status))));
        }

        return groups;

        void Add(string name, string icon, IEnumerable<SearchHit> hits)
        {
            if (hits.ToList() is { Count: > 0 } found)
            {
                groups.Add(new SearchGroup(name, icon, found));
            }
        }
    }

    private static List<SearchHit> Pages(DeskVisit visit, SearchText text) =>
    [
        .. DeskMenu.For(visit.Role).SelectMany(group => group.Entries).Where(entry => Has(entry.Text, text))
            .Select(entry => new SearchHit(entry.Text, null, entry.Path, null)),
    ];

    // The lists look for a text anywhere in names, which is slower, and shows all of them.
    private static List<SearchHit> Lists(DeskVisit visit, SearchText text)
    {
        (string Name, string Path, Permission Right)[] lists =
        [
            (DeskTexts.Advocates, "/advocates", Permission.AdvocatesRead), (DeskTexts.Referrals, "/referrals", Permission.ReferralsRead),
        ];
        return
        [
            .. lists.Where(list => visit.May(list.Right)).Select(list =>
                new SearchHit(SearchTexts.InList(list.Name, text.Text), null, $"{list.Path}?q={Uri.EscapeDataString(text.Text)}", null)),
        ];
    }

    private static bool Has(string name, SearchText text) => name.Contains(text.Text, StringComparison.OrdinalIgnoreCase);
}
