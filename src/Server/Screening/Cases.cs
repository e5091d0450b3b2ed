using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Screening;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>An attributed order, as the next ones of its advocate are compared with it.</summary>
/// <param name="OrderId">Which.</param>
/// <param name="AdvocateId">Who has the credit.</param>
/// <param name="AdvocateAccount">The advocate's account.</param>
/// <param name="AccountId">The buyer's.</param>
/// <param name="PlacedAt">The order's own time.</param>
/// <param name="Code">The advocate's code by which the credit came; null where it came otherwise.</param>
/// <param name="Quick">Placed within an hour of its own click.</param>
/// <param name="DealSite">The buyer came from a coupon site.</param>
/// <param name="AtMinimum">At most 5 % above the program's minimum.</param>
/// <param name="AddressMark">Where it goes.</param>
/// <param name="IpMark">Where it came from.</param>
/// <param name="Network">And in what network that is.</param>
/// <param name="Stranger">Buyer and advocate share nothing that screening knows.</param>
/// <param name="Returned">Cancelled or wholly refunded.</param>
internal sealed record Case(
    OrderId OrderId, AdvocateId AdvocateId, AccountId AdvocateAccount, AccountId AccountId, Instant PlacedAt, string? Code, bool Quick,
    bool DealSite, bool AtMinimum, string? AddressMark, string? IpMark, NetworkClass Network, bool Stranger, bool Returned);

/// <summary>The cases of a shop, and the edges they are in the groups of accounts.</summary>
internal static class Cases
{
    private const string Select = """
        SELECT order_id, advocate_id, advocate_account, account_id, placed_at, code, quick, deal_site, at_minimum, address_mark, ip_mark,
            network, stranger, returned
        FROM screening_cases WHERE shop_id = @shop AND order_id = @orderId
        """;

    private const string Upsert = """
        INSERT INTO screening_cases (shop_id, order_id, advocate_id, advocate_account, account_id, placed_at, code, quick, deal_site,
            at_minimum, address_mark, ip_mark, network, stranger, returned)
        VALUES (@shop, @orderId, @advocateId, @advocateAccount, @accountId, @placedAt, @code, @quick, @dealSite, @atMinimum,
            @addressMark, @ipMark, @network, @stranger, @returned)
        ON CONFLICT (shop_id, order_id) DO UPDATE SET advocate_id = excluded.advocate_id,
            advocate_account = excluded.advocate_account, account_id = excluded.account_id, placed_at = excluded.placed_at,
            code = excluded.code, quick = excluded.quick, deal_site = excluded.deal_site, at_minimum = excluded.at_minimum,
            address_mark = excluded.address_mark, ip_mark = excluded.ip_mark, network = excluded.network,
            stranger = excluded.stranger,
            returned = excluded.returned
        """;

    private const string Delete = "DELETE FROM screening_cases WHERE shop_id = @shop AND order_id = @orderId";

    private const string Turn = """
        UPDATE screening_cases SET returned = @returned WHERE shop_id = @shop AND order_id = @orderId AND returned <> @returned
        """;

    private const string Move = "UPDATE screening_cases SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    /// <summary>The case of an order; null where it is none.</summary>
    internal static Task<Case?> Find(Reads db, OrderId order) => db.First<Case>(Select, new { OrderId = order });

    /// <summary>Keeps a case, in the place of what was kept about its order.</summary>
    internal static async Task Put(ShopTx tx, Case now)
    {
        var before = await Find(tx, now.OrderId);
        tx.Enqueue(Upsert, now);
        if (before is not null && (before.AdvocateAccount, before.AccountId) == (now.AdvocateAccount, now.AccountId))
        {
            return;
        }

        if (before is not null)
        {
            Groups.Count(tx, before.AdvocateAccount, before.AccountId, -1);
        }

        Groups.Count(tx, now.AdvocateAccount, now.AccountId, +1);
    }

    /// <summary>The order lost its credit: it speaks about no advocate any more.</summary>
    internal static async Task Drop(ShopTx tx, OrderId order)
    {
        if (await Find(tx, order) is { } gone)
        {
            tx.Enqueue(Delete, new { OrderId = order });
            Groups.Count(tx, gone.AdvocateAccount, gone.AccountId, -1);
        }
    }

    /// <summary>The order came back, or after all did not.</summary>
    internal static void SetReturned(ShopTx tx, OrderId order, bool returned) =>
        tx.Enqueue(Turn, new { OrderId = order, Returned = returned });

    /// <summary>Two advocates proved to be one.</summary>
    internal static void FollowMerge(ShopTx tx, AdvocateId from, AdvocateId into) => tx.Enqueue(Move, new { From = from, Into = into });
}
