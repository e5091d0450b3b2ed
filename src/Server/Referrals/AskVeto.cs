using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>What the shop's own system is asked.</summary>
/// <param name="Type">Always <c>referral.approval_requested</c>.</param>
/// <param name="Id">Of the question, the same for all attempts.</param>
/// <param name="Referral">The case as the API shows it.</param>
/// <param name="Rewards">What would be paid.</param>
internal sealed record ApprovalRequest(string Type, VetoId Id, ReferralAnswer Referral, IReadOnlyList<RewardAnswer> Rewards);

/// <summary>
/// Asks the shop's own system before a referral is approved. The question is put in the transaction of the release and travels
/// outside of any; until an answer is stored, the referral stays as it is.
/// </summary>
internal static class AskVeto
{
    internal const string Kind = "ask_veto";

    /// <summary>The notice of a question that got no answer.</summary>
    internal const string Notice = "veto_silent";

    private const string Question = "referral.approval_requested";

    internal static void Map(IEndpointRouteBuilder routes) => routes.Write<NoBody, ReferralAnswer>(
        "POST", "/v1/referrals/{id}/ask-veto", Permission.ReferralsWrite, async (call, tx, _) =>
    {
        var asked = await Again(tx, call.Shop, call.RouteId<ReferralId>(), call.Now);
        return asked.IsRefused ? asked.Refusal : Outcome.Ok(await ReferralAnswer.Of(tx, call.Shop, asked.Value));
    });

    /// <summary>Puts the question, in the place of any before.</summary>
    internal static void Begin(ShopTx tx, Veto veto, Referral referral, Instant now)
    {
        VetoStore.Ask(tx, referral.ReferralId, now);
        Schedule(tx, veto, referral.ReferralId, tx.Wall);
        ReferralStore.Tell(tx, referral.ReferralId, now, "veto_asked", "The shop is asked before it is paid.");
        Notices.Clear(tx, Notice, referral.ReferralId.ToString(), now);
    }

    /// <summary>Asks once more, by a person's wish.</summary>
    internal static async Task<Result<Referral>> Again(ShopTx tx, Shop shop, ReferralId id, Instant now)
    {
        if (await ReferralStore.Find(tx, id) is not { } referral)
        {
            return Refusal.NotFound("referral");
        }

        if (shop.Veto is not { } veto || referral is not { Status: ReferralStatus.Pending, HoldUntil: { } until } || until > now
            || await VetoStore.Find(tx, id) is not { IsOpen: true })
        {
            return ReferralRefusals.NobodyToAsk;
        }

        Begin(tx, veto, referral, now);
        return referral;
    }

    /// <summary>The shop has no veto any more: what waited for it is released by the next look.</summary>
    internal static async Task OnShopUpdated(ShopTx tx, Shop shop)
    {
        if (shop.Veto is null)
        {
            foreach (var open in await VetoStore.Open(tx))
            {
                LetGo(tx, shop, open.ReferralId);
            }
        }
    }

    internal static void Schedule(ShopTx tx, Veto veto, ReferralId id, Instant due) =>
        tx.Schedule(Kind, id.ToString(), due, JobClock.Outside, Outbound.GateOf(veto.Url));

    /// <summary>Asks; what came of it is stored by <see cref="SettleVeto"/>.</summary>
    internal static OutsideHandling Handler(IServiceProvider services)
    {
        var (secrets, outbound) = (services.GetRequiredService<SigningSecrets>(), services.GetRequiredService<Outbound>());
        return async (db, shop, job, stop) =>
        {
            if (!IdText.TryParse<ReferralId>(job.Subject, out var id) || await VetoStore.Find(db, id) is not { IsOpen: true } question)
            {
                return static (_, _, _) => Task.CompletedTask;
            }

            if (shop.Veto is not { } veto)
            {
                return (tx, present, _) => WithoutVeto(tx, present, id);
            }

            if (await ReferralStore.Find(db, id) is not { Status: ReferralStatus.Pending } referral)
            {
                return (tx, _, _) => NothingToAsk(tx, id);
            }

            var reply = await Ask(db, shop, veto, question, referral, secrets, outbound, stop);
            var luck = Random.Shared.NextDouble();
            return (tx, present, _) => SettleVeto.Store(tx, present, question, reply, luck);
        };
    }

    private static async Task<VetoReply> Ask(
        ShopDb db, Shop shop, Veto veto, VetoQuestion question, Referral referral, SigningSecrets secrets, Outbound outbound,
        CancellationToken stop)
    {
        var rewards = await RewardQueries.Answers(db, await RewardQueries.OfReferrals(db, [referral.ReferralId]));
        var request = new ApprovalRequest(Question, question.VetoId, await ReferralAnswer.Of(db, shop, referral), rewards);
        var body = JsonSerializer.Serialize(request, WireJson.Options);
        var wall = Instant.Of(db.Database.Wall.GetUtcNow());
        var valid = await secrets.Valid(db, VetoSettings.Receiver, wall);
        return VetoReply.Read(await outbound.Post(
            new OutboundRequest(
                new Uri(veto.Url), body, StandardWebhook.Headers(valid, question.VetoId.ToString(), wall, body),
                TimeSpan.FromSeconds(veto.TimeoutSeconds)),
            stop));
    }

    private static Task WithoutVeto(ShopTx tx, Shop shop, ReferralId id)
    {
        if (shop.Veto is { } veto)
        {
            // There is one again.
            Schedule(tx, veto, id, tx.Wall);
        }
        else
        {
            LetGo(tx, shop, id);
        }

        return Task.CompletedTask;
    }

    private static void LetGo(ShopTx tx, Shop shop, ReferralId id)
    {
        var now = shop.Now(tx.Wall);
        VetoStore.Forget(tx, id);
        tx.Unschedule(Kind, id.ToString());
        tx.Schedule(ReleaseReferral.Kind, id.ToString(), now, JobClock.Shop);
        Notices.Clear(tx, Notice, id.ToString(), now);
    }

    private static Task NothingToAsk(ShopTx tx, ReferralId id)
    {
        VetoStore.Forget(tx, id);
        return Task.CompletedTask;
    }
}
