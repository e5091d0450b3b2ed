namespace Vouch.Server.Platform.Audit;

/// <summary>The words of the desk's page about what happened and who did it.</summary>
internal static class AuditTexts
{
    public const string Under = "Everything that happened in this shop, the newest first. No row is ever changed: each carries the hash "
        + "of the one before.";
    public const string Who = "Who";
    public const string Anybody = "Anybody";
    public const string Nobody = "Customers, and what came about by itself";
    public const string What = "What";
    public const string WhatHint = "reward.issued, or reward for all such.";
    public const string About = "About";
    public const string AboutHint = "An id, such as adv_…";
    public const string From = "From";
    public const string Until = "Until";
    public const string Search = "Search";
    public const string Clear = "Clear the search";
    public const string Csv = "Download as CSV";
    public const string When = "When";
    public const string Details = "Details";
    public const string ByItself = "–";
    public const string EmptyTitle = "Nothing is found";
    public const string EmptyText = "Look for less, or for other days.";
    public const string NotADay = "Choose a day of the calendar.";
    public const string Row = "Row";
    public const string Hash = "Hash";
}
