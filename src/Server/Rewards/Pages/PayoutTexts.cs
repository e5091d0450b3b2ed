using Vouch.Domain.Payouts;

namespace Vouch.Server.Rewards.Pages;

/// <summary>The words of the desk's pages about payouts, the tax year and the shop's money.</summary>
internal static class PayoutTexts
{
    public const string Title = "Payouts";
    public const string Settings = "Settings";
    public const string TaxYear = "Tax year";
    public const string Now = "To be paid now";
    public const string NobodyTitle = "Nobody is to be paid now";
    public const string NobodyText = "Cash that advocates and friends earned stands here until it is paid out.";
    public const string Make = "Pay out";
    public const string Method = "By which way";
    public const string Csv = "a table (CSV)";
    public const string Sepa = "a SEPA transfer file";
    public const string Minimum = "At least, to each";
    public const string MinimumHint = "Who has less waits until it is worth a transfer.";
    public const string WorkOut = "Work it out again";
    public const string MakeNote = "The money leaves the balances and waits in this payout until the bank has paid it or sent it back.";
    public const string Skipped = "Left out";
    public const string Person = "Person";
    public const string Account = "Account";
    public const string Why = "Why";
    public const string All = "All payouts";
    public const string EmptyTitle = "No payout yet";
    public const string EmptyText = "Each payout stands here with what became of it.";
    public const string Payout = "Payout";
    public const string People = "People";
    public const string Status = "Status";
    public const string Made = "Made";
    public const string MadeBy = "Made by";
    public const string ApprovedBy = "Approved by";
    public const string Sent = "Sent to the bank";
    public const string Closed = "Closed";
    public const string Payments = "Payments";
    public const string NotYet = "not yet";
    public const string NotNeeded = "not needed";
    public const string Approve = "Approve";
    public const string ApproveWarning = "You have looked at the people and the sums. After that it may leave.";
    public const string NeedsSecond = "This payout is large: somebody else than who made it has to approve it before it leaves.";
    public const string YouMadeIt = "You made this payout, so somebody else has to approve it.";
    public const string Download = "Download the file";
    public const string MarkSent = "The bank has it";
    public const string SentWarning = "From now on it can no longer be called off. Say so once the file is with the bank.";
    public const string CallOff = "Call off";
    public const string CallOffWarning = "The money goes back to the balances, and this payout ends here. It cannot be taken up again.";
    public const string BankSaid = "What the bank said";
    public const string BankNote = "Once the statement shows it. Neither can be undone.";
    public const string Outcome = "What happened";
    public const string Settled = "The bank has paid";
    public const string Failed = "The bank sent it back";
    public const string Which = "Which payments";
    public const string WhichAll = "All that are open";
    public const string WhichTicked = "Those ticked in the table";
    public const string Reason = "What the bank gave as a reason";
    public const string ReasonHint = "Kept with payments that came back.";
    public const string Checked = "I have it on a bank statement, and know that this cannot be undone";
    public const string Enter = "Enter it";
    public const string TickFirst = "Tick the payments in the table first.";
    public const string TickChecked = "Tick that you have checked it.";
    public const string ChooseOutcome = "Say what happened.";
    public const string Done = "Done.";
    public const string NoAccount = "no account said";
    public const string Erased = "erased";
    public const string Tick = "Choose";

    public const string SettingsTitle = "The shop’s money";
    public const string SettingsUnder = "What files, taxes and the books need to know of the shop.";
    public const string Payer = "Who pays";
    public const string LegalName = "Legal name";
    public const string LegalNameHint = "As your bank knows you; left empty the shop’s name.";
    public const string Iban = "Account (IBAN)";
    public const string IbanHint = "SEPA files name it as the account that is debited.";
    public const string Bic = "BIC";
    public const string BicHint = "Only if your bank asks for it.";
    public const string Taxes = "Taxes";
    public const string Country = "Country";
    public const string CountryHint = "Two capital letters, such as PL: whose tax year and thresholds count.";
    public const string TaxYearStart = "The year of caps begins on";
    public const string TaxYearStartHint = "Month and day, such as 04-06; left empty 1 January. Caps per tax year go by it.";
    public const string Rules = "Rules";
    public const string PayoutMinimum = "Pay out from";
    public const string PayoutMinimumHint = "The least that is worth a transfer to one person.";
    public const string FourEyes = "A second person above";
    public const string FourEyesHint = "Larger payouts wait until somebody else approves them; left empty, never.";
    public const string Earnings = "What an order leaves";
    public const string EarningsNote = "Return on what the program costs is counted with these.";
    public const string Margin = "Gross margin";
    public const string MarginHint = "What is left of goods sold after what they cost you, shipping and payment.";
    public const string MonthlyCost = "Running cost in a month";
    public const string MonthlyCostHint = "Fees, mails and time that the programs take.";
    public const string CreditAtCost = "Count store credit at what its goods cost me, not at face value";
    public const string NotAPercent = "Type a whole number from 0 to 100.";
    public const string PointValue = "100 points stand for";
    public const string PointValueHint = "For what the books say is owed; left empty points stand for nothing.";
    public const string Save = "Save";
    public const string Cancel = "Cancel";
    public const string Saved = "Saved.";
    public const string Wrong = "Nothing was saved yet: some fields need another look.";
    public const string NotAMethod = "Choose one of the ways in the list.";
    public const string NotAnAmount = "Type an amount such as 15 or 15.50.";

