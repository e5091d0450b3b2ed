using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Search;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>An advocate as the tables hold them. Names and addresses are null after an erasure.</summary>
public sealed record Advocate(
    AdvocateId AdvocateId,
    string? Email,
    string? Name,
    string? Locale,
    string? ExternalId,
    string? Phone,
    AdvocateStatus Status,
    bool Consent,
    AdvocateId? MergedInto,
    Instant JoinedAt)
{
    /// <summary>True when the person was erased.</summary>
    public bool IsErased => Status == AdvocateStatus.Erased;
}

/// <summary>A code and whose it is.</summary>
/// <param name="Code">As kept, upper case.</param>
/// <param name="AdvocateId">Whose; the surviving record where two were merged.</param>
/// <param name="ProgramId">Under which program.</param>
/// <param name="Kind">Made by us, or chosen.</param>
/// <param name="ExpiresAt">The last instant at which it is good; null for ever.</param>
public sealed record CodeOwner(string Code, AdvocateId AdvocateId, ProgramId ProgramId, CodeKind Kind, Instant? ExpiresAt);

/// <summary>Where a code comes from.</summary>
public enum CodeKind { Generated, Vanity, Merged, Leaked }

/// <summary>What the slices to the right read about advocates.</summary>
public static class AdvocateQueries
{
    internal const string Columns =
        "a.advocate_id, a.email, a.name, a.locale, a.external_id, a.phone, a.status, a.consent, a.merged_into, a.joined_at";

    private const string SelectById = "SELECT " + Columns + " FROM advocates a WHERE a.shop_id = @shop AND a.advocate_id = @id";

    private const string SelectByIds = "SELECT " + Columns + " FROM advocates a WHERE a.shop_id = @shop AND a.advocate_id = ANY(@ids)";

    private const string SelectByKeys = "SELECT " + Columns + """
        , k.kind AS key_kind FROM advocate_keys k JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = k.advocate_id
        WHERE k.shop_id = @shop AND k.kind IN ('customer', 'email', 'phone') AND k.person_key = ANY(@keys)
        ORDER BY CASE k.kind WHEN 'email' THEN 0 WHEN 'customer' THEN 1 ELSE 2 END, a.advocate_id
        """;

    private const string SelectByCode = """
        SELECT c.code, c.advocate_id, c.program_id, c.kind, c.expires_at FROM codes c WHERE c.shop_id = @shop AND c.code = @code
        """;

    private const string SelectList = "SELECT " + Columns + """
         FROM advocates a
        WHERE a.shop_id = @shop AND a.merged_into IS NULL AND (CAST(@after AS bigint) IS NULL OR a.advocate_id < @after)
        ORDER BY a.advocate_id DESC LIMIT @take
        """;

    private const string SelectSearch = "SELECT " + Columns + """
         FROM advocates a
        WHERE a.shop_id = @shop AND a.merged_into IS NULL AND a.search_key LIKE @pattern ESCAPE '!'
            AND (CAST(@after AS bigint) IS NULL OR a.advocate_id < @after)
        ORDER BY a.advocate_id DESC LIMIT @take
        """;

    private const string Suppressed = "SELECT 1 FROM suppressions WHERE shop_id = @shop AND person_key = @personKey";

    /// <summary>The advocate of this id; of a merged record the one that stands for it. Null where there is none.</summary>
    public static async Task<Advocate?> Find(Reads db, AdvocateId id)
    {
        var row = await db.First<Advocate>(SelectById, new { Id = id });
        return row?.MergedInto is { } survivor ? await db.First<Advocate>(SelectById, new { Id = survivor }) : row;
    }

    /// <summary>As <see cref="Find"/>, or the refusal that there is none.</summary>
    public static async Task<Result<Advocate>> Require(Reads db, AdvocateId id) =>
        await Find(db, id) is { } advocate ? advocate : AdvocateRefusals.NoSuchAdvocate;

    /// <summary>Advocates by id, for showing; merged records as they are.</summary>
    public static Task<List<Advocate>> FindMany(Reads db, IReadOnlyCollection<AdvocateId> ids) =>
        db.Query<Advocate>(SelectByIds, new { Ids = ids });

    /// <summary>The advocate who is this person: by address, else customer id, else phone. Null where there is none.</summary>
    /// <param name="db">Where to look.</param>
    /// <param name="personKeys">As <see cref="PersonKeys.Of"/> makes them.</param>
    public static async Task<Advocate?> FindByPerson(Reads db, IReadOnlyCollection<string> personKeys) =>
        personKeys.Count == 0 ? null : await db.First<Advocate>(SelectByKeys, new { Keys = personKeys });

    /// <summary>The advocate with this address, in any spelling of it. Null where there is none.</summary>
    public static async Task<Advocate?> FindByEmail(Reads db, Shop shop, string? email) =>
        PersonKeys.Email(shop, email) is { } key ? await FindByPerson(db, [key]) : null;

    /// <summary>Whose code this is, of any kind, expired or not; null for what nobody has.</summary>
    public static async Task<CodeOwner?> FindByCode(Reads db, string? code) =>
        Code.Normalize(code) is { } normal ? await db.First<CodeOwner>(SelectByCode, new { Code = normal }) : null;

    /// <summary>A page of advocates, newest first; erased ones included, merged records not.</summary>
    /// <param name="db">Where to look.</param>
    /// <param name="search">Part of a name, address or customer id; null for all.</param>
    /// <param name="after">The last one of the page before.</param>
    /// <param name="take">How many at most.</param>
    public static Task<List<Advocate>> List(Reads db, string? search, AdvocateId? after, int take) => search is null
        ? db.Query<Advocate>(SelectList, new { After = after, Take = take })
        : db.Query<Advocate>(SelectSearch, new { After = after, Take = take, Pattern = SearchTerms.Within(search) });

    /// <summary>True when this person is not to be written to.</summary>
    public static async Task<bool> IsSuppressed(Reads db, string personKey) =>
        await db.First<long?>(Suppressed, new { PersonKey = personKey }) is not null;
}
