using Vouch.Domain.Insights;
using Vouch.Domain.Programs;

namespace Vouch.Server.Setup.Pages;

/// <summary>The words of the guided set-up.</summary>
internal static class SetupTexts
{
    public const string Title = "Set up a program";
    public const string Steps = "Steps of the set-up";
    public const string StepDone = "done";
    public const string ToPrograms = "Programs";
    public const string Continue = "Save and go on";
    public const string Later = "Save for later";
    public const string Back = "Back";
    public const string Stay = "Save and stay";
    public const string Kept = "Saved.";
    public const string Wrong = "Nothing was saved yet: some fields need another look.";
    public const string NotANumber = "Type a number.";

    public const string Begin = "What is your offer?";
    public const string BeginUnder = "Choose what comes closest. Everything can be changed in the next steps.";
    public const string Templates = "Begin with";
    public const string ChooseOne = "Choose one of the templates.";
    public const string Drafts = "Not finished yet";
    public const string DraftsNote = "Each is a draft: nobody sees it.";
    public const string GoOn = "Go on";
    public const string Name = "Name";
    public const string NameHint = "As you find it again. Left empty, it is called after the template.";
    public const string Destination = "Where friends are to end up";
    public const string DestinationHint = "Your shop’s address, such as https://shop.example/";
    public const string AllSettings = "All settings on one page";
    public const string ReplaceWarning = "Another template replaces the rewards and rules you have set so far; name and address stay.";

    public const string Rewards = "How much does each side get?";
    public const string RewardsUnder = "Type what you know of your shop, and see what the rewards cost before anybody is promised one.";
    public const string Figures = "What you know of your shop";
    public const string FiguresNote = "Estimates will do.";
    public const string Margin = "Gross margin";
    public const string MarginHint = "What is left of a sale after goods, shipping and payment.";
    public const string AverageOrder = "Average order";
    public const string OtherCac = "A new customer elsewhere costs";
    public const string OtherCacHint = "By ads, say. No suggestion goes above it.";
    public const string RepeatOrders = "Later orders of a new customer";
    public const string RepeatOrdersHint = "How many you expect. With 0 the first order must pay for everything.";
    public const string MonthlyCost = "Running cost in a month";
    public const string MonthlyCostHint = "Fees, mails and time that the program takes.";
    public const string CreditAtCost = "Count store credit at what its goods cost me, not at face value";
    public const string FinanceForOwners = "Owners and admins change margin and running cost for the whole shop. What you type here is an "
        + "assumption for this program.";
    public const string FinanceForAll = "Margin and running cost hold for the whole shop: the figures are counted with them, too.";
    public const string Suggested = "Suggestions";
    public const string SuggestedNote = "Both sides the same: one sentence tells it.";
    public const string NeedsFigures = "Type the margin and the average order, and suggestions stand here.";
    public const string NothingToGive = "With these figures an order leaves nothing to give away. Check margin and what customers cost "
        + "elsewhere.";
    public const string ToSuggestions = "What this allows for";
    public const string AsElsewhere = "the same";
    public const string UseThese = "Use these";
    public const string Used = "Used. The fields have the suggested amounts.";
    public const string UsedPartly = "Used as far as it goes: a reward that is no amount stays as it was.";
    public const string YourRewards = "The rewards you have now";
    public const string EachSide = "Each side gets";
    public const string Cost = "Cost per new customer";
    public const string LeftOfFirst = "Left of the first order";
    public const string EarnedBack = "Paid for by";
    public const string BreakEven = "Break-even";
    public const string Saves = "Against elsewhere";
    public const string SmallestOrder = "Pays for itself from";
    public const string UnknownWorth = "A reward that is no amount (a free month, points without a value) counts as nothing here.";
    public const string NoBreakEven = "never, as it stands";
    public const string FriendGets = "The friend gets";
    public const string AdvocateGets = "The advocate gets";
    public const string LadderKept = "Milestones of this program stay as they are; the API changes them.";

    public const string Rules = "What has to happen for it?";
    public const string RulesUnder = "The sentences beside the fields are the terms that advocates and friends read. They change as you "
        + "type.";
    public const string WhatCounts = "What counts";
    public const string WhoCounts = "Who counts as new";
    public const string OnlyNew = "only who has never bought here";
    public const string FormerToo = "also who has not bought for a while";
    public const string Everybody = "everybody";
    public const string FormerDays = "A while is";
    public const string Window = "An order counts within";
    public const string WindowHint = "Days after the visit. 30 to 90 are usual.";
    public const string Minimum = "Smallest order that counts";
    public const string Waiting = "When the reward comes";
    public const string HoldDays = "Return window";
    public const string HoldHint = "As long as goods may come back, plus one day.";
    public const string HoldFrom = "Counted from";
    public const string Cap = "Rewards per advocate";
    public const string CapHint = "Left empty, there is no limit.";
    public const string CapPeriod = "In each";
    public const string Days = "days";

