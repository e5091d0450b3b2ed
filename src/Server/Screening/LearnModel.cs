using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>Weights that were learnt, and how they stand.</summary>
/// <param name="Id">Which; null for the expert's.</param>
/// <param name="Status">Made, judging beside, deciding, out of service.</param>
/// <param name="Bias">Log-odds where nothing is seen.</param>
/// <param name="Weights">Log-odds by signal code.</param>
/// <param name="Labels">From how many reviewed cases.</param>
/// <param name="Abuse">How many of them were abuse.</param>
/// <param name="MadeBy">Who had them learnt; null for the expert's.</param>
/// <param name="CreatedAt">When; null for the expert's.</param>
/// <param name="SwitchedAt">When they were last switched on or off.</param>
public sealed record ModelAnswer(
    ModelId? Id, ModelStatus Status, double Bias, IReadOnlyDictionary<string, double> Weights, long Labels, long Abuse, string? MadeBy,
    Instant? CreatedAt, Instant? SwitchedAt);

/// <summary>What weights in shadow would have said beside those that decided.</summary>
/// <param name="Screened">Verdicts of both.</param>
/// <param name="WouldStop">Paid as it was, and reviewed or rejected by them.</param>
/// <param name="WouldPay">The other way round.</param>
public sealed record ShadowAnswer(long Screened, long WouldStop, long WouldPay);

/// <summary>Weights with what there is to judge them by.</summary>
/// <param name="Model">The weights.</param>
/// <param name="History">On the shop's reviewed cases, each judged by weights that have not seen it; null below 200.</param>
/// <param name="Shadow">What they said while they judged beside.</param>
public sealed record ModelReport(ModelAnswer Model, ModelComparison? History, ShadowAnswer Shadow);

/// <summary>
/// Weights learnt from what people decided: first in shadow, where they judge beside and change nothing, then, by a person's hand,
/// in place of those that decide.
/// </summary>
internal static class LearnModel
{
    private const string Columns = "model_id, status, bias, weights, labels, abuse, made_by, created_at, switched_at";

    private const string List = "SELECT " + Columns + " FROM screening_models WHERE shop_id = @shop ORDER BY model_id DESC LIMIT 100";

    private const string ById = "SELECT " + Columns + " FROM screening_models WHERE shop_id = @shop AND model_id = @id";

    private const string Insert = """
        INSERT INTO screening_models (shop_id, model_id, status, bias, weights, labels, abuse, made_by, created_at, switched_at)
        VALUES (@shop, @modelId, 'shadow', @bias, @weights, @labels, @abuse, @madeBy, @at, NULL)
        """;

    private const string Leave = """
        UPDATE screening_models SET status = 'retired', switched_at = @at WHERE shop_id = @shop AND status = @status
        """;

    private const string Enter = """
        UPDATE screening_models SET status = @status, switched_at = @at WHERE shop_id = @shop AND model_id = @id
        """;

    // What was known at the release counts, else at the order.
    private const string Labelled = """
        SELECT s.facts, l.is_abuse FROM screening_labels l
        JOIN screenings s ON s.shop_id = @shop AND s.order_id = l.order_id AND s.stage = (
            SELECT max(t.stage) FROM screenings t WHERE t.shop_id = @shop AND t.order_id = l.order_id)
        WHERE l.shop_id = @shop ORDER BY l.order_id
        """;

