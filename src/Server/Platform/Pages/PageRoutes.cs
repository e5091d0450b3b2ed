using Microsoft.AspNetCore.Antiforgery;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>
/// How pages are mapped: open ones for everybody, the desk's for signed-in staff with the permission in that shop. Every post
/// carries a form token and comes from our own pages, or changes nothing.
/// </summary>
internal static class PageRoutes
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps what is got as it is, such as a file.</summary>
    public static IEndpointConventionBuilder MapResult(
        this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> show) =>
        routes.MapGet(path, (RequestDelegate)(async http => await (await show(http)).ExecuteAsync(http)));

    /// <summary>Maps a page for everybody.</summary>
    public static void OpenPage(
        this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> show, Audience audience = Audience.Anyone) =>
        routes.MapMethods(path, Read, http => Guarded(http, show))
            .WithMetadata(new AccessAttribute(audience)).ExcludeFromDescription();

    /// <summary>Maps a form of an open page.</summary>
    public static void OpenPost(
        this IEndpointRouteBuilder routes, string path, Func<HttpContext, FormValues, Task<IResult>> take,
            Audience audience = Audience.Anyone) =>
        routes.MapPost(path, http =>
            Guarded(http, async _ => await ReadForm(http, token: true) is { } form ? await take(http, form) : Stale(http)))
            .WithMetadata(new AccessAttribute(audience)).ExcludeFromDescription();

    /// <summary>Maps a form whose page sets no cookie at all: it is known to be ours by where the browser says it comes from.</summary>
    public static void CookielessPost(this IEndpointRouteBuilder routes, string path, Func<HttpContext, FormValues, Task<IResult>> take) =>
        routes.MapPost(path, http =>
            Guarded(http, async _ => await ReadForm(http, token: false) is { } form ? await take(http, form) : Stale(http)))
            .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();

    /// <summary>
    /// Maps a form that anything may send from anywhere, such as a mail program: what it does is allowed to whoever knows the address.
    /// </summary>
    public static void PostFromAnywhere(this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> take) =>
        routes.MapPost(path, http => Guarded(http, take))
            .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();

    /// <summary>Maps a page of the desk; <paramref name="path"/> is what stands behind <c>/desk/{shopId}</c>.</summary>
    public static void DeskPage(
        this IEndpointRouteBuilder routes, string path, Permission permission, Func<DeskVisit, Task<IResult>> show) =>
        routes.MapGet("/desk/{shopId}" + path, http => Guarded(http, async _ =>
            {
                var (visit, answer) = await Enter(http, permission);
                return visit is null ? answer! : await show(visit);
            }))
            .WithMetadata(new AccessAttribute(Audience.Staff, permission)).ExcludeFromDescription();

    /// <summary>Maps a form of the desk.</summary>
    public static void DeskPost(
        this IEndpointRouteBuilder routes, string path, Permission permission, Func<DeskVisit, FormValues, Task<IResult>> take) =>
        routes.MapPost("/desk/{shopId}" + path, http => Guarded(http, async _ =>
            {
                var (visit, answer) = await Enter(http, permission);
                return visit is null ? answer! : await ReadForm(http, token: true) is { } form ? await take(visit, form) : Stale(http);
            }))
            .WithMetadata(new AccessAttribute(Audience.Staff, permission)).ExcludeFromDescription();

    private static async Task<(DeskVisit? Visit, IResult? Answer)> Enter(HttpContext http, Permission permission)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        if (await StaffSessions.Find(http, api.Database, api.Settings) is not { } staff)
        {
            var back = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString.ToString() : string.Empty;
            return (null, PageResult.Go(back.Length > 0 ? "/sign-in?next=" + Uri.EscapeDataString(back) : "/sign-in"));
        }

        var shops = await StaffSessions.ShopsOf(api.Database.System, staff.StaffId);
        if (!IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
            || shops.Find(shop => shop.ShopId == id) is not { } role
            || await ShopStore.Find(api.Database.System, id) is not { } shop)
        {
            return (null, PageResult.NotFound());
        }

        if (!Roles.Allow(role.Role, permission))
        {
            return (null, PageResult.Message(
                SignInTexts.Forbidden, SignInTexts.ForbiddenText, StatusCodes.Status403Forbidden, $"/desk/{id}", DeskTexts.ToTheDesk));
        }

        if (role.NeedsFactor && !staff.HasFactor && permission != Permission.OwnAccount)
        {
            return (null, PageResult.Go($"/desk/{id}/account/second-factor"));
        }

        if (staff.LastShop != id)
        {
            await StaffSessions.RememberShop(api.Database.System, staff.StaffId, id);
        }

        var reviews = await Notices.CountOpen(api.Database.For(shop.Id), Notices.InReview);
        return (new DeskVisit(http, shop, staff, role, shops, reviews, api), null);
    }

    /// <summary>The form, or null when it does not come from a page of ours.</summary>
    private static async Task<FormValues?> ReadForm(HttpContext http, bool token)
    {
        if (!http.Request.HasFormContentType || FromElsewhere(http.Request))
        {
            return null;
        }

        try
        {
            return token && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
                ? null
                : await FormValues.Read(http.Request);
        }
        catch (Exception unreadable) when (unreadable is AntiforgeryValidationException or InvalidDataException)
        {
            // Characters or sizes that no form of ours sends.
            return null;
        }
    }

    private static bool FromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin
                && !(Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static IResult Stale(HttpContext http) => PageResult.Said(http, "bad_form", StatusCodes.Status400BadRequest);

    private static async Task Guarded(HttpContext http, Func<HttpContext, Task<IResult>> work)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        http.Response.Headers.Pragma = "no-cache";
        IResult answer;
        try
        {
            answer = await work(http);
        }
        catch (RefusedException refused) when (refused.Refusal.Kind == RefusalKind.NotFound)
        {
            answer = PageResult.NotFound();
        }
        catch (RefusedException refused)
        {
            answer = refused.Refusal.Kind == RefusalKind.Invalid
                ? PageResult.Said(http, "wrong_form", StatusCodes.Status400BadRequest, refused.Refusal.Sentence)
                : PageResult.Said(http, "bad_form", StatusCodes.Status409Conflict, refused.Refusal.Sentence);
        }
        catch (StorageUnavailableException)
        {
            http.Response.Headers.RetryAfter = "5";
            answer = PageResult.Said(http, "unavailable", StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or InvalidDataException)
        {
            answer = Stale(http);
        }

        await answer.ExecuteAsync(http);
    }
}
