namespace Vouch.DemoShop;

/// <summary>The words of Vouch's answers as the tea shop says them to people; the answers themselves keep their stable codes.</summary>
internal static class DemoWords
{
    /// <summary>A state of an order, a referral or a reward.</summary>
    public static string State(string status) => status switch
    {
        "claimed" => "offer taken",
        "in_review" => "to review",
        "issued" => "given",
        "redeemed" => "used",
        "revoked" => "taken back",
        "expired" => "ran out",
        "waiting" => "waits for a code",
        "fulfilled" => "sent",
        _ => status.Replace('_', ' '),
    };

    /// <summary>Whether a state is good news, waits, is over, or is neither.</summary>
    public static string Tone(string status) => status switch
    {
        "approved" or "issued" or "redeemed" or "paid" or "delivered" => "good",
        "pending" or "in_review" or "waiting" or "fulfilled" => "wait",
        "rejected" or "cancelled" or "revoked" or "refunded" => "stop",
        _ => "plain",
    };

    /// <summary>Who gets the credit for an order.</summary>
    public static string Outcome(string outcome) => outcome switch
    {
        "attributed" => "the advocate who brought the customer",
        "organic" => "nobody: the customer came unreferred",
        "not_qualified" => "nobody: the order does not count",
        _ => outcome.Replace('_', ' '),
    };

    /// <summary>A stable reason code in a few words.</summary>
    public static string Reason(string reason) => reason switch
    {
        "ordered" => "ordered, waiting for the return window",
        "claimed" => "has not ordered yet",
        "hold_over" => "the return window is over",
        "claim_expired" => "did not order in time",
        "order_refunded" => "everything was sent back",
        "order_cancelled" => "the order was cancelled",
        "below_minimum" => "below the program’s minimum",
        "no_touch" => "nothing led to an advocate",
        "existing_customer" => "was a customer already",
        "self_referral" => "the advocate’s own order",
        "outside_window" => "too long after the link was used",
        "coupon_precedence" => "the code at checkout",
        "last_click" or "first_click" => "the link",
        "last_claim" or "first_claim" => "the offer taken",
        _ => reason.Replace('_', ' '),
    };

    /// <summary>A reward in a few words.</summary>
    public static string Kind(string kind) => kind == "store_credit" ? "store credit" : kind.Replace('_', ' ');

    /// <summary>Whose reward it is.</summary>
    public static string Recipient(string recipient) => recipient == "advocate" ? "Anna" : "Her friend";

    /// <summary>A sentence of the API with the apostrophes of print.</summary>
    public static string Sentence(string text) => text.Replace('\'', '’');

    /// <summary>An account of the ledger without the ids in it.</summary>
    public static string Account(string account) => account.Split(':')[0] switch
    {
        "expense" => "Cost of rewards",
        "pending" => "Promised, waiting",
        "available" => "To spend",
        "redeemed" => "Spent",
        "breakage" => "Ran out unspent",
        "receivable" => "To be set off",
        "cash" => "Paid out",
        var other => other.Replace('_', ' '),
    };
}
