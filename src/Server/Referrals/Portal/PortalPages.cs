using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Languages;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Domain.Tracking;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;
using Vouch.Server.Referrals.Friend;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;

namespace Vouch.Server.Referrals.Portal;

/// <summary>The advocate's own page: link, progress, friends, rewards with why they are not here yet, balance.</summary>
internal static class PortalPages
{
    private const int MostRewards = 100;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/portal/{shopId}", Show, Audience.Advocate);
        routes.OpenPage("/portal/{shopId}/card/{code}", ShowCard, Audience.Advocate);
        PortalMoney.Map(routes);
        PortalReviews.Map(routes);
        PortalSettings.Map(routes);
        PortalDoor.Map(routes);
    }

    private static async Task<IResult> Show(HttpContext http) => await PortalVisit.Of(http) switch
    {
        null => PageResult.NotFound(),
        { Advocate: { } advocate } visit => await Page(
            visit, advocate, null, Done(visit, http.Request.Query["done"]), product: http.Request.Query["product"]),
        var visit => PortalDoor.Page(visit),
    };

    // To be printed, cut out and handed over: nothing but the offer, the code and the picture of the link.
    private static async Task<IResult> ShowCard(HttpContext http)
    {
        if (await PortalVisit.Of(http) is not { Advocate: { Status: AdvocateStatus.Active } advocate } visit)
        {
            return PageResult.NotFound();
        }

        var offers = await Offers(visit, advocate, null);
        return offers.FirstOrDefault(offer => offer.Code == (string?)http.Request.RouteValues["code"]) is { } printed
            ? PageResult.Of<PortalCardPage>(new { visit.Face, Offer = printed }) : PageResult.NotFound();
    }

    /// <summary>The page of whom is in.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="advocate">Who is in.</param>
    /// <param name="account">What was typed into the form of the account; null where it was another form, or none.</param>
    /// <param name="notice">What came of it, in a sentence.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="product">The page of the shop to which a link is wanted.</param>
    /// <param name="own">What was typed into one of the advocate's own settings.</param>
    internal static async Task<IResult> Page(
        PortalVisit visit, Advocate advocate, FormValues? account, string? notice, int status = StatusCodes.Status200OK,
        string? product = null, FormValues? own = null) => PageResult.Of<PortalPage>(
            new { Model = await Load(visit, advocate, account, own, notice, product), IsRefused = status >= 400 }, status);

    private static string? Done(PortalVisit visit, string? what) => what switch
    {
        "account" => visit.Words["portal.account.saved"],
        "chosen" => visit.Words["portal.money.chosen"],
        "answered" => visit.Words["portal.review.answered"],
        "appealed" => visit.Words["portal.review.appealed"],
        "settings" => visit.Words["portal.settings.saved"],
        "testimonial" => visit.Words["portal.testimonial.done"],
        "missing" => visit.Words["portal.friends.missing_done"],
        _ => null,
    };

    private static async Task<PortalModel> Load(
        PortalVisit visit, Advocate advocate, FormValues? account, FormValues? own, string? notice, string? product)
    {
        var (db, place) = (visit.Db, visit.Place);
        var balance = await GetBalance.Of(db, visit.Shop.Currency, advocate.AdvocateId);
        var friends = await PortalQueries.Friends(db, advocate.AdvocateId);
        var rewards = await RewardQueries.Answers(db, await RewardQueries.List(db, null, advocate.AdvocateId, null, null, MostRewards));
        return new PortalModel(
            visit.Face, visit.Root, FirstName(advocate.Name), advocate.Status == AdvocateStatus.Blocked,
            advocate.Status == AdvocateStatus.Blocked ? [] : await Offers(visit, advocate, product),
            await PortalQueries.Clicks(db, advocate.AdvocateId), friends.Count(friend => friend.HasOrder),
            friends.Count(friend => friend.Status == "approved"), balance,
            friends.ConvertAll(friend => PortalReviews.Friend(friend, place.Words, Day(place, friend.HoldUntil), visit.Now)),
            [.. PortalWords.Standing(rewards).Select(reward => Reward(
                reward, friends.Find(friend => friend.ReferralId == reward.ReferralId), place))],
            await PortalMoney.Load(visit, advocate, balance, rewards, account, notice),
            await PortalSettings.Load(visit, advocate, own), product is { Length: > 0 } ? product : null);
    }

    private static PortalReward Reward(RewardAnswer reward, PortalReferral? friend, Locality place) => new(
        OfferWords.Capital(PortalWords.Of(reward, place), place), WireName.Of(reward.Status), PortalWords.When(reward, friend, place),
        reward.CouponCode)
    {
        Id = reward.Id,
        Campaign = reward.Campaign is { } campaign
            ? CampaignWords.OfReward(
                new RewardBonus(campaign.Id, campaign.Multiplier, campaign.Extra), reward.Kind, campaign.Name, place) : null,
        Choices = PortalMoney.Choices(place.Words, reward),
        Left = reward is { Status: RewardStatus.Issued, Left: > 0 and var left } && left != (reward.Amount ?? reward.Points)
            ? place.Words.Say("portal.money.left", ("amount", reward.Points is null ? place.ShortMoney(left) : place.Number(left))) : null,
    };

    private static async Task<IReadOnlyList<PortalOffer>> Offers(PortalVisit visit, Advocate advocate, string? product)
    {
        var place = visit.Place;
        var links = await AdvocateLinks.Of(visit.Db, visit.Shop, [advocate.AdvocateId], visit.Now, visit.PublicUrl);
        var offers = new List<PortalOffer>();
        foreach (var link in links[advocate.AdvocateId])
        {
            if (await ProgramQueries.Find(visit.Db, link.ProgramId) is { Terms: var terms })
            {
                var running = await RunningOffer.Of(visit.Db, link.ProgramId, terms, advocate.AdvocateId, visit.Now);
                var approved = await ReferralStore.CountApproved(visit.Db, link.ProgramId, advocate.AdvocateId);
                offers.Add(new PortalOffer(
                    link.Url, link.Code,
                    running.AdvocateShown is { } reward ? RewardPhrase.Of(place.Words, reward, place.Currency) : null,
                    OfferWords.ToOthers(running.FriendShown, place), OfferWords.Headline(running.FriendShown, place),
                    Next(place, terms, approved), TermsText.Of(place.Words, terms, place.Currency, visit.Shop.Name, TermsVoice.Advocate),
                    Deep(link.Url, terms.Destination, product),
                    [.. new[] { running.SayAdvocate("you", place), running.SayFriend("friend", place) }.OfType<string>()]));
            }
        }

        return offers;
    }

    // The next tier, and the milestone that comes first.
    private static List<string> Next(Locality place, ProgramTerms terms, int approved)
    {
        var next = new List<string>();
        if (terms.Tiers.Where(tier => tier.From > approved + 1).MinBy(tier => tier.From) is { } tier)
        {
            next.Add(place.Words.Count(
                "portal.progress.next_tier", tier.From - 1 - approved,
                ("reward", RewardPhrase.Of(place.Words, tier.AdvocateReward, place.Currency))));
        }

        var milestones = terms.Milestones.Select(milestone => (
            milestone.Reward, Left: milestone.Every is { } every ? every - (approved % every) : milestone.At!.Value - approved));
        foreach (var (reward, left) in milestones.Where(milestone => milestone.Left > 0).OrderBy(milestone => milestone.Left).Take(1))
        {
            next.Add(place.Words.Count(
                "portal.progress.next_milestone", left, ("reward", RewardPhrase.Of(place.Words, reward, place.Currency))));
        }

        return next;
    }

    private static string? Deep(string url, string destination, string? product) =>
        product is { Length: > 0 } && Destination.Parse(destination) is { } shop && shop.Contains(product)
            ? $"{url}?to={Uri.EscapeDataString(shop.Resolve(product))}" : null;

    private static string? Day(Locality place, Instant? at) => at is { } day ? place.Day(day) : null;

    private static string? FirstName(string? name) =>
        name?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : null;
}
