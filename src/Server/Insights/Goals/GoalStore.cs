using System.Globalization;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>Whether a goal was decided.</summary>
internal enum GoalDecision { Open, Reached, Missed }

/// <summary>A goal as it is kept.</summary>
/// <param name="GoalId">Its id.</param>
/// <param name="Status">Whether it was decided; that is never taken back.</param>
/// <param name="Terms">As it is stated.</param>
/// <param name="SettledAt">When it was decided, shop time.</param>
/// <param name="SettledValue">The measure then; null where it had none.</param>
/// <param name="ArchivedAt">When it was put away.</param>
/// <param name="CreatedAt">Shop time.</param>
/// <param name="UpdatedAt">Shop time.</param>
internal sealed record KeptGoal(
    GoalId GoalId, GoalDecision Status, GoalTerms Terms, Instant? SettledAt, decimal? SettledValue, Instant? ArchivedAt, Instant CreatedAt,
    Instant UpdatedAt)
{
    /// <summary>The goal in the shop's calendar.</summary>
    internal Goal In(Shop shop) => Goal.Make(
        Terms.Kpi, Terms.Direction, Terms.Target, Rewards.LedgerDate.StartOf(shop, Terms.From),
        Rewards.LedgerDate.StartOf(shop, Terms.To)).Value;
}

/// <summary>The rows of goals.</summary>
internal static class GoalStore
{
    private const string Columns = "goal_id, status, terms, settled_at, settled_value, archived_at, created_at, updated_at";

    private const string One = $"SELECT {Columns} FROM goals WHERE shop_id = @shop AND goal_id = @id";

    private const string ForUpdate = One + " FOR UPDATE";

    private const string Rest = """
        AND (CAST(@after AS bigint) IS NULL OR goal_id < @after) ORDER BY goal_id DESC LIMIT @limit
        """;

    private const string CurrentPage = $"SELECT {Columns} FROM goals WHERE shop_id = @shop AND archived_at IS NULL {Rest}";

    private const string ArchivedPage = $"SELECT {Columns} FROM goals WHERE shop_id = @shop AND archived_at IS NOT NULL {Rest}";

    private const string AllOpen = $"""
        SELECT {Columns} FROM goals WHERE shop_id = @shop AND status = 'open' AND archived_at IS NULL ORDER BY goal_id
        """;

    private const string AllRecent = $"""
        SELECT {Columns} FROM goals WHERE shop_id = @shop AND archived_at IS NULL AND (status = 'open' OR settled_at >= @since)
        ORDER BY goal_id
        """;

    private const string HowManyOpen = "SELECT count(*) FROM goals WHERE shop_id = @shop AND status = 'open' AND archived_at IS NULL";

    private const string HowManyArchived = "SELECT count(*) FROM goals WHERE shop_id = @shop AND archived_at IS NOT NULL";

    private const string Insert = """
        INSERT INTO goals (shop_id, goal_id, status, terms, created_at, updated_at)
        VALUES (@shop, @goalId, 'open', @terms, @createdAt, @updatedAt)
        """;

    private const string Update = """
        UPDATE goals SET terms = @terms, archived_at = @archivedAt, updated_at = @updatedAt WHERE shop_id = @shop AND goal_id = @goalId
        """;

    private const string Decide = """
        UPDATE goals SET status = @status, settled_at = @at, settled_value = @value
        WHERE shop_id = @shop AND goal_id = @id AND status = 'open' AND archived_at IS NULL
        """;

    internal static async Task<KeptGoal?> Find(Reads db, GoalId id) => Read(await db.First<Row>(One, new { Id = id }));

    internal static async Task<KeptGoal?> Lock(ShopTx tx, GoalId id) => Read(await tx.First<Row>(ForUpdate, new { Id = id }));

    /// <summary>Goals, newest first: those that are followed or decided, or those that were put away.</summary>
    internal static async Task<List<KeptGoal>> List(Reads db, bool isArchived, GoalId? after, int limit) =>
        (await (isArchived
            ? db.Query<Row>(ArchivedPage, new { After = after, Limit = limit })
            : db.Query<Row>(CurrentPage, new { After = after, Limit = limit }))).ConvertAll(row => Read(row)!);

    /// <summary>Those that are neither decided nor put away.</summary>
    internal static async Task<List<KeptGoal>> Open(Reads db) => (await db.Query<Row>(AllOpen)).ConvertAll(row => Read(row)!);

    /// <summary>Those that are followed, and those that were decided since.</summary>
    internal static async Task<List<KeptGoal>> Recent(Reads db, Instant since) =>
        (await db.Query<Row>(AllRecent, new { Since = since })).ConvertAll(row => Read(row)!);

    internal static Task<long> CountOpen(Reads db) => db.First<long>(HowManyOpen);

    internal static Task<long> CountArchived(Reads db) => db.First<long>(HowManyArchived);

    internal static void Add(ShopTx tx, KeptGoal goal) => tx.Enqueue(Insert, Write(goal));

    internal static void Save(ShopTx tx, KeptGoal goal) => tx.Enqueue(Update, Write(goal));

    /// <summary>Decides a goal; false where somebody was faster.</summary>
    internal static async Task<bool> Settle(ShopTx tx, GoalId id, GoalDecision status, decimal? value, Instant at) =>
        await tx.Execute(Decide, new { Id = id, Status = status, At = at, Value = value?.ToString(CultureInfo.InvariantCulture) }) == 1;

    private static KeptGoal? Read(Row? row) => row is null ? null : new KeptGoal(
        row.GoalId, row.Status, JsonSerializer.Deserialize<GoalTerms>(row.Terms, WireJson.Options)!, row.SettledAt,
        row.SettledValue is { } value ? decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture) : null, row.ArchivedAt,
        row.CreatedAt, row.UpdatedAt);

    private static object Write(KeptGoal goal) => new
    {
        goal.GoalId, Terms = JsonSerializer.Serialize(goal.Terms, WireJson.Options), goal.ArchivedAt, goal.CreatedAt, goal.UpdatedAt,
    };

    private sealed record Row(
        GoalId GoalId, GoalDecision Status, string Terms, Instant? SettledAt, string? SettledValue, Instant? ArchivedAt, Instant CreatedAt,
        Instant UpdatedAt);
}
