using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Tracking;

/// <summary>The rows of claims. Who may claim and what follows is the conductor's.</summary>
public static class ClaimStore
{
    private const string Insert = """
        INSERT INTO claims (shop_id, claim_id, program_id, program_version, advocate_id, code, email, name, locale, person_key, visitor,
            consent,
            status, evidence_at, coupon_code, at, expires_at)
        VALUES (@shop, @claimId, @programId, @programVersion, @advocateId, @code, @email, @name, @locale, @personKey, @visitor, @consent,
            @status, @evidenceAt, @couponCode, @at, @expiresAt)
        """;

    private const string Update = """
        UPDATE claims SET status = @status, evidence_at = @evidenceAt, coupon_code = @couponCode, expires_at = @expiresAt,
            visitor = @visitor
        WHERE shop_id = @shop AND claim_id = @claimId
        """;

    private const string ById = "SELECT " + Claim.Columns + " FROM claims c WHERE c.shop_id = @shop AND c.claim_id = @claimId";

    private const string OpenOfPerson = "SELECT " + Claim.Columns + """
         FROM unnest(CAST(@personKeys AS text[])) AS k(value) CROSS JOIN claims c
        WHERE c.shop_id = @shop AND c.program_id = @programId AND c.person_key = k.value AND c.status = 'open'
        ORDER BY c.at DESC, c.claim_id DESC
        """;

    private const string LastOfCoupon = "SELECT " + Claim.Columns + """
         FROM claims c WHERE c.shop_id = @shop AND c.coupon_code = @couponCode ORDER BY c.at DESC, c.claim_id DESC LIMIT 1
        """;

    private const string VisitorOfClick = "SELECT visitor FROM clicks WHERE shop_id = @shop AND click_id = @clickId";

    private const string VisitorClickedCode = """
        SELECT count(*) FROM clicks
        WHERE shop_id = @shop AND advocate_id = @advocateId AND program_id = @programId AND kind = 'human'
            AND (click_id = @clickId OR (CAST(@visitor AS text) IS NOT NULL AND visitor = @visitor))
        """;

    private const string SetCoupon = """
        UPDATE claims SET coupon_code = @coupon, expires_at = coalesce(CAST(@until AS bigint), expires_at)
        WHERE shop_id = @shop AND status = 'open' AND coupon_code IS NULL AND EXISTS (
            SELECT 1 FROM claims own WHERE own.shop_id = @shop AND own.claim_id = @claim
                AND own.person_key = claims.person_key AND own.program_id = claims.program_id)
        """;

    /// <summary>Tells a person's open claims in a claim's program the code that came late.</summary>
    public static void GiveCoupon(ShopTx tx, ClaimId claim, string coupon, Instant? until) =>
        tx.Enqueue(SetCoupon, new { Claim = claim, Coupon = coupon, Until = until });

    /// <summary>Adds a claim.</summary>
    public static void Add(ShopTx tx, Claim claim) => tx.Enqueue(Insert, claim);

    /// <summary>Keeps what became of a claim.</summary>
    public static void Save(ShopTx tx, Claim claim) => tx.Enqueue(Update, claim);

    /// <summary>A claim by its id; null when there is none.</summary>
    public static Task<Claim?> Find(Reads db, ClaimId id) => db.First<Claim>(ById, new { ClaimId = id });

    /// <summary>The open claims of a person in a program, the latest first.</summary>
    public static Task<List<Claim>> OpenOf(Reads db, ProgramId program, IReadOnlyList<string> personKeys) =>
        db.Query<Claim>(OpenOfPerson, new { ProgramId = program, PersonKeys = personKeys });

    /// <summary>The claim a friend's coupon speaks for: the last one that was given it.</summary>
    public static Task<Claim?> OfCoupon(Reads db, string couponCode) => db.First<Claim>(LastOfCoupon, new { CouponCode = couponCode });

    /// <summary>The browser behind a click; null where it had no cookie or the click is unknown.</summary>
    public static Task<string?> Visitor(Reads db, ClickId click) => db.First<string>(VisitorOfClick, new { ClickId = click });

    /// <summary>True when the click, or another one of the same browser, was on a link of this advocate in this program.</summary>
    public static async Task<bool> HasClicked(Reads db, ClickId click, string? visitor, AdvocateId advocate, ProgramId program) =>
        await db.First<long>(
            VisitorClickedCode, new { ClickId = click, Visitor = visitor, AdvocateId = advocate, ProgramId = program }) > 0;
}
