using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Mails a new advocate the own link, or, where no program is active yet, says that it will come.</summary>
internal static class SendAdvocateLink
{
    private const string Find = """
        SELECT a.email, a.name, c.code FROM advocates a
        LEFT JOIN programs p ON p.shop_id = @shop AND p.program_id = (
            SELECT min(q.program_id) FROM programs q WHERE q.shop_id = @shop AND q.status = 'active')
        LEFT JOIN codes c ON c.shop_id = @shop AND c.advocate_id = a.advocate_id AND c.program_id = p.program_id AND c.kind = 'generated'
        WHERE a.shop_id = @shop AND a.advocate_id = @advocateId AND a.status IN ('invited', 'active') AND a.email IS NOT NULL
        """;

    internal static Task OnJoined(ShopTx tx, Shop shop, JournalEvent joined, ServerSettings settings) =>
        Send(tx, shop, joined, "advocate_link " + joined.Subject, settings);

    // Anybody can ask for it in an advocate's name; so at most once a day.
    internal static Task OnRequested(ShopTx tx, Shop shop, JournalEvent asked, ServerSettings settings) =>
        Send(tx, shop, asked, $"advocate_link {asked.Subject} {shop.DayOf(asked.At)}", settings);

    private static async Task Send(ShopTx tx, Shop shop, JournalEvent happened, string key, ServerSettings settings)
    {
        if (!IdText.TryParse<AdvocateId>(happened.Subject, out var advocate)
            || await tx.First<AdvocateRow>(Find, new { AdvocateId = advocate }) is not { } row)
        {
            return;
        }

        var hello = row.Name is { Length: > 0 } name ? $"Hello {name},\n\n" : "Hello,\n\n";
        var link = row.Code is { } code
            ? $"here is your personal link for {shop.Name}:\n\n{settings.PublicUrl}/r/{code}\n\nPass it on to friends who would like it. "
              + "When a friend buys through it, you both get what the program promises; "
              + "your friend sees the terms on the page the link opens.\n"
            : $"you are an advocate of {shop.Name} now. Your personal link comes to life as soon as a program is running.\n";
        await QueueMessage.Run(
            tx, shop, "advocate_link", key, row.Email, $"Your personal link for {shop.Name}", hello + link + $"\n{shop.Name}\n",
            happened.At);
    }

    private sealed record AdvocateRow(string Email, string? Name, string? Code);
}
