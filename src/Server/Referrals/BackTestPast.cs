using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Domain.Rewards;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>A policy to be tried on the past; what is left out stays as it is.</summary>
/// <param name="Months">How far back, 1 to 24; 6 where left out.</param>
/// <param name="Bands">Other bands for all programs.</param>
/// <param name="ModelId">Learnt weights.</param>
/// <param name="Expert">The expert's weights in place of those that decide now.</param>
/// <param name="Bias">Another log-odds where nothing is seen.</param>
/// <param name="Weights">Other weights by signal code; the others stay.</param>
/// <param name="List">Entries of the list that would have been there.</param>
public sealed record BackTestRequest(
    int Months = 6, BandsRequest? Bands = null, ModelId? ModelId = null, bool Expert = false, double? Bias = null,
    IReadOnlyDictionary<string, double>? Weights = null, IReadOnlyList<TriedEntry>? List = null);

/// <summary>Bands to be tried.</summary>
public sealed record BandsRequest(int HoldAt, int ReviewAt, int RejectAt, HouseholdMode Household = HouseholdMode.Spare);

/// <summary>What the policy would have done; amounts in minor units of the shop's currency.</summary>
/// <param name="From">Cases screened since.</param>
/// <param name="Cases">How many.</param>
/// <param name="Reviewed">How many of them a person looked at.</param>
/// <param name="Now">What was decided.</param>
/// <param name="Then">What would have been.</param>
/// <param name="NewlyStopped">How many would no longer be paid at once.</param>
/// <param name="StoppedAmount">What their rewards are worth.</param>
/// <param name="NewlyPaid">How many would be paid that were stopped.</param>
/// <param name="PaidAmount">What their rewards are worth.</param>
/// <param name="GoodLost">How many of the newly stopped were good, as far as is known.</param>
/// <param name="Stopped">The newly stopped, the largest first, at most 200.</param>
/// <param name="Paid">The newly paid, so too.</param>
public sealed record BackTestAnswer(
    Instant From, int Cases, int Reviewed, PolicyCounts Now, PolicyCounts Then, int NewlyStopped, long StoppedAmount, int NewlyPaid,
    long PaidAmount, int GoodLost, IReadOnlyList<ChangedCase> Stopped, IReadOnlyList<ChangedCase> Paid);

/// <summary>
/// Tries other weights, bands or lists on the cases of the last months: who would have been paid or stopped, what it costs, which
/// good referrals it would lose. Nothing is changed by it.
/// </summary>
internal static class BackTestPast
{
    private const int MostMonths = 24;
    private const int MostListed = 200;
    private const int PerPage = 5_000;
    private const double SteepestWeight = 20;

    private const string Page = """
        SELECT r.referral_id, r.program_id, r.program_version, r.status, s.order_id, s.facts, s.decision, l.is_abuse, o.base_amount,
            o.customer_email, o.ip_address, a.email AS advocate_email
        FROM screenings s
        JOIN referrals r ON r.shop_id = @shop AND r.order_id = s.order_id AND r.reason <> 'attribution_changed'
        JOIN orders o ON o.shop_id = @shop AND o.order_id = s.order_id
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        LEFT JOIN screening_labels l ON l.shop_id = @shop AND l.order_id = s.order_id
        WHERE s.shop_id = @shop AND s.at >= @fromAt AND s.order_id > @after AND s.stage = (
            SELECT max(t.stage) FROM screenings t WHERE t.shop_id = @shop AND t.order_id = s.order_id)
        ORDER BY s.order_id LIMIT @take
        """;

    // It reads much and writes nothing: in a transaction it would hold up those who write.
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCall(HttpMethods.Post, "/v1/screening/back-tests", Audience.SecretKey, Answer)
            .WithMetadata(
                new AccessAttribute(Audience.SecretKey, Permission.ScreeningRead), new WriteRequest(typeof(BackTestRequest)))
            .WithTags(nameof(Screening))
            .Produces<BackTestAnswer>(200)
            .Refuses(400, 401, 403, 413);

    private static async Task<KeptAnswer> Answer(Call call)
    {
        var (request, _) = await Endpoints.ReadBody<BackTestRequest>(call);
        var tested = await call.Db.Snapshot(reads => Run(reads, request, call.Now));
        return tested.IsRefused ? throw new RefusedException(tested.Refusal) : Endpoints.Serialize(Outcome.Ok(tested.Value));
    }