    private const string Beside = """
        SELECT count(*) AS screened,
            count(*) FILTER (WHERE shadow_decision IN ('review', 'reject') AND decision NOT IN ('review', 'reject')) AS would_stop,
            count(*) FILTER (WHERE shadow_decision NOT IN ('review', 'reject') AND decision IN ('review', 'reject')) AS would_pay
        FROM screenings WHERE shop_id = @shop AND shadow_model_id = @id
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<ModelAnswer>>("/v1/screening/models", Permission.ScreeningRead, async call =>
            Outcome.Ok(new ListOf<ModelAnswer>(await All(call.Db), null)));
        routes.Read<ModelReport>("/v1/screening/models/{id}", Permission.ScreeningRead, async call =>
            await Report(call.Db, call.RouteId<ModelId>()) is { } report ? Outcome.Ok(report) : Refusal.NotFound("model"));
        routes.Write<NoBody, ModelAnswer>("POST", "/v1/screening/models", Permission.ScreeningWrite, async (call, tx, _) =>
        {
            var learnt = await Learn(tx, call.Caller.KeyId.ToString(), call.Now);
            return learnt.IsRefused ? learnt.Refusal : Outcome.Created(learnt.Value);
        }, 201);
        routes.Write<NoBody, ModelAnswer>("POST", "/v1/screening/models/{id}/activate", Permission.ScreeningWrite, (call, tx, _) =>
            Answer(Switch(tx, call.RouteId<ModelId>(), ModelStatus.Live, call.Caller.KeyId.ToString(), call.Now)));
        routes.Write<NoBody, ModelAnswer>("POST", "/v1/screening/models/{id}/retire", Permission.ScreeningWrite, (call, tx, _) =>
            Answer(Switch(tx, call.RouteId<ModelId>(), ModelStatus.Retired, call.Caller.KeyId.ToString(), call.Now)));
    }

    /// <summary>All weights, the latest first; the expert's, which decide where none of them does, last.</summary>
    internal static async Task<List<ModelAnswer>> All(Reads db)
    {
        var learnt = (await db.Query<Row>(List)).ConvertAll(row => row.Answer);
        var expert = ScreeningModel.Expert;
        var status = learnt.Exists(model => model.Status == ModelStatus.Live) ? ModelStatus.Retired : ModelStatus.Live;
        return [.. learnt, new ModelAnswer(null, status, expert.Bias, ByCode(expert), 0, 0, null, null, null)];
    }

    /// <summary>Weights with their record; null where there are none of this id.</summary>
    internal static async Task<ModelReport?> Report(Reads db, ModelId id)
    {
        if (await db.First<Row>(ById, new { Id = id }) is not { } row)
        {
            return null;
        }

        // Weights that decide already are compared with the expert's: with themselves says nothing.
        var labels = await LabelsOf(db);
        var live = (await Models.Current(db)).Live;
        var current = live.Id == id ? ScreeningModel.Expert : live.Model;
        return new ModelReport(
            row.Answer, labels.Count < RefitModel.FewestLabels ? null : CompareModels.Of(current, labels),
            (await db.First<ShadowAnswer>(Beside, new { Id = id }))!);
    }

    /// <summary>Learns from all labels and puts the weights in shadow, in the place of those that were there.</summary>
    internal static async Task<Result<ModelAnswer>> Learn(ShopTx tx, string by, Instant now)
    {
        var learnt = RefitModel.From((await Models.Current(tx)).Live.Model, await LabelsOf(tx));
        if (learnt.IsRefused)
        {
            return learnt.Refusal;
        }

        var (id, model) = (tx.NewId<ModelId>(), learnt.Value.Model);
        var (bias, weights) = Models.Text(model);
        await tx.Execute(Leave, new { Status = ModelStatus.Shadow, At = now });
        await tx.Execute(Insert, new
        {
            ModelId = id, Bias = bias, Weights = weights, learnt.Value.Labels, learnt.Value.Abuse, MadeBy = by, At = now,
        });
        tx.Publish(new ModelSwitched(id, ModelStatus.Shadow, by), now);
        return (await tx.First<Row>(ById, new { Id = id }))!.Answer;
    }

    /// <summary>Lets weights decide, or takes them out of service; what decided before is retired and can be switched on again.</summary>
    internal static async Task<Result<ModelAnswer>> Switch(ShopTx tx, ModelId id, ModelStatus to, string by, Instant now)
    {
        if (await tx.First<Row>(ById, new { Id = id }) is not { } row)
        {
            return Refusal.NotFound("model");
        }

        if (row.Status != to)
        {
            if (to == ModelStatus.Live)
            {
                await tx.Execute(Leave, new { Status = ModelStatus.Live, At = now });
            }

            await tx.Execute(Enter, new { Id = id, Status = to, At = now });
            tx.Publish(new ModelSwitched(id, to, by), now);
        }

        return (await tx.First<Row>(ById, new { Id = id }))!.Answer;
    }

    private static async Task<Outcome> Answer(Task<Result<ModelAnswer>> switching)
    {
        var switched = await switching;
        return switched.IsRefused ? switched.Refusal : Outcome.Ok(switched.Value);
    }

    private static async Task<List<(double[] Values, bool IsAbuse)>> LabelsOf(Reads db) =>
        (await db.Query<LabelRow>(Labelled)).ConvertAll(row => (ReadSignals.From(row.Read()), row.IsAbuse));

    private static Dictionary<string, double> ByCode(ScreeningModel model) => Signals.All.ToDictionary(Signals.Code, model.Of);

    private sealed record LabelRow(string Facts, bool IsAbuse)
    {
        internal ScreeningFacts Read() => JsonSerializer.Deserialize<ScreeningFacts>(Facts, WireJson.Options)!;
    }

    private sealed record Row(
        ModelId ModelId, ModelStatus Status, string Bias, string Weights, long Labels, long Abuse, string MadeBy, Instant CreatedAt,
        Instant? SwitchedAt)
    {
        internal ModelAnswer Answer
        {
            get
            {
                var model = Models.Read(Bias, Weights);
                return new ModelAnswer(ModelId, Status, model.Bias, ByCode(model), Labels, Abuse, MadeBy, CreatedAt, SwitchedAt);
            }
        }
    }
}

/// <summary>Weights of screening came into shadow, into force or out of service.</summary>
internal sealed record ModelSwitched(ModelId Model, ModelStatus Status, string By) : IShopEvent
{
    public string Type => "screening.model_switched";

    public string Subject => Model.ToString();
}
