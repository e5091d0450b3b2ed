using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Who is signed in at the desk: one row for each session, found by the hash of the token in the cookie, so that a session can
/// be ended and works on every node. Twelve hours at most, one hour without a visit. Who has a second factor gets one that opens
/// nothing yet, for ten minutes, until its code is typed.
/// </summary>
internal static class StaffSessions
{
    private const string SecureCookie = "__Host-vouch";
    private const string PlainCookie = "vouch_session";
    private const int TokenLength = 43;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);
    private static readonly TimeSpan UntilCode = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    [AcrossShops("a session is known before its shop")]
    private const string Insert = """
        INSERT INTO staff_sessions (hash, staff_id, created_at, seen_at, expires_at, stage, browser)
        VALUES (@hash, @staffId, @at, @at, @expiresAt, @stage, @browser)
        """;

    [AcrossShops("a session is known before its shop")]
    private const string Select = """
        SELECT f.staff_id, f.email, f.name, f.last_shop_id, s.seen_at,
            EXISTS (SELECT 1 FROM staff_factors t WHERE t.staff_id = f.staff_id AND t.confirmed_at IS NOT NULL) AS has_factor
        FROM staff_sessions s JOIN staff f ON f.staff_id = s.staff_id
        WHERE s.hash = @hash AND s.stage = @stage AND s.expires_at > @at AND s.seen_at > @idleSince
        """;

    [AcrossShops("a session is known before its shop")]
    private const string Touch = "UPDATE staff_sessions SET seen_at = @at WHERE hash = @hash AND seen_at < @at";

    [AcrossShops("a session is known before its shop")]
    private const string Delete = "DELETE FROM staff_sessions WHERE hash = @hash OR expires_at <= @at";

    [AcrossShops("a person's sessions open all their shops")]
    private const string OfPerson = """
        SELECT hash, browser, created_at, seen_at FROM staff_sessions
        WHERE staff_id = @staffId AND stage = 'open' AND expires_at > @at AND seen_at > @idleSince ORDER BY seen_at DESC, hash LIMIT 50
        """;

    [AcrossShops("a person's sessions open all their shops")]
    private const string DeleteOne = "DELETE FROM staff_sessions WHERE staff_id = @staffId AND hash = @hash";

    [AcrossShops("a person's sessions open all their shops")]
    private const string DeleteOthers = "DELETE FROM staff_sessions WHERE staff_id = @staffId AND hash <> @hash";

    [AcrossShops("staff may work in several shops")]
    private const string Shops = """
        SELECT r.shop_id, s.name, s.mode, r.role, coalesce(u.needs_factor, false) AS needs_factor
        FROM staff_roles r JOIN shops s ON s.shop_id = r.shop_id LEFT JOIN staff_rules u ON u.shop_id = r.shop_id
        WHERE r.staff_id = @staffId ORDER BY s.name, r.shop_id
        """;

    [AcrossShops("staff may work in several shops")]
    private const string Remember = "UPDATE staff SET last_shop_id = @shopId WHERE staff_id = @staffId";

    [AcrossShops("a second factor is a person's")]
    private const string HasFactor = "SELECT count(*) FROM staff_factors WHERE staff_id = @staffId AND confirmed_at IS NOT NULL";

    /// <summary>
    /// Begins a session with a new token in place of the one there was, and sets its cookie; with a second factor one that waits for its
    /// code.
    /// </summary>
    /// <returns>True where a code is still to be typed.</returns>
    public static async Task<bool> Begin(HttpContext http, Database database, ServerSettings settings, StaffId staff)
    {
        var needsCode = await database.System.First<long>(HasFactor, new { StaffId = staff }) > 0;
        await Put(http, database, settings, staff, needsCode ? SessionStage.Code : SessionStage.Open);
        return needsCode;
    }

    /// <summary>Opens the desk, after the code: with a new token again.</summary>
    public static Task Open(HttpContext http, Database database, ServerSettings settings, StaffId staff) =>
        Put(http, database, settings, staff, SessionStage.Open);

    /// <summary>Who is signed in; null when nobody is, or no longer.</summary>
    public static Task<StaffMember?> Find(HttpContext http, Database database, ServerSettings settings) =>
        Find(http, database, settings, SessionStage.Open);

    /// <summary>Who has still to type the code of their second factor; null when nobody has, or no longer.</summary>
    public static Task<StaffMember?> FindWaiting(HttpContext http, Database database, ServerSettings settings) =>
        Find(http, database, settings, SessionStage.Code);

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

    /// <summary>A person's open sessions, the last used first; at most 50.</summary>
    public static Task<List<OwnSession>> All(Database database, StaffId staff) => database.System.Query<OwnSession>(
        OfPerson, new { StaffId = staff, At = Now(database), IdleSince = Now(database) - Idle });

    /// <summary>Ends one of a person's sessions, at once and on every node.</summary>
    public static Task EndOne(Database database, StaffId staff, string hash) =>
        database.System.Execute(DeleteOne, new { StaffId = staff, Hash = hash });

    /// <summary>Ends all of a person's sessions but one.</summary>
    public static Task EndOthers(Database database, StaffMember staff) =>
        database.System.Execute(DeleteOthers, new { staff.StaffId, Hash = staff.Session });

    /// <summary>The shops in which somebody has a role, by name.</summary>
    public static Task<List<StaffShop>> ShopsOf(SystemDb system, StaffId staff) => system.Query<StaffShop>(Shops, new { StaffId = staff });

    /// <summary>Notes where somebody is, for the next time.</summary>
    public static Task RememberShop(SystemDb system, StaffId staff, ShopId shop) =>
        system.Execute(Remember, new { StaffId = staff, ShopId = shop });

    /// <summary>True where cookies may only travel over TLS.</summary>
    internal static bool Secure(HttpContext http, ServerSettings settings) =>
        http.Request.IsHttps || settings.PublicUrl.StartsWith("https://", StringComparison.Ordinal);

    private static async Task Put(HttpContext http, Database database, ServerSettings settings, StaffId staff, SessionStage stage)
    {
        await End(http, database, settings);
        var token = Secrets.Token(TokenLength);
        var at = Now(database);
        await database.System.Execute(Insert, new
        {
            Hash = Secrets.Hash(token), StaffId = staff, At = at, ExpiresAt = at + (stage == SessionStage.Open ? Longest : UntilCode),
            Stage = stage, Browser = BrowserWords.Of(http.Request.Headers.UserAgent),
        });
        var secure = Secure(http, settings);
        http.Response.Cookies.Append(secure ? SecureCookie : PlainCookie, token,
            new CookieOptions { HttpOnly = true, Secure = secure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
    }

    private static async Task<StaffMember?> Find(HttpContext http, Database database, ServerSettings settings, SessionStage stage)
    {
        if (Token(http, settings) is not { } token)
        {
            return null;
        }

        var at = Now(database);
        var hash = Secrets.Hash(token);
        var row = await database.System.First<SessionRow>(Select, new { Hash = hash, Stage = stage, At = at, IdleSince = at - Idle });
        if (row is not null && row.SeenAt < at - SeenStep)
        {
            await database.System.Execute(Touch, new { Hash = hash, At = at });
        }

        return row is null ? null : new StaffMember(row.StaffId, row.Email, row.Name, row.HasFactor, row.LastShopId, hash);
    }

    private static string? Token(HttpContext http, ServerSettings settings) =>
        http.Request.Cookies[Secure(http, settings) ? SecureCookie : PlainCookie] is { Length: TokenLength } token ? token : null;

    private static Instant Now(Database database) => Instant.Of(database.Wall.GetUtcNow());

    private enum SessionStage { Open, Code }

    private sealed record SessionRow(StaffId StaffId, string Email, string? Name, ShopId? LastShopId, Instant SeenAt, bool HasFactor);
}
