using Vouch.Domain.Feedback;
using Vouch.Server.Platform;
using Vouch.Server.Sharing;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>
/// Pauses invitations, or lets them go on: looked at after each answer, after a change of the settings, and when the oldest answer leaves
/// the window.
/// </summary>
internal static class JudgeSatisfaction
{
    internal const string Kind = "feedback.judge";

    /// <summary>Looks at what customers say now.</summary>
    internal static async Task Run(ShopTx tx, Shop shop)
    {
        var now = shop.Now(tx.Wall);
        await PauseInvitations.Set(tx, (await FeedbackQueries.Satisfaction(tx, now)).Pauses(shop.Feedback), now);
        var since = now.PlusDays(-Satisfaction.WindowDays);
        if (shop.Feedback.PauseBelow is not null && await SurveyStore.Earliest(tx, since) is { } first)
        {
            tx.Schedule(Kind, tx.Shop.ToString(), first.PlusDays(Satisfaction.WindowDays), JobClock.Shop);
        }
        else
        {
            tx.Unschedule(Kind, tx.Shop.ToString());
        }
    }
}
