using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Who is signed in at the desk: one row for each session, found by the hash of the token in the cookie, so that a session can
/// be ended and works on every node. Twelve hours at most, one hour without a visit.
/// </summary>
internal static class StaffSessions
{
    private const string SecureCookie = "__Host-vouch";
    private const string PlainCookie = "vouch_session";
    private const int TokenLength = 43;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    [AcrossShops("a session is known before its shop")]
    private const string Insert = """
        INSERT INTO staff_sessions (hash, staff_id, created_at, seen_at, expires_at) VALUES (@hash, @staffId, @at, @at, @expiresAt)
        """;

    [AcrossShops("a session is known before its shop")]
    private const string Select = """
        SELECT f.staff_id, f.email, s.seen_at FROM staff_sessions s JOIN staff f ON f.staff_id = s.staff_id
        WHERE s.hash = @hash AND s.expires_at > @at AND s.seen_at > @idleSince
        """;

    [AcrossShops("a session is known before its shop")]
    private const string Touch = "UPDATE staff_sessions SET seen_at = @at WHERE hash = @hash AND seen_at < @at";

    [AcrossShops("a session is known before its shop")]
    private const string Delete = "DELETE FROM staff_sessions WHERE hash = @hash OR expires_at <= @at";

    [AcrossShops("staff may work in several shops")]
    private const string Shops = """
        SELECT r.shop_id, s.name, s.mode, r.role FROM staff_roles r JOIN shops s ON s.shop_id = r.shop_id
        WHERE r.staff_id = @staffId ORDER BY s.name, r.shop_id
        """;

    /// <summary>Begins a session with a new token and sets its cookie.</summary>
    public static async Task Begin(HttpContext http, Database database, ServerSettings settings, StaffId staff)
    {
        var token = Secrets.Token(TokenLength);
        var at = Now(database);
        await database.System.Execute(Insert, new { Hash = Secrets.Hash(token), StaffId = staff, At = at, ExpiresAt = at + Longest });
        var secure = Secure(http, settings);
        http.Response.Cookies.Append(secure ? SecureCookie : PlainCookie, token,
            new CookieOptions { HttpOnly = true, Secure = secure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
    }

    /// <summary>Who is signed in; null when nobody is, or no longer.</summary>
    public static async Task<StaffMember?> Find(HttpContext http, Database database, ServerSettings settings)
    {
        if (Token(http, settings) is not { } token)
        {
            return null;
        }

        var at = Now(database);
        var hash = Secrets.Hash(token);
        var row = await database.System.First<SessionRow>(Select, new { Hash = hash, At = at, IdleSince = at - Idle });
        if (row is not null && row.SeenAt < at - SeenStep)
        {
            await database.System.Execute(Touch, new { Hash = hash, At = at });
        }

        return row is null ? null : new StaffMember(row.StaffId, row.Email);
    }

    /// <summary>Ends the session and takes its cookie away.</summary>
    public static async Task End(HttpContext http, Database database, ServerSettings settings)
    {
        if (Token(http, settings) is { } token)
        {
            await database.System.Execute(Delete, new { Hash = Secrets.Hash(token), At = Now(database) });
        }

        var secure = Secure(http, settings);
        http.Response.Cookies.Delete(secure ? SecureCookie : PlainCookie, new CookieOptions { Secure = secure, Path = "/" });
    }

    /// <summary>The shops in which somebody has a role, by name.</summary>
    public static Task<List<StaffShop>> ShopsOf(SystemDb system, StaffId staff) => system.Query<StaffShop>(Shops, new { StaffId = staff });

    /// <summary>True where cookies may only travel over TLS.</summary>
    internal static bool Secure(HttpContext http, ServerSettings settings) =>
        http.Request.IsHttps || settings.PublicUrl.StartsWith("https://", StringComparison.Ordinal);

    private static string? Token(HttpContext http, ServerSettings settings) =>
        http.Request.Cookies[Secure(http, settings) ? SecureCookie : PlainCookie] is { Length: TokenLength } token ? token : null;

    private static Instant Now(Database database) => Instant.Of(database.Wall.GetUtcNow());

    private sealed record SessionRow(StaffId StaffId, string Email, Instant SeenAt);
}