    /// <summary>Tries a policy on the past.</summary>
    internal static async Task<Result<BackTestAnswer>> Run(Reads db, BackTestRequest request, Instant now)
    {
        var policy = await Policy(db, request);
        if (policy.IsRefused)
        {
            return policy.Refusal;
        }

        var from = now.PlusMonths(-request.Months);
        var lists = TriedList.Of(request.List ?? []);
        if (lists.IsRefused)
        {
            return lists.Refusal;
        }

        var terms = new Dictionary<(ProgramId, long), ProgramTerms>();
        var past = new List<PastCase>();
        for (var after = 0L; ;)
        {
            var page = await db.Query<Row>(Page, new { FromAt = from, After = after, Take = PerPage });
            foreach (var row in page)
            {
                past.Add(row.Past(await Terms(db, terms, row), lists.Value));
            }

            if (page.Count < PerPage)
            {
                break;
            }

            after = page[^1].OrderId.Value;
        }

        return Answer(from, BackTest.Run(past, policy.Value.Model, policy.Value.Bands));
    }

    private static BackTestAnswer Answer(Instant from, BackTestResult result) => new(
        from, result.Cases, result.Reviewed, result.Now, result.Then, result.NewlyStopped.Count, result.StoppedAmount,
        result.NewlyPaid.Count, result.PaidAmount, result.GoodLost.Count, [.. result.NewlyStopped.Take(MostListed)],
        [.. result.NewlyPaid.Take(MostListed)]);

    private static async Task<Result<(ScreeningModel Model, ScreeningTerms? Bands)>> Policy(Reads db, BackTestRequest request)
    {
        if (request.Months is < 1 or > MostMonths)
        {
            return Refusal.Invalid("months", $"must be 1 to {MostMonths}");
        }

        if (request.Bands is { } bands && !(bands is { HoldAt: >= 0, RejectAt: <= 100 } && bands.HoldAt <= bands.ReviewAt
            && bands.ReviewAt <= bands.RejectAt))
        {
            return Refusal.Invalid("bands", "must rise from 0 to 100: holdAt, reviewAt, rejectAt");
        }

        var basis = request.Expert ? ScreeningModel.Expert : await Models.Find(db, request.ModelId);
        if (basis is null)
        {
            return Refusal.Invalid("modelId", "is no weights of this shop");
        }

        var weights = basis.Weights.ToArray();
        foreach (var (code, weight) in request.Weights ?? new Dictionary<string, double>())
        {
            if (Signals.Find(code) is not { } signal || !(Math.Abs(weight) <= SteepestWeight))
            {
                return Refusal.Invalid("weights." + code, $"must be a known signal with a weight of at most {SteepestWeight} either way");
            }

            weights[(int)signal] = weight;
        }

        return request.Bias is { } bias && !(Math.Abs(bias) <= SteepestWeight)
            ? Refusal.Invalid("bias", $"must be at most {SteepestWeight} either way")
            : (new ScreeningModel(request.Bias ?? basis.Bias, weights), request.Bands is { } b
                ? new ScreeningTerms(b.HoldAt, b.ReviewAt, b.RejectAt, b.Household)
                : null);
    }

    private static async Task<ProgramTerms> Terms(Reads db, Dictionary<(ProgramId, long), ProgramTerms> known, Row row)
    {
        var key = (row.ProgramId, row.ProgramVersion);
        return known.TryGetValue(key, out var terms)
            ? terms
            : known[key] = await ProgramQueries.Terms(db, row.ProgramId, row.ProgramVersion);
    }

    private sealed record Row(
        ReferralId ReferralId, ProgramId ProgramId, long ProgramVersion, ReferralStatus Status, OrderId OrderId, string Facts,
        ScreeningDecision Decision, bool? IsAbuse, long BaseAmount, string? CustomerEmail, string? IpAddress, string? AdvocateEmail)
    {
        internal PastCase Past(ProgramTerms terms, TriedList lists) => new(
            ReferralId.ToString(), JsonSerializer.Deserialize<ScreeningFacts>(Facts, WireJson.Options)!, terms.Screening,
            lists.Of(CustomerEmail, AdvocateEmail, IpAddress), Decision, IsAbuse, Status == ReferralStatus.Approved,
            Ladder.AdvocateReward(terms, 1) is { } reward ? RewardWorth.Counted(reward, BaseAmount) : 0);
    }
}