    public const string Veto = "Ask before paying";
    public const string VetoUnder = "At the end of the return window your own system can be asked whether a referral is paid.";
    public const string VetoUrl = "Address of your system";
    public const string VetoUrlHint = "https; left empty nobody is asked.";
    public const string VetoTimeout = "Wait for an answer";
    public const string VetoTimeoutHint = "1 to 30 seconds.";
    public const string VetoAttempts = "Attempts";
    public const string VetoAttemptsHint = "1 to 10, further and further apart.";
    public const string VetoSilence = "Without an answer";
    public const string VetoSave = "Save the question";
    public const string VetoSecret = "Signing secret";
    public const string VetoSecretOnce = "Saved. Your system checks our calls by this secret. It is shown this once: take it along now.";
    public const string VetoNewSecret = "New signing secret";
    public const string VetoNewSecretWarning = "The secret of before stays valid for 24 hours beside the new one.";

    public const string TaxTitle = "Paid in the tax year";
    public const string NoCountryTitle = "Whose tax year?";
    public const string NoCountryText = "Say in which country the shop pays taxes, and the year with its threshold stands here.";
    public const string ToSettings = "To the settings";
    public const string Threshold = "To be reported from";
    public const string NoThreshold = "None is known to us for this country, which does not mean that there is none.";
    public const string OtherCurrency = "The threshold is in another currency than the shop, so nobody is marked.";
    public const string ReportedBy = "By whom";
    public const string ByYou = "by you, who pays";
    public const string ByThem = "by each person who was paid";
    public const string Form = "On";
    public const string Source = "By which law";
    public const string NoAdvice = "Information, not advice: ask whoever does your taxes.";
    public const string Paid = "Paid";
    public const string Reached = "To report";
    public const string Yes = "to be reported";
    public const string No = "below";
    public const string NobodyPaidTitle = "Nobody was paid in this year";
    public const string NobodyPaidText = "Payments that the bank has made stand here by person.";
    public const string YearBefore = "The year before";
    public const string YearAfter = "The year after";

    /// <summary>What may follow when the shop's own system is silent.</summary>
    public static readonly IReadOnlyList<(string Value, string Text)> VetoSilences =
    [
        ("wait", "it waits for you"), ("approve", "it is paid"), ("review", "a person decides"), ("reject", "nothing is paid"),
    ];

    /// <summary>A state of a payout or payment as people say it.</summary>
    public static string State(PayoutStatus status) => status switch
    {
        PayoutStatus.Created => "to be sent",
        PayoutStatus.Sent => "with the bank",
        PayoutStatus.Settled => "paid",
        PayoutStatus.Failed => "came back",
        _ => "called off",
    };

    /// <summary>A way in short.</summary>
    public static string Way(PayoutMethod method) => method == PayoutMethod.Sepa ? "SEPA" : "CSV";

    /// <summary>So many people.</summary>
    public static string Persons(string count, long n) => n == 1 ? "1 person" : $"{count} people";

    /// <summary>Why somebody is left out, as the list says it.</summary>
    public static string WhyNot(string code) => code switch
    {
        "advocate_blocked" => "is blocked",
        "advocate_erased" => "was erased",
        "below_minimum" => "has less than the minimum",
        "payout_details_missing" => "has not said to which account; they have been asked",
        _ => code.Replace('_', ' '),
    };
}
