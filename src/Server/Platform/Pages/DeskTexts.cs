namespace Vouch.Server.Platform.Pages;

/// <summary>The words of the desk's frame and of the parts that all its pages use.</summary>
internal static class DeskTexts
{
    public const string ChangedMeanwhile =
        "Nothing was saved: somebody changed this after you opened it, perhaps you in another tab. "
        + "Load the page again to see what it is now, or save once more to put what stands here in its place.";
    public const string Product = "Vouch";
    public const string SkipToContent = "Skip to content";
    public const string MainMenu = "Main menu";
    public const string Rail = "Shop and menu";
    public const string Overview = "Overview";
    public const string Programs = "Programs";
    public const string Campaigns = "Campaigns";
    public const string Widget = "Widget";
    public const string Referrals = "Referrals";
    public const string Reviews = "Reviews";
    public const string Waiting = "waiting";
    public const string Advocates = "Advocates";
    public const string Orders = "Orders";
    public const string Mail = "Mail";
    public const string Insights = "Insights";
    public const string Feedback = "Feedback";
    public const string Money = "Money";
    public const string Rewards = "Rewards";
    public const string Payouts = "Payouts";
    public const string Books = "Books";
    public const string Settings = "Settings";
    public const string Webhooks = "Webhooks";
    public const string SignOut = "Sign out";
    public const string Team = "Team";
    public const string ApiKeys = "API keys";
    public const string AuditLog = "Audit log";
    public const string Account = "Your account";
    public const string Shop = "Shop";
    public const string SwitchShop = "Go to another shop";
    public const string AllShops = "All your shops";
    public const string TestShop = "Test shop";
    public const string ClockAt = "its clock stands at";
    public const string YourShops = "Your shops";
    public const string ChooseShop = "Choose a shop";
    public const string NoShop = "You have no shop yet. Ask the owner of one to add you.";
    public const string Search = "Search";
    public const string SearchLabel = "Search pages, people, codes, orders";
    public const string Found = "Search results";
    public const string NothingFound = "Nothing found";
    public const string OneResult = "1 result";
    public const string ManyResults = "# results";
    public const string Choose = "to choose";
    public const string OpenIt = "to open";
    public const string Close = "Close";
    public const string Shortcuts = "Keyboard shortcuts";
    public const string Look = "Light or dark";
    public const string LookSystem = "System";
    public const string LookLight = "Light";
    public const string LookDark = "Dark";
    public const string Printed = "As of";
    public const string Amount = "Amount";
    public const string ByApi = "by the API";
    public const string Total = "Total";
    public const string Optional = "optional";
    public const string Pages = "Pages";
    public const string Newest = "Newest";
    public const string Older = "Older";
    public const string More = "More";
    public const string First = "From the beginning";
    public const string DataTable = "Show as a table";
    public const string Day = "Day";
    public const string MayChange = "may still change";
    public const string NobodyNamed = "No name given";
    public const string ToTheDesk = "To the desk";

    /// <summary>What keys do on every page of the desk, for <c>docs/desk.md</c> and the list that "?" opens.</summary>
    public static readonly IReadOnlyList<(IReadOnlyList<string> Keys, string Words)> Keys =
    [
        (["/"], "Search: pages, advocates, friends, orders, programs, campaigns"),
        (["Ctrl", "K"], "The same, from within a field too; \u2318 K on a Mac"),
        (["\u2191", "\u2193"], "In the search: choose a result"),
        (["Enter"], "In the search: open what is chosen, or look for the text on a page of its own"),
        (["Esc"], "Close the search, this list, or an open question"),
        (["?"], "This list"),
        (["Tab"], "First on each page: skip the menu"),
    ];
}
