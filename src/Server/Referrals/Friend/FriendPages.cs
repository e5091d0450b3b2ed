using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Domain.Tracking;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Friend;

/// <summary>
/// What a referral link opens: who invites, the offer in clear words, and a form of one field. The page sets no cookie and works
/// without script; the claim is the same as by the API.
/// </summary>
internal static class FriendPages
{
    private const string ClickCookie = "vouch_click";

    [AcrossShops("a generated code is unique in the installation and names its shop")]
    private const string Door = "SELECT shop_id FROM code_doors WHERE code = @code";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/f/{code}", Show);
        routes.OpenPage("/f/{shopId}/{code}", Show);
        routes.CookielessPost("/f/{code}", Claim);
        routes.CookielessPost("/f/{shopId}/{code}", Claim);
    }

    private static async Task<IResult> Show(HttpContext http) =>
        await Open(http) is { } offer
            ? PageResult.Of<FriendPage>(new { Model = offer.Model(http, new FormValues()) }) : await NoOffer(http);

    private static async Task<IResult> Claim(HttpContext http, FormValues form)
    {
        if (await Open(http) is not { } offer)
        {
            return await NoOffer(http);
        }

        var request = new ClaimRequest(
            offer.Code, form["email"], form.Ticked("consent"), null, null, form["click"] is { Length: > 0 } click ? click : null);
        try
        {
            var (answer, _) = await offer.Db.Write(async tx => Refused.OrValue(
                await ClaimOffer.Run(tx, offer.Shop, request, isProven: false, offer.Now)));
            var waiting = answer.CouponCode is null && answer.FriendReward?.Status == "waiting";
            return PageResult.Of<ClaimedPage>(
                new { Model = new ClaimedModel(offer.Model(http, form), answer.CouponCode, waiting, answer.ExpiresAt) });
        }
        catch (RefusedException refused)
        {
            Explain(form, refused.Refusal);
            return PageResult.Of<FriendPage>(new { Model = offer.Model(http, form) }, StatusCodes.Status409Conflict);
        }
    }

    private static void Explain(FormValues form, Refusal refusal)
    {
        switch (refusal.Field)
        {
            case "email":
                form.Refuse("email", FriendTexts.BadEmail);
                break;
            case "consent":
                form.Refuse("consent", FriendTexts.ConsentMissing);
                break;
            default:
                form.Refuse(refusal.Sentence);
                break;
        }
    }

    /// <summary>The offer behind the address; null when there is none now.</summary>
    private static async Task<Offer?> Open(HttpContext http)
    {
        if (await ShopOf(http) is not { } shop)
        {
            return null;
        }

        var api = http.RequestServices.GetRequiredService<ApiServices>();
        var db = api.Database.For(shop.Id);
        var now = shop.Now(Instant.Of(api.Database.Wall.GetUtcNow()));
        if (await AdvocateQueries.FindByCode(db, CodeOf(http)) is not { } owner || owner.ExpiresAt < now
            || await AdvocateQueries.Find(db, owner.AdvocateId) is not { Status: AdvocateStatus.Active } advocate
            || await ProgramQueries.Find(db, owner.ProgramId) is not { Status: ProgramStatus.Active } program)
        {
            return null;
        }

        return new Offer(shop, db, now, owner.Code, advocate.Name, program.Terms);
    }

    /// <summary>An unknown code is the same neutral page for everybody; a known shop says that its offer rests.</summary>
    private static async Task<IResult> NoOffer(HttpContext http)
    {
        var shop = await ShopOf(http);
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        var known = shop is not null && await AdvocateQueries.FindByCode(api.Database.For(shop.Id), CodeOf(http)) is not null;
        if (!known && !http.RequestServices.GetRequiredService<GuessLimit>().Allows(http))
        {
            return PageResult.Message(FriendTexts.UnknownTitle, FriendTexts.GuessingText, StatusCodes.Status429TooManyRequests);
        }

        return known
            ? PageResult.Of<NoOfferPage>(
                new { Model = new NoOfferModel(
                    shop!.Name, shop.Address, BrandSheet.Url(shop), FriendTexts.EndedTitle, FriendTexts.EndedText) })
            : PageResult.Of<NoOfferPage>(
                new { Model = new NoOfferModel(DeskTexts.Product, null, null, FriendTexts.UnknownTitle, FriendTexts.UnknownText) },
                    StatusCodes.Status404NotFound);
    }

    private static async Task<Shop?> ShopOf(HttpContext http)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        if (http.Request.RouteValues.TryGetValue("shopId", out var named))
        {
            return IdText.TryParse<ShopId>((string?)named, out var id) ? await ShopStore.Find(api.Database.System, id) : null;
        }

        return CodeOf(http) is { } code && await api.Database.System.First<ShopId?>(Door, new { Code = code }) is { } door
            ? await ShopStore.Find(api.Database.System, door)
            : null;
    }

    private static string? CodeOf(HttpContext http) => Code.Normalize((string?)http.Request.RouteValues["code"]);

    /// <summary>What is offered to this friend now.</summary>
    private sealed record Offer(Shop Shop, ShopDb Db, Instant Now, string Code, string? AdvocateName, ProgramTerms Terms)
    {
        public FriendModel Model(HttpContext http, FormValues values)
        {
            var place = Locality.Of(Shop);
            var click = values["click"] is { Length: > 0 } sent ? sent : ClickOf(http);
            values["click"] = click ?? "";
            var go = GoTo(values["to"] is { Length: > 0 } kept ? kept : http.Request.Query["to"].ToString());
            values["to"] = go == GoTo("") ? "" : go;
            return new FriendModel(
                Shop.Name, Shop.Address, BrandSheet.Url(Shop), place, FirstName(AdvocateName),
                    FriendTexts.Headline(Terms.FriendReward, place),
                FriendTexts.Small(Terms.FriendReward, place),
                Terms.AdvocateReward is null ? null : TermsText.Reward(Terms.AdvocateReward, place.Currency),
                Terms.FriendReward is not null, Shop.Consent == ConsentPolicy.Required, http.Request.Path, values,
                click is null ? go : Destination.WithClick(go, click),
                TermsText.Of(Terms, place.Currency, Shop.Name, TermsVoice.Friend));
        }

        private static string? ClickOf(HttpContext http)
        {
            var text = http.Request.Query[Destination.ClickParameter].ToString() is { Length: > 0 } linked
                ? linked : http.Request.Cookies[ClickCookie];
            return IdText.TryParse<ClickId>(text, out var id) ? id.ToString() : null;
        }

        /// <summary>
        /// Where a deep link wants to. The address of this page can be written by anybody, so it is judged here once more:
        /// whatever leaves the program's shop leads to the program's destination.
        /// </summary>
        private string GoTo(string to) => Destination.Parse(Terms.Destination)?.Resolve(to) ?? Terms.Destination;

        private static string? FirstName(string? name) =>
            name?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..]
                ? first : null;
    }
}