    public const string Launch = "Ready to start?";
    public const string LaunchUnder = "Looked up just now. What is open does not stop you unless it says so.";
    public const string LaunchList = "Before the first friend comes";
    public const string Done = "done";
    public const string Open = "open";
    public const string MustBe = "needed to start";
    public const string Activate = "Activate the program";
    public const string WhatNext = "What happens when you activate";
    public const string CannotYet = "It can start as soon as what is needed is done.";
    public const string LookAgain = "Look again";

    /// <summary>What happens next, in order.</summary>
    public static readonly IReadOnlyList<string> Next =
    [
        "Links and codes of this program count from that moment on.",
        "Nothing is sent to anybody by itself: your shop lets customers in, or they join by the widget.",
        "The first friend who clicks, claims or orders stands on the overview.",
        "Rewards wait for the return window; you can pause at any time.",
    ];

    /// <summary>The name of a step.</summary>
    public static string Step(SetupStep step) => step switch
    {
        SetupStep.Template => "Offer", SetupStep.Rewards => "Rewards", SetupStep.Rules => "Rules", SetupStep.Look => "Look",
        _ => "Launch",
    };

    /// <summary>What a template is called.</summary>
    public static string Template(ProgramTemplate template) => template switch
    {
        ProgramTemplate.StoreCredit => "Store credit for both",
        ProgramTemplate.PercentOff => "Percent off for both",
        ProgramTemplate.Points => "Points for both",
        ProgramTemplate.SubscriptionMonth => "A free month for both",
        ProgramTemplate.BusinessLead => "Business customers",
        ProgramTemplate.Charity => "A good cause",
        _ => "More for more",
    };

    /// <summary>What a template is for.</summary>
    public static string For(ProgramTemplate template) => template switch
    {
        ProgramTemplate.StoreCredit => "For most shops: the money stays in the shop and brings both back.",
        ProgramTemplate.PercentOff => "For baskets of very different size: the reward grows with the order, up to a limit.",
        ProgramTemplate.Points => "For shops that already have points which customers collect.",
        ProgramTemplate.SubscriptionMonth => "For subscriptions: boxes, software, memberships.",
        ProgramTemplate.BusinessLead => "For long decisions and large first orders: a share in cash or as a gift card, and half a "
            + "year of time.",
        ProgramTemplate.Charity => "For customers who would not take anything for themselves.",
        _ => "For loyal advocates: larger orders bring more, and every fifth friend a gift card.",
    };

    /// <summary>A template in one sentence of the shop's currency.</summary>
    public static string Example(string friend, string advocate) => $"The friend gets {friend}; the advocate gets {advocate}.";

    /// <summary>How far a suggestion goes.</summary>
    public static string Level(RewardLevel level) => level switch
    {
        RewardLevel.Careful => "Careful", RewardLevel.Usual => "Usual", _ => "Generous",
    };

    /// <summary>The formula of a suggestion.</summary>
    public static string Why(RewardLevel level) => level switch
    {
        RewardLevel.Careful => "Half of what the first order leaves.",
        RewardLevel.Usual => "What the first order leaves: nothing is lost even if the friend never comes again.",
        _ => "On top, half of what later orders are expected to leave.",
    };

    /// <summary>What an order leaves, with its figures.</summary>
    public static string Leaves(string margin, string order, string left) =>
        $"An average first order leaves {left}: {margin} of {order}. Rewards are measured by that.";

    /// <summary>The same with the later ones.</summary>
    public static string LeavesInTime(string orders, string left) => $"With {orders} later orders a new customer leaves {left} in all.";

    /// <summary>So many orders.</summary>
    public static string Orders(string number, long n) => n == 1 ? "the first order" : $"{number} orders of the friend";

    /// <summary>So many new customers in a month.</summary>
    public static string Customers(string number, long n) =>
        n == 0 ? "at once" : n == 1 ? "1 new customer a month" : $"{number} new customers a month";

    /// <summary>Cheaper or dearer than elsewhere.</summary>
    public static string Saved(string amount, bool isDearer) => isDearer ? $"{amount} dearer" : $"{amount} cheaper";

    /// <summary>Where the average comes from.</summary>
    public static string FromOrders(string orders) => $"From your {orders} orders of the last year.";
}
