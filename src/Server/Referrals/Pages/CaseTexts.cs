using System.Globalization;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;

namespace Vouch.Server.Referrals.Pages;

/// <summary>The words of a case before a person.</summary>
internal static class CaseTexts
{
    public const string People = "The two people";
    public const string What = "What";
    public const string Friend = "Friend";
    public const string Advocate = "Advocate";
    public const string Same = "the same";
    public const string Unknown = "not told";
    public const string Forgotten = "no longer kept";
    public const string Name = "Name";
    public const string Email = "E-mail";
    public const string Customer = "Customer number";
    public const string Phone = "Telephone";
    public const string Address = "Address";
    public const string Device = "Device";
    public const string Card = "Card";
    public const string Internet = "Connection";
    public const string FirstSeen = "Known since";
    public const string Weight = "Weight";
    public const string Counted = "What counted";
    public const string List = "By your list";
    public const string OfAdvocate = "Other friends of this advocate";
    public const string OfFriend = "Other cases of this friend";
    public const string Since = "Since";
    public const string Goods = "Order";
    public const string Status = "Status";
    public const string Score = "Score";
    public const string Review = "Before you decide";
    public const string Question = "You asked";
    public const string Answer = "The advocate answered";
    public const string NoAnswer = "No answer yet.";
    public const string Appeal = "The advocate asks for another look";
    public const string Ask = "Ask the advocate";
    public const string AskHint = "It goes out by mail and stands on their own page. Say nothing about how screening works.";
    public const string SendQuestion = "Send the question";
    public const string NotAsked = "Nothing was sent: a question has 1 to 1,000 characters, and the case must be before a person.";
    public const string ListLinks = "Keep this for the next time";
    public const string BlockDomain = "Block this mail domain";
    public const string BlockDevice = "Block this device";
    public const string BlockIp = "Block this connection";
    public const string AllowAdvocate = "Always allow this advocate";

    public const string NetworksBy = "Connections by";
    public const string Ring = "The group";
    public const string RingWords = "The same in words";
    public const string BroughtWord = "brought";
    public const string Unnamed = "a customer";

    /// <summary>What the picture of a group shows.</summary>
    public static string RingSays(int drawn, long total) => string.Create(
        CultureInfo.InvariantCulture,
        $"{total} customers who share devices, cards, telephones or addresses{(drawn < total ? $", {drawn} of them drawn" : "")}. "
        + $"Arrows: who brought whom. Dashes: who shares something.");

    /// <summary>What is shared, by the letter of its kind.</summary>
    public static string Share(char kind) => kind switch
    {
        'd' => "One device",
        'm' => "One card",
        'p' => "One telephone",
        _ => "One address",
    };

    /// <summary>How long until nothing is paid.</summary>
    public static string DaysLeft(int days) => days switch
    {
        0 => "The time is over: nothing is paid unless you decide now.",
        1 => "One day is left. Then nothing is paid, and the advocate may appeal.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{days} days are left. Then nothing is paid, and the advocate may appeal."),
    };

    /// <summary>What kind of network it is; null where unknown.</summary>
    public static string? Of(NetworkClass kind) => kind switch
    {
        NetworkClass.Residential => "homes and offices",
        NetworkClass.Mobile => "mobile network",
        NetworkClass.Hosting => "data centre",
        NetworkClass.Vpn => "VPN or relay",
        _ => null,
    };

    /// <summary>The bands of a program in words.</summary>
    public static string Bands(ScreeningTerms bands) => string.Create(
        CultureInfo.InvariantCulture, $"From {bands.HoldAt} it waits longer, from {bands.ReviewAt} a person decides, from {bands.RejectAt} "
        + $"nothing is paid.");
}
