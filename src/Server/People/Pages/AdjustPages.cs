using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;
using Vouch.Storage;

namespace Vouch.Server.People.Pages;

/// <summary>Putting a balance right at the desk, and undoing that: the same use cases as by the API.</summary>
internal static class AdjustPages
{
    private const int Latest = 50;

    private static readonly Refusal SentAlready = Refusal.State("sent_already", AdjustTexts.SentAlready);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPost("/advocates/{id}/adjust", Permission.LedgerWrite, Adjust);
        routes.DeskPost("/advocates/{id}/adjustments/{adjustmentId}/reverse", Permission.LedgerWrite, Reverse);
    }

    /// <summary>What the advocate's page shows of it; null for whom the books are closed.</summary>
    internal static async Task<AdjustmentsModel?> Model(DeskVisit visit, AdvocateId advocate, FormValues? values)
    {
        if (!visit.May(Permission.LedgerRead))
        {
            return null;
        }

        var lines = await AdjustBalance.List(visit.Db, advocate, null, Latest);
        return new AdjustmentsModel(
            lines, await Actors.Names(visit.Db, lines.Select(line => (string?)line.MadeBy)),
            values ?? new FormValues { ["direction"] = "give", ["kind"] = WireName.Of(RewardKind.StoreCredit) },
            visit.May(Permission.LedgerWrite), visit.Query("adjusted") is not null);
    }

    private static async Task<IResult> Adjust(DeskVisit visit, FormValues form)
    {
        var id = visit.RouteId<AdvocateId>();
        if (!WireName.TryParse<RewardKind>(form["kind"], out var kind))
        {
            form.Refuse("kind", AdjustTexts.Wrong);
        }

        var amount = kind == RewardKind.Points ? Number(form, "amount") : Money(form, visit.Place);
        var days = form["expires"].Length == 0 ? null : Number(form, "expires");
        if (!form.Wrong)
        {
            var request = new AdjustmentRequest(
                kind, form["direction"] == "take" ? -amount!.Value : amount!.Value, form["reason"],
                days is { } long_ ? (int)Math.Min(long_, int.MaxValue) : null);
            if (await Done(visit, form, async (tx, advocate) => form["latest"] != Text(await AdjustBalance.List(tx, id, null, 1))
                ? SentAlready : await AdjustBalance.Run(tx, visit.Shop, advocate, request, visit.Actor, visit.Now)))
            {
                return visit.Go($"/advocates/{id}?adjusted=1");
            }
        }

        form.Refuse(form.Sentence ?? AdjustTexts.Wrong);
        return await AdvocatePages.Show(visit, form.Sentence, form);
    }

    private static async Task<IResult> Reverse(DeskVisit visit, FormValues form)
    {
        var adjustment = visit.RouteId<AdjustmentId>("adjustmentId");
        var refusal = new FormValues();
        return await Done(visit, refusal, (tx, advocate) =>
            AdjustBalance.Reverse(tx, visit.Shop, advocate, adjustment, form["reason"], visit.Actor, visit.Now))
            ? visit.Go($"/advocates/{visit.RouteId<AdvocateId>()}?adjusted=1")
            : await AdvocatePages.Show(visit, refusal.Sentence ?? AdjustTexts.Wrong, null);
    }

    private static async Task<bool> Done(
        DeskVisit visit, FormValues form, Func<ShopTx, AdvocateId, Task<Result<AdjustmentAnswer>>> write)
    {
        try
        {
            var asked = visit.RouteId<AdvocateId>();
            var advocate = await RewardQueries.AnswersFor(visit.Db, asked) ?? throw new RefusedException(Refusal.NotFound("advocate"));
            await visit.Db.Write(async tx => Refused.OrValue(await write(tx, advocate)));
            return true;
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            var (field, sentence) = (refused.Refusal.Field, RewardTexts.AsSentence(refused.Refusal.Sentence));
            if (field is "reason" or "amount" or "kind")
            {
                form.Refuse(field, sentence);
            }
            else if (field is "expiresAfterDays")
            {
                form.Refuse("expires", sentence);
            }
            else
            {
                form.Refuse(sentence);
            }

            return false;
        }
    }

    // What a form was opened behind: sent once more, by accident or from another tab, it is seen.
    private static string Text(List<AdjustmentAnswer> lines) => lines.Count == 0 ? "" : lines[0].Id.ToString();

    private static long? Money(FormValues form, Locality place)
    {
        var minor = place.Minor(form["amount"]);
        if (minor is null)
        {
            form.Refuse("amount", AdjustTexts.NotAnAmount);
        }

        return minor;
    }

    private static long? Number(FormValues form, string name)
    {
        if (long.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        form.Refuse(name, AdjustTexts.NotANumber);
        return null;
    }
}
