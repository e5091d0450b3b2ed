using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Vouch.DemoShop;

/// <summary>Who stands in the shop and how they came: two cookies of the tea shop's own.</summary>
internal static class DemoVisit
{
    private const string PersonCookie = "tea_person";
    private const string ClickCookie = "tea_click";

    /// <summary>Who it is.</summary>
    public static Visitor Who(HttpContext http)
    {
        var kept = http.Request.Cookies[PersonCookie]?.Split('|') ?? [];
        return kept is [{ Length: > 0 } name, { Length: > 0 } email]
            ? new Visitor(Uri.UnescapeDataString(name), Uri.UnescapeDataString(email)) : Visitor.Nobody;
    }

    /// <summary>Somebody enters; whoever was there takes the trace of their click along.</summary>
    public static void Become(HttpContext http, Visitor visitor)
    {
        if (Who(http).Email is { Length: > 0 } before && before != visitor.Email)
        {
            http.Response.Cookies.Delete(ClickCookie);
        }

        Keep(http, PersonCookie, $"{Uri.EscapeDataString(visitor.Name)}|{Uri.EscapeDataString(visitor.Email)}");
    }

    /// <summary>The click that brought them, which Vouch's link left in the address; null without one.</summary>
    public static string? Click(HttpContext http) => http.Request.Cookies[ClickCookie];

    /// <summary>Keeps the click from the address of the page one lands on.</summary>
    public static void Land(HttpContext http)
    {
        if (http.Request.Query["vouch"].ToString() is { Length: > 4 and < 40 } click && click.StartsWith("clk_", StringComparison.Ordinal))
        {
            Keep(http, ClickCookie, click);
        }
    }

    /// <summary>The posted form, or null when it is not one of ours.</summary>
    public static async Task<IFormCollection?> Form(HttpContext http, IAntiforgery tokens) =>
        http.Request.HasFormContentType
            && await tokens.IsRequestValidAsync(http) ? await http.Request.ReadFormAsync(http.RequestAborted) : null;

    private static void Keep(HttpContext http, string name, string value) =>
        http.Response.Cookies.Append(
            name, value, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/demo", Secure = http.Request.IsHttps });
}
