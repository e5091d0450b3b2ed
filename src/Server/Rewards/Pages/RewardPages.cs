using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Charts;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Storage;

namespace Vouch.Server.Rewards.Pages;

/// <summary>The desk's pages about rewards: the list, and one with what became of it and what may be done.</summary>
internal static class RewardPages
{
    private const int PerPage = 25;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/rewards", Permission.RewardsRead, ShowList);
        routes.DeskPage("/rewards/{id}", Permission.RewardsRead, visit => Show(visit, null));
        Deed(routes, "done", (tx, reward, _, now) => RedeemReward.Run(tx, reward.RewardId, new RedeemRewardRequest(), now));
        Deed(routes, "undo", Undo);
        Deed(routes, "use", Use);
        Deed(routes, "revoke", (tx, reward, form, now) => RevokeReward.Run(tx, reward.RewardId, form["reason"], now));
        SavedViewPages.Map(routes, SavedList.Rewards, Permission.RewardsRead);
        CodePages.Map(routes);
        PayoutPages.Map(routes);
        BookPages.Map(routes);
    }

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        var after = visit.QueryId<RewardId>("after");
        var filter = new RewardFilter(visit.Query("status"), visit.Query("kind"), visit.Query("tasks") is not null);
        var rewards = await RewardPageQueries.List(visit.Db, filter, after, PerPage + 1);
        var shown = rewards.Take(PerPage).ToList();
        var names = await RewardPageQueries.Names(visit.Db, shown);
        return visit.Page<RewardListPage>(new RewardListModel(
            shown.ConvertAll(reward => Line(reward, RewardAnswer.Of(reward, []), names[reward.RewardId], visit.Place)),
            await RewardPageQueries.Counts(visit.Db), filter, rewards.Count > PerPage ? shown[^1].RewardId : null, after is not null,
            await SavedViewPages.Model(visit, SavedList.Rewards)));
    }

    private static RewardLine Line(Reward reward, RewardAnswer answer, RewardNames names, Locality place)
    {
        var isFriends = reward.AdvocateId is null;
        return new RewardLine(
            reward.RewardId, RewardTexts.Capital(RewardWords.Of(answer, place)), RewardTexts.For(reward.Role, reward.Recipient),
            isFriends ? names.FriendName : names.AdvocateName, isFriends ? names.FriendEmail : names.AdvocateEmail, reward.AdvocateId,
            reward is { IsCredit: true, Status: RewardStatus.Issued } ? reward.Remaining : null, reward.Asset,
            WireName.Of(reward.Status), RewardTexts.NextOf(reward, answer, place));
    }

    private static async Task<IResult> Show(DeskVisit visit, string? refused)
    {
        var reward = await Find(visit);
        var answer = (await RewardQueries.Answers(visit.Db, [reward]))[0];
        var names = (await RewardPageQueries.Names(visit.Db, [reward]))[reward.RewardId];
        var line = Line(reward, answer, names, visit.Place);
        var steps = answer.History.Select(entry => RewardTexts.Step(entry, reward.Asset, visit.Place));
        var isOver = reward.Status is RewardStatus.Redeemed or RewardStatus.Expired or RewardStatus.Revoked;
        var model = new RewardModel(
            answer, names, line, reward.ProgramId, reward.CreatedAt, reward.IsCredit ? PartsOf(reward) : null,
            isOver ? [.. steps]
                : [.. steps, new TimelineStep(null, "clock", RewardTexts.Next, RewardTexts.Capital(line.Next) + ".", "wait")],
            await RewardPageQueries.Ledger(visit.Db, reward),
            visit.May(Permission.RewardsWrite) ? DeedsOf(reward) : new RewardDeeds(false, false, false, false, false, false, false),
            visit.Query("saved") is not null, refused);
        return visit.Page<RewardPage>(model, refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    /// <summary>What became of credit: the parts in the order of <see cref="PartNames"/>.</summary>
    private static StackRow PartsOf(Reward reward)
    {
        var pending = reward.Status is RewardStatus.Pending or RewardStatus.Waiting ? reward.Entitled : 0;
        var gone = reward.Entitled - reward.RedeemedAmount - reward.Remaining - reward.InTransit - pending;
        return new StackRow(
            RewardTexts.Parts,
            [pending, reward.Remaining, reward.RedeemedAmount, reward.InTransit,
                reward.Status == RewardStatus.Expired ? Math.Max(0, gone) : 0, Math.Max(0, reward.Granted - reward.Entitled)],
            reward.Asset);
    }

    /// <summary>The names of the parts, each with its colour.</summary>
    internal static readonly (string Name, string Tone)[] PartNames =
    [
        ("Promised", "pending"), ("Left", "left"), ("Used", "used"), ("On its way", "transit"), ("Ran out", "expired"),
        ("Taken back", "back"),
    ];

    private static RewardDeeds DeedsOf(Reward reward)
    {
        var isTask = RewardTexts.IsTask(reward);
        var (isIssued, isUsed) = (reward.Status == RewardStatus.Issued, reward.Status == RewardStatus.Redeemed);
        var promise = reward.Promise();
        return new RewardDeeds(
            Done: isTask && isIssued && (!reward.IsCredit || reward.Remaining > 0),
            Undo: isTask && isUsed && (!reward.IsCredit || reward.AdvocateId is not null),
            Use: !isTask && !reward.IsCredit && isIssued,
            Unuse: !isTask && !reward.IsCredit && isUsed,
            Spend: !isTask && reward.IsCredit && isIssued && reward is { Kind: not RewardKind.Cash, Remaining: > 0 },
            Revoke: reward.Status is RewardStatus.Pending or RewardStatus.Waiting or RewardStatus.Issued,
            NeedsAmount: !reward.HasOwnAmount && !reward.IsInPieces && promise.Value.Type == RewardValueType.Percent);
    }

    // What a code was is reopened; a card's amount comes back by the redemption that took it.
    private static async Task<Result<Reward>> Undo(ShopTx tx, Reward reward, FormValues form, Instant now)
    {
        if (!reward.IsCredit)
        {
            return await ReleaseReward.Run(tx, reward.RewardId, now);
        }

        if (reward.AdvocateId is not { } advocate
            || await RewardPageQueries.Redemptions(tx, reward, onlyOpen: true) is not [var latest, ..])
        {
            return RewardRefusals.NothingToRelease;
        }

        var released = await ReleaseRedemption.Run(tx, advocate, latest, now);
        return released.IsRefused ? released.Refusal : reward;
    }

    private static async Task<Result<Reward>> Use(ShopTx tx, Reward reward, FormValues form, Instant now)
    {
        long? amount = null;
        if (form["amount"].Length > 0)
        {
            var place = Locality.Neutral with { Currency = Currency.Of(reward.Asset == "points" ? "EUR" : reward.Asset) };
            amount = reward.Asset != "points" ? place.Minor(form["amount"])
                : long.TryParse(form["amount"], NumberStyles.None, CultureInfo.InvariantCulture, out var points) ? points : null;
            if (amount is null)
            {
                return Refusal.Invalid("amount", RewardTexts.NotAnAmount);
            }
        }

        var order = form["order"] is { Length: > 0 } text ? text : null;
        return await RedeemReward.Run(tx, reward.RewardId, new RedeemRewardRequest(amount, order), now);
    }

    private static void Deed(
        IEndpointRouteBuilder routes, string word, Func<ShopTx, Reward, FormValues, Instant, Task<Result<Reward>>> run) =>
        routes.DeskPost("/rewards/{id}/" + word, Permission.RewardsWrite, async (visit, form) =>
        {
            var reward = await Find(visit);
            try
            {
                await visit.Db.Write(async tx => Refused.OrValue(await run(tx, reward, form, visit.Now)));
                return visit.Go($"/rewards/{reward.RewardId}?saved=1");
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                return await Show(visit, RewardTexts.AsSentence(refused.Refusal.Sentence));
            }
        });

    private static async Task<Reward> Find(DeskVisit visit) =>
        await RewardQueries.Find(visit.Db, visit.RouteId<RewardId>()) ?? throw new RefusedException(Refusal.NotFound("reward"));
}
