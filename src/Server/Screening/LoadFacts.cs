using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.People;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Screening.Networks;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>An attributed order that is to be screened.</summary>
/// <param name="Order">The order.</param>
/// <param name="Decision">Who has the credit, and by what.</param>
/// <param name="Terms">The terms in force at the winning touch.</param>
/// <param name="Stage">At the order, or before the reward leaves.</param>
public sealed record ScreeningCase(OrderRecord Order, AttributionDecision Decision, ProgramTerms Terms, ScreeningStage Stage)
{
    internal AdvocateId Advocate => Decision.Advocate!.Value;

    /// <summary>The advocate's code by which the credit came; null where it came otherwise, also by a friend's own coupon.</summary>
    internal string? Code =>
        Decision is { Via: Via.Coupon, Claim: null } ? Decision.Evidence.FirstOrDefault(touch => touch.Won)?.Code : null;

    internal OrderFacts Facts => Order.Facts;
}

/// <summary>The advocate, as far as screening compares.</summary>
/// <param name="Email">As given.</param>
/// <param name="Name">As given.</param>
/// <param name="Keys">What joining and updating left: person keys and marks.</param>
internal sealed record ScreenedAdvocate(string? Email, string? Name, IReadOnlyList<string> Keys);

/// <summary>
/// Finds what is known of a referral. It costs the same with a million people as with ten: every count stops where it says no more,
/// and an advocate's latest 500 orders speak for all.
/// </summary>
internal static class LoadFacts
{
    private const long WeekMilliseconds = 7 * 24 * 3600 * 1000L;

    private const string AdvocateWithKeys = """
        SELECT a.email, a.name, k.person_key FROM advocates a
        LEFT JOIN advocate_keys k ON k.shop_id = @shop AND k.advocate_id = a.advocate_id
        WHERE a.shop_id = @shop AND a.advocate_id = @advocateId LIMIT 200
        """;

    private const string History = """
        SELECT count(*) AS earlier,
            count(*) FILTER (WHERE h.address_mark = @addressMark) AS at_address,
            count(*) FILTER (WHERE h.returned) AS refunded,
            count(*) FILTER (WHERE h.code IS NOT NULL AND h.quick) AS quick_codes,
            count(*) FILTER (WHERE h.at_minimum) AS at_minimum,
            (SELECT count(*) FROM (
                SELECT 1 FROM screening_cases w
                WHERE w.shop_id = @shop AND w.advocate_id = @advocateId AND w.placed_at >= @weekFrom AND w.placed_at <= @weekTo
                    AND w.placed_at < @before AND w.account_id <> @account LIMIT 15) AS week) AS within_week,
            (SELECT o.at FROM clicks o WHERE o.shop_id = @shop AND o.click_id = @clickId AND o.advocate_id = @advocateId) AS own_click,
            (SELECT max(v.at) FROM clicks o JOIN clicks v ON v.shop_id = @shop AND v.visitor = o.visitor
                WHERE o.shop_id = @shop AND o.click_id = @clickId AND v.advocate_id = @advocateId AND v.at <= @placedAt) AS visitor_click
        FROM (
            SELECT c.address_mark, c.returned, c.code, c.quick, c.at_minimum FROM screening_cases c
            WHERE c.shop_id = @shop AND c.advocate_id = @advocateId AND c.placed_at < @before AND c.account_id <> @account
            ORDER BY c.placed_at DESC LIMIT 500) AS h
        """;

    private const string Again = """
        SELECT 1 FROM order_people p
        JOIN order_people q ON q.shop_id = @shop AND q.person_key = p.person_key AND q.order_id <> p.order_id
        JOIN orders o ON o.shop_id = @shop AND o.order_id = q.order_id
        WHERE p.shop_id = @shop AND p.order_id = @orderId AND o.placed_at > @placedAt AND o.paid_at IS NOT NULL
            AND o.status NOT IN ('cancelled', 'refunded') LIMIT 1
        """;

    /// <summary>The advocate with all keys.</summary>
    internal static async Task<ScreenedAdvocate> Advocate(Reads db, AdvocateId id)
    {
        var keyed = await db.Query<KeyedAdvocate>(AdvocateWithKeys, new { AdvocateId = id });
        return new ScreenedAdvocate(
            keyed.FirstOrDefault()?.Email, keyed.FirstOrDefault()?.Name, [.. keyed.Select(row => row.PersonKey).OfType<string>()]);
    }

    /// <summary>Takes buyer and advocate in, keeps the case and tells what is known of the two.</summary>
    internal static async Task<ScreeningFacts> Run(
        ShopTx tx, Shop shop, ScreeningCase screened, ScreenedAdvocate advocate, ShopLists lists, Instant now)
    {
        var (sighting, network) = await Seen(tx, shop, screened);
        var (advocateAccount, advocateMarks) = await Accounts.ObserveAdvocate(tx, Sighting.OfAdvocate(advocate.Keys), now);
        var buyer = await Accounts.Observe(tx, sighting, now);
        var history = await Read(tx, screened, buyer.Account, sighting.Postal);
        var seconds = history.SecondsTo(screened.Facts.PlacedAt);
        var facts = Together(screened, sighting, buyer, advocateMarks) with
        {
            Network = network,
            SameAccount = sighting.People.Intersect(advocate.Keys).Any(),
            EmailSimilarity = Likeness(advocate.Email, screened.Facts.Customer.Email),
            SameName = PersonName.Fold(advocate.Name) is { Length: > 0 } name && name == PersonName.Fold(screened.Facts.Customer.Name),
            Earlier = (int)history.Earlier,
            EarlierWithinWeek = (int)history.WithinWeek,
            EarlierAtAddress = (int)history.AtAddress,
            EarlierRefunded = (int)history.Refunded,
            EarlierQuickCodes = (int)history.QuickCodes,
            EarlierAtMinimum = (int)history.AtMinimum,
            DealSite = lists.IsDealSite(screened.Facts.Referrer),
            SecondsFromClick = seconds,
            BoughtAgain = screened.Stage == ScreeningStage.Release
                && await tx.First<long?>(Again, new { screened.Order.OrderId, screened.Facts.PlacedAt }) is not null,
        };
        await Keep(tx, screened, facts, sighting, (advocateAccount, buyer.Account));
        return await Grouped(tx, facts, advocateAccount, buyer);
    }

