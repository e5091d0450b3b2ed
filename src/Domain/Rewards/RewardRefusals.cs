namespace Vouch.Domain.Rewards;

/// <summary>Why a reward is not given, spent or taken back.</summary>
public static class RewardRefusals
{
    /// <summary>The advocate has had what one advocate may earn in the period.</summary>
    public static readonly Refusal CapReached = Refusal.State("cap_reached", "The advocate has reached the limit for this period.");

    /// <summary>The program has promised all it may cost.</summary>
    public static readonly Refusal BudgetSpent = Refusal.State("budget_spent", "The program's budget is spent.");

    /// <summary>There is less available than was to be spent.</summary>
    public static readonly Refusal NotEnoughAvailable = Refusal.State("insufficient_balance", "There is not that much available to spend.");

    /// <summary>What is spent must be more than nothing.</summary>
    public static readonly Refusal AmountNotPositive = Refusal.Invalid("amount", "The amount must be at least 1.");

    /// <summary>A reward without an amount of its own needs one said.</summary>
    public static readonly Refusal AmountMissing =
        Refusal.Invalid("amount", "This reward's amount depends on the order; say how much was taken off.");

    /// <summary>More than the reward is worth.</summary>
    public static readonly Refusal AmountAboveWorth = Refusal.State("amount_exceeds_reward", "That is more than the reward is worth.");

    /// <summary>Credit and points are spent this way over several rewards, nothing else.</summary>
    public static readonly Refusal KindIsNotSpendable = Refusal.Invalid(
        "kind", "Only store_credit, account_credit and points can be spent this way.");

    /// <summary>Cash leaves by a payout alone.</summary>
    public static readonly Refusal CashIsPaidOut = Refusal.State(
        "cash_is_paid_out", "Cash is not spent in the shop: it leaves with a payout.");

    /// <summary>What was given to a charity does not come back.</summary>
    public static readonly Refusal DonationIsFinal = Refusal.State(
        "donation_is_final", "What was given to the charity cannot be taken back.");

    /// <summary>Only what was used can be given back.</summary>
    public static readonly Refusal NothingToRelease = Refusal.State(
        "reward_not_redeemed", "The reward was not used, so there is nothing to give back.");

    /// <summary>Spent credit comes back by its redemption.</summary>
    public static readonly Refusal ReleaseTheRedemption = Refusal.State(
        "release_the_redemption", "Spent credit is given back by releasing its redemption.");

    /// <summary>Some of the codes are none, or stand twice.</summary>
    public static Refusal CodesNotUsable(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) => new(
        RefusalKind.Invalid, "codes_not_usable", "Nothing was imported: some codes are not usable.", "codes") { Errors = errors };

    /// <summary>Something else in the shop has this code: a person, a reward or another pool.</summary>
    public static readonly Refusal CodeIsTaken = Refusal.State("code_taken", "This code is known in this shop already.");

    /// <summary>Some of the codes are known in the shop already.</summary>
    public static Refusal CodesTaken(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) => new(
        RefusalKind.State, "code_taken", "Nothing was imported: some codes are known in this shop already.", "codes") { Errors = errors };

    /// <summary>The program leaves no such choice.</summary>
    public static readonly Refusal NoSuchChoice = Refusal.State(
        "no_such_choice", "This reward cannot be taken as that kind.");

    /// <summary>What was spent or paid in part cannot become another kind.</summary>
    public static readonly Refusal ChoiceIsMade = Refusal.State(
        "choice_is_made", "A part of this reward was used already, so it stays what it is.");

    /// <summary>Another order has used the code.</summary>
    public static readonly Refusal CouponUsedByAnotherOrder = Refusal.State("coupon_redeemed", "This coupon was used for another order.");

    /// <summary>The code is not open to be used.</summary>
    public static readonly Refusal CouponNotIssued = Refusal.State("coupon_not_valid", "This coupon is not valid any more.");

    /// <summary>The code's last day is over.</summary>
    public static readonly Refusal CouponExpired = Refusal.State("coupon_expired", "This coupon has expired.");

    /// <summary>The cart is smaller than the offer asks for.</summary>
    public static readonly Refusal CartBelowMinimum = Refusal.State("below_minimum", "The cart is below the coupon's minimum.");

    /// <summary>The code is one person's, and the order another's.</summary>
    public static readonly Refusal CouponIsAnothers = Refusal.State("coupon_bound", "This coupon belongs to another person.");

    /// <summary>The code was not used for that order.</summary>
    public static readonly Refusal CouponNotUsedByOrder = Refusal.State("coupon_not_redeemed", "This coupon was not used for that order.");

    /// <summary>What was spent was given back already.</summary>
    public static readonly Refusal RedemptionReleased = Refusal.State("redemption_released", "This redemption was released already.");

    /// <summary>The reward's state does not allow the step.</summary>
    public static Refusal StepNotOpen(RewardStatus status, RewardMove step) =>
        Refusal.State("reward_" + WireName.Of(status), $"The reward is {WireName.Of(status)}; {Doing(step)} is not possible.");

    private static string Doing(RewardMove step) => step switch
    {
        RewardMove.Issue or RewardMove.AwaitCode => "issuing it",
        RewardMove.SpendPart or RewardMove.Redeem => "spending it",
        RewardMove.Release => "releasing it",
        RewardMove.Expire => "letting it expire",
        _ => "revoking it",
    };
}
