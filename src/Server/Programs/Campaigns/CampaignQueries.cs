using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>What the slices to the right may ask about campaigns.</summary>
public static class CampaignQueries
{
    private const string One = "SELECT " + CampaignRow.Columns + " FROM campaigns c WHERE c.shop_id = @shop AND c.campaign_id = @id";

    private const string Several =
        "SELECT " + CampaignRow.Columns + " FROM campaigns c WHERE c.shop_id = @shop AND c.campaign_id = ANY(@ids)";

    private const string Page = "SELECT " + CampaignRow.Columns + """

        FROM campaigns c
        WHERE c.shop_id = @shop AND (CAST(@after AS bigint) IS NULL OR c.campaign_id < @after)
            AND (CAST(@programId AS bigint) IS NULL OR c.program_id = @programId)
            AND (CAST(@status AS text) IS NULL OR c.status = @status)
        ORDER BY c.campaign_id DESC LIMIT @limit
        """;

    // A campaign that was to begin at the order's own moment may begin a moment later; one for everybody misses nobody by that.
    private const string HoldingAt = "SELECT " + CampaignRow.Columns + """

        FROM campaigns c
        WHERE c.shop_id = @shop AND c.program_id = @programId AND c.starts_at <= @at AND c.ends_at > @at
            AND (c.status IN ('running', 'ended') OR (c.status = 'scheduled' AND c.segment_id IS NULL))
            AND (c.segment_id IS NULL OR EXISTS (
                SELECT 1 FROM campaign_members m
                WHERE m.shop_id = @shop AND m.campaign_id = c.campaign_id AND m.advocate_id = @advocate))
        ORDER BY c.campaign_id
        """;

    private const string MembersAfter = """
        SELECT advocate_id FROM campaign_members
        WHERE shop_id = @shop AND campaign_id = @id AND (CAST(@after AS bigint) IS NULL OR advocate_id > @after)
        ORDER BY advocate_id LIMIT @limit
        """;

    private const string Waiting = """
        SELECT 1 FROM campaigns WHERE shop_id = @shop AND segment_id = @segment AND status IN ('draft', 'scheduled', 'running') LIMIT 1
        """;

    /// <summary>Some campaigns by their ids; those that there are not are left out.</summary>
    public static async Task<Dictionary<CampaignId, Campaign>> Some(Reads db, IReadOnlyCollection<CampaignId> ids) => ids.Count == 0
        ? [] : (await db.Query<CampaignRow>(Several, new { Ids = ids })).ToDictionary(row => row.CampaignId, row => row.ToCampaign());

    /// <summary>A campaign as it is now; null when there is none.</summary>
    public static async Task<Campaign?> Find(Reads db, CampaignId id) =>
        (await db.First<CampaignRow>(One, new { Id = id }))?.ToCampaign();

    /// <summary>A page of campaigns, the newest first.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="status">Only those that stand so; null for all.</param>
    /// <param name="program">Only those of a program; null for all.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    public static async Task<List<Campaign>> List(Reads db, CampaignStatus? status, ProgramId? program, CampaignId? after, int limit) =>
        (await db.Query<CampaignRow>(Page, new { Status = status, ProgramId = program, After = after, Limit = limit }))
            .ConvertAll(row => row.ToCampaign());

    /// <summary>The campaigns of a program whose window holds an instant and to whose audience an advocate belongs.</summary>
    public static async Task<List<Campaign>> Holding(Reads db, ProgramId program, AdvocateId advocate, Instant at) =>
        (await db.Query<CampaignRow>(HoldingAt, new { ProgramId = program, Advocate = advocate, At = at }))
            .ConvertAll(row => row.ToCampaign());

    /// <summary>A page of whom a campaign was for when it began, in order of their ids.</summary>
    public static Task<List<AdvocateId>> Members(Reads db, CampaignId id, AdvocateId? after, int limit) =>
        db.Query<AdvocateId>(MembersAfter, new { Id = id, After = after, Limit = limit });

    /// <summary>True where a campaign that is not over has the segment as its audience.</summary>
    public static async Task<bool> Needs(Reads db, SegmentId segment) =>
        await db.First<long?>(Waiting, new { Segment = segment }) is not null;
}
