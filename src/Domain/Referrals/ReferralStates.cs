namespace Vouch.Domain.Referrals;

/// <summary>Where a referral stands.</summary>
public enum ReferralStatus { Claimed, Pending, InReview, Approved, Rejected, Cancelled, Expired }

/// <summary>What may happen to a referral.</summary>
public enum ReferralStep
{
    /// <summary>An order of the friend was attributed.</summary>
    Order,

    /// <summary>The claim's time is over, or another claim won.</summary>
    Expire,

    /// <summary>The return window is over, or a person says yes.</summary>
    Approve,

    /// <summary>Screening cannot say, a person must.</summary>
    Review,

    /// <summary>Screening or a person says no.</summary>
    Reject,

    /// <summary>A decision is taken back or looked at again: undo, appeal.</summary>
    Reopen,

    /// <summary>The order was cancelled, wholly refunded, fell below the minimum or belongs to another advocate.</summary>
    Cancel,

    /// <summary>What had cancelled it is no longer so.</summary>
    Revive,
}

/// <summary>The one table of a referral's life.</summary>
public static class ReferralStates
{
    private static readonly Dictionary<(ReferralStatus From, ReferralStep Step), ReferralStatus> Table = new()
    {
        [(ReferralStatus.Claimed, ReferralStep.Order)] = ReferralStatus.Pending,
        [(ReferralStatus.Claimed, ReferralStep.Expire)] = ReferralStatus.Expired,
        [(ReferralStatus.Claimed, ReferralStep.Cancel)] = ReferralStatus.Cancelled,
        [(ReferralStatus.Expired, ReferralStep.Order)] = ReferralStatus.Pending,
        [(ReferralStatus.Pending, ReferralStep.Approve)] = ReferralStatus.Approved,
        [(ReferralStatus.Pending, ReferralStep.Review)] = ReferralStatus.InReview,
        [(ReferralStatus.Pending, ReferralStep.Reject)] = ReferralStatus.Rejected,
        [(ReferralStatus.Pending, ReferralStep.Cancel)] = ReferralStatus.Cancelled,
        [(ReferralStatus.InReview, ReferralStep.Approve)] = ReferralStatus.Approved,
        [(ReferralStatus.InReview, ReferralStep.Reject)] = ReferralStatus.Rejected,
        [(ReferralStatus.InReview, ReferralStep.Cancel)] = ReferralStatus.Cancelled,
        [(ReferralStatus.Rejected, ReferralStep.Reopen)] = ReferralStatus.InReview,
        [(ReferralStatus.Rejected, ReferralStep.Cancel)] = ReferralStatus.Cancelled,
        [(ReferralStatus.Approved, ReferralStep.Reopen)] = ReferralStatus.InReview,
        [(ReferralStatus.Approved, ReferralStep.Cancel)] = ReferralStatus.Cancelled,
        [(ReferralStatus.Cancelled, ReferralStep.Revive)] = ReferralStatus.Pending,
    };

    /// <summary>The state after a step, or why the step is not possible.</summary>
    public static Result<ReferralStatus> After(ReferralStatus from, ReferralStep step) =>
        Table.TryGetValue((from, step), out var to) ? to : ReferralRefusals.NotPossibleNow(from, step);

    /// <summary>True while the decision about the order may still be made again by itself.</summary>
    public static bool IsOpen(ReferralStatus status) => status is not ReferralStatus.Approved;
}

/// <summary>What a referral can be refused, each a sentence.</summary>
public static class ReferralRefusals
{
    /// <summary>Somebody who is blocked or erased is not paid, by hand neither.</summary>
    public static readonly Refusal AdvocateEarnsNothing = Refusal.State(
        "advocate_blocked", "The advocate is blocked or erased and earns nothing; unblock them first.");

    /// <summary>An order that was never paid earns nobody anything.</summary>
    public static readonly Refusal OrderIsNotPaid = Refusal.State(
        "order_not_paid", "The order behind this referral is not paid, so nothing can be approved yet.");

    /// <summary>What was approved is settled; only refunds change it.</summary>
    public static readonly Refusal OrderIsSettled = Refusal.State(
        "order_settled", "The referral of this order is approved, so its amounts are fixed; send refunds instead.");

    /// <summary>A friend cannot claim an own offer.</summary>
    public static readonly Refusal OwnLink = Refusal.State(
        "own_link", "This is your own link: pass it on to a friend and you will both get something.");

    /// <summary>What was spent or paid cannot be taken back by changing one's mind.</summary>
    public static readonly Refusal MoneyHasLeft = Refusal.State(
        "money_has_left", "A reward of this referral was used or paid out already, so its approval can no longer be taken back.");

    /// <summary>One appeal a case, while it is not forgotten.</summary>
    public static readonly Refusal NoAppeal = Refusal.State(
        "appeal_not_possible", "Only a rejection can be appealed, once, and within 60 days.");

    /// <summary>A question needs somebody who is asked, and a case that is open.</summary>
    public static readonly Refusal NothingToAnswer = Refusal.State(
        "no_open_question", "There is no open question about this referral.");

    /// <summary>The shop's own system is asked at the end of the return window, and again only while it has not answered.</summary>
    public static readonly Refusal NobodyToAsk = Refusal.State(
        "nobody_to_ask", "Nothing waits for an answer of the shop's own system here, or the shop has no veto.");

    /// <summary>The program takes no new friends just now.</summary>
    public static readonly Refusal ProgramIsNotActive = Refusal.State(
        "program_inactive", "This offer is not running at the moment.");

    /// <summary>Without consent nothing is kept.</summary>
    public static readonly Refusal ConsentIsMissing = Refusal.Invalid(
        "consent", "must be true: this shop asks for consent before it keeps an address", "consent_required");

    /// <summary>The step does not lead anywhere from here.</summary>
    public static Refusal NotPossibleNow(ReferralStatus from, ReferralStep step) => Refusal.State(
        "referral_" + WireName.Of(from), $"A referral that is {Words(from)} cannot be {Words(step)}.");

    private static string Words(ReferralStatus status) => WireName.Of(status).Replace('_', ' ');

    private static string Words(ReferralStep step) => step switch
    {
        ReferralStep.Order => "ordered", ReferralStep.Expire => "expired", ReferralStep.Approve => "approved",
        ReferralStep.Review => "put to review",
        ReferralStep.Reject => "rejected", ReferralStep.Reopen => "reopened", ReferralStep.Cancel => "cancelled", _ => "revived",
    };
}
