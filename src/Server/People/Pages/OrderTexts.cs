namespace Vouch.Server.People.Pages;

/// <summary>The words of the desk's pages about orders.</summary>
internal static class OrderTexts
{
    public const string Title = "Orders";
    public const string Search = "Order number, whole";
    public const string Order = "Order";
    public const string Customer = "Customer";
    public const string Credit = "Credit";
    public const string Placed = "Placed";
    public const string EmptyTitle = "No order here";
    public const string EmptyText = "Orders stand here as the shop reports them, referred or not.";
    public const string EmptyFilter = "None of your orders is like this.";
    public const string NotFound = "The shop has reported no order of this number.";
    public const string ShowAll = "Show all orders";
    public const string Cases = "Referral";
    public const string NoCase = "No referral came of it.";
    public const string Told = "What the shop told since";
    public const string NothingTold = "Nothing since it was placed.";
    public const string Sent = "Sent";
    public const string Cancelled = "Cancelled";
    public const string Imported = "It came with an import: as history, which earns nothing.";
    public const string Received = "told";
}
