using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Platform.Team;

/// <summary>How somebody who is invited proves who they are.</summary>
public enum JoinWay
{
    /// <summary>They say their name and a password.</summary>
    New,

    /// <summary>They type the password of their account.</summary>
    Known,

    /// <summary>They are signed in with that account.</summary>
    SignedIn,
}

/// <summary>What the page of an invitation shows, once its button was pressed.</summary>
public sealed record JoinModel(string ShopName, OpenInvitation Invitation, JoinWay Way, FormValues Values);

/// <summary>
/// Where the link of an invitation leads. Opening it does nothing (mail scanners open everything), its first button shows it, and only the
/// second uses it up.
/// </summary>
internal static class JoinPages
{
    private const int Tries = 20;
    private const int LongestName = 100;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/join/{shopId}", http => Task.FromResult(
            PageResult.Of<JoinLinkPage>(new { Action = http.Request.Path.Value })));
        routes.OpenPost("/join/{shopId}", Take);
    }

    private static async Task<IResult> Take(HttpContext http, FormValues form)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        var network = Secrets.Hash(http.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        if (!await Attempts.Allow(api.Database, "join", network, Tries, TimeSpan.FromMinutes(15)))
        {
            return PageResult.Message(
                TeamTexts.JoinTitle, SignInTexts.TooManyCodes, StatusCodes.Status429TooManyRequests, "/sign-in", SignInTexts.Title);
        }

        var token = form["token"].Length > 0 ? form["token"] : form["typed"];
        if (!IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
            || await ShopStore.Find(api.Database.System, id) is not { } shop
            || await JoinTeam.Find(api.Database.For(id), token, Instant.Of(api.Database.Wall.GetUtcNow())) is not { } invitation)
        {
            return Over();
        }

        form["token"] = token;
        var signedIn = await StaffSessions.Find(http, api.Database, api.Settings);
        var way = invitation.StaffId is { } known && signedIn?.StaffId == known ? JoinWay.SignedIn
            : invitation.PasswordHash is not null ? JoinWay.Known : JoinWay.New;
        if (form["step"] != "join")
        {
            return PageResult.Of<JoinPage>(new { Model = new JoinModel(shop.Name, invitation, way, form) });
        }

        if (!await Check(http, form, way, invitation))
        {
            return PageResult.Of<JoinPage>(
                new { Model = new JoinModel(shop.Name, invitation, way, form) }, StatusCodes.Status400BadRequest);
        }

        var isNew = way == JoinWay.New;
        if (await JoinTeam.Run(
            api.Database, shop, token, isNew ? form["name"] : null, isNew ? AddStaff.Hash(form["password"]) : null) is not { } staff)
        {
            return Over();
        }

        return way == JoinWay.SignedIn
            ? PageResult.Go($"/desk/{shop.Id}") : await SignInPages.Enter(http, api, staff, $"/desk/{shop.Id}");
    }

    private static async Task<bool> Check(HttpContext http, FormValues form, JoinWay way, OpenInvitation invitation)
    {
        if (way == JoinWay.New)
        {
            if (form["name"] is not { Length: > 0 and <= LongestName })
            {
                form.Refuse("name", TeamTexts.NoName);
            }

            if (form["password"].Length < AddStaff.ShortestPassword)
            {
                form.Refuse("password", TeamTexts.ShortPassword);
            }
        }
        else if (way == JoinWay.Known && !await Passwords.Verify(invitation.PasswordHash, form["password"], http.RequestAborted))
        {
            form.Refuse("password", TeamTexts.WrongPassword);
        }

        return !form.Wrong;
    }

    private static IResult Over() => PageResult.Message(
        TeamTexts.Over, TeamTexts.OverText, StatusCodes.Status403Forbidden, "/sign-in", SignInTexts.Title);
}
