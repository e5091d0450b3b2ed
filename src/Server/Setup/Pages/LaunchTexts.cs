namespace Vouch.Server.Setup.Pages;

/// <summary>What the launch's list says of each line.</summary>
internal static class LaunchTexts
{
    public const string Rewards = "Rewards hold together";
    public const string RewardsHold = "No order that counts costs more in rewards than it brings.";
    public const string Terms = "Terms can be read";
    public const string ReadThem = "Read them";
    public const string Mail = "Mail leaves";
    public const string MailToFolder = "Mails are written to a folder: good for trying out, nobody receives them.";
    public const string NoMail = "No mail server is set; mails wait in the queue. The operator starts Vouch with --mail smtp://….";
    public const string Connected = "The shop talks to Vouch";
    public const string Arrived = "Orders or clicks have arrived.";
    public const string KeyUnused = "There is a key, and your shop has not used it yet.";
    public const string NoKey = "Make a key, and let your shop’s server use it.";
    public const string Keys = "API keys";
    public const string Domain = "Links have a public address";
    public const string Widget = "The widget is in the shop";
    public const string WidgetUnseen = "No page of your shop has asked for it yet. It is one line of script; the program works without it.";
    public const string ToWidget = "The line to copy";
    public const string Fraud = "Rewards are protected";
    public const string NoHold = "Rewards leave before goods can come back. A return window protects you.";
    public const string Order = "An order has come through";
    public const string OrderArrived = "Your shop reports its orders.";
    public const string NoOrder = "Place a test order in your shop, or send one yourself. It shows that everything is connected.";
    public const string ToReference = "How to send one";

    /// <summary>An order that costs more than it brings.</summary>
    public static string Dear(string subtotal, string rewards) =>
        $"An order of {subtotal} would bring rewards of {rewards}. Give less, or ask for a larger smallest order.";

    /// <summary>In which languages the terms are.</summary>
    public static string TermsIn(string languages) => $"In plain words, in {languages}.";

    /// <summary>Languages without texts.</summary>
    public static string TermsMissing(string codes) => $"There are no texts in {codes}; these readers get another language.";

    /// <summary>From whom mails are.</summary>
    public static string MailFrom(string sender) => $"By your mail server, from {sender}.";

    /// <summary>When a key was last used.</summary>
    public static string KeyUsed(string when) => $"A key was last used on {when}.";

    /// <summary>With what links begin.</summary>
    public static string LinksBegin(string address) => $"Links begin with {address}.";

    /// <summary>Links that friends could not open.</summary>
    public static string NotPublic(string address) =>
        $"Links begin with {address}, which friends cannot open safely. The operator sets --public-url https://….";

    /// <summary>When the widget was last seen.</summary>
    public static string WidgetSeen(string when) => $"A page of your shop last asked for it on {when}.";

    /// <summary>What screening does.</summary>
    public static string Screened(int review, int reject, int days) =>
        $"Each referral is scored: a person looks from {review} of 100 on, from {reject} nothing is paid. "
            + $"Rewards wait {days} days for returns.";
}
