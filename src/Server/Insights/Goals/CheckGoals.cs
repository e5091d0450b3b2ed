using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Insights.Pages;
using Vouch.Server.Messaging;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>
/// At each midnight of the shop, as long as a goal is open: what is reached or missed is decided, told to the journal and to the staff who
/// may see figures, each once. A shop without open goals has no such nights.
/// </summary>
internal sealed class CheckGoals(ServerSettings settings, Database database, KeptAnswers kept)
{
    internal const string Kind = "goals";
    internal const string Subject = "shop";

    private static readonly TimeSpan WhileCounting = TimeSpan.FromMinutes(1);

    private const string Staff = """
        SELECT f.staff_id, f.email, r.role FROM staff f JOIN staff_roles r ON r.staff_id = f.staff_id
        WHERE r.shop_id = @shop ORDER BY f.staff_id
        """;

    /// <summary>Puts the next midnight on the list.</summary>
    internal static void Plan(ShopTx tx, Shop shop, Instant now) =>
        tx.ScheduleIfNone(Kind, Subject, Midnight(shop, now), JobClock.Shop);

    internal async Task Run(ShopTx tx, Shop shop, Job job)
    {
        var now = shop.Now(tx.Wall);
        var open = await GoalStore.Open(tx);
        if (await FollowGoals.Counts(kept, database.For(shop.Id), tx, shop, now, open) is not { IsCounting: false, Value: { } counts })
        {
            // A large shop's figures are counted behind, not while its orders wait.
            tx.Schedule(Kind, job.Subject, tx.Wall + WhileCounting, JobClock.Wall);
            return;
        }

        var left = 0;
        foreach (var one in FollowGoals.With(shop, now, open, counts.Measures))
        {
            GoalDecision? decided = one.Progress.Status switch
            {
                GoalStatus.Reached => GoalDecision.Reached, GoalStatus.Missed => GoalDecision.Missed, _ => null,
            };
            if (decided is not { } decision)
            {
                left++;
            }
            else if (await GoalStore.Settle(tx, one.Goal.GoalId, decision, one.Progress.Value, now))
            {
                await Tell(tx, shop, one, decision, now);
            }
        }

        if (left > 0)
        {
            tx.Schedule(Kind, job.Subject, Midnight(shop, now), JobClock.Shop);
        }
    }

    private async Task Tell(ShopTx tx, Shop shop, FollowedGoal one, GoalDecision decision, Instant now)
    {
        var (id, terms) = (one.Goal.GoalId, one.Goal.Terms);
        tx.Publish(
            new GoalDecided(
                WireName.Of(decision), id, Kpis.JsonName(terms.Kpi), terms.Direction, terms.Target, one.Progress.Value, terms.From,
                terms.To, terms.ProgramId),
            now);
        var (subject, text) = GoalTexts.Mail(Locality.Of(shop), terms, one.Progress, decision);
        var mail = RenderMail.ToStaff(shop, subject, text, GoalTexts.SeeGoals, $"{settings.PublicUrl}/desk/{shop.Id}/goals");
        var template = "staff_goal_" + WireName.Of(decision);
        foreach (var staff in (await tx.Query<StaffRow>(Staff)).Where(staff => Roles.Allow(staff.Role, Permission.InsightsRead)))
        {
            await QueueMessage.Run(
                tx, shop, template, $"{template} {id} {staff.StaffId}", staff.Email, mail.Subject, mail.Text, now, mail.Html);
        }
    }

    private static Instant Midnight(Shop shop, Instant now) => LedgerDate.EndOf(shop, LedgerDate.Today(shop, now));

    private sealed record StaffRow(StaffId StaffId, string Email, StaffRole Role);
}
