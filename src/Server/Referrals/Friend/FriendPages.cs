using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Languages;
using Vouch.Domain.People;
using Vouch.Domain.Pictures;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Domain.Tracking;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;
using Vouch.Server.Referrals.Portal;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Friend;

/// <summary>
/// What a referral link opens: who invites, the offer in clear words, and a form of one field. The page sets no cookie and works
/// without script; the claim is the same as by the API.
/// </summary>
internal static class FriendPages
{
    private const string ClickCookie = "vouch_click";
    internal const string VisitorCookie = "vouch_visitor";
    private const string ForAnHour = "public, max-age=3600";

    [AcrossShops("a generated code is unique in the installation and names its shop")]
    private const string Door = "SELECT shop_id FROM code_doors WHERE code = @code";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/f/{code}", Show);
        routes.OpenPage("/f/{shopId}/{code}", Show);
        routes.OpenPage("/f/{code}/picture.png", Picture);
        routes.OpenPage("/f/{shopId}/{code}/picture.png", Picture);
        routes.CookielessPost("/f/{code}", Claim);
        routes.CookielessPost("/f/{shopId}/{code}", Claim);
    }

    private static async Task<IResult> Show(HttpContext http)
    {
        var memory = http.RequestServices.GetRequiredService<FriendPageMemory>();
        var click = Offer.ClickOf(http);
        var key = FriendPageMemory.KeyOf(http, click);
        if (key is { } known && memory.Find(known, click) is { } ready)
        {
            return ready.NewOnly && await HasBought(http, ready.Shop) && await Open(http) is { } theirs
                ? PageResult.Of<NoOfferPage>(new { Model = new NoOfferModel(theirs.Face, "customer") }) : ready;
        }

        if (await Open(http) is not { } offer)
        {
            return await NoOffer(http);
        }

        if (await IsOwn(http, offer) is { } portal)
        {
            return PageResult.Of<NoOfferPage>(new { Model = new NoOfferModel(offer.Face, "own", portal) });
        }

        if (offer.IsForNewAlone && await HasBought(http, offer.Shop.Id))
        {
            return PageResult.Of<NoOfferPage>(new { Model = new NoOfferModel(offer.Face, "customer") });
        }

        return key is { } fresh
            ? await memory.Make(
                fresh, offer.Seen, http.RequestServices, click, offer.IsForNewAlone,
                offer.Model(http, new FormValues(), click is null ? null : FriendPageMemory.AnyClick))
            : PageResult.Of<FriendPage>(new { Model = offer.Model(http, new FormValues(), click) });
    }

    private static async Task<IResult> Claim(HttpContext http, FormValues form)
    {
        if (await Open(http) is not { } offer)
        {
            return await NoOffer(http);
        }

        var request = new ClaimRequest(
            offer.Code, form["email"], form.Ticked("consent"), null, offer.Face.Words.Language.Code,
            form["click"] is { Length: > 0 } click ? click : null);
        try
        {
            var (answer, _) = await offer.Db.Write(async tx => Refused.OrValue(
                await ClaimOffer.Run(tx, offer.Shop, request, isProven: false, offer.Now)));
            var waiting = answer.CouponCode is null && answer.FriendReward?.Status == "waiting";
            var friend = offer.Model(http, form, Offer.ClickOf(http));
            return PageResult.Of<ClaimedPage>(new { Model = new ClaimedModel(friend, answer.CouponCode, waiting, answer.ExpiresAt) });
        }
        catch (RefusedException refused) when (refused.Refusal == ReferralRefusals.OwnLink)
        {
            var portal = $"/portal/{offer.Shop.Id}";
            return PageResult.Of<NoOfferPage>(
                new { Model = new NoOfferModel(offer.Face, "own", portal) }, StatusCodes.Status409Conflict);
        }
        catch (RefusedException refused)
        {
            Explain(form, refused.Refusal, offer.Face.Words);
            return PageResult.Of<FriendPage>(new { Model = offer.Model(http, form, Offer.ClickOf(http)) }, StatusCodes.Status409Conflict);
        }
    }

    /// <summary>What a shared link shows elsewhere. Other sites may show it, and keep it for an hour.</summary>
    private static async Task<IResult> Picture(HttpContext http)
    {
        if (await Open(http) is not { } offer)
        {
            return TypedResults.StatusCode(
                await Owner(http) is not null || http.RequestServices.GetRequiredService<GuessLimit>().Allows(http)
                    ? StatusCodes.Status404NotFound
                    : StatusCodes.Status429TooManyRequests);
        }

        var picture = http.RequestServices.GetRequiredService<OfferPictures>().Of(offer.Picture());
        http.Response.Headers.CacheControl = ForAnHour;
        http.Response.Headers.Pragma = default;
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(picture.File, "image/png", entityTag: picture.Tag);
    }

    private static void Explain(FormValues form, Refusal refusal, Words words)
    {
        switch (refusal.Field)
        {
            case "email":
                form.Refuse("email", words["friend.bad_email"]);
                break;
            case "consent":
                form.Refuse("consent", words["friend.consent_missing"]);
                break;
            default:
                form.Refuse(words["general.refused"]);
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
        // Before anything is read that a change could make old.
        var seen = http.RequestServices.GetRequiredService<FriendPageMemory>().Look(shop.Id);
        if (await AdvocateQueries.FindByCode(db, CodeOf(http)) is not { } owner || owner.ExpiresAt < now
            || await AdvocateQueries.Find(db, owner.AdvocateId) is not { Status: AdvocateStatus.Active } advocate
            || await ProgramQueries.Find(db, owner.ProgramId) is not { Status: ProgramStatus.Active } program)
        {
            return null;
        }

        return new Offer(
            shop, db, now, owner.Code, advocate, program.Terms,
            await RunningOffer.Of(db, owner.ProgramId, program.Terms, owner.AdvocateId, now), await PublicFace.Of(http, db, shop),
            await PublicProfile.Of(db, advocate.AdvocateId) is { TestimonialState: TestimonialState.Shown, Testimonial: { } said }
                ? said : null,
            seen);
    }

    /// <summary>An unknown code is the same neutral page for everybody; a known one says why there is no offer now.</summary>
    private static async Task<IResult> NoOffer(HttpContext http)
    {
        if (await Owner(http) is var (shop, db, owner))
        {
            var wall = http.RequestServices.GetRequiredService<ApiServices>().Database.Wall;
            var kind = await WhyNot(db, owner, shop.Now(Instant.Of(wall.GetUtcNow())));
            return PageResult.Of<NoOfferPage>(new { Model = new NoOfferModel(await PublicFace.Of(http, db, shop), kind) });
        }

        return http.RequestServices.GetRequiredService<GuessLimit>().Allows(http)
            ? PageResult.Of<NoOfferPage>(
                new { Model = new NoOfferModel(PublicFace.Nobody(http), "unknown") }, StatusCodes.Status404NotFound)
            : PageResult.Of<NoOfferPage>(
                new { Model = new NoOfferModel(PublicFace.Nobody(http), "guessing") }, StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Whose code it is, with or without an offer; null for an unknown one.</summary>
    private static async Task<(Shop Shop, ShopDb Db, CodeOwner Owner)?> Owner(HttpContext http) =>
        await ShopOf(http) is { } shop
            && http.RequestServices.GetRequiredService<ApiServices>().Database.For(shop.Id) is var db
            && await AdvocateQueries.FindByCode(db, CodeOf(http)) is { } owner
                ? (shop, db, owner) : null;

    // That somebody is blocked is between them and the shop: to others the link is merely out of use.
    private static async Task<string> WhyNot(ShopDb db, CodeOwner owner, Instant now) =>
        (await ProgramQueries.Find(db, owner.ProgramId))?.Status switch
        {
            _ when await AdvocateQueries.Find(db, owner.AdvocateId) is not { Status: AdvocateStatus.Active or AdvocateStatus.Invited } =>
                "closed",
            ProgramStatus.Ended => "ended",
            ProgramStatus.Active when owner.ExpiresAt < now => "expired",
            _ => "paused",
        };

    /// <summary>The advocate's own page, where the browser is signed in there and the code is theirs; null otherwise.</summary>
    private static async Task<string?> IsOwn(HttpContext http, Offer offer) =>
        await PortalVisit.Of(http, offer.Shop) is { Token: { } token } visit
            && await PortalLinks.SignedIn(visit.Db, token, visit.Wall) is { } advocate && advocate.AdvocateId == offer.Advocate.AdvocateId
                ? visit.Root : null;

    /// <summary>
    /// True where the shop itself has told us that whoever sits at this browser has bought there before. An address that is typed in
    /// never shows it.
    /// </summary>
    private static async Task<bool> HasBought(HttpContext http, ShopId shop) =>
        http.Request.Cookies[VisitorCookie] is { Length: > 0 and <= 100 } visitor
            && await FriendQueries.HasBought(http.RequestServices.GetRequiredService<ApiServices>().Database.For(shop), visitor);

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
    private sealed record Offer(
        Shop Shop, ShopDb Db, Instant Now, string Code, Advocate Advocate, ProgramTerms Terms, RunningOffer Running, PublicFace Face,
        string? Testimonial, ShopAsSeen Seen)
    {
        /// <summary>True where nobody who has bought before may have it.</summary>
        public bool IsForNewAlone => Terms.Qualification is { NewCustomersOnly: true, FormerCustomersAfterDays: null };

        public FriendModel Model(HttpContext http, FormValues values, string? came)
        {
            var place = Face.Place;
            var click = values["click"] is { Length: > 0 } sent ? sent : came;
            values["click"] = click ?? "";
            var go = GoTo(values["to"] is { Length: > 0 } kept ? kept : http.Request.Query["to"].ToString());
            values["to"] = go == GoTo("") ? "" : go;
            var query = QueryString.Create(new Dictionary<string, string?> { [Destination.ClickParameter] = click, ["to"] = values["to"] }
                .Where(pair => !string.IsNullOrEmpty(pair.Value)));
            return new FriendModel(
                Face with { Here = http.Request.Path + query }, FirstName(Advocate.Name),
                OfferWords.Headline(Running.FriendShown, place), OfferWords.Small(Running.FriendShown, place),
                Running.AdvocateShown is { } reward ? RewardPhrase.Of(place.Words, reward, place.Currency) : null,
                Terms.FriendReward is not null, Shop.Consent == ConsentPolicy.Required,
                $"{http.Request.Path}?{PublicFace.Parameter}={place.Words.Language.Code}", values,
                click is null ? go : Destination.WithClick(go, click),
                TermsText.Of(place.Words, Terms, place.Currency, Shop.Name, TermsVoice.Friend), Testimonial,
                PictureOf(http, place.Words.Language.Code), Running.SayFriend("you", place));
        }

        /// <summary>What a link to the page shows elsewhere.</summary>
        public OfferPicture Picture() => new(
            Shop.Name, HostOf(Face.Address), OfferWords.Headline(Terms.FriendReward, Face.Place),
            OfferWords.Small(Terms.FriendReward, Face.Place), Rgb.Parse(BrandSheet.Accent(Shop.Brand)));

        private string PictureOf(HttpContext http, string language)
        {
            var door = http.Request.RouteValues.ContainsKey("shopId") ? $"{Shop.Id}/{Code}" : Code;
            var home = http.RequestServices.GetRequiredService<ServerSettings>().PublicUrl;
            return $"{home}/f/{door}/picture.png?{PublicFace.Parameter}={language}";
        }

        // A bare number tells a reader nothing.
        private static string? HostOf(string? address) =>
            Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.HostNameType == UriHostNameType.Dns
                ? uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host
                : null;

        public static string? ClickOf(HttpContext http)
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
