namespace Vouch.DemoShop;

/// <summary>The words of the tea shop.</summary>
internal static class DemoTexts
{
    public const string ShopName = "Kettle & Leaf";
    public const string Claim = "A small tea shop that does not exist";
    public const string Skip = "Skip to content";
    public const string Shop = "Shop";
    public const string Till = "Till";
    public const string Ledger = "Behind the scenes";
    public const string Desk = "Merchant’s desk";
    public const string YouAre = "You are";
    public const string SomebodyNew = "somebody new";
    public const string BeAnna = "Be Anna";
    public const string BePiotr = "Be Piotr";
    public const string BeSomebody = "Be somebody new";
    public const string HomeTitle = "Four teas, chosen slowly";
    public const string HomeText = "Walk one recommendation through the whole loop: buy as Anna, join, share her link, come back as "
        + "Piotr, and see what each of them gets.";
    public const string Buy = "Buy";
    public const string StepsTitle = "The loop in seven steps";
    public const string CheckoutTitle = "Check out";
    public const string Name = "Name";
    public const string Email = "E-mail";
    public const string Coupon = "Coupon code";
    public const string CouponHint = "If a friend sent you one.";
    public const string CouponUse = "Apply";
    public const string Pay = "Pay";
    public const string Subtotal = "Tea";
    public const string Discount = "Discount";
    public const string Total = "Total";
    public const string ThanksTitle = "Thank you";
    public const string ThanksText = "Your tea is being packed.";
    public const string Order = "Order";
    public const string JoinTitle = "Know somebody who would like this?";
    public const string JoinText = "Pass our tea on: your friend gets 15% off the first order, and you get €15 of store credit once "
        + "they keep it.";
    public const string Join = "Get my link";
    public const string LinkTitle = "Your link";
    public const string LinkText = "Send it to whoever you like. It leads to a page that says openly that you get something too.";
    public const string LinkLabel = "Your referral link";
    public const string Copy = "Copy";
    public const string Copied = "Copied";
    public const string OpenAsPiotr = "Open it as Piotr";
    public const string OpenAsPiotrHint = "Switches to Piotr and follows the link, as if Anna had sent it to him.";
    public const string AnnasPage = "Open Anna’s own page";
    public const string TillTitle = "The till";
    public const string TillText = "What the shop’s staff and its system do: hand parcels over, take them back, and, only in this "
        + "demo, let time pass.";
    public const string ClockTitle = "The shop’s clock";
    public const string OneDay = "One day passes";
    public const string FortyDays = "40 days pass";
    public const string Deliver = "Mark delivered";
    public const string Refund = "Refund in full";
    public const string NoOrders = "Nothing was sold yet.";
    public const string SceneTitle = "Behind the scenes";
    public const string SceneText = "What Vouch answers when the tea shop asks about Anna: the same API that every shop uses.";
    public const string NotJoined = "Anna has not joined yet. Buy something as Anna first, then get her link.";
    public const string Balance = "Anna’s balance";
    public const string Pending = "Waiting";
    public const string Available = "To spend";
    public const string Redeemed = "Spent";
    public const string Referrals = "Whom she brought";
    public const string NoReferrals = "Nobody yet.";
    public const string Rewards = "Rewards";
    public const string NoRewards = "None yet.";
    public const string Entries = "The last lines of the ledger";
    public const string NoEntries = "Nothing was posted yet.";
    public const string EntriesNote = "Double entry: the lines of each posting sum to zero.";
    public const string Refused = "Vouch answered";
    public const string StaleTitle = "This form has grown old";
    public const string StaleText = "Nothing was changed. Load the page again and send it once more.";
    public const string NotHereTitle = "We do not have this";
    public const string NotHereText = "Perhaps it was sold out, or the address has a letter wrong.";
    public const string ToShop = "To the shelf";
    public const string ClosedTitle = "The tea shop is closed";
    public const string ClosedText = "It opens when Vouch is started without a command.";
    public const string Answer = "What Vouch answered to this order";
    public const string Outcome = "Who gets the credit";
    public const string Reason = "Because";
    public const string Explanation = "In a sentence";
    public const string InTheAnswer = "in the answer:";
    public const string At = "When";
    public const string Account = "Account";
    public const string Amount = "Amount";

    /// <summary>Why a code gives nothing here.</summary>
    public static string CouponRefused(string reason) => "This code gives nothing here: "
        + (reason.Length > 0 ? reason.Replace('_', ' ') : "not valid") + ".";

    /// <summary>The steps of the story, each with where it happens.</summary>
    public static readonly IReadOnlyList<(string Text, string Href)> Steps =
    [
        ("Be Anna and buy a tea.", "/demo"),
        ("On the thank-you page, get Anna’s link.", "/demo"),
        ("Open the link as Piotr: the friend’s page says who invites him and to what.", "/demo/link"),
        ("Leave an address there and get a coupon code.", "/demo/link"),
        ("Check out as Piotr with that code.", "/demo"),
        ("At the till, mark the order delivered and let 40 days pass.", "/demo/till"),
        ("See Anna’s reward and the ledger.", "/demo/scenes"),
    ];
}
