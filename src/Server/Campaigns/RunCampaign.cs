using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Campaigns;

/// <summary>What time does to campaigns: it begins them, with their audience fixed, and ends them. Done twice it changes nothing.</summary>
internal static class RunCampaign
{
    private static readonly SegmentRule Everybody = new();

    internal static async Task Begin(ShopTx tx, Shop shop, Job job)
    {
        var now = shop.Now(tx.Wall);
        if (await Due(tx, job) is { } campaign && CampaignStates.IsDueToBegin(campaign.Status, campaign.Terms.Window, now))
        {
            var rule = campaign.Terms.SegmentId is { } id ? (await SegmentStore.Find(tx, id))?.Rule : Everybody;
            var audience = rule is null ? [] : await SegmentMembers.All(tx, shop, rule, now);
            await ChangeCampaign.Begin(tx, campaign.CampaignId, audience, campaign.Terms.Window.StartsAt);
        }
    }

    internal static async Task End(ShopTx tx, Shop shop, Job job)
    {
        if (await Due(tx, job) is { } campaign && CampaignStates.IsDueToEnd(campaign.Status, campaign.Terms.Window, shop.Now(tx.Wall)))
        {
            await ChangeCampaign.End(tx, campaign.CampaignId, campaign.Terms.Window.EndsAt);
        }
    }

    internal static Task OnMerged(ShopTx tx, Shop shop, JournalEvent merged) =>
        IdText.TryParse<AdvocateId>(merged.Subject, out var from) && IdText.TryParse<AdvocateId>(merged.DataText("into"), out var into)
            ? CampaignStore.MoveMember(tx, from, into) : Task.CompletedTask;

    internal static Task OnErased(ShopTx tx, Shop shop, JournalEvent erased) =>
        IdText.TryParse<AdvocateId>(erased.Subject, out var gone) ? CampaignStore.Forget(tx, gone) : Task.CompletedTask;

    private static async Task<Campaign?> Due(ShopTx tx, Job job) =>
        IdText.TryParse<CampaignId>(job.Subject, out var id) ? await CampaignStore.Lock(tx, id) : null;
}
