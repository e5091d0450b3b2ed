using Vouch.Server.Advocates;

namespace Vouch.Server.People.Pages;

/// <summary>The words of the desk's list of advocates.</summary>
internal static class AdvocateTexts
{
    public const string Search = "Name, e-mail, code, a friend’s order…";
    public const string Filter = "Filter";
    public const string FriendsFound = "Friends";
    public const string Earned = "Earned";
    public const string AnyStatus = "any status";
    public const string AnyProgram = "any program";
    public const string AnySegment = "any segment";
    public const string Segment = "Segment";
    public const string Sort = "Order";
    public const string NobodyLikeThis = "None of your advocates is like this.";
    public const string Code = "Code";
    public const string Brought = "Referrals";
    public const string Approved = "Approved";
    public const string EmptyTitle = "No advocate yet";
    public const string EmptyText = "Customers become advocates on your thank-you page, through the API, or by themselves after their "
        + "first order.";
    public const string NobodyFound = "Nobody is found";
    public const string ClearSearch = "Clear the search";
    public const string Missing = "Misses a friend";
    public const string MissingNote = "Look for the purchase, put the credit right on the order’s referral, and say that it is settled.";
    public const string Look = "Look for it";
    public const string Settled = "Settled";
    public const string Says = "Says about the shop";
    public const string Show = "Show it to friends";
    public const string Hide = "Do not show it";

    /// <summary>An order of the list.</summary>
    public static string Order(AdvocateSort sort) => sort switch
    {
        AdvocateSort.Most => "most approved friends first",
        AdvocateSort.Oldest => "oldest first",
        _ => "newest first",
    };

    /// <summary>Who may read what an advocate says.</summary>
    public static string State(TestimonialState state) => state switch
    {
        TestimonialState.Shown => "Friends read it on the page of this advocate’s link.",
        TestimonialState.Hidden => "Nobody reads it.",
        _ => "Nobody reads it before you have decided.",
    };
}
