namespace Vouch.Domain.Orders;

/// <summary>Every "no" of Orders.</summary>
public static class OrderRefusals
{
    /// <summary>Code of a body in another currency than the shop's without its rate.</summary>
    public const string CurrencyMismatch = "currency_mismatch";

    /// <summary>Code of a total that is not the sum of its parts.</summary>
    public const string AmountsDoNotAddUp = "amounts_do_not_add_up";

    /// <summary>No such order in this shop.</summary>
    public static readonly Refusal NoSuchOrder = Refusal.NotFound("order");

    /// <summary>More money cannot go back than came.</summary>
    public static readonly Refusal RefundAboveTotal =
        Refusal.Invalid("amount", "may not be above what is left of the order's total after its earlier refunds");

    /// <summary>A changed amount after the referral was approved.</summary>
    public static readonly Refusal OrderIsSettled =
        Refusal.State("order_settled", "The order's referral is approved, so its amounts stay; send refunds as events.");
}
