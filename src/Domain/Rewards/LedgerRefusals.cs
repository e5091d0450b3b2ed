namespace Vouch.Domain.Rewards;

/// <summary>What the books refuse.</summary>
public static class LedgerRefusals
{
    /// <summary>A month is closed once it is over.</summary>
    public static readonly Refusal MonthIsNotOver = Refusal.State("month_not_over", "This month is not over yet.");

    /// <summary>A month is closed once.</summary>
    public static readonly Refusal MonthIsClosed = Refusal.State("month_closed", "This month was closed already.");

    /// <summary>Months are closed in order.</summary>
    public static readonly Refusal EarlierMonthIsOpen = Refusal.State(
        "earlier_month_open", "An earlier month is still open; close the months in their order.");

    /// <summary>An adjustment changes something.</summary>
    public static readonly Refusal AdjustmentIsNothing = Refusal.Invalid(
        "amount", $"must be a whole number other than 0, within {Currency.MaxMinor}");

    /// <summary>Only balances are adjusted; codes and tasks are revoked or given anew.</summary>
    public static readonly Refusal KindHasNoBalance = Refusal.Invalid(
        "kind", "must be money or points: store_credit, account_credit, points, cash, gift_card or donation");

    /// <summary>A lot needs a program whose terms it stands under.</summary>
    public static readonly Refusal NoProgram = Refusal.State(
        "no_program", "The shop has no program yet that the amount could stand under.");

    /// <summary>What was undone is not undone again.</summary>
    public static readonly Refusal AdjustmentIsReversed = Refusal.State(
        "adjustment_reversed", "This adjustment was reversed already, or is itself a reversal.");

    /// <summary>What was given ran out unused.</summary>
    public static readonly Refusal AdjustmentRanOut = Refusal.State(
        "adjustment_expired", "What this adjustment gave has run out unused, so there is nothing to take back.");

    /// <summary>Too much for one answer.</summary>
    public static readonly Refusal TooManyEntries = Refusal.Invalid(
        "from", "There are too many lines for one file; ask for a shorter time, or use the command vouch export ledger.",
        "too_many_entries");
}
