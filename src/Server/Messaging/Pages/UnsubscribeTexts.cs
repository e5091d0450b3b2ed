namespace Vouch.Server.Messaging.Pages;

/// <summary>How far somebody is.</summary>
public enum UnsubscribeStep
{
    /// <summary>The address was opened; nothing has changed.</summary>
    Ask,

    /// <summary>They get no advertising any more.</summary>
    Done,

    /// <summary>They get it again.</summary>
    Undone,
}

/// <summary>The page behind "unsubscribe".</summary>
/// <param name="ShopName">The shop's name.</param>
/// <param name="ShopAddress">Where it is; null while unknown.</param>
/// <param name="BrandSheet">The merchant's colours.</param>
/// <param name="Action">Where the button goes.</param>
/// <param name="Step">How far they are.</param>
public sealed record UnsubscribeModel(string ShopName, string? ShopAddress, string BrandSheet, string Action, UnsubscribeStep Step);

/// <summary>The words of the page where people say that it is enough.</summary>
internal static class UnsubscribeTexts
{
    public const string AskTitle = "No more of these mails?";
    public const string Button = "Do not write to me any more";
    public const string DoneTitle = "We will not write to you any more";
    public const string Undo = "Write to me again";
    public const string UndoneTitle = "You will hear from us again";

    public static string AskText(string shop) =>
        $"{shop} will send you no more news and reminders about recommendations. What you ask for yourself, such as a link to sign in, "
        + "still comes.";

    public static string DoneText(string shop) => $"{shop} sends you no more news and reminders about recommendations. Was it a mistake?";

    public static string UndoneText(string shop) => $"News and reminders from {shop} about recommendations come to you again.";
}
