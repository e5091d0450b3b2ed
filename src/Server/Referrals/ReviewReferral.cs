using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Domain.Rewards;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Why a case came before a person.</summary>
public enum ReviewCause
{
    /// <summary>Screening could not say.</summary>
    Screening,

    /// <summary>It was turned down at the order, and by the end of the hold was no longer clear.</summary>
    SecondLook,

    /// <summary>A person took a decision back.</summary>
    Reopened,

    /// <summary>The advocate asked for another look.</summary>
    Appeal,

    /// <summary>The shop's own system asked for a person.</summary>
    Veto,
}

/// <summary>A case before a person.</summary>
/// <param name="ReferralId">Which.</param>
/// <param name="Cause">Why.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="Reminded">The days after which staff were reminded last.</param>
/// <param name="Question">What the shop asked the advocate.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Answer">What the advocate answered.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="Appeal">The advocate's words against a rejection.</param>
/// <param name="AppealedAt">When.</param>
public sealed record Review(
    ReferralId ReferralId, ReviewCause Cause, Instant OpenedAt, int Reminded, string? Question, Instant? AskedAt, string? Answer,
    Instant? AnsweredAt, string? Appeal, Instant? AppealedAt);

/// <summary>
/// Brings cases before a person and keeps them there: the desk is told, reminded after 3, 7 and 14 days, and after 30 nothing is
/// paid, with notice and a way to appeal. Nothing is paid or dropped in silence.
/// </summary>
internal static class ReviewReferral
{
    internal const string Kind = "age_review";

    /// <summary>The notice of a case that waits.</summary>
    internal const string Notice = Notices.InReview;

    /// <summary>The reason of a referral about which nobody decided in time.</summary>
    internal const string Expired = "review_expired";

    private const string Columns =
        "referral_id, cause, opened_at, reminded, question, asked_at, answer, answered_at, appeal, appealed_at";

    private const string Select = "SELECT " + Columns + " FROM reviews WHERE shop_id = @shop AND referral_id = @id";

    private const string Put = """
        INSERT INTO reviews (shop_id, referral_id, cause, opened_at, reminded) VALUES (@shop, @id, @cause, @at, 0)
        ON CONFLICT (shop_id, referral_id) DO UPDATE SET cause = excluded.cause, opened_at = excluded.opened_at, reminded = 0
        """;

    private const string Remind = "UPDATE reviews SET reminded = @days WHERE shop_id = @shop AND referral_id = @id";

    /// <summary>The review of a referral; null where there never was one.</summary>
    internal static Task<Review?> Find(Reads db, ReferralId id) => db.First<Review>(Select, new { Id = id });

    /// <summary>Puts a waiting referral before a person.</summary>
    internal static async Task<Referral> Begin(
        ShopTx tx, OrderRecord order, Referral referral, ReviewCause cause, string detail, Instant now)
    {
        var review = referral with
        {
            Status = ReferralStates.After(referral.Status, ReferralStep.Review).Value, Reason = WireName.Of(cause), UpdatedAt = now,
        };
        tx.Unschedule(ReleaseReferral.Kind, referral.ReferralId.ToString());
        Open(tx, order, review, cause, detail, now);
        await ScreeningAlarm.Check(tx, now);
        return review;
    }

    /// <summary>Takes a rejection back: the promises are made again and a person decides.</summary>
    internal static async Task<Referral> Reopen(
        ShopTx tx, Shop shop, OrderCase about, Referral rejected, ReviewCause cause, string detail, Instant now)
    {
        await OrderQueries.SetFraudVerdict(tx, about.Order.OrderId, rejected: false);
        Labels.Forget(tx, about.Order.OrderId);

        // What ran out, or what the order itself took of the friend's offer, stands: it is not promised a second time.
        var standing = (await RewardQueries.OfReferrals(tx, [rejected.ReferralId]))
            .Where(reward => reward is { Role: RewardRole.Offer, Status: not RewardStatus.Revoked })
            .Select(reward => reward.Recipient).ToHashSet();
        var note = await OpenReferral.Accrue(tx, shop, about, rejected, null, now, standing);
        var reopened = rejected with
        {
            Status = ReferralStates.After(rejected.Status, ReferralStep.Reopen).Value, Reason = WireName.Of(cause), RewardNote = note,
            UpdatedAt = now,
        };
        Open(tx, about.Order, reopened, cause, detail, now);
        await ConductOrder.Followers(tx, shop, about.Order.OrderId, now);
        return reopened;
    }

    /// <summary>The rows, the notice and the clock of a case that has just come before a person.</summary>
    internal static void Open(ShopTx tx, OrderRecord order, Referral review, ReviewCause cause, string detail, Instant now)
    {
        var id = review.ReferralId;
        ReferralStore.Save(tx, review);
        ReferralStore.Tell(tx, id, now, "in_review", detail);
        tx.Enqueue(Put, new { Id = id, Cause = cause, At = now });
        tx.Schedule(Kind, id.ToString(), ReviewAgeing.Next(now, 0).At, JobClock.Shop);
        Notices.Raise(tx, Notice, id.ToString(), "A referral waits for a decision.", now);
        tx.Publish(CloseReferral.Event("in_review", order, review), now);
    }

    /// <summary>Nothing waits any more: a person decided, or the order fell away.</summary>
    internal static void Close(ShopTx tx, ReferralId id, Instant now)
    {
        tx.Unschedule(Kind, id.ToString());
        Notices.Clear(tx, Notice, id.ToString(), now);
        Notices.Clear(tx, "review_waiting", id.ToString(), now);
        Notices.Clear(tx, AskVeto.Notice, id.ToString(), now);
        Notices.Clear(tx, "review_answered", id.ToString(), now);
    }

    /// <summary>Time goes by and nobody decides.</summary>
    internal static async Task Age(ShopTx tx, Shop shop, Job job)
    {
        if (!IdText.TryParse<ReferralId>(job.Subject, out var id) || await Find(tx, id) is not { } review
            || await ReferralStore.Find(tx, id) is not { Status: ReferralStatus.InReview, OrderId: { } orderId } referral)
        {
            return;
        }

        var now = shop.Now(tx.Wall);
        var (due, days) = ReviewAgeing.Next(review.OpenedAt, review.Reminded);
        if (due > now)
        {
            tx.Schedule(Kind, job.Subject, due, JobClock.Shop);
            return;
        }

        if (days == ReviewAgeing.VoidAfterDays)
        {
            Close(tx, id, now);
            await CloseReferral.Reject(
                tx, await OrderQueries.Load(tx, shop, orderId), referral, Expired,
                $"Nobody decided within {ReviewAgeing.VoidAfterDays} days, so nothing is paid. The advocate may ask for another look.",
                now, blamesBuyer: false);
            return;
        }

        tx.Enqueue(Remind, new { Id = id, Days = days });
        var left = ReviewAgeing.DaysLeft(review.OpenedAt, now);
        ReferralStore.Tell(tx, id, now, "reminded", $"It has waited {days} days for a decision; in {left} days nothing is paid.");
        Notices.Raise(tx, "review_waiting", id.ToString(), $"A referral has waited {days} days; in {left} days nothing is paid.", now);
        tx.Publish(new ReviewReminded(id, referral.AdvocateId, days, left), now);
        tx.Schedule(Kind, job.Subject, ReviewAgeing.Next(review.OpenedAt, days).At, JobClock.Shop);
    }
}
