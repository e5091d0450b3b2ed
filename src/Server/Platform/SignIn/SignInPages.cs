using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.SignIn;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Signing in and out, and choosing a shop.</summary>
internal static class SignInPages
{
    private const int TriesPerAccount = 5;
    private const int TriesPerAddress = 50;
    private static readonly TimeSpan AccountWindow = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AddressWindow = TimeSpan.FromHours(1);

    [AcrossShops("signing in comes before any shop")]
    private const string SelectStaff = "SELECT staff_id, password_hash FROM staff WHERE email_key = @emailKey";

    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/sign-in", ShowSignIn);
        routes.OpenPost("/sign-in", SignIn);
        routes.OpenPage("/sign-in/link", _ => Task.FromResult(PageResult.Of<SignInLinkPage>(new { })));
        routes.OpenPost("/sign-in/link", UseLink);
        routes.OpenPage("/sign-in/code", ShowCode);
        routes.OpenPost("/sign-in/code", TakeCode);
        routes.OpenPost("/sign-out", SignOut);
        routes.OpenPage("/desk", ChooseShop);
    }

    private static Task<IResult> ShowSignIn(HttpContext http)
    {
        var values = new FormValues { ["next"] = LocalPath(http.Request.Query["next"]) };
        return Task.FromResult(PageResult.Of<SignInPage>(new { Values = values }));
    }

    private static async Task<IResult> SignIn(HttpContext http, FormValues form)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        var email = EmailAddress.TryParse(form["email"], out var address) ? address.Strict : string.Empty;
        var network = Secrets.Hash(http.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        if (!await Attempts.Allow(api.Database, "sign_in_network", network, TriesPerAddress, AddressWindow)
            || !await Attempts.Allow(api.Database, "sign_in", Secrets.Hash(email), TriesPerAccount, AccountWindow))
        {
            form.Refuse(SignInTexts.TooMany);
            return PageResult.Of<SignInPage>(new { Values = form }, StatusCodes.Status429TooManyRequests);
        }

        var found = email.Length == 0 ? null : await api.Database.System.First<StaffRow>(SelectStaff, new { EmailKey = email });
        if (!await Passwords.Verify(found?.PasswordHash, form["password"], http.RequestAborted))
        {
            form.Refuse(SignInTexts.Wrong);
            return PageResult.Of<SignInPage>(new { Values = form }, StatusCodes.Status403Forbidden);
        }

        await Attempts.Clear(api.Database, "sign_in", Secrets.Hash(email));
        return await Enter(http, api, found!.StaffId, LocalPath(form["next"]));
    }

    /// <summary>Begins a session and goes on to the desk, or to the second factor before it.</summary>
    internal static async Task<IResult> Enter(HttpContext http, ApiServices api, StaffId staff, string next) =>
        PageResult.Go(await StaffSessions.Begin(http, api.Database, api.Settings, staff)
            ? "/sign-in/code?next=" + Uri.EscapeDataString(next) : next);

    private static async Task<IResult> ShowCode(HttpContext http)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        var values = new FormValues { ["next"] = LocalPath(http.Request.Query["next"]) };
        return await StaffSessions.FindWaiting(http, api.Database, api.Settings) is null
            ? PageResult.Go("/sign-in") : PageResult.Of<SignInCodePage>(new { Values = values });
    }

    private static async Task<IResult> TakeCode(HttpContext http, FormValues form)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        if (await StaffSessions.FindWaiting(http, api.Database, api.Settings) is not { } staff)
        {
            return PageResult.Go("/sign-in");
        }

        if (!await SecondFactor.MayTry(api.Database, staff.StaffId))
        {
            form.Refuse(SignInTexts.TooManyCodes);
            return PageResult.Of<SignInCodePage>(new { Values = form }, StatusCodes.Status429TooManyRequests);
        }

        if (!await SecondFactor.Verify(api.Database, http.RequestServices.GetRequiredService<Vault>(), staff.StaffId, form["code"]))
        {
            form.Refuse("code", SignInTexts.WrongCode);
            return PageResult.Of<SignInCodePage>(new { Values = form }, StatusCodes.Status403Forbidden);
        }

        await SecondFactor.ClearTries(api.Database, staff.StaffId);
        await StaffSessions.Open(http, api.Database, api.Settings, staff.StaffId);
        return PageResult.Go(LocalPath(form["next"]));
    }

    private static async Task<IResult> UseLink(HttpContext http, FormValues form)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        var token = form["token"].Length > 0 ? form["token"] : form["typed"];
        if (await SignInLinks.Redeem(api.Database, token) is not { } staff)
        {
            return PageResult.Message(
                SignInTexts.LinkUsedTitle, SignInTexts.LinkUsedText, StatusCodes.Status403Forbidden, "/sign-in", SignInTexts.Title);
        }

        return await Enter(http, api, staff, "/desk");
    }

    private static async Task<IResult> SignOut(HttpContext http, FormValues form)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        await StaffSessions.End(http, api.Database, api.Settings);
        return PageResult.Go("/sign-in");
    }

    private static async Task<IResult> ChooseShop(HttpContext http)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        if (await StaffSessions.Find(http, api.Database, api.Settings) is not { } staff)
        {
            return PageResult.Go("/sign-in");
        }

        var shops = await StaffSessions.ShopsOf(api.Database.System, staff.StaffId);
        var last = shops.Count == 1 ? shops[0] : shops.Find(shop => shop.ShopId == staff.LastShop);
        return last is not null && !http.Request.Query.ContainsKey("choose")
            ? PageResult.Go($"/desk/{last.ShopId}")
            : PageResult.Of<ChooseShopPage>(new { Shops = (IReadOnlyList<StaffShop>)shops });
    }

    /// <summary>A path of our own desk, or the desk itself: what a link says is never followed elsewhere.</summary>
    private static string LocalPath(string? path) =>
        path is not null && path.StartsWith("/desk/", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
            && !path.Any(char.IsControl) ? path : "/desk";

    private sealed record StaffRow(StaffId StaffId, string? PasswordHash);
}
