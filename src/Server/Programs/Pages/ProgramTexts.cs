namespace Vouch.Server.Programs.Pages;

/// <summary>The words of the desk's pages about programs.</summary>
internal static class ProgramTexts
{
    public const string Title = "Programs";
    public const string New = "New program";
    public const string Begin = "Begin with a template";
    public const string AllSettings = "All settings at once";
    public const string GoOn = "Go on with the set-up";
    public const string Name = "Name";
    public const string NameHint = "As you and your advocates know it.";
    public const string Status = "Status";
    public const string FriendGets = "Friend gets";
    public const string AdvocateGets = "Advocate gets";
    public const string Window = "Counts within";
    public const string Changed = "Changed";
    public const string Nothing = "nothing";
    public const string EmptyTitle = "Your first program";
    public const string EmptyText = "A program says what a friend gets, what the advocate gets, and what has to happen for it.";
    public const string Edit = "Edit";
    public const string Save = "Save changes";
    public const string Create = "Create as a draft";
    public const string Cancel = "Cancel";
    public const string Activate = "Activate";
    public const string Pause = "Pause";
    public const string End = "End";
    public const string EndWarning = "An ended program cannot be started again. What was promised is kept.";
    public const string PauseWarning = "New touches earn nothing while it is paused. What was promised is kept.";
    public const string InPlainWords = "The rules in plain words";
    public const string InPlainWordsNote = "As your advocates read them, each in their language.";
    public const string AsFriendsRead = "The same as friends read it";
    public const string Incomplete = "Fill in what is marked, and the rules stand here.";
    public const string ThinkTwice = "Think about it twice";
    public const string OnlyYou = "Only you see this.";
    public const string Basics = "Basics";
    public const string Destination = "Where friends are to end up";
    public const string DestinationHint = "Your shop’s address. Links may lead deeper into it, never elsewhere.";
    public const string Landing = "Friends land first on";
    public const string LandingHosted = "the friend page, with the offer";
    public const string LandingDirect = "your shop, at once";
    public const string Kind = "Reward";
    public const string Size = "How much";
    public const string PointsUnit = "points";
    public const string PiecesUnit = "pieces";
    public const string FreeUnit = "free";
    public const string PeriodOf = "Of what time";
    public const string Sku = "Article number";
    public const string SkuHint = "As your shop knows it, so that the till can tell.";
    public const string RewardTitle = "In your words";
    public const string RewardTitleHint = "Friends and advocates read it instead of the kind.";
    public const string CodePool = "Codes from the pool";
    public const string CodePoolHint = "Left empty, Vouch makes the codes.";
    public const string CustomHint = "A gift of your own: say in your words what it is. How much it is worth is optional.";
    public const string Cap = "At most";
    public const string MinimumCart = "From a cart of";
    public const string MinimumOrder = "From an order of";
    public const string Expires = "Valid for";
    public const string BudgetValue = "Counts in the budget as";
    public const string Days = "days";
    public const string WhatCounts = "What counts";
    public const string WindowDays = "An order counts within";
    public const string WindowHint = "Days after the touch. 30 to 90 are usual.";
    public const string Model = "Of several recommendations";
    public const string LastTouch = "the last one counts";
    public const string FirstTouch = "the first one counts";
    public const string Orders = "Which orders of a friend";
    public const string FirstOrder = "the first";
    public const string AllOrders = "all";
    public const string NewOnly = "Only new customers";
    public const string HonorAfterEnd = "Links used before a pause or the end still count";
    public const string MinimumSubtotal = "Smallest order that counts";
    public const string When = "When rewards leave";
    public const string HoldDays = "Return window";
    public const string HoldFrom = "Counted from";
    public const string Delivered = "delivery";
    public const string Paid = "payment";
    public const string Placed = "the order";
    public const string Assumed = "Delivery assumed after";
    public const string Grace = "Days of grace";
    public const string Screening = "Screening";
    public const string ScreeningHint = "Each referral gets a score from 0 to 100: how likely somebody games the program. "
        + "The order itself is never stopped.";
    public const string HoldAt = "Wait longer from";
    public const string ReviewAt = "A person looks from";
    public const string RejectAt = "Not paid from";
    public const string Household = "People at one address";
    public const string HouseholdSpare = "count as others do";
    public const string HouseholdReview = "a person looks first";
    public const string HouseholdReject = "earn nothing";
    public const string Limits = "Limits";
    public const string PerAdvocate = "Rewards per advocate";
    public const string PeriodLabel = "In each";
    public const string Budget = "Budget in all";
    public const string BudgetHint = "When it is spent the program pauses and you are told.";
    public const string More = "Details of this reward";
    public const string SetupOver = "Nothing was saved: the program is no draft any more, so its set-up is over. Change it here.";
    public const string Wrong = "Nothing was saved yet: some fields need another look.";
    public const string NotANumber = "Type a number.";
    public const string NotAnAmount = "Type an amount such as 15 or 15.50.";
    public const string Saved = "Saved. Referrals that began before keep the terms they began with.";
    public const string LadderKept = "Tiers and milestones of this program stay as they are; the API changes them.";
    public const string Version = "Version";

    public const string None = "none";

    /// <summary>A period of a limit in a word.</summary>
    public static string Period(string period) => period switch
    {
        "lifetime" => "advocate’s whole time",
        "tax_year" => "tax year",
        _ => period,
    };

    /// <summary>Orders that cost more than they bring, by the smallest of them.</summary>
    public static string DearOrder(string subtotal, string rewards) =>
        $"An order of {subtotal} would bring rewards of {rewards}. Ask for a larger smallest order, or give less.";

    /// <summary>The same where an order of any size counts.</summary>
    public static string AnyOrderIsDear(string rewards) =>
        $"An order counts however small it is, and brings rewards of {rewards} all the same. Set a smallest order that counts.";

    /// <summary>What each side may get: a kind, and <c>_percent</c> behind where it is a share of the order.</summary>
    public static readonly IReadOnlyList<(string Value, string Text)> Offers =
    [
        ("coupon_percent", "Coupon, percent off"), ("coupon", "Coupon, an amount off"),
        ("free_shipping", "Free shipping"), ("free_product", "A free product"), ("free_period", "A free period"),
        ("store_credit", "Store credit, an amount"), ("store_credit_percent", "Store credit, percent of the order"),
        ("account_credit", "Account credit, an amount"), ("account_credit_percent", "Account credit, percent of the order"),
        ("points", "Points"), ("cash", "Cash, an amount"), ("cash_percent", "Cash, percent of the order"),
        ("gift_card", "Gift card, an amount"), ("gift_card_percent", "Gift card, percent of the order"),
        ("donation", "Donation, an amount"), ("donation_percent", "Donation, percent of the order"),
        ("early_access", "Early access"), ("custom", "Something of your own"), (None, "Nothing"),
    ];

    /// <summary>The same with one that only the API makes, where a program has it.</summary>
    public static IReadOnlyList<(string Value, string Text)> OffersWith(string offer) =>
        offer.Length == 0 || Offers.Any(known => known.Value == offer)
            ? Offers
            : [.. Offers, (offer, offer == "custom_percent" ? "Something of your own, percent of the order" : offer.Replace('_', ' '))];

    /// <summary>Periods that may be free.</summary>
    public static readonly IReadOnlyList<(string Value, string Text)> FreePeriods =
        [("day", "days"), ("week", "weeks"), ("month", "months"), ("year", "years")];
}
