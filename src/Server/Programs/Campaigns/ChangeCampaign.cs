using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>
/// Makes campaigns, changes them, and takes them through their states. Whom one is for is told by whoever begins it: that is known
/// further right in the loop.
/// </summary>
public static class ChangeCampaign
{
    /// <summary>The kind of the job that begins a campaign; its subject is the campaign's id.</summary>
    public const string BeginJob = "campaign_begin";

    /// <summary>The kind of the job that ends a campaign.</summary>
    public const string EndJob = "campaign_end";

    /// <summary>Makes a campaign from what is stated, or says what is wrong with it.</summary>
    public static async Task<Result<Campaign>> Create(ShopTx tx, CampaignRequest request, Instant now)
    {
        var terms = CampaignParsing.Parse(request);
        if (terms.IsRefused)
        {
            return terms.Refusal;
        }

        var made = new Campaign(tx.NewId<CampaignId>(), CampaignStatus.Draft, terms.Value, null, now, now);
        if (await Fit(tx, made.Terms) is { } refusal)
        {
            return refusal;
        }

        CampaignStore.Add(tx, made);
        Tell(tx, made, "created", now);
        return made;
    }

    /// <summary>Changes a campaign as far as the past allows; a patch that changes nothing tells nothing.</summary>
    public static async Task<Result<Campaign>> Update(ShopTx tx, CampaignId id, CampaignRequest patch, Instant now)
    {
        if (await CampaignStore.Lock(tx, id) is not { } campaign)
        {
            return CampaignRefusals.NoSuchCampaign;
        }

        if (CampaignStates.After(campaign.Status, CampaignStep.Update).Refusal is { } over)
        {
            return over;
        }

        var terms = CampaignParsing.Merge(patch, campaign.Terms, campaign.Status, now);
        if (terms.IsRefused || terms.Value == campaign.Terms)
        {
            return terms.IsRefused ? terms.Refusal : campaign;
        }

        if (await Fit(tx, terms.Value) is { } refusal)
        {
            return refusal;
        }

        var changed = campaign with { Terms = terms.Value, UpdatedAt = now };
        CampaignStore.Save(tx, changed);
        PutJobs(tx, changed);
        Tell(tx, changed, "updated", now);
        return changed;
    }

    /// <summary>Schedules a draft: it begins by itself when its time comes. A start that is past becomes the present.</summary>
    public static async Task<Result<Campaign>> Schedule(ShopTx tx, CampaignId id, Instant now)
    {
        var (campaign, refusal) = await Step(tx, id, CampaignStep.Schedule);
        if (campaign is null)
        {
            return refusal!;
        }

        if (campaign.Terms.Window.EndsAt <= now)
        {
            return CampaignRefusals.EndIsPast;
        }

        if (await Fit(tx, campaign.Terms) is { } unfit)
        {
            return unfit;
        }

        var window = campaign.Terms.Window with { StartsAt = Instant.Max(campaign.Terms.Window.StartsAt, now) };
        return Become(tx, campaign with { Terms = campaign.Terms with { Window = window } }, "scheduled", now);
    }

    /// <summary>Calls a campaign off that has not begun.</summary>
    public static async Task<Result<Campaign>> Cancel(ShopTx tx, CampaignId id, Instant now)
    {
        var (campaign, refusal) = await Step(tx, id, CampaignStep.Cancel);
        return campaign is null ? refusal! : Become(tx, campaign, "cancelled", now);
    }

    /// <summary>Ends a campaign that runs, now: orders from now on have no bonus, what was promised stays.</summary>
    public static async Task<Result<Campaign>> End(ShopTx tx, CampaignId id, Instant now)
    {
        var (campaign, refusal) = await Step(tx, id, CampaignStep.End);
        if (campaign is null)
        {
            return refusal!;
        }

        var window = campaign.Terms.Window with { EndsAt = Instant.Min(campaign.Terms.Window.EndsAt, now) };
        return Become(tx, campaign with { Terms = campaign.Terms with { Window = window } }, "ended", now);
    }

    /// <summary>Begins a scheduled campaign with its audience, which is fixed from then on.</summary>
    public static async Task<Result<Campaign>> Begin(ShopTx tx, CampaignId id, IReadOnlyCollection<AdvocateId> audience, Instant now)
    {
        var (campaign, refusal) = await Step(tx, id, CampaignStep.Begin);
        if (campaign is null)
        {
            return refusal!;
        }

        await CampaignStore.AddMembers(tx, id, audience);
        return Become(tx, campaign with { Audience = audience.Count }, "began", now);
    }

    private static async Task<(Campaign? Campaign, Refusal? Refusal)> Step(ShopTx tx, CampaignId id, CampaignStep step)
    {
        if (await CampaignStore.Lock(tx, id) is not { } campaign)
        {
            return (null, CampaignRefusals.NoSuchCampaign);
        }

        var status = CampaignStates.After(campaign.Status, step);
        return status.IsRefused ? (null, status.Refusal) : (campaign with { Status = status.Value }, null);
    }

    private static Campaign Become(ShopTx tx, Campaign campaign, string word, Instant now)
    {
        var changed = campaign with { UpdatedAt = now };
        CampaignStore.Save(tx, changed);
        PutJobs(tx, changed);
        Tell(tx, changed, word, now);
        return changed;
    }

    private static void PutJobs(ShopTx tx, Campaign campaign)
    {
        var subject = campaign.CampaignId.ToString();
        if (campaign.Status == CampaignStatus.Scheduled)
        {
            tx.Schedule(BeginJob, subject, campaign.Terms.Window.StartsAt, JobClock.Shop);
        }
        else
        {
            tx.Unschedule(BeginJob, subject);
        }

        if (campaign.Status is CampaignStatus.Scheduled or CampaignStatus.Running)
        {
            tx.Schedule(EndJob, subject, campaign.Terms.Window.EndsAt, JobClock.Shop);
        }
        else
        {
            tx.Unschedule(EndJob, subject);
        }
    }

    private static async Task<Refusal?> Fit(ShopTx tx, CampaignTerms terms) =>
        await ProgramQueries.Find(tx, terms.ProgramId) is not { } program
            ? Refusal.Invalid("programId", "There is no such program.")
            : program.Status == ProgramStatus.Ended ? ProgramRefusals.ProgramHasEnded : CampaignFit.Check(terms, program.Terms);

    private static void Tell(ShopTx tx, Campaign campaign, string word, Instant now)
    {
        tx.Publish(new CampaignHappened(word, campaign.CampaignId, campaign.Terms.ProgramId, campaign.Audience), now);
        ShopChanges.Tell(tx);
    }
}
