using Vouch.Domain;
using Vouch.Domain.People;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Codes for a pool.</summary>
/// <param name="Codes">4–32 characters of A–Z, 0–9 and hyphen each; case does not count. At most 10,000.</param>
/// <param name="LowAt">From how many left on the desk is warned; left out it stays, 20 for a new pool.</param>
public sealed record ImportCodesRequest(IReadOnlyList<string>? Codes = null, long? LowAt = null);

/// <summary>A line of a file of codes.</summary>
/// <param name="Code">The code.</param>
/// <param name="Pool">Into which pool.</param>
public sealed record PoolCodeRequest(string Code, string Pool);

/// <summary>The same, checked: the code in capitals.</summary>
internal sealed record PoolCode(string Pool, string Code);

/// <summary>A code of a pool and what became of it, for the shop to switch off what is not to be used any more.</summary>
/// <param name="Code">The code.</param>
/// <param name="Status"><c>free</c>, or where the reward that has it stands.</param>
/// <param name="RewardId">The reward that has it; null while it is free.</param>
public sealed record PoolCodeAnswer(string Code, string Status, Domain.Ids.RewardId? RewardId);

/// <summary>How a pool stands.</summary>
/// <param name="Pool">Its name, which programs give as <c>codePool</c>.</param>
/// <param name="Free">Codes left.</param>
/// <param name="Given">Codes that somebody has.</param>
/// <param name="LowAt">From how many left on the desk is warned.</param>
public sealed record CodePoolAnswer(string Pool, long Free, long Given, long LowAt);

/// <summary>Adds codes to a pool, all or none, and hands them to those who wait.</summary>
public static class ImportCodes
{
    private const int MostCodes = 10_000;
    private const int LongestPool = 60;
    private const long UsualLowAt = 20;

    private const string PutPool = """
        INSERT INTO code_pools (shop_id, pool, low_at, created_at) VALUES (@shop, @pool, coalesce(CAST(@lowAt AS bigint), @usual), @at)
        ON CONFLICT (shop_id, pool) DO UPDATE SET low_at = coalesce(CAST(@lowAt AS bigint), code_pools.low_at)
        """;

    private const string Taken = """
        SELECT p.code FROM pool_codes p WHERE p.shop_id = @shop AND p.code = ANY(@codes)
        UNION SELECT r.coupon_code AS code FROM rewards r WHERE r.shop_id = @shop AND r.coupon_code = ANY(@codes)
        UNION SELECT c.code FROM codes c WHERE c.shop_id = @shop AND c.code = ANY(@codes)
        """;

    private const string Pooled = "SELECT pool, code FROM pool_codes WHERE shop_id = @shop AND code = ANY(@codes)";

    private const string Insert = """
        INSERT INTO pool_codes (shop_id, pool, code, added_at, sequence, reward_id) VALUES (@shop, @pool, @code, @at, @sequence, NULL)
        """;

    private const string Waiting = $"""
        SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND status = 'waiting' ORDER BY reward_id FOR UPDATE
        """;

    private const string CodesOf = """
        SELECT p.code, coalesce(r.status, 'free') AS status, p.reward_id FROM pool_codes p
        LEFT JOIN rewards r ON r.shop_id = @shop AND r.reward_id = p.reward_id
        WHERE p.shop_id = @shop AND p.pool = @pool AND p.code > coalesce(CAST(@after AS text), '')
            AND (CAST(@status AS text) IS NULL OR coalesce(r.status, 'free') = @status)
        ORDER BY p.code LIMIT @take
        """;

    private const string Pools = """
        SELECT p.pool, CAST(coalesce(c.free, 0) AS bigint) AS free, CAST(coalesce(c.given, 0) AS bigint) AS given, p.low_at
        FROM (SELECT pool, low_at FROM code_pools
            WHERE shop_id = @shop AND (CAST(@only AS text) IS NULL OR pool = @only) AND pool > coalesce(CAST(@after AS text), '')
            ORDER BY pool LIMIT @take) AS p
        LEFT JOIN (SELECT pool, count(*) FILTER (WHERE reward_id IS NULL) AS free, count(reward_id) AS given FROM pool_codes
            WHERE shop_id = @shop AND (CAST(@only AS text) IS NULL OR pool = @only) GROUP BY pool) AS c ON c.pool = p.pool
        ORDER BY p.pool
        """;

