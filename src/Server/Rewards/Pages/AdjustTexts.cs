namespace Vouch.Server.Rewards.Pages;

/// <summary>The words about a balance by kind and about corrections of it.</summary>
internal static class AdjustTexts
{
    public const string ByKind = "Balance by kind";
    public const string Kind = "Kind";
    public const string Waiting = "Waiting";
    public const string ToSpend = "To spend";
    public const string InTransit = "On its way";
    public const string Used = "Used";
    public const string Expired = "Ran out";
    public const string TakenBack = "Taken back";
    public const string Title = "Corrections by hand";
    public const string None = "None so far.";
    public const string What = "What";
    public const string Why = "Why";
    public const string By = "By";
    public const string When = "When";
    public const string SentAlready =
        "Nothing was changed: this balance was put right after you opened the form, perhaps by this very form. Look at it below; "
        + "send it once more if it is another correction.";
    public const string Undone = "undone";
    public const string Undoes = "undoes an earlier one";
    public const string Reverse = "Undo";
    public const string ReverseWarning = "A second line undoes it; both stay in the books.";
    public const string ReverseReason = "Why it is undone";
    public const string Make = "Put the balance right";
    public const string MakeNote = "Nothing is edited: the books get another line, with your reason.";
    public const string Direction = "What to do";
    public const string Give = "give";
    public const string Take = "take away";
    public const string Amount = "How much";
    public const string Points = "points";
    public const string Expires = "What is given runs out after";
    public const string Days = "days";
    public const string Reason = "Your reason";
    public const string ReasonHint = "Kept with it for ever; the advocate may ask for it.";
    public const string Save = "Put it right";
    public const string NotAnAmount = "Type an amount such as 15 or 15.50.";
    public const string NotANumber = "Type a whole number.";
    public const string Wrong = "Nothing was changed yet: some fields need another look.";
    public const string Done = "The balance is put right.";
}
