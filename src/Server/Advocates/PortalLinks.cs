using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>A one-time link to the advocate's own page.</summary>
/// <param name="Url">Shown this once; only its hash is kept.</param>
/// <param name="ExpiresAt">Wall time.</param>
public sealed record PortalLinkAnswer(string Url, Instant ExpiresAt);

/// <summary>An advocate signed in at the portal.</summary>
/// <param name="Token">For the cookie; only its hash is kept.</param>
/// <param name="AdvocateId">Who.</param>
/// <param name="ExpiresAt">Wall time.</param>
public sealed record PortalSession(string Token, AdvocateId AdvocateId, Instant ExpiresAt);

/// <summary>
/// Signs advocates in at their own page: a link of one use and 15 minutes, then a session of 30 days. Opening the link
/// does nothing; the button on its page uses it up, since mail scanners open every link.
/// </summary>
public static class PortalLinks
{
    private const int TokenLength = 43;
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SessionLife = TimeSpan.FromDays(30);

    private const string InsertLink = """
        INSERT INTO portal_links (shop_id, hash, advocate_id, expires_at, used_at) VALUES (@shop, @hash, @advocateId, @expiresAt, NULL)
        """;

    private const string SelectLink = """
        SELECT advocate_id FROM portal_links WHERE shop_id = @shop AND hash = @hash AND used_at IS NULL AND expires_at > @now
        """;

    private const string UseLink = """
        UPDATE portal_links SET used_at = @now WHERE shop_id = @shop AND hash = @hash AND used_at IS NULL AND expires_at > @now
        RETURNING advocate_id
        """;

    private const string InsertSession = """
        INSERT INTO portal_sessions (shop_id, hash, advocate_id, expires_at) VALUES (@shop, @hash, @advocateId, @expiresAt)
        """;

    private const string SelectSession = """
        SELECT advocate_id FROM portal_sessions WHERE shop_id = @shop AND hash = @hash AND expires_at > @now
        """;

    private const string SelectSessionEnd =
        "SELECT expires_at FROM portal_sessions WHERE shop_id = @shop AND hash = @hash AND expires_at > @now";

    private const string DeleteSession = "DELETE FROM portal_sessions WHERE shop_id = @shop AND hash = @hash";

    /// <summary>Makes a link; refused for an unknown or erased advocate.</summary>
    public static async Task<Result<PortalLinkAnswer>> Create(ShopTx tx, Shop shop, AdvocateId id, string publicUrl)
    {
        var found = await AdvocateQueries.Require(tx, id);
        if (found.IsRefused || found.Value.IsErased)
        {
            return found.Refusal ?? AdvocateRefusals.AdvocateWasErased;
        }

        var token = Secrets.Token(TokenLength);
        var expiresAt = tx.Wall + LinkLife;
        tx.Enqueue(InsertLink, new { Hash = Secrets.Hash(token), found.Value.AdvocateId, ExpiresAt = expiresAt });
        return new PortalLinkAnswer($"{publicUrl}/portal/{shop.Id}/{token}", expiresAt);
    }

    /// <summary>True while the link can still be used; changes nothing.</summary>
    public static async Task<bool> IsGood(Reads db, string token, Instant wall) =>
        await db.First<AdvocateId?>(SelectLink, new { Hash = Secrets.Hash(token), Now = wall }) is not null;

    /// <summary>Uses the link up and signs the advocate in; of many at once one succeeds.</summary>
    public static async Task<Result<PortalSession>> Use(ShopTx tx, string token)
    {
        if (await tx.First<AdvocateId?>(UseLink, new { Hash = Secrets.Hash(token), Now = tx.Wall }) is not { } advocate)
        {
            return AdvocateRefusals.LinkIsUsedOrExpired;
        }

        return Begin(tx, advocate);
    }

    /// <summary>Begins a session of somebody who has proven who they are.</summary>
    public static PortalSession Begin(ShopTx tx, AdvocateId advocate)
    {
        var session = new PortalSession(Secrets.Token(TokenLength), advocate, tx.Wall + SessionLife);
        tx.Enqueue(InsertSession, new { Hash = Secrets.Hash(session.Token), session.AdvocateId, session.ExpiresAt });
        return session;
    }

    /// <summary>Whose session this is; null when it has ended.</summary>
    public static async Task<Advocate?> SignedIn(Reads db, string token, Instant wall) =>
        await db.First<AdvocateId?>(SelectSession, new { Hash = Secrets.Hash(token), Now = wall }) is { } id
            ? await AdvocateQueries.Find(db, id)
            : null;

    /// <summary>When a session began, wall time; null when it has ended.</summary>
    public static async Task<Instant?> SignedInAt(Reads db, string token, Instant wall) =>
        await db.First<Instant?>(SelectSessionEnd, new { Hash = Secrets.Hash(token), Now = wall }) is { } end
            ? new Instant(end.Milliseconds - (long)SessionLife.TotalMilliseconds)
            : null;

    /// <summary>Ends a session.</summary>
    public static void SignOut(ShopTx tx, string token) => tx.Enqueue(DeleteSession, new { Hash = Secrets.Hash(token) });

    internal static async Task<Outcome> Handle(Call call, ShopTx tx, NoBody none)
    {
        var link = await Create(tx, call.Shop, call.RouteId<AdvocateId>(), call.Settings.PublicUrl);
        return link.IsRefused ? link.Refusal : Outcome.Created(link.Value);
    }
}
