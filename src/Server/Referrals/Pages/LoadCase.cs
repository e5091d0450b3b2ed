using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.People;
using Vouch.Domain.Referrals;
using Vouch.Domain.Screening;
using Vouch.Server.Advocates;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Screening;
using Vouch.Server.Screening.Networks;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Pages;

/// <summary>Finds what a person decides a case by. What is hashed is never shown: only that both have the same.</summary>
internal static class LoadCase
{
    private const int Latest = 10;

    private const string FactsSql = """
        SELECT facts FROM screenings WHERE shop_id = @shop AND order_id = @id
        ORDER BY CASE stage WHEN 'release' THEN 0 ELSE 1 END LIMIT 1
        """;

    private const string OfAdvocateSql = """
        SELECT r.referral_id, r.friend_name, r.friend_email, r.created_at, o.base_amount AS amount, r.status,
            (SELECT max(s.score) FROM screenings s WHERE s.shop_id = @shop AND s.order_id = r.order_id) AS score
        FROM referrals r LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        WHERE r.shop_id = @shop AND r.advocate_id = @advocate AND r.referral_id <> @id ORDER BY r.referral_id DESC LIMIT @take
        """;

    private const string OfFriendSql = """
        SELECT r.referral_id, r.friend_name, r.friend_email, r.created_at, o.base_amount AS amount, r.status,
            (SELECT max(s.score) FROM screenings s WHERE s.shop_id = @shop AND s.order_id = r.order_id) AS score
        FROM referrals r LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        WHERE r.shop_id = @shop AND r.friend_key = @friend AND r.referral_id <> @id ORDER BY r.referral_id DESC LIMIT @take
        """;

    /// <summary>The case; null before there is an order.</summary>
    internal static async Task<CaseModel?> Run(DeskVisit visit, ReferralId id)
    {
        var (db, shop) = (visit.Db, visit.Shop);
        if (await ReferralStore.Find(db, id) is not { OrderId: { } orderId } referral)
        {
            return null;
        }

        var order = await OrderQueries.Load(db, shop, orderId);
        var facts = await db.First<string>(FactsSql, new { Id = orderId });
        var review = await ReviewReferral.Find(db, id);
        var advocate = await AdvocateQueries.Find(db, referral.AdvocateId);
        return new CaseModel(
            People(
                visit.Place, order.Facts, await FirstSeen(db, shop, order), advocate,
                facts is null ? new ScreeningFacts() : JsonSerializer.Deserialize<ScreeningFacts>(facts, WireJson.Options)!),
            [.. (await ScreenReferral.Verdicts(db, orderId)).Reverse()],
            (await ProgramQueries.Terms(db, referral.ProgramId, referral.ProgramVersion)).Screening,
            await db.Query<EarlierCase>(OfAdvocateSql, new { Advocate = referral.AdvocateId, Id = id, Take = Latest }),
            referral.FriendKey is { } friend
                ? await db.Query<EarlierCase>(OfFriendSql, new { Friend = friend, Id = id, Take = Latest }) : [],
            review,
            visit.May(Permission.ScreeningWrite) ? [.. ListLinks(order.Facts, advocate)] : [],
            review is not null && referral.Status == ReferralStatus.InReview ? ReviewAgeing.DaysLeft(review.OpenedAt, visit.Now) : null,
            await LoadRing.Run(db, orderId));
    }

    private static IEnumerable<(string Text, string Query)> ListLinks(OrderFacts order, Advocate? advocate)
    {
        if (EmailAddress.TryParse(order.Customer.Email, out var email))
        {
            yield return (CaseTexts.BlockDomain, Query("block", ListKind.Domain, email.Domain));
        }

        if (order.DeviceId is { } device)
        {
            yield return (CaseTexts.BlockDevice, Query("block", ListKind.Device, device));
        }

        if (order.IpAddress is { } ip)
        {
            yield return (CaseTexts.BlockIp, Query("block", ListKind.IpRange, ip));
        }

        if (advocate?.Email is { } known)
        {
            yield return (CaseTexts.AllowAdvocate, Query("allow", ListKind.Email, known));
        }
    }

    private static string Query(string verdict, ListKind kind, string value) =>
        $"verdict={verdict}&kind={WireName.Of(kind)}&value={Uri.EscapeDataString(value)}";

    private static async Task<Instant> FirstSeen(ShopDb db, Shop shop, OrderRecord order) =>
        (await OrderQueries.OfPerson(db, order.PersonKeys(shop))).Select(known => known.PlacedAt).Append(order.Facts.PlacedAt).Min();

    private static List<CaseFact> People(
        Locality place, OrderFacts order, Instant firstSeen, Advocate? advocate, ScreeningFacts facts) =>
    [
        new(CaseTexts.Name, order.Customer.Name, advocate?.Name, facts.SameName),
        new(CaseTexts.Email, order.Customer.Email, advocate?.Email, facts.SameAccount),
        new(CaseTexts.Customer, order.Customer.ExternalId, advocate?.ExternalId, facts.SameAccount
            && order.Customer.ExternalId is { } known && known == advocate?.ExternalId),
        new(CaseTexts.Phone, order.Customer.Phone, advocate?.Phone, facts.SamePhone),
        new(CaseTexts.Address, Address(order.ShippingAddress ?? order.BillingAddress), null, facts.SameAddress),
        new(CaseTexts.Device, order.DeviceId, null, facts.SameDevice),
        new(CaseTexts.Card, order.PaymentFingerprint, null, facts.SamePayment),
        new(CaseTexts.Internet, Internet(order.IpAddress), null, facts.SameIp),
        new(CaseTexts.FirstSeen, place.Day(firstSeen), advocate is null ? null : place.Day(advocate.JoinedAt), false),
    ];

    private static string? Address(OrderAddress? address) => address is null ? null : string.Join(
        ", ", new[] { address.Line1, address.Line2, address.PostalCode, address.City, address.Country }
            .Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string? Internet(string? ip)
    {
        if (ip is null)
        {
            return null;
        }

        var network = NetworkTable.Shared.Find(ip);
        return string.Join(", ", new[] { ip, network.Organisation, network.Country, CaseTexts.Of(network.Class) }.OfType<string>());
    }
}
