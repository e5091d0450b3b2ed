using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>The rows of campaigns and of whom they are for.</summary>
public static class CampaignStore
{
    private const string ForUpdate =
        "SELECT " + CampaignRow.Columns + " FROM campaigns c WHERE c.shop_id = @shop AND c.campaign_id = @id FOR UPDATE";

    private const string Insert = """
        INSERT INTO campaigns (shop_id, campaign_id, program_id, status, starts_at, ends_at, segment_id, terms, audience, created_at,
            updated_at)
        VALUES (@shop, @campaignId, @programId, @status, @startsAt, @endsAt, @segmentId, @terms, @audience, @createdAt, @updatedAt)
        """;

    private const string Update = """
        UPDATE campaigns SET program_id = @programId, status = @status, starts_at = @startsAt, ends_at = @endsAt, segment_id = @segmentId,
            terms = @terms, audience = @audience, updated_at = @updatedAt
        WHERE shop_id = @shop AND campaign_id = @campaignId
        """;

    private const string InsertMember = """
        INSERT INTO campaign_members (shop_id, campaign_id, advocate_id) VALUES (@shop, @campaignId, @advocateId)
        ON CONFLICT (shop_id, campaign_id, advocate_id) DO NOTHING
        """;

    private const string Copy = """
        INSERT INTO campaign_members (shop_id, campaign_id, advocate_id)
        SELECT @shop, m.campaign_id, @into FROM campaign_members m WHERE m.shop_id = @shop AND m.advocate_id = @advocate
        ON CONFLICT (shop_id, campaign_id, advocate_id) DO NOTHING
        """;

    private const string Drop = "DELETE FROM campaign_members WHERE shop_id = @shop AND advocate_id = @advocate";

    /// <summary>The campaign, locked until the transaction ends; null when there is none.</summary>
    public static async Task<Campaign?> Lock(ShopTx tx, CampaignId id) =>
        (await tx.First<CampaignRow>(ForUpdate, new { Id = id }))?.ToCampaign();

    /// <summary>Adds a new campaign.</summary>
    internal static void Add(ShopTx tx, Campaign campaign) => tx.Enqueue(Insert, Row(campaign));

    /// <summary>Stores a campaign that this transaction has locked.</summary>
    internal static void Save(ShopTx tx, Campaign campaign) => tx.Enqueue(Update, Row(campaign));

    /// <summary>Fixes whom a campaign is for; whoever is there already stays once.</summary>
    internal static Task AddMembers(ShopTx tx, CampaignId campaign, IEnumerable<AdvocateId> advocates) =>
        tx.InsertMany(InsertMember, advocates.Select(advocate => new MemberRow(campaign, advocate)).ToList());

    /// <summary>Two advocates proved to be one: the one belongs where either did.</summary>
    public static async Task MoveMember(ShopTx tx, AdvocateId from, AdvocateId into)
    {
        await tx.Execute(Copy, new { Advocate = from, Into = into });
        await Forget(tx, from);
    }

    /// <summary>An erased advocate belongs to nothing any more; the campaigns' counts stay.</summary>
    public static Task Forget(ShopTx tx, AdvocateId advocate) => tx.Execute(Drop, new { Advocate = advocate });

    private static object Row(Campaign campaign) => new
    {
        campaign.CampaignId, campaign.Terms.ProgramId, campaign.Status, campaign.Terms.Window.StartsAt, campaign.Terms.Window.EndsAt,
        campaign.Terms.SegmentId, Terms = CampaignRow.Write(campaign.Terms), campaign.Audience, campaign.CreatedAt, campaign.UpdatedAt,
    };

    private sealed record MemberRow(CampaignId CampaignId, AdvocateId AdvocateId);
}
