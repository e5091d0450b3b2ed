using Vouch.Domain;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Portal;

/// <summary>What stands at the door.</summary>
public enum DoorKind { Ask, Sent, Link, Code, Used, TooMany, Customer, Erased }

/// <summary>A page of the portal before one is in.</summary>
/// <param name="Face">What stands around it.</param>
/// <param name="Root">Where the portal begins.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Token">What the button sends; null without one.</param>
/// <param name="Code">What is to be typed elsewhere; null where nothing is.</param>
/// <param name="Values">What was typed.</param>
public sealed record PortalDoorModel(PublicFace Face, string Root, DoorKind Kind, string? Token, string? Code, FormValues Values);

/// <summary>
/// How an advocate comes in: by a link the shop gives out, by a link that is mailed and bound to the browser that asked, or straight
/// from the shop by its signed word. Opening a link does nothing, since mail scanners open every link; the button uses it up.
/// </summary>
internal static class PortalDoor
{
    private const int AsksOfAddress = 3;
    private const int AsksOfNetwork = 20;
    private static readonly TimeSpan AskWindow = TimeSpan.FromHours(1);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/portal/{shopId}/customer", http => Visit(http, visit => Task.FromResult(Page(visit, DoorKind.Customer, ""))));
        routes.OpenPost("/portal/{shopId}/customer", EnterAsCustomer);
        routes.OpenPage("/portal/{shopId}/{token}", http => Visit(http, visit => ShowLink(http, visit)));
        routes.OpenPost("/portal/{shopId}/ask", Ask);
        routes.OpenPost("/portal/{shopId}/enter", Enter);
        routes.OpenPost("/portal/{shopId}/code", TypeCode);
        routes.OpenPost("/portal/{shopId}/leave", Leave, Audience.Advocate);
    }

    /// <summary>The door as whoever is not in finds it.</summary>
    internal static IResult Page(
        PortalVisit visit, DoorKind kind = DoorKind.Ask, string? token = null, string? code = null, FormValues? values = null,
        int status = StatusCodes.Status200OK) => PageResult.Of<PortalDoorPage>(
            new { Model = new PortalDoorModel(visit.Face, visit.Root, kind, token, code, values ?? new FormValues()) }, status);

    private static async Task<IResult> Visit(HttpContext http, Func<PortalVisit, Task<IResult>> show) =>
        await PortalVisit.Of(http) is { } visit ? await show(visit) : PageResult.NotFound();

    private static async Task<IResult> ShowLink(HttpContext http, PortalVisit visit)
    {
        var token = (string)http.Request.RouteValues["token"]!;
        return await PortalLinks.IsGood(visit.Db, token, visit.Wall) || await PortalSignIns.IsGood(visit.Db, token, visit.Wall)
            ? Page(visit, DoorKind.Link, token)
            : Page(visit, DoorKind.Used, status: StatusCodes.Status403Forbidden);
    }

    // Known or not, the answer is the same, and the mail is written later by somebody else.
    private static Task<IResult> Ask(HttpContext http, FormValues form) => Visit(http, async visit =>
    {
        var email = form["email"].Trim();
        if (PersonKeys.Email(visit.Shop, email) is not { } person)
        {
            form.Refuse("email", visit.Words["friend.bad_email"]);
            return Page(visit, DoorKind.Ask, values: form, status: StatusCodes.Status400BadRequest);
        }

        var database = http.RequestServices.GetRequiredService<Database>();
        if (!await Attempts.Allow(database, "portal-ask", $"{visit.Shop.Id} {person}", AsksOfAddress, AskWindow)
            || !await Attempts.Allow(
                database, "portal-ask-ip", http.Connection.RemoteIpAddress?.ToString() ?? "unknown", AsksOfNetwork, AskWindow))
        {
            http.Response.Headers.RetryAfter = "3600";
            return Page(visit, DoorKind.TooMany, status: StatusCodes.Status429TooManyRequests);
        }

        var browser = await visit.Db.Write(
            tx => PortalSignIns.Ask(tx, visit.Shop, email, visit.Words.Language.Code, visit.Now));
        Keep(http, visit, AskCookie(visit), browser, (visit.Wall + PortalSignIns.Life).ToDateTimeOffset());
        return Page(visit, DoorKind.Sent);
    });

    private static Task<IResult> Enter(HttpContext http, FormValues form) => Visit(http, async visit =>
    {
        var token = form["token"];
        if (await visit.Db.Write(tx => PortalLinks.Use(tx, token)) is { IsRefused: false } given)
        {
            return SignedIn(http, visit, given.Value);
        }

        var opened = await visit.Db.Write(tx => PortalSignIns.Open(tx, token, http.Request.Cookies[AskCookie(visit)]));
        return opened.IsRefused ? Page(visit, DoorKind.Used, status: StatusCodes.Status403Forbidden)
            : opened.Value.Session is { } session ? SignedIn(http, visit, session)
            : Page(visit, DoorKind.Code, code: opened.Value.Code);
    });

    private static Task<IResult> TypeCode(HttpContext http, FormValues form) => Visit(http, async visit =>
    {
        var code = string.Concat(form["code"].Where(char.IsAsciiDigit));
        if (http.Request.Cookies[AskCookie(visit)] is { } browser && await visit.Db.Write(tx => PortalSignIns.MayTry(tx, browser))
            && await visit.Db.Write(tx => PortalSignIns.Type(tx, browser, code)) is { IsRefused: false } typed)
        {
            return SignedIn(http, visit, typed.Value);
        }

        form.Refuse("code", visit.Words["portal.door.code_wrong"]);
        return Page(visit, DoorKind.Sent, values: form, status: StatusCodes.Status403Forbidden);
    });

    private static Task<IResult> EnterAsCustomer(HttpContext http, FormValues form) => Visit(http, async visit =>
    {
        var told = CustomerToken.Read(form["token"], visit.Shop.CustomerTokenSecret, visit.Wall);
        if (told.IsRefused)
        {
            return Page(visit, DoorKind.Used, status: StatusCodes.Status403Forbidden);
        }

        var wish = new NewAdvocate(
            told.Value.Email.ToString(), null, visit.Words.Language.Code, told.Value.ExternalId, Consent: false);
        var entered = await visit.Db.Write(tx => EnterAs(tx, visit, wish));
        return entered.IsRefused
            ? Page(visit, DoorKind.Used, status: StatusCodes.Status403Forbidden) : SignedIn(http, visit, entered.Value);
    });

    private static async Task<Result<PortalSession>> EnterAs(ShopTx tx, PortalVisit visit, NewAdvocate customer)
    {
        var joined = await JoinAdvocate.Run(tx, visit.Shop, customer, visit.Now);
        return joined.IsRefused ? joined.Refusal : PortalLinks.Begin(tx, joined.Value.Advocate.AdvocateId);
    }

    private static Task<IResult> Leave(HttpContext http, FormValues form) => Visit(http, async visit =>
    {
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
    });

    private static IResult SignedIn(HttpContext http, PortalVisit visit, PortalSession session)
    {
        Keep(http, visit, visit.Cookie, session.Token, session.ExpiresAt.ToDateTimeOffset());
        http.Response.Cookies.Delete(AskCookie(visit), new CookieOptions { Secure = visit.Secure, Path = "/" });
        return PageResult.Go(visit.Root);
    }

    private static string AskCookie(PortalVisit visit) => visit.Cookie + "_ask";

    private static void Keep(HttpContext http, PortalVisit visit, string name, string value, DateTimeOffset until) =>
        http.Response.Cookies.Append(name, value, new CookieOptions
        {
            HttpOnly = true, Secure = visit.Secure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, Expires = until,
        });
}
