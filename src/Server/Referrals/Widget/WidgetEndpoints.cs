using Vouch.Domain;
using Vouch.Domain.Rewards;
using Vouch.Domain.Attribution;
using Vouch.Domain.Programs;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Referrals.Friend;
using Vouch.Server.Referrals.Portal;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Widget;

/// <summary>
/// What the widget asks for from the pages of shops, by the publishable key that stands in them: what to show, what a code brings,
/// and who the shop says its customer is. Nothing here changes anything.
/// </summary>
internal static class WidgetEndpoints
{
    private const string LanguageParameter = "lang";
    private const int MostWishes = 8;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Open(routes, "/widget/{key}.json", ShowConfig);
        Open(routes, "/widget/{key}/codes/{code}", ShowCode);
        Open(routes, "/widget/{key}/me", ShowMe);
    }

    /// <summary>What the widget of a shop is told.</summary>
    internal static async Task<WidgetAnswer> Config(ShopDb db, Shop shop, IEnumerable<string?> languages, string publicUrl)
    {
        var language = ShopWords.Choose(shop, languages);
        var place = Locality.Of(shop, await ShopWords.Of(db, shop, language));
        var terms = (await ProgramQueries.Active(db)).FirstOrDefault()?.Terms;
        return new WidgetAnswer(
            language, shop.Name, shop.Currency, BrandSheet.Accent(shop.Brand), BrandSheet.Radius(shop.Brand), shop.Cookies,
            terms?.Attribution.WindowDays ?? 0, shop.Consent == ConsentPolicy.Required, $"{publicUrl}/portal/{shop.Id}", shop.Widgets,
            terms is null ? null : WidgetTexts.Offer(terms, place), terms is null ? new Dictionary<string, string>()
                : WidgetTexts.Of(terms, place, shop.Name));
    }

    private static async Task<Answer> ShowConfig(WidgetVisit visit)
    {
        visit.Http.Response.Headers.CacheControl = "public, max-age=60";
        return new Answer(await Config(visit.Db, visit.Shop, visit.Languages, visit.PublicUrl));
    }

    // Whoever tries codes learns of none more than that it is good, and is slowed down by those that are not.
    private static async Task<Answer> ShowCode(WidgetVisit visit)
    {
        var (db, shop) = (visit.Db, visit.Shop);
        var text = (string)visit.Http.Request.RouteValues["code"]!;
        if (await CouponEndpoints.Look(db, shop, text, null, null, visit.Now) is not { Valid: true } found
            || found.Sort == CouponSort.AdvocateCoupon)
        {
            return new Answer(null, visit.Http.RequestServices.GetRequiredService<GuessLimit>().Allows(visit.Http)
                ? Refusal.NotFound("code") : GuessLimit.Refusal);
        }

        var offer = found.Sort == CouponSort.FriendCoupon
            ? (await RewardQueries.FindCoupon(db, found.Code))?.Promise() is { } promise ? CampaignBonus.Shown(promise) : null
            : await ProgramQueries.Find(db, found.ProgramId) is { } program && found.AdvocateId is { } advocate
                ? (await RunningOffer.Of(db, found.ProgramId, program.Terms, advocate, visit.Now)).FriendShown : null;
        var place = await visit.Place();
        var days = found.ExpiresAt is { } end ? shop.DayOf(end) - shop.DayOf(visit.Now) : 0;
        return new Answer(new WidgetCode(
            found.Code, OfferWords.Headline(offer, place), days > 0 ? place.Words.Count("widget.reminder_days", days) : null));
    }

    private static async Task<Answer> ShowMe(WidgetVisit visit)
    {
        var (db, shop) = (visit.Db, visit.Shop);
        var header = visit.Http.Request.Headers.Authorization.ToString();
        var told = CustomerToken.Read(
            header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "",
            shop.CustomerTokenSecret, visit.Wall);
        if (told.IsRefused)
        {
            return new Answer(null, told.Refusal);
        }

        var keys = PersonKeys.Of(shop, told.Value.ExternalId, told.Value.Email.Given, null);
        if (await AdvocateQueries.FindByPerson(db, keys) is not { Status: AdvocateStatus.Active } advocate)
        {
            return new Answer(WidgetMe.Nobody);
        }

        var links = await AdvocateLinks.Of(db, shop, [advocate.AdvocateId], visit.Now, visit.PublicUrl);
        var first = links[advocate.AdvocateId].FirstOrDefault();
        return new Answer(new WidgetMe(first?.Url, first?.Code, await Progress(visit, advocate)));
    }

    private static async Task<IReadOnlyList<WidgetFigure>> Progress(WidgetVisit visit, Advocate advocate)
    {
        var place = await visit.Place();
        var (words, id) = (place.Words, advocate.AdvocateId);
        var friends = await PortalQueries.Friends(visit.Db, id);
        var balance = await GetBalance.Of(visit.Db, visit.Shop.Currency, id);
        return
        [
            new(words["portal.progress.clicks"], words.Number(await PortalQueries.Clicks(visit.Db, id))),
            new(words["portal.progress.ordered"], words.Number(friends.Count(friend => friend.HasOrder))),
            new(words["portal.progress.approved"], words.Number(friends.Count(friend => friend.Status == "approved"))),
            new(words["portal.money.to_spend"], place.ShortMoney(balance.Available)),
        ];
    }

    private static void Open(IEndpointRouteBuilder routes, string path, Func<WidgetVisit, Task<Answer>> show) =>
        routes.MapGet(path, (RequestDelegate)(http => Serve(http, http.RequestServices.GetRequiredService<ApiServices>(), show)))
            .WithMetadata(new AccessAttribute(Audience.Anyone), new ForeignPagesAttribute()).ExcludeFromDescription();

    private static async Task Serve(HttpContext http, ApiServices api, Func<WidgetVisit, Task<Answer>> show)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            var key = (string)http.Request.RouteValues["key"]!;
            var owner = key.Length < 200 ? await ApiKeys.Find(api.Database, key) : null;
            if (owner is not { Kind: KeyKind.Publishable, Shop: var shop })
            {
                await Problems.Write(http, Refusal.NotFound("publishable key"));
                return;
            }

            var wall = Instant.Of(api.Database.Wall.GetUtcNow());
            var answer = await show(new WidgetVisit(
                http, shop, api.Database.For(shop.Id), wall, shop.Now(wall), api.Settings.PublicUrl));
            await (answer.Refusal is { } refusal ? Problems.Write(http, refusal)
                : http.Response.WriteAsJsonAsync(answer.Body!, answer.Body!.GetType(), WireJson.Options, http.RequestAborted));
        }
        catch (StorageUnavailableException failure)
        {
            await Problems.TryWrite(http, failure);
        }
    }

    private sealed record Answer(object? Body, Refusal? Refusal = null);

    private sealed record WidgetVisit(HttpContext Http, Shop Shop, ShopDb Db, Instant Wall, Instant Now, string PublicUrl)
    {
        public IEnumerable<string?> Languages =>
            Http.Request.Query[LanguageParameter].ToString().Split(',', MostWishes, StringSplitOptions.TrimEntries);

        public async Task<Locality> Place() => Locality.Of(Shop, await ShopWords.Of(Db, Shop, ShopWords.Choose(Shop, Languages)));
    }
}