    // An IP address is forgotten after thirty days; what stands for it was kept with the case.
    private static async Task<(Sighting Sighting, NetworkClass Network)> Seen(Reads db, Shop shop, ScreeningCase screened)
    {
        var sighting = Sighting.Of(shop, screened.Facts);
        return screened.Facts.IpAddress is null && await Cases.Find(db, screened.Order.OrderId) is { IpMark: { } ip } kept
            ? (sighting with { Marks = [.. sighting.Marks, ip] }, kept.Network)
            : (sighting, NetworkTable.Shared.Find(screened.Facts.IpAddress).Class);
    }

    private static ScreeningFacts Together(
        ScreeningCase screened, Sighting sighting, Seen buyer, IReadOnlyCollection<string> advocateMarks)
    {
        var shared = sighting.Marks.Where(advocateMarks.Contains).ToList();
        var payment = sighting.Marks.FirstOrDefault(Mark.IsPayment);
        return new ScreeningFacts
        {
            SameDevice = shared.Any(Mark.IsDevice),
            SamePayment = shared.Any(Mark.IsPayment),
            SamePhone = shared.Any(Mark.IsPhone),
            SameAddress = shared.Any(Mark.IsPostal),
            SameIp = shared.Any(Mark.IsIp),
            AccountsOnIp = buyer.AccountsOn(sighting.Marks.FirstOrDefault(Mark.IsIp)),
            AccountsOnDevice = buyer.AccountsOn(sighting.Marks.FirstOrDefault(Mark.IsDevice)),
            OthersOnPayment = payment is null ? 0 : buyer.AccountsOn(payment) - 1 - (advocateMarks.Contains(payment) ? 1 : 0),
            DisposableMail = DisposableMail.IsDisposable(screened.Facts.Customer.Email),
            ByCode = screened.Code is not null,
            AtMinimum = Hubs.IsAtMinimum(screened.Order.State.BaseAmount, screened.Terms.Qualification.MinimumSubtotal),
        };
    }

    private static async Task<HistoryRow> Read(Reads db, ScreeningCase screened, AccountId account, string? addressMark)
    {
        var placed = screened.Facts.PlacedAt.Milliseconds;
        return (await db.First<HistoryRow>(History, new
        {
            AdvocateId = screened.Advocate,
            Account = account,
            AddressMark = addressMark,
            screened.Facts.PlacedAt,
            screened.Facts.ClickId,
            WeekFrom = placed - WeekMilliseconds,
            WeekTo = placed + WeekMilliseconds,
            Before = screened.Stage == ScreeningStage.Order ? placed : long.MaxValue,
        }))!;
    }

    private static Task Keep(
        ShopTx tx, ScreeningCase screened, ScreeningFacts facts, Sighting sighting, (AccountId Advocate, AccountId Buyer) accounts) =>
        screened.Decision.Via == Via.Lock ? Task.CompletedTask : Cases.Put(tx, new Case(
            screened.Order.OrderId, screened.Advocate, accounts.Advocate, accounts.Buyer, screened.Facts.PlacedAt, screened.Code,
            ReadSignals.IsQuick(facts.SecondsFromClick), facts.DealSite, facts.AtMinimum, sighting.Postal,
            sighting.Ip, facts.Network, IsStranger(facts), ScreenReferral.IsReturned(screened.Order)));

    private static bool IsStranger(ScreeningFacts facts) => facts is
    {
        SameAccount: false, SameDevice: false, SamePayment: false, SamePhone: false, SameAddress: false, SameName: false,
    };

    // The group is read after the case is kept, so that this very referral counts in it.
    private static async Task<ScreeningFacts> Grouped(ShopTx tx, ScreeningFacts facts, AccountId advocate, Seen buyer)
    {
        if (buyer.GroupId is not { } group)
        {
            return facts;
        }

        var size = await Groups.Size(tx, group);
        return facts with
        {
            GroupAccounts = (int)size.Accounts,
            GroupReferrals = (int)size.Referrals,
            AdvocateInGroup = await Accounts.Group(tx, advocate) == group,
        };
    }

    private static double Likeness(string? one, string? other) =>
        EmailAddress.TryParse(one, out var first) && EmailAddress.TryParse(other, out var second)
            ? JaroWinkler.Similarity(LocalPart(first), LocalPart(second))
            : 0;

    private static string LocalPart(EmailAddress address) => address.Loose[..address.Loose.IndexOf('@', StringComparison.Ordinal)];

    private sealed record KeyedAdvocate(string? Email, string? Name, string? PersonKey);

    private sealed record HistoryRow(
        long Earlier, long AtAddress, long Refunded, long QuickCodes, long AtMinimum, long WithinWeek, Instant? OwnClick,
        Instant? VisitorClick)
    {
        internal double? SecondsTo(Instant order) =>
            new[] { OwnClick, VisitorClick }.OfType<Instant>().Where(at => at <= order).Select(at => (Instant?)at).Max() is { } click
                ? (order.Milliseconds - click.Milliseconds) / 1000.0
                : null;
    }
}