    private const string KnownPools = "SELECT pool FROM code_pools WHERE shop_id = @shop AND pool = ANY(@names)";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<CodePoolAnswer>>("/v1/code-pools", Permission.RewardsRead, async call =>
            Outcome.Ok(call.Page(
                await call.Db.Query<CodePoolAnswer>(
                    Pools, new { Only = (string?)null, After = call.Query("after"), Take = call.Limit + 1 }),
                pool => pool.Pool, pool => pool)));
        routes.Read<ListOf<PoolCodeAnswer>>("/v1/code-pools/{pool}/codes", Permission.RewardsRead, async call =>
            await call.Db.First<CodePoolAnswer>(Pools, new { Only = call.Route("pool"), After = (string?)null, Take = 1 }) is { } pool
                ? Outcome.Ok(call.Page(
                    await call.Db.Query<PoolCodeAnswer>(
                        CodesOf,
                        new { pool.Pool, Status = call.Query("status"), After = call.Query("after"), Take = call.Limit + 1 }),
                    code => code.Code, code => code))
                : Refusal.NotFound("pool"))
            .WithMetadata(new QueryParameter("status", "free, or where the reward that has the code stands."));
        routes.Write<ImportCodesRequest, CodePoolAnswer>(
            "POST", "/v1/code-pools/{pool}/codes", Permission.RewardsWrite, async (call, tx, request) =>
            {
                var added = await Run(tx, call.Route("pool"), request.Codes ?? [], request.LowAt, call.Now);
                return added.IsRefused ? added.Refusal : Outcome.Created(added.Value);
            }, 201);
    }

    /// <summary>Reads one line of a file of codes.</summary>
    internal static Result<PoolCode> Prepare(PoolCodeRequest line) =>
        Code.Normalize(line.Code) is not { } code
            ? Refusal.Invalid("code", "must be 4 to 32 characters of A–Z, 0–9 and hyphen")
            : Name(line.Pool) is { IsRefused: true } wrong ? wrong.Refusal : new PoolCode(line.Pool.Trim(), code);

    /// <summary>Adds those of some codes that nobody has yet; the others, in the order they were given.</summary>
    /// <returns>Codes of the same pool that were there before, and codes that something else in the shop has.</returns>
    internal static async Task<(List<PoolCode> Known, List<PoolCode> Taken)> AddNew(
        ShopTx tx, IReadOnlyList<PoolCode> codes, Instant now)
    {
        var inPools = (await tx.Query<PoolCode>(Pooled, new { Codes = codes.Select(code => code.Code).ToArray() })).ToHashSet();
        var taken = (await tx.Query<string>(Taken, new { Codes = codes.Select(code => code.Code).ToArray() }))
            .ToHashSet(StringComparer.Ordinal);
        var (fresh, known, others) = (new List<PoolCode>(), new List<PoolCode>(), new List<PoolCode>());
        foreach (var code in codes)
        {
            if (inPools.Contains(code))
            {
                known.Add(code);
            }
            else if (taken.Add(code.Code))
            {
                fresh.Add(code);
                inPools.Add(code);
            }
            else
            {
                others.Add(code);
            }
        }

        foreach (var pool in fresh.GroupBy(code => code.Pool, StringComparer.Ordinal))
        {
            await Run(tx, pool.Key, [.. pool.Select(code => code.Code)], null, now);
        }

        return (known, others);
    }

    /// <summary>A page of the pools, by name.</summary>
    /// <param name="reads">Where to read.</param>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <param name="take">How many at most.</param>
    internal static Task<List<CodePoolAnswer>> List(Reads reads, string? after, int take) =>
        reads.Query<CodePoolAnswer>(Pools, new { Only = (string?)null, After = after, Take = take });

    /// <summary>Those of some names that are pools.</summary>
    internal static Task<List<string>> Known(Reads reads, string[] names) => reads.Query<string>(KnownPools, new { Names = names });

    /// <summary>Adds; refused with the codes that are no codes, or stand twice or already somewhere in the shop.</summary>
    internal static async Task<Result<CodePoolAnswer>> Run(
        ShopTx tx, string name, IReadOnlyList<string> texts, long? lowAt, Instant now)
    {
        var named = Name(name);
        if (named.IsRefused)
        {
            return named.Refusal;
        }

        var pool = named.Value;
        if (lowAt is < 0 or > Currency.MaxMinor || texts.Count > MostCodes)
        {
            return texts.Count > MostCodes
                ? Refusal.Invalid("codes", $"must be at most {MostCodes} at once")
                : Refusal.Invalid("lowAt", "must not be negative");
        }

        var codes = Parse(texts);
        if (codes.IsRefused)
        {
            return codes.Refusal;
        }

        if (await tx.Query<string>(Taken, new { Codes = codes.Value }) is { Count: > 0 } taken)
        {
            return Duplicates(codes.Value, taken.ToHashSet(StringComparer.Ordinal));
        }

        await tx.Execute(PutPool, new { Pool = pool, LowAt = lowAt, Usual = UsualLowAt, At = now });
        var sequence = tx.NewId<Domain.Ids.EntryId>().Value;
        if (codes.Value.Length > 0)
        {
            await tx.InsertMany(Insert, Array.ConvertAll(codes.Value, code => new CodeRow(pool, code, now, sequence++)));
        }

        await HandOut(tx, pool, now);
        await CodePools.TellStock(tx, pool, now);
        return (await tx.First<CodePoolAnswer>(Pools, new { Only = pool, After = (string?)null, Take = 1 }))!;
    }

    private static Result<string> Name(string name) =>
        name.Trim() is { Length: >= 1 and <= LongestPool } pool && !pool.Any(char.IsControl)
            ? pool
            : Refusal.Invalid("pool", $"must have 1 to {LongestPool} characters, and no control characters");

    private static Result<string[]> Parse(IReadOnlyList<string> texts)
    {
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var codes = new List<string>(texts.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            if (Code.Normalize(texts[i]) is not { } code)
            {
                errors[$"codes[{i}]"] = ["must be 4 to 32 characters of A–Z, 0–9 and hyphen"];
            }
            else if (!seen.Add(code))
            {
                errors[$"codes[{i}]"] = [$"{code} stands twice in this list"];
            }
            else
            {
                codes.Add(code);
            }
        }

        return errors.Count == 0 ? codes.ToArray() : RewardRefusals.CodesNotUsable(errors);
    }

    private static Refusal Duplicates(string[] codes, HashSet<string> taken) => RewardRefusals.CodesTaken(
        codes.Select((code, i) => (code, i)).Where(pair => taken.Contains(pair.code)).ToDictionary(
            pair => $"codes[{pair.i}]", IReadOnlyList<string> (pair) => [$"{pair.code} is known in this shop already"]));

    // First come, first served; a friend's claim learns its code, and the journal tells that it came.
    private static async Task HandOut(ShopTx tx, string pool, Instant now)
    {
        foreach (var waiting in await tx.Query<Reward>(Waiting))
        {
            if (waiting.Promise().CodePool != pool)
            {
                continue;
            }

            var issued = await ApproveReward.Run(tx, waiting, now);
            if (issued.Status == RewardStatus.Waiting)
            {
                return;
            }

            if (issued is { ClaimId: { } claim, CouponCode: { } code })
            {
                ClaimStore.GiveCoupon(tx, claim, code, issued.ExpiresAt);
            }
        }
    }

    private sealed record CodeRow(string Pool, string Code, Instant At, long Sequence);
}
