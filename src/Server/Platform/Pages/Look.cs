using Vouch.Domain;

namespace Vouch.Server.Platform.Pages;

/// <summary>Whether our own pages are light or dark.</summary>
internal enum Look
{
    /// <summary>As the person's system is.</summary>
    System,

    /// <summary>Dark letters on a light ground.</summary>
    Light,

    /// <summary>Light letters on a dark ground.</summary>
    Dark,
}

/// <summary>How somebody wants our pages: kept in their browser, so that a page comes with it and nothing flashes.</summary>
internal static class Looks
{
    /// <summary>The cookie's name; it says nothing about who has it.</summary>
    public const string Cookie = "vouch_look";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>What was chosen in this browser; the system's where nothing was, or nothing that we know.</summary>
    public static Look Of(HttpContext? http) =>
        WireName.TryParse<Look>(http?.Request.Cookies[Cookie], out var look) ? look : Look.System;

    /// <summary>Keeps a choice for a year; following the system needs no cookie.</summary>
    public static void Keep(HttpContext http, ServerSettings settings, Look look)
    {
        var options = new CookieOptions
        {
            HttpOnly = true, Secure = StaffSessions.Secure(http, settings), SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
        };
        if (look == Look.System)
        {
            http.Response.Cookies.Delete(Cookie, options);
            return;
        }

        options.MaxAge = Kept;
        http.Response.Cookies.Append(Cookie, WireName.Of(look), options);
    }
}
