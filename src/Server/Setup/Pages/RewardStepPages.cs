using Vouch.Domain;
using Vouch.Domain.Insights;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs.Pages;
using Vouch.Storage;

namespace Vouch.Server.Setup.Pages;

/// <summary>The second step.</summary>
/// <param name="Head">Where one is.</param>
/// <param name="Values">The form.</param>
/// <param name="Helper">What stands beside it.</param>
/// <param name="MaySetFinance">The visitor may change the shop's own figures.</param>
/// <param name="HasMilestones">There is more than the form shows.</param>
/// <param name="FromOrders">Where the average comes from; null where it was typed.</param>
/// <param name="Notice">What came of a button; null without.</param>
public sealed record RewardStepModel(
    SetupHead Head, FormValues Values, HelperModel Helper, bool MaySetFinance, bool HasMilestones, string? FromOrders, string? Notice);

/// <summary>The second step: both rewards, with what they cost beside them.</summary>
internal static class RewardStepPages
{
    private const string Path = "/rewards";
    private const string Advocate = "advocateReward";
    private const string Friend = "friendReward";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        SetupDraft.Page(
            routes, Path, async (visit, draft) => await Show(visit, draft, await Stored(visit, draft), StatusCodes.Status200OK));
        SetupDraft.Post(routes, Path, Save);
        SetupDraft.Post(routes, Path + "/use", Use);
        SetupDraft.Post(routes, Path + "/preview", (visit, draft, form) => Task.FromResult(
            PageResult.Of<HelperPart>(new { visit.Frame, Id = draft.Program.ProgramId, Model = Helper(visit, draft, form) })));
    }

    private static async Task<IResult> Save(DeskVisit visit, SetupDraft draft, FormValues form)
    {
        var figures = Figures.Read(form, visit.Place);
        return await draft.Save(visit, form, Patch(visit, draft, form), Kept(draft, figures), tx => SaveFinance(tx, visit, figures))
            ? draft.Next(visit, form, SetupStep.Rewards) : await Show(visit, draft, form, StatusCodes.Status400BadRequest);
    }

    // The suggested amounts go into the rewards of the form as far as they are amounts; kinds and details stay.
    private static async Task<IResult> Use(DeskVisit visit, SetupDraft draft, FormValues form)
    {
        var figures = Figures.Read(form, visit.Place);
        var typed = ProgramParsing.Merge(Patch(visit, draft, form), draft.Terms);
        var suggestion = figures.Question is { Margin.BasisPoints: > 0 } question
            && WireName.TryParse<RewardLevel>(form["level"], out var level)
            ? SuggestReward.From(question).FirstOrDefault(one => one.Level == level) : null;
        if (form.Wrong || typed.IsRefused || suggestion is null)
        {
            return await Save(visit, draft, form);
        }

        var (advocate, friend) = (
            Sized(typed.Value.AdvocateReward, suggestion.Advocate), Sized(typed.Value.FriendReward, suggestion.Friend));
        var sized = draft with { Program = draft.Program with { Terms = typed.Value } };
        var patch = Patch(visit, draft, form) with
        {
            AdvocateReward = Both(Patch(visit, draft, form).AdvocateReward, advocate),
            FriendReward = Both(Patch(visit, draft, form).FriendReward, friend),
        };
        if (!await sized.Save(visit, form, patch, Kept(draft, figures), tx => SaveFinance(tx, visit, figures)))
        {
            return await Show(visit, draft, form, StatusCodes.Status400BadRequest);
        }

        return visit.Go($"/setup/{draft.Program.ProgramId}{Path}?done={(advocate is null || friend is null ? "partly" : "used")}");

        RewardRequest? Sized(RewardSpecification? reward, long amount) => reward is null
            ? null : SizeReward.To(reward, amount, figures.AverageOrder!.Value, visit.Shop.Finance.PointValue);
    }

    private static Optional<RewardRequest?> Both(Optional<RewardRequest?> typed, RewardRequest? sized) =>
        typed.Value is { } request && sized is not null
            ? request with { Value = sized.Value, ByOrderSubtotal = sized.ByOrderSubtotal } : typed;

    private static KnownSetup Kept(SetupDraft draft, Figures figures) => draft.Setup with
    {
        Step = SetupStep.Rules, MarginPercent = figures.MarginPercent, AverageOrder = figures.AverageOrder,
        RepeatOrders = figures.RepeatOrders, OtherCac = figures.OtherCac,
    };

    // What holds for the whole shop is changed by whom the API would let.
    private static async Task SaveFinance(ShopTx tx, DeskVisit visit, Figures figures)
    {
        var finance = visit.Shop.Finance;
        var changed = finance with
        {
            MarginPercent = figures.MarginPercent, MonthlyCost = figures.MonthlyCost, CreditAtCost = figures.CreditAtCost ? true : null,
        };
        var isSame = changed == finance with { CreditAtCost = finance.CreditAtCost == true ? true : null };
        if (visit.May(Permission.ShopWrite) && !isSame)
        {
            Refused.OrValue(await ShopSettings.Change(
                tx, new ShopPatch { Finance = changed }, visit.Now, visit.Services.GetServices<CurrencyHold>()));
        }
    }

    private static ProgramRequest Patch(DeskVisit visit, SetupDraft draft, FormValues form) => new()
    {
        AdvocateReward = RewardForm.Read(form, Advocate, visit.Place, draft.Terms.AdvocateReward),
        FriendReward = RewardForm.Read(form, Friend, visit.Place, draft.Terms.FriendReward),
    };

    private static async Task<FormValues> Stored(DeskVisit visit, SetupDraft draft)
    {
        var values = new FormValues();
        RewardForm.Put(values, Advocate, draft.Terms.AdvocateReward, visit.Place);
        RewardForm.Put(values, Friend, draft.Terms.FriendReward, visit.Place);
        Figures.Put(
            values, visit.Shop.Finance, draft.Setup, await SetupFacts.Helper(visit.Db, visit.Shop, visit.Now), visit.Place);
        return values;
    }

    private static HelperModel Helper(DeskVisit visit, SetupDraft draft, FormValues form)
    {
        var typed = ProgramParsing.Merge(Patch(visit, draft, form), draft.Terms);
        return RewardHelper.Of(
            Figures.Read(form, visit.Place), typed.IsRefused ? null : typed.Value, visit.Shop.Finance, visit.Place);
    }

    private static async Task<IResult> Show(DeskVisit visit, SetupDraft draft, FormValues form, int status)
    {
        var facts = await SetupFacts.Helper(visit.Db, visit.Shop, visit.Now);
        var isFromOrders = draft.Setup.AverageOrder is null && facts.AverageOrder is not null;
        return visit.Page<RewardStepPage>(
            new RewardStepModel(
                draft.Head(SetupStep.Rewards), form, Helper(visit, draft, form), visit.May(Permission.ShopWrite),
                draft.Terms.Milestones.Count + draft.Terms.Tiers.Count > 0,
                isFromOrders ? SetupTexts.FromOrders(visit.Place.Number(facts.Orders)) : null,
                visit.Query("done") switch
                {
                    "used" => SetupTexts.Used, "partly" => SetupTexts.UsedPartly, "saved" => SetupTexts.Kept, _ => null,
                }),
            status);
    }
}
