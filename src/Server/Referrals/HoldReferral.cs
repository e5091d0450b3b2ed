using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Domain.Screening;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Keeps a referral waiting for the end of the return window, and its release scheduled.</summary>
internal static class HoldReferral
{
    /// <summary>How much longer a referral waits that screening would rather see held.</summary>
    internal const int ScreeningHoldDays = 14;

    /// <summary>When a referral may be released; null as long as what starts its window is unknown.</summary>
    internal static Instant? Until(OrderRecord order, ProgramTerms terms, ScreeningDecision screening)
    {
        var holds = new[] { terms.AdvocateReward?.Hold, terms.FriendReward?.Hold }.OfType<HoldTerms>().DefaultIfEmpty(terms.Hold);
        Instant? latest = null;
        foreach (var hold in holds.Append(
            terms.AdvocateReward is { Hold: null } || terms.FriendReward is { Hold: null } ? terms.Hold : null).OfType<HoldTerms>())
        {
            if (Hold.Due(hold, order.Facts.PlacedAt, order.State.PaidAt, order.State.DeliveredAt) is not { } due)
            {
                return null;
            }

            latest = latest is { } known ? Instant.Max(known, due) : due;
        }

        return screening == ScreeningDecision.Hold ? latest?.PlusDays(ScreeningHoldDays) : latest;
    }

    /// <summary>Counts the hold and the waiting rewards of an open referral afresh, after its order changed.</summary>
    internal static async Task<Referral> Again(ShopTx tx, Shop shop, OrderCase about, Referral waiting, Instant now)
    {
        var verdicts = await Screening.ScreenReferral.Verdicts(tx, about.Order.OrderId);
        var until = Until(
            about.Order, about.Terms!,
            verdicts.Any(kept => kept.Verdict.Decision == ScreeningDecision.Hold) ? ScreeningDecision.Hold : ScreeningDecision.Allow);
        var approved = await ReferralStore.CountApproved(tx, waiting.ProgramId, waiting.AdvocateId);
        var rewardCase = await CaseOf(tx, about, waiting);
        var order = about.Order;
        await RepriceReward.ForReferral(tx, shop, rewardCase, approved, order.State.BaseAmount, order.State.RefundedBase, now);
        if (waiting is { ClaimId: null, ParentId: null } && await UseCoupons.HadOffer(tx, order, waiting.AdvocateId))
        {
            // The same order again settles the offer it had at the discount it has now.
            await OpenReferral.HadWithOrder(tx, shop, about, rewardCase, now);
        }

        var note = await OpenReferral.AccrueMissing(tx, shop, about, waiting, rewardCase, now);
        if (until == waiting.HoldUntil && note == waiting.RewardNote)
        {
            return waiting;
        }

        var moved = waiting with { HoldUntil = until, RewardNote = note, UpdatedAt = now };
        ReferralStore.Save(tx, moved);
        Schedule(tx, moved);
        return moved;
    }

    /// <summary>Schedules the release at the end of the hold, or takes it off the list while the end is unknown.</summary>
    internal static void Schedule(ShopTx tx, Referral referral)
    {
        AccrueReward.SetDueAt(tx, referral.ReferralId, referral.HoldUntil);
        if (referral.HoldUntil is { } due)
        {
            tx.Schedule(ReleaseReferral.Kind, referral.ReferralId.ToString(), due, JobClock.Shop);
        }
        else
        {
            tx.Unschedule(ReleaseReferral.Kind, referral.ReferralId.ToString());
        }
    }

    /// <summary>The referral as Rewards wants it told.</summary>
    internal static async Task<RewardCase> CaseOf(ShopTx tx, OrderCase about, Referral referral)
    {
        var at = about.Order.Facts.PlacedAt;
        var campaigns = await Programs.CampaignQueries.Holding(tx, referral.ProgramId, referral.AdvocateId, at);
        return new RewardCase(
            referral.ProgramId, referral.ProgramVersion, about.Terms!, await Programs.ProgramQueries.LimitsNow(tx, referral.ProgramId),
            referral.AdvocateId, referral.ReferralId, about.Order.OrderId, referral.FriendKey)
        {
            Campaigns = campaigns.ConvertAll(campaign => campaign.Running), At = at,
        };
    }
}
