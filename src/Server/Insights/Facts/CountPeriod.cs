using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Domain.Money;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;
using static Vouch.Server.Insights.FactRows;

namespace Vouch.Server.Insights;

/// <summary>Gathers the facts of one period for the measures; what counts how stands at <see cref="KpiFacts"/>.</summary>
internal static class CountPeriod
{
    private const int UsualClickDays = 30;

    /// <summary>The facts of a period, and of one program where it is named.</summary>
    /// <param name="db">A snapshot.</param>
    /// <param name="shop">What is known of the shop whatever the period.</param>
    /// <param name="from">First instant inside.</param>
    /// <param name="to">First instant after.</param>
    /// <param name="program">Null for all.</param>
    internal static async Task<KpiFacts> Of(Reads db, ShopFacts shop, Instant from, Instant to, ProgramId? program)
    {
        bool Counts(ProgramId? one) => program is null || one == program;
        var shares = (await SharesIn(db, from, to)).Where(share => Counts(share.ProgramId)).ToList();
        var clicks = (await shop.ClicksIn(db, from, to)).Where(click => Counts(click.ProgramId)).ToList();
        var invitations = await AllInvitations(db);
        return new KpiFacts
        {
            Period = new KpiPeriod(from, to, shop.Now),
            Terms = await Terms(db, shop.Shop, from, to, program),
            Customers = shop.Customers,
            Participants = await Participants(db, shop, program),
            Shares = [.. shares.Select(share => Share(shop, share)), .. Earlier(shop, clicks, from)],
            Clicks = clicks.ConvertAll(click => Click(shop, click)),
            Leads =
            [
                .. shop.Claims.Where(claim => Counts(claim.ProgramId))
                    .Select(claim => new LeadFact(shop.PersonOf(claim.PersonKey), shop.PersonOf(claim.AdvocateId), claim.At)),
                .. invitations.Where(one => Counts(one.ProgramId))
                    .Select(one => new LeadFact(shop.PersonOf(one.PersonKey), shop.PersonOf(one.AdvocateId), one.At, IsInvitation: true)),
            ],
            Orders = [.. shop.Orders.Select(order => Order(order, Counts(order.Row.ProgramId)))],
            // What was refunded is taken off its order, whenever that was.
            Refunds = [.. shop.Orders.Where(order => order.Row.RefundedBase > 0)
                .Select(order => new RefundFact(order.Row.OrderId.ToString(), order.Row.RefundedBase))],
            Rewards = [.. (await OfferedRewards(db)).Where(reward => reward.OrderId is not null && Counts(reward.ProgramId))
                .Select(reward => Reward(shop.Shop, reward))],
            Channels = [.. (await CostsIn(db, shop.Shop.DayOf(from), shop.Shop.DayOf(to)))
                .Select(cost => new ChannelCost(cost.Channel, cost.Spend, cost.NewCustomers))],
        };
    }

    /// <summary>A part of a period whose facts are loaded, with its own share of the fixed cost.</summary>
    /// <param name="facts">Of a period that contains it.</param>
    /// <param name="shop">Whose.</param>
    /// <param name="from">First instant inside.</param>
    /// <param name="to">First instant after.</param>
    /// <param name="program">As they were loaded.</param>
    internal static KpiFacts Narrow(KpiFacts facts, Shop shop, Instant from, Instant to, ProgramId? program) => facts with
    {
        Period = facts.Period with { From = from, To = to },
        Terms = facts.Terms with { FixedCost = FixedCost(shop, from, to, program) },
    };

    private static async Task<KpiTerms> Terms(Reads db, Shop shop, Instant from, Instant to, ProgramId? program)
    {
        var terms = (await ProgramQueries.List(db, null, int.MaxValue))
            .Where(one => program is null || one.ProgramId == program).Select(one => one.Terms).ToList();
        var finance = shop.Finance;
        return new KpiTerms(
            terms.Select(one => one.Attribution.WindowDays).DefaultIfEmpty(UsualClickDays).Max(),
            terms.Select(one => one.Hold.Days).DefaultIfEmpty(shop.ReturnDays).Max(),
            finance.MarginPercent is { } margin ? new Percentage(margin * 100) : null,
            FixedCost(shop, from, to, program), finance.CreditAtCost == true);
    }

