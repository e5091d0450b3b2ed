namespace Vouch.Server.Referrals.Pages;

/// <summary>The words of the desk's list of advocates.</summary>
internal static class AdvocateTexts
{
    public const string Search = "Name, e-mail or customer number";
    public const string Code = "Code";
    public const string Brought = "Referrals";
    public const string Approved = "Approved";
    public const string EmptyTitle = "No advocate yet";
    public const string EmptyText = "Customers become advocates on your thank-you page, through the API, or by themselves after their "
        + "first order.";
    public const string NobodyFound = "Nobody is found";
    public const string ClearSearch = "Clear the search";
}
