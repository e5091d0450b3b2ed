using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Campaigns;

/// <summary>A campaign in the request's shape, with what Vouch adds.</summary>
public sealed record CampaignAnswer(
    CampaignId Id, ProgramId ProgramId, string Name, CampaignStatus Status, Instant StartsAt, Instant EndsAt, BonusTerms? AdvocateBonus,
    BonusTerms? FriendBonus, CampaignLimits Limits, SegmentId? SegmentId, bool Announce, int? RemindDaysBefore, string? Headline,
    string? Words, long? Audience, Instant CreatedAt, Instant UpdatedAt)
{
    internal static CampaignAnswer Of(Campaign campaign)
    {
        var terms = campaign.Terms;
        return new CampaignAnswer(
            campaign.CampaignId, terms.ProgramId, terms.Name, campaign.Status, terms.Window.StartsAt, terms.Window.EndsAt,
            terms.AdvocateBonus, terms.FriendBonus, terms.Limits, terms.SegmentId, terms.Announce, terms.RemindDaysBefore, terms.Headline,
            terms.Words, campaign.Audience, campaign.CreatedAt, campaign.UpdatedAt);
    }
}

/// <summary>Campaigns: made, changed, listed, taken through their states, and what came of them.</summary>
internal static class CampaignEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<CampaignAnswer>>("/v1/campaigns", Permission.ProgramsRead, async call => Outcome.Ok(call.Page(
            await CampaignQueries.List(
                call.Db, call.QueryEnum<CampaignStatus>("status"), call.QueryId<ProgramId>("programId"),
                call.QueryId<CampaignId>("after"), call.Limit + 1),
            campaign => campaign.CampaignId, CampaignAnswer.Of)))
            .WithMetadata(
                new QueryParameter("status", "Only campaigns that stand so."), new QueryParameter("programId", "Only this program's."));
        routes.Read<CampaignAnswer>("/v1/campaigns/{id}", Permission.ProgramsRead, async call =>
            await CampaignQueries.Find(call.Db, call.RouteId<CampaignId>()) is { } campaign
                ? Outcome.Ok(CampaignAnswer.Of(campaign)) : CampaignRefusals.NoSuchCampaign);
        routes.Read<CampaignResults>("/v1/campaigns/{id}/results", Permission.ProgramsRead, async call =>
            await CampaignQueries.Find(call.Db, call.RouteId<CampaignId>()) is { } campaign
                ? Outcome.Ok(await MeasureCampaign.Run(call.Db, campaign, call.Now)) : CampaignRefusals.NoSuchCampaign);
        routes.Write<CampaignRequest, CampaignAnswer>("POST", "/v1/campaigns", Permission.ProgramsWrite, async (call, tx, request) =>
        {
            var made = await Create(tx, request, call.Now);
            return made.IsRefused ? made.Refusal : Outcome.Created(CampaignAnswer.Of(made.Value));
        }, StatusCodes.Status201Created);
        routes.Write<CampaignRequest, CampaignAnswer>("PATCH", "/v1/campaigns/{id}", Permission.ProgramsWrite, async (call, tx, patch) =>
            Outcome.Of(await Update(tx, call.RouteId<CampaignId>(), patch, call.Now), CampaignAnswer.Of));
        Step(routes, "schedule", ChangeCampaign.Schedule);
        Step(routes, "cancel", ChangeCampaign.Cancel);
        Step(routes, "end", ChangeCampaign.End);
    }

    /// <summary>Makes a campaign whose segment is there.</summary>
    internal static async Task<Result<Campaign>> Create(ShopTx tx, CampaignRequest request, Instant now) =>
        await Unknown(tx, request) is { } refusal ? refusal : await ChangeCampaign.Create(tx, request, now);

    /// <summary>Changes a campaign to one whose segment is there.</summary>
    internal static async Task<Result<Campaign>> Update(ShopTx tx, CampaignId id, CampaignRequest patch, Instant now) =>
        await Unknown(tx, patch) is { } refusal ? refusal : await ChangeCampaign.Update(tx, id, patch, now);

    // The lock keeps the segment from being deleted before the campaign is there that needs it.
    private static async Task<Refusal?> Unknown(ShopTx tx, CampaignRequest request) =>
        request.SegmentId is { IsPresent: true, Value: { } segment } && await SegmentStore.Lock(tx, segment) is null
            ? Refusal.Invalid("segmentId", "There is no such segment.") : null;

    private static void Step(IEndpointRouteBuilder routes, string word, Func<ShopTx, CampaignId, Instant, Task<Result<Campaign>>> step) =>
        routes.Write<NoBody, CampaignAnswer>("POST", "/v1/campaigns/{id}/" + word, Permission.ProgramsWrite, async (call, tx, _) =>
            Outcome.Of(await step(tx, call.RouteId<CampaignId>(), call.Now), CampaignAnswer.Of));
}
