using System.Security.Cryptography;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>What came of opening a link from a mail.</summary>
/// <param name="Session">Of whoever opened it where it was asked for; null elsewhere.</param>
/// <param name="Code">What is to be typed where it was asked for, when it was opened elsewhere; null otherwise.</param>
public sealed record SignInStep(PortalSession? Session, string? Code);

/// <summary>
/// Lets an advocate in by a link that is mailed to them. It is bound to the browser that asked: whoever opens it elsewhere, be it the
/// person on another device or a mail scanner that presses buttons, gets a code to type there and nothing else.
/// </summary>
public static class PortalSignIns
{
    /// <summary>How long a link is good, wall time.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int TokenLength = 43;
    private const int MostTries = 5;
    private const int CodeDigits = 8;

    private const string EndOthers = """
        UPDATE portal_sign_ins SET expires_at = @now WHERE shop_id = @shop AND advocate_id = @advocateId AND expires_at > @now
        """;

    private const string Sweep = "DELETE FROM portal_sign_ins WHERE shop_id = @shop AND advocate_id = @advocateId AND expires_at <= @now";

    private const string Insert = """
        INSERT INTO portal_sign_ins (shop_id, browser, advocate_id, token, code, tries, expires_at, used_at)
        VALUES (@shop, @browser, @advocateId, NULL, NULL, 0, @expiresAt, NULL)
        """;

    private const string SetToken = """
        UPDATE portal_sign_ins SET token = @token WHERE shop_id = @shop AND browser = @browser AND token IS NULL AND expires_at > @now
        """;

    private const string Good = """
        SELECT advocate_id FROM portal_sign_ins WHERE shop_id = @shop AND token = @token AND used_at IS NULL AND expires_at > @now
        """;

    private const string UseHere = """
        UPDATE portal_sign_ins SET used_at = @now
        WHERE shop_id = @shop AND token = @token AND browser = @browser AND used_at IS NULL AND expires_at > @now
        RETURNING advocate_id
        """;

    private const string SetCode = """
        UPDATE portal_sign_ins SET code = @code WHERE shop_id = @shop AND token = @token AND used_at IS NULL AND expires_at > @now
        """;

    private const string Try = """
        UPDATE portal_sign_ins SET tries = tries + 1
        WHERE shop_id = @shop AND browser = @browser AND used_at IS NULL AND expires_at > @now AND tries < @most
        """;

    private const string UseCode = """
        UPDATE portal_sign_ins SET used_at = @now
        WHERE shop_id = @shop AND browser = @browser AND code = @code AND used_at IS NULL AND expires_at > @now
        RETURNING advocate_id
        """;

    /// <summary>
    /// Notes the wish and has the mail written, where the address is an active advocate's; whoever asks is not told. A new wish ends the
    /// one before. Returns what the browser is to keep.
    /// </summary>
    public static async Task<string> Ask(ShopTx tx, Shop shop, string email, string locale, Instant now)
    {
        var browser = Secrets.Token(TokenLength);
        if (PersonKeys.Email(shop, email) is { } person
            && await AdvocateQueries.FindByPerson(tx, [person]) is { IsErased: false, Email: not null } advocate)
        {
            var row = new { Browser = Secrets.Hash(browser), advocate.AdvocateId, ExpiresAt = tx.Wall + Life, Now = tx.Wall };
            tx.Enqueue(Sweep, row);
            tx.Enqueue(EndOthers, row);
            tx.Enqueue(Insert, row);
            tx.Publish(new PortalSignInRequested(advocate.AdvocateId, row.Browser, locale), now);
        }

        return browser;
    }

    /// <summary>Makes the token that the mail carries, once; null when the wish is over.</summary>
    /// <param name="tx">The transaction that queues the mail.</param>
    /// <param name="browser">Which wish, as the event names it.</param>
    public static async Task<string?> Mint(ShopTx tx, string browser)
    {
        var token = Secrets.Token(TokenLength);
        return await tx.Execute(SetToken, new { Browser = browser, Token = Secrets.Hash(token), Now = tx.Wall }) == 1 ? token : null;
    }

    /// <summary>True while the link can still be used; changes nothing.</summary>
    public static async Task<bool> IsGood(Reads db, string token, Instant wall) =>
        await db.First<AdvocateId?>(Good, new { Token = Secrets.Hash(token), Now = wall }) is not null;

    /// <summary>Uses the link: in the browser that asked it signs in, elsewhere it gives a code; of many at once one succeeds.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="token">From the link.</param>
    /// <param name="browser">What the browser kept; null for another one.</param>
    public static async Task<Result<SignInStep>> Open(ShopTx tx, string token, string? browser)
    {
        var row = new { Token = Secrets.Hash(token), Browser = browser is null ? "" : Secrets.Hash(browser), Now = tx.Wall };
        if (browser is not null && await tx.First<AdvocateId?>(UseHere, row) is { } advocate)
        {
            return new SignInStep(PortalLinks.Begin(tx, advocate), null);
        }

        var code = RandomNumberGenerator.GetString("0123456789", CodeDigits);
        return await tx.Execute(SetCode, new { row.Token, Code = Secrets.Hash(code), row.Now }) == 1
            ? new SignInStep(null, code) : AdvocateRefusals.LinkIsUsedOrExpired;
    }

    /// <summary>Signs in by the code, in the browser that asked; after a few wrong ones no code is right.</summary>
    public static async Task<Result<PortalSession>> Type(ShopTx tx, string browser, string code)
    {
        var row = new { Browser = Secrets.Hash(browser), Code = Secrets.Hash(code), Now = tx.Wall, Most = MostTries };
        return await tx.First<AdvocateId?>(UseCode, row) is { } advocate
            ? PortalLinks.Begin(tx, advocate) : AdvocateRefusals.LinkIsUsedOrExpired;
    }

    /// <summary>Counts a try at the code, apart from the try itself; false when there were too many.</summary>
    public static async Task<bool> MayTry(ShopTx tx, string browser) =>
        await tx.Execute(Try, new { Browser = Secrets.Hash(browser), Now = tx.Wall, Most = MostTries }) == 1;
}
