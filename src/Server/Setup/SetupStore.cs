using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Storage;

namespace Vouch.Server.Setup;

/// <summary>The steps of the guided set-up, in order.</summary>
public enum SetupStep { Template, Rewards, Rules, Look, Launch }

/// <summary>How far a program's set-up has come, and what was said for it.</summary>
/// <param name="ProgramId">The program.</param>
/// <param name="Template">What it began as; null for one that was made otherwise.</param>
/// <param name="Step">The step to go on with.</param>
/// <param name="MarginPercent">As assumed for the suggestion; the shop's own figure goes before it.</param>
/// <param name="AverageOrder">Minor units.</param>
/// <param name="RepeatOrders">Hundredths of an order that a new customer adds later.</param>
/// <param name="OtherCac">What a new customer costs elsewhere, minor units.</param>
public sealed record KnownSetup(
    ProgramId ProgramId, ProgramTemplate? Template, SetupStep Step, long? MarginPercent = null, long? AverageOrder = null,
    long? RepeatOrders = null, long? OtherCac = null);

/// <summary>The rows of the guided set-up.</summary>
internal static class SetupStore
{
    private const string Columns = "program_id, template, step, margin_percent, average_order, repeat_orders, other_cac";

    private const string One = "SELECT " + Columns + " FROM setups WHERE shop_id = @shop AND program_id = @programId";

    private const string Some = "SELECT " + Columns + " FROM setups WHERE shop_id = @shop AND program_id = ANY(@programIds)";

    private const string Put = """
        INSERT INTO setups (shop_id, program_id, template, step, margin_percent, average_order, repeat_orders, other_cac, updated_at)
        VALUES (@shop, @programId, @template, @step, @marginPercent, @averageOrder, @repeatOrders, @otherCac, @at)
        ON CONFLICT (shop_id, program_id) DO UPDATE SET template = excluded.template, step = excluded.step,
            margin_percent = excluded.margin_percent, average_order = excluded.average_order, repeat_orders = excluded.repeat_orders,
            other_cac = excluded.other_cac, updated_at = excluded.updated_at
        """;

    /// <summary>The set-up of a program; one that never began stands at its template.</summary>
    internal static async Task<KnownSetup> Of(Reads db, ProgramId id) =>
        (await db.First<Row>(One, new { ProgramId = id }))?.ToSetup() ?? new KnownSetup(id, null, SetupStep.Template);

    /// <summary>Where the set-ups of some programs stand.</summary>
    internal static async Task<Dictionary<ProgramId, KnownSetup>> Of(Reads db, IReadOnlyCollection<ProgramId> ids) =>
        (await db.Query<Row>(Some, new { ProgramIds = ids })).ToDictionary(row => row.ProgramId, row => row.ToSetup());

    /// <summary>Keeps one.</summary>
    internal static Task Save(ShopTx tx, KnownSetup setup, Instant now) => tx.Execute(Put, new
    {
        setup.ProgramId, Template = setup.Template is { } template ? WireName.Of(template) : null, setup.Step, setup.MarginPercent,
        setup.AverageOrder, setup.RepeatOrders, setup.OtherCac, At = now,
    });

    private sealed record Row(
        ProgramId ProgramId, string? Template, SetupStep Step, long? MarginPercent, long? AverageOrder, long? RepeatOrders,
        long? OtherCac)
    {
        internal KnownSetup ToSetup() => new(
            ProgramId, WireName.TryParse<ProgramTemplate>(Template, out var known) ? known : null, Step, MarginPercent, AverageOrder,
            RepeatOrders, OtherCac);
    }
}
