using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Campaigns;

/// <summary>A segment as the contract shows it.</summary>
public sealed record SegmentAnswer(SegmentId Id, string Name, SegmentRule Rule, Instant CreatedAt, Instant UpdatedAt)
{
    internal static SegmentAnswer Of(Segment segment) =>
        new(segment.SegmentId, segment.Name, segment.Rule, segment.CreatedAt, segment.UpdatedAt);
}

/// <summary>How many advocates a rule would take in now.</summary>
public sealed record SegmentPreview(long Advocates);

/// <summary>Segments: made, changed, listed, counted before they are kept.</summary>
internal static class SegmentEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<SegmentAnswer>>("/v1/segments", Permission.ProgramsRead, async call => Outcome.Ok(call.Page(
            await SegmentStore.List(call.Db, call.QueryId<SegmentId>("after"), call.Limit + 1),
            segment => segment.SegmentId, SegmentAnswer.Of)));
        routes.Read<SegmentAnswer>("/v1/segments/{id}", Permission.ProgramsRead, async call =>
            await SegmentStore.Find(call.Db, call.RouteId<SegmentId>()) is { } segment
                ? Outcome.Ok(SegmentAnswer.Of(segment)) : CampaignRefusals.NoSuchSegment);
        routes.Read<ListOf<SegmentAdvocate>>("/v1/segments/{id}/advocates", Permission.AdvocatesRead, async call =>
            await SegmentStore.Find(call.Db, call.RouteId<SegmentId>()) is { } segment
                ? Outcome.Ok(call.Page(
                    await SegmentMembers.Page(
                        call.Db, call.Shop, segment.Rule, call.Now, call.QueryId<AdvocateId>("after"), call.Limit + 1),
                    advocate => advocate.Id, advocate => advocate))
                : CampaignRefusals.NoSuchSegment);
        routes.Write<SegmentRequest, SegmentAnswer>("POST", "/v1/segments", Permission.ProgramsWrite, (call, tx, request) =>
        {
            var made = Create(tx, request, call.Now);
            return Task.FromResult(made.IsRefused ? made.Refusal : Outcome.Created(SegmentAnswer.Of(made.Value)));
        }, StatusCodes.Status201Created);
        routes.Write<SegmentRequest, SegmentAnswer>("PATCH", "/v1/segments/{id}", Permission.ProgramsWrite, async (call, tx, patch) =>
            Outcome.Of(await Update(tx, call.RouteId<SegmentId>(), patch, call.Now), SegmentAnswer.Of));
        routes.Write<NoBody, NoBody>("DELETE", "/v1/segments/{id}", Permission.ProgramsWrite, async (call, tx, _) =>
            await Delete(tx, call.RouteId<SegmentId>(), call.Now) is { } refusal ? refusal : Outcome.NoContent(),
            StatusCodes.Status204NoContent);
        routes.Write<SegmentRuleRequest, SegmentPreview>("POST", "/v1/segments/preview", Permission.AdvocatesRead, async (call, tx, rule) =>
        {
            var read = SegmentParsing.Merge(new SegmentRequest { Name = "preview", Rule = rule }, "", new SegmentRule());
            return read.IsRefused
                ? read.Refusal
                : Outcome.Ok(new SegmentPreview(await SegmentMembers.Count(tx, call.Shop, read.Value.Rule, call.Now)));
        });
    }

    internal static Result<Segment> Create(ShopTx tx, SegmentRequest request, Instant now)
    {
        var read = SegmentParsing.Merge(request, "", new SegmentRule());
        if (read.IsRefused)
        {
            return read.Refusal;
        }

        var segment = new Segment(tx.NewId<SegmentId>(), read.Value.Name, read.Value.Rule, now, now);
        SegmentStore.Add(tx, segment);
        tx.Publish(new SegmentHappened("created", segment.SegmentId), now);
        return segment;
    }

    internal static async Task<Result<Segment>> Update(ShopTx tx, SegmentId id, SegmentRequest patch, Instant now)
    {
        if (await SegmentStore.Lock(tx, id) is not { } segment)
        {
            return CampaignRefusals.NoSuchSegment;
        }

        var read = SegmentParsing.Merge(patch, segment.Name, segment.Rule);
        if (read.IsRefused)
        {
            return read.Refusal;
        }

        var changed = segment with { Name = read.Value.Name, Rule = read.Value.Rule, UpdatedAt = now };
        if (changed with { UpdatedAt = segment.UpdatedAt } == segment)
        {
            return segment;
        }

        SegmentStore.Save(tx, changed);
        tx.Publish(new SegmentHappened("updated", id), now);
        return changed;
    }

    internal static async Task<Refusal?> Delete(ShopTx tx, SegmentId id, Instant now)
    {
        if (await SegmentStore.Lock(tx, id) is null)
        {
            return CampaignRefusals.NoSuchSegment;
        }

        if (await CampaignQueries.Needs(tx, id))
        {
            return CampaignRefusals.SegmentIsInUse;
        }

        SegmentStore.Remove(tx, id);
        tx.Publish(new SegmentHappened("deleted", id), now);
        return null;
    }
}
