namespace Vouch.Server.Referrals.Pages;

/// <summary>The words of the desk's pages about referrals and advocates.</summary>
internal static class ReferralTexts
{
    public const string Title = "Referrals";
    public const string All = "All";
    public const string Friend = "Friend";
    public const string BroughtBy = "Brought by";
    public const string Program = "Program";
    public const string Order = "Order";
    public const string Status = "Status";
    public const string When = "Since";
    public const string NotFoundTitle = "Nothing is found";
    public const string ShowAll = "Show all referrals";
    public const string Why = "Why";
    public const string NoOrder = "no order yet";
    public const string EmptyTitle = "No referral here";
    public const string EmptyText = "Once a friend of an advocate claims the offer or orders, the case stands here with everything "
        + "that led to it.";
    public const string EmptyFilter = "None of your referrals is in this state.";
    public const string Search = "Name, e-mail or order number";
    public const string Timeline = "What happened";
    public const string Next = "Next";
    public const string Attribution = "Who gets the credit, and why";
    public const string Evidence = "What was looked at";
    public const string NoAttribution = "No order yet, so nobody has the credit yet.";
    public const string Screening = "Screening";
    public const string NoScreening = "Looked at once the friend orders.";
    public const string NoSignals = "Nothing unusual was found.";
    public const string Score = "Score";
    public const string OfHundred = "of 100";
    public const string AtOrder = "When the order came";
    public const string AtRelease = "Before the reward left";
    public const string Rewards = "Rewards";
    public const string LatestRewards = "Latest rewards";
    public const string NoRewardYet = "None yet.";
    public const string NoRewards = "No reward hangs on this referral.";
    public const string Money = "The order";
    public const string Placed = "Placed";
    public const string Goods = "Goods after discounts";
    public const string Refunded = "Refunded of them";
    public const string Kept = "Kept";
    public const string Paid = "Paid";
    public const string Delivered = "Delivered";
    public const string NotYet = "not yet";
    public const string Code = "Coupon";
    public const string Recipient = "For";
    public const string Reward = "Reward";
    public const string Comes = "When";
    public const string Approve = "Approve";
    public const string ApproveWarning = "The rewards become usable at once, also where the return window is not over yet.";
    public const string Reject = "Reject";
    public const string RejectWarning = "Nothing is paid, and the advocate is told so. You can reopen it later.";
    public const string Reopen = "Reopen";
    public const string Reason = "Your reason";
    public const string ReasonHint = "Kept with the decision.";
    public const string Done = "Done. The timeline says what changed.";

    public const string Advocate = "Advocate";
    public const string Codes = "Links and codes";
    public const string Balance = "Balance";
    public const string Pending = "Waiting";
    public const string Available = "To spend";
    public const string Redeemed = "Spent";
    public const string Owed = "Owed back";
    public const string Points = "Points";
    public const string Joined = "Joined";
    public const string Block = "Block";
    public const string BlockWarning = "New touches through this advocate’s links earn nothing. Links still lead to the shop.";
    public const string Unblock = "Unblock";
    public const string AdvocateReferrals = "Whom they brought lately";
    public const string NoCodes = "No link yet: one is made as soon as a program is active.";
    public const string NobodyYet = "Nobody yet.";
    public const string Spoken = "Said aloud:";
    public const string ExternalId = "Customer in the shop";

    /// <summary>A search that found nothing.</summary>
    public static string SearchedFor(string text) => $"Nothing matches “{text}”. A part of a name or an address is enough.";

    /// <summary>The label of one of an advocate's links.</summary>
    public static string LinkOf(string program) => $"Link for {program}";

    /// <summary>What kind of trace was looked at.</summary>
    public static string Touch(string kind) => kind switch
    {
        "coupon" => "Code at checkout",
        "claim" => "Took the offer",
        "name" => "Named the advocate",
        "click" => "Came by the link",
        "invite" => "Invited",
        _ => Capital(ReasonWords(kind)),
    };

    /// <summary>A step of a referral's way as a heading.</summary>
    public static string Step(string type) => type switch
    {
        "claimed" => "Took the offer",
        "attributed" => "Ordered, with credit to the advocate",
        "pending" => "Counts, for the time being",
        "in_review" => "Waits for a person",
        "revived" => "Counts again",
        "expired" => "The offer ran out",
        _ => Capital(ReasonWords(type)),
    };

    /// <summary>Words at the start of a line.</summary>
    public static string Capital(string words) => words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>Stable reason codes in a few words; a code without words of its own is shown as it reads.</summary>
    public static string ReasonWords(string code) => code switch
    {
        "ordered" => "ordered, waiting",
        "below_minimum" => "below the program’s minimum",
        "order_refunded" => "order wholly refunded",
        "order_cancelled" => "order cancelled",
        "attribution_changed" => "credit went elsewhere",
        "cap_reached" => "the advocate’s limit was reached",
        "budget_spent" => "the program’s budget was spent",
        "last_click" or "first_click" => "by the link",
        "coupon_precedence" => "by the code at checkout",
        "last_claim" or "first_claim" => "by the claimed offer",
        "manual_override" => "decided by hand",
        "locked_repeat_order" => "by the friend’s first order",
        "existing_customer" => "was a customer already",
        "coupon_expired" => "the code had run out",
        "name_declared" => "by the name the friend gave",
        "name_not_found" => "nobody has that name",
        "name_ambiguous" => "several have that name",
        "last_invite" or "first_invite" => "by the invitation",
        "no_touch" => "nothing led to an advocate",
        "outside_window" => "too long before the order",
        "self_referral" => "the advocate’s own order",
        "program_inactive" => "the program was not running",
        "vetoed" => "the shop’s own system said no",
        "veto_asked" => "the shop’s own system is asked",
        "veto_answered" => "the shop’s own system answered",
        "veto_silent" => "no answer of the shop’s own system",
        "veto" => "the shop’s own system asks for a person",
        "advocate_not_joined" => "the advocate had not joined",
        "advocate_erased" => "the advocate is gone",
        "advocate_blocked" => "the advocate is blocked",
        "competing_advocates" => "several advocates recommended the shop",
        "multiple_referral_coupons" => "several referral codes on one order",
        "self_referral_attempt" => "somebody used their own code",
        _ => code.Replace('_', ' '),
    };
}
