using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;
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
        routes.OpenPage("/portal/{shopId}/{token}", Door);
        routes.OpenPost("/portal/{shopId}/enter", Enter);
        routes.OpenPost("/portal/{shopId}/leave", Leave, Audience.Advocate);
        PortalMoney.Map(routes);
        PortalReviews.Map(routes);
    }

    private static async Task<IResult> Show(HttpContext http)
    {
        if (await PortalVisit.Of(http) is not { } visit)
        {
            return PageResult.NotFound();
        }

        return visit.Token is { } token && await PortalLinks.SignedIn(visit.Db, token, visit.Wall) is { IsErased: false } advocate
            ? await Page(
                visit, advocate, null, http.Request.Query.ContainsKey("saved") ? PortalTexts.SavedAccount
                    : http.Request.Query.ContainsKey("chosen") ? PortalTexts.Chosen
                    : http.Request.Query.ContainsKey("answered") ? PortalTexts.Answered
                    : http.Request.Query.ContainsKey("appealed") ? PortalTexts.Appealed : null)
            : DoorPage(visit, PortalTexts.NeedLinkTitle, PortalTexts.NeedLinkText, null);
    }

    /// <summary>Opening the link does nothing, since mail scanners open every link; the button on the page uses it up.</summary>
    private static async Task<IResult> Door(HttpContext http)
    {
        if (await PortalVisit.Of(http) is not { } visit)
        {
            return PageResult.NotFound();
        }

        var token = (string)http.Request.RouteValues["token"]!;
        return await PortalLinks.IsGood(visit.Db, token, visit.Wall)
            ? DoorPage(visit, PortalTexts.SignInTitle, PortalTexts.SignInText, token)
            : DoorPage(visit, PortalTexts.UsedTitle, PortalTexts.UsedText, null, StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> Enter(HttpContext http, FormValues form)
    {
        if (await PortalVisit.Of(http) is not { } visit)
        {
            return PageResult.NotFound();
        }

        var session = await visit.Db.Write(tx => PortalLinks.Use(tx, form["token"]));
        if (session.IsRefused)
        {
            return DoorPage(visit, PortalTexts.UsedTitle, PortalTexts.UsedText, null, StatusCodes.Status403Forbidden);
        }

        http.Response.Cookies.Append(visit.Cookie, session.Value.Token, new CookieOptions
        {
            HttpOnly = true, Secure = visit.Secure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
            Expires = session.Value.ExpiresAt.ToDateTimeOffset(),
        });
        return PageResult.Go(visit.Root);
    }

    private static async Task<IResult> Leave(HttpContext http, FormValues form)
    {
        if (await PortalVisit.Of(http) is not { } visit)
        {
            return PageResult.NotFound();
        }

        if (visit.Token is { } token)
        {
            await visit.Db.Write(tx =>
            {
                PortalLinks.SignOut(tx, token);
                return Task.FromResult(true);
            });
        }

        http.Response.Cookies.Delete(visit.Cookie, new CookieOptions { Secure = visit.Secure, Path = "/" });
        return PageResult.Go(visit.Root);
    }

    /// <summary>The page of whom is in.</summary>
    internal static async Task<IResult> Page(
        PortalVisit visit, Advocate advocate, FormValues? values, string? notice, int status = StatusCodes.Status200OK) =>
        PageResult.Of<PortalPage>(new { Model = await Load(visit, advocate, values, notice), IsRefused = status >= 400 }, status);

    private static async Task<PortalModel> Load(PortalVisit visit, Advocate advocate, FormValues? values, string? notice)
    {
        var (shop, db) = (visit.Shop, visit.Db);
        var place = visit.Place;
        var balance = await GetBalance.Of(db, shop.Currency, advocate.AdvocateId);
        var friends = await PortalQueries.Friends(db, advocate.AdvocateId);
        var rewards = await RewardQueries.Answers(db, await RewardQueries.List(db, null, advocate.AdvocateId, null, null, MostRewards));
        return new PortalModel(
            shop.Name, shop.Address, visit.Root, BrandSheet.Url(shop), place, FirstName(advocate.Name),
                advocate.Status == AdvocateStatus.Blocked,
            advocate.Status == AdvocateStatus.Blocked ? [] : await Offers(visit, advocate, place),
            await PortalQueries.Clicks(db, advocate.AdvocateId),
            friends.Count(friend => friend.HasOrder),
            friends.Count(friend => friend.Status == "approved"),
            balance,
            friends.ConvertAll(friend => PortalReviews.Friend(friend, Day(place, friend.HoldUntil), visit.Now)),
            [.. rewards.Select(reward => new PortalReward(
                RewardTexts.Capital(RewardWords.Of(reward, place)), WireName.Of(reward.Status),
                PortalMoney.When(reward)
                    ?? PortalTexts.When(WireName.Of(reward.Status), Day(place, reward.IssuableAt), Day(place, reward.ExpiresAt)),
                reward.CouponCode)
            {
                Id = reward.Id, Choices = PortalMoney.Choices(reward),
                Left = reward is { Status: RewardStatus.Issued, Left: > 0 and var left } && left != (reward.Amount ?? reward.Points)
                    ? PortalTexts.LeftOf(reward.Points is null ? place.ShortMoney(left) : place.Number(left)) : null,
            })],
            await PortalMoney.Load(visit, advocate, balance, rewards, values, notice));
    }

    private static async Task<IReadOnlyList<PortalOffer>> Offers(PortalVisit visit, Advocate advocate, Locality place)
    {
        var links = await AdvocateLinks.Of(visit.Db, visit.Shop, [advocate.AdvocateId], visit.Now, visit.PublicUrl);
        var offers = new List<PortalOffer>();
        foreach (var link in links[advocate.AdvocateId])
        {
            if (await ProgramQueries.Find(visit.Db, link.ProgramId) is { Terms: var terms })
            {
                offers.Add(new PortalOffer(
                    link.Url, link.Code, terms.AdvocateReward is null
                        ? null : TermsText.Reward(terms.AdvocateReward, place.Currency),
                    FriendTexts.Offer(terms.FriendReward, place), FriendTexts.Headline(terms.FriendReward, place),
                    TermsText.Of(terms, place.Currency, visit.Shop.Name, TermsVoice.Advocate)));
            }
        }

        return offers;
    }

    private static IResult DoorPage(PortalVisit visit, string title, string text, string? token, int status = StatusCodes.Status200OK) =>
        PageResult.Of<PortalDoorPage>(
            new { Model = new PortalDoorModel(
                visit.Shop.Name, visit.Shop.Address, visit.Root, BrandSheet.Url(visit.Shop), title, text, token) }, status);

    private static string? Day(Locality place, Instant? at) => at is { } day ? place.Day(day) : null;

    private static string? FirstName(string? name) =>
        name?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : null;
}
