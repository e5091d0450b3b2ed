using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>The journal has no gap, and every row carries the hash of the one before it, up to the head.</summary>
internal static class CheckJournal
{
    private const int PageSize = 2000;

    private const string After = """
        SELECT position, event_id, type, at, subject, data, hash, actor FROM events
        WHERE shop_id = @shop AND position > @position ORDER BY position LIMIT @limit
        """;

    private const string Head = "SELECT position, hash FROM chain_heads WHERE shop_id = @shop AND chain = @chain";

    private const string Cursors = "SELECT consumer, position FROM cursors WHERE shop_id = @shop ORDER BY consumer";

    /// <summary>Reads the whole journal and hands each row to the story.</summary>
    internal static async Task Run(ShopCheck check, JournalStory story)
    {
        var end = new HeadRow(0, ChainHash.Genesis);
        while (await check.Db.Query<JournalRow>(After, new { end.Position, Limit = PageSize }) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                Compare(check.Findings, end, row);
                if (!story.Tell(row))
                {
                    check.Findings.Differ($"The data of journal row {row.Position} ({row.EventId}, {row.Type}) cannot be read.");
                }

                end = new HeadRow(row.Position, row.Hash);
            }

            check.Step(page.Count);
        }

        await CompareHead(check, ChainHash.Journal, end);
        foreach (var cursor in await check.Db.Query<CursorRow>(Cursors))
        {
            if (cursor.Position > end.Position)
            {
                check.Findings.Differ(
                    $"The consumer {cursor.Consumer} stands at {cursor.Position}, beyond the journal's last row {end.Position}.");
            }
        }
    }

    /// <summary>The head of a chain is its last row.</summary>
    internal static async Task CompareHead(ShopCheck check, string chain, HeadRow end)
    {
        var head = await check.Db.First<HeadRow>(Head, new { Chain = chain }) ?? new HeadRow(0, ChainHash.Genesis);
        if (head.Position != end.Position)
        {
            check.Findings.Differ($"The {chain}'s head stands at position {head.Position}, its last row at {end.Position}.");
        }
        else if (head.Hash != end.Hash)
        {
            check.Findings.Differ($"The {chain}'s head has another hash than its last row {end.Position}.");
        }
    }

    private static void Compare(Findings findings, HeadRow before, JournalRow row)
    {
        if (row.Position != before.Position + 1)
        {
            findings.Differ($"The journal goes from position {before.Position} to {row.Position}: rows between are missing.");
            return;
        }

        var hash = ChainHash.Of(
            before.Hash, row.Position, ChainHash.EventText(row.EventId, row.Type, row.At, row.Subject, row.Data, row.Actor));
        if (hash != row.Hash)
        {
            findings.Differ(
                $"Journal row {row.Position} ({row.EventId}, {row.Type} of {row.Subject}) does not match its hash: "
                + "it was changed, or the one before it.");
        }
    }

    private sealed record CursorRow(string Consumer, long Position);
}

/// <summary>The last row of a chain.</summary>
internal sealed record HeadRow(long Position, string Hash);