    // A month's cost is spread evenly over its days. It belongs to no program alone.
    private static long FixedCost(Shop shop, Instant from, Instant to, ProgramId? program)
    {
        var (sum, monthly) = (0m, program is null ? shop.Finance.MonthlyCost ?? 0 : 0);
        for (var month = CalendarMonth.Of(from, shop.TimeZone); month.Start(shop.TimeZone) < to; month = month.Plus(1))
        {
            var (start, end) = (month.Start(shop.TimeZone), month.Plus(1).Start(shop.TimeZone));
            var inside = Math.Min(end.Milliseconds, to.Milliseconds) - Math.Max(start.Milliseconds, from.Milliseconds);
            sum += (decimal)monthly * Math.Max(0, inside) / (end.Milliseconds - start.Milliseconds);
        }

        return (long)Math.Round(sum, MidpointRounding.AwayFromZero);
    }

    private static async Task<List<ParticipantFact>> Participants(Reads db, ShopFacts shop, ProgramId? program)
    {
        var members = program is null ? null
            : (await AllMembers(db)).Where(one => one.ProgramId == program).Select(one => one.AdvocateId).ToHashSet();
        return [.. shop.Advocates
            .Where(one => one is { Status: "active", MergedInto: null } && members?.Contains(one.AdvocateId) != false)
            .Select(one => new ParticipantFact(shop.PersonOf(one.AdvocateId), one.JoinedAt))];
    }

    private static ShareFact Share(ShopFacts shop, ShareRow share) =>
        new(share.ShareId.ToString(), shop.PersonOf(share.AdvocateId), share.At);

    // A link that was followed without a share that we know of, and shares from before the period: friends all the same, but no clicks
    // on shares of the period.
    private static IEnumerable<ShareFact> Earlier(ShopFacts shop, List<ClickRow> clicks, Instant from) => clicks
        .Where(click => click.SharedAt is not { } at || at < from).DistinctBy(ShareOf)
        .Select(click => new ShareFact(ShareOf(click), shop.PersonOf(click.AdvocateId), click.SharedAt ?? new Instant(0)));

    private static string ShareOf(ClickRow click) => click.ShareId?.ToString() ?? "link of " + click.AdvocateId;

    private static ClickFact Click(ShopFacts shop, ClickRow click)
    {
        var visitor = click.Visitor is { } browser ? shop.PersonOfVisitor(browser) : "click " + click.ClickId;
        return new ClickFact(ShareOf(click), visitor, click.At, visitor == shop.PersonOf(click.AdvocateId));
    }

    // An order of another program is nobody's here, and no first one of an unreferred customer either.
    private static OrderFact Order(KnownOrder order, bool counts) => new(
        order.Row.OrderId.ToString(), order.Person, order.Row.PlacedAt, order.Row.BaseAmount, counts ? order.Advocate : null,
        order.IsFirst && (counts || order.Advocate is null), order.Standing, order.IsApproved);

    private static RewardFact Reward(Shop shop, RewardRow reward)
    {
        long Money(long amount) => reward.Asset == "points" ? amount * (shop.Finance.PointValue ?? 0) / 100 : amount;
        var isCredit = RewardKinds.IsCredit(reward.Kind);

        // What was promised is a cost from the order on, not from the end of its hold. A friend's code costs what it took off when it is
        // used and nothing before: nobody knows the cart.
        var issued = Money(isCredit ? reward.Granted
            : reward.Status == RewardStatus.Redeemed || reward.Recipient == Recipient.Friend ? reward.RedeemedAmount : reward.Worth);
        var kept = isCredit ? Money(reward.Entitled) : reward.Status == RewardStatus.Revoked ? 0 : issued;
        var redeemed = Math.Min(kept, Money(reward.RedeemedAmount));
        return new RewardFact(
            reward.OrderId!.Value.ToString(), issued, issued - kept, redeemed,
            reward.Status == RewardStatus.Expired ? kept - redeemed : 0, reward.Kind == RewardKind.StoreCredit);
    }
}
