using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>Where learnt weights stand: made, judging beside, deciding, taken out of service.</summary>
public enum ModelStatus { Draft, Shadow, Live, Retired }

/// <summary>Weights with their id; the expert's have none.</summary>
internal sealed record NumberedModel(ModelId? Id, ScreeningModel Model);

/// <summary>The weights in use.</summary>
/// <param name="Live">Those that decide.</param>
/// <param name="Shadow">Those that are being tried; null without.</param>
internal sealed record ModelsInUse(NumberedModel Live, NumberedModel? Shadow);

/// <summary>Reads weights. Numbers are kept as text by signal code, so that a row tells what it means.</summary>
internal static class Models
{
    private const string InUse = """
        SELECT model_id, status, bias, weights FROM screening_models WHERE shop_id = @shop AND status IN ('live', 'shadow')
        """;

    private const string ById = "SELECT model_id, status, bias, weights FROM screening_models WHERE shop_id = @shop AND model_id = @id";

    /// <summary>Weights by id, without one those that decide now; null where there are none of this id.</summary>
    internal static async Task<ScreeningModel?> Find(Reads db, ModelId? id) =>
        id is null ? (await Current(db)).Live.Model : (await db.First<ModelRow>(ById, new { Id = id }))?.Model.Model;

    /// <summary>The weights that decide now, and those that are being tried.</summary>
    internal static async Task<ModelsInUse> Current(Reads db)
    {
        var rows = await db.Query<ModelRow>(InUse);
        NumberedModel? Of(ModelStatus status) => rows.Find(row => row.Status == status)?.Model;
        return new ModelsInUse(Of(ModelStatus.Live) ?? new NumberedModel(null, ScreeningModel.Expert), Of(ModelStatus.Shadow));
    }

    /// <summary>Weights as their row has them.</summary>
    internal static (string Bias, string Weights) Text(ScreeningModel model) => (
        JsonSerializer.Serialize(model.Bias),
        JsonSerializer.Serialize(Signals.All.ToDictionary(Signals.Code, model.Of), WireJson.Options));

    /// <summary>Weights of a row; a signal that it does not know weighs nothing.</summary>
    internal static ScreeningModel Read(string bias, string weights)
    {
        var known = JsonSerializer.Deserialize<Dictionary<string, double>>(weights, WireJson.Options)!;
        return new ScreeningModel(
            JsonSerializer.Deserialize<double>(bias), [.. Signals.All.Select(signal => known.GetValueOrDefault(Signals.Code(signal)))]);
    }

    private sealed record ModelRow(ModelId ModelId, ModelStatus Status, string Bias, string Weights)
    {
        internal NumberedModel Model => new(ModelId, Read(Bias, Weights));
    }
}
