using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>
/// The end of a batch: due instants of shops are lowered, then per shop and chain the head is locked, the rows of all
/// members get their positions and hashes, and the head moves once. Locks in one order: shop, then its chains by name.
/// </summary>
internal static class Journal
{
    private const string LockHeads = """
        SELECT chain, position, hash FROM chain_heads
        WHERE shop_id = @shop AND chain = ANY(@chains) ORDER BY chain FOR UPDATE
        """;

    private const string AddHead = """
        INSERT INTO chain_heads (shop_id, chain, position, hash) VALUES (@shop, @chain, 0, @hash)
        ON CONFLICT (shop_id, chain) DO NOTHING
        """;

    private const string MoveHead = "UPDATE chain_heads SET position = @position, hash = @hash WHERE shop_id = @shop AND chain = @chain";

    private const string AddEvents = """
        INSERT INTO events (shop_id, position, event_id, type, at, subject, data, hash, actor)
        VALUES (@shop, @position, @eventId, @type, @at, @subject, @data, @hash, @actor)
        """;

    // Without a condition on purpose: the row's lock keeps a raise of the due instant from passing this job by.
    private const string LowerShopDue = """
        UPDATE shops SET next_due_at = CASE WHEN next_due_at IS NULL OR next_due_at > @due THEN @due ELSE next_due_at END
        WHERE shop_id = @shop
        """;

    private const string LowerWallDue = """
        UPDATE shops
        SET next_wall_due_at = CASE WHEN next_wall_due_at IS NULL OR next_wall_due_at > @due THEN @due ELSE next_wall_due_at END
        WHERE shop_id = @shop
        """;

    private const string LowerOutsideDue = """
        UPDATE shops
        SET next_outside_due_at = CASE WHEN next_outside_due_at IS NULL OR next_outside_due_at > @due THEN @due ELSE next_outside_due_at END
        WHERE shop_id = @shop
        """;

    /// <summary>The journal row of an event, yet without position and hash.</summary>
    public static Link Link(ShopTx tx, IShopEvent e, Instant at)
    {
        var (id, type, subject, data) = (tx.NewId<EventId>(), e.Type, e.Subject, EventJson.Data(e));
        return new EventLink(
            tx, ChainHash.EventText(id, type, at, subject, data, tx.Actor), new JournalRow(0, id, type, at, subject, data, "", tx.Actor));
    }

    /// <summary>Writes what the kept members gathered.</summary>
    public static async ValueTask Close(Session session, IReadOnlyList<Member> members)
    {
        var kept = members.Where(m => m.IsKept).Select(m => m.Core).ToList();
        var dues = kept.SelectMany(c => c.Dues).GroupBy(d => d.Key, d => d.Value);
        foreach (var due in dues.OrderBy(g => g.Key.Shop.Value).ThenBy(g => g.Key.Clock))
        {
            var sql = due.Key.Clock switch
            {
                JobClock.Shop => LowerShopDue,
                JobClock.Wall => LowerWallDue,
                _ => LowerOutsideDue,
            };
            session.Enqueue(session.Bind(sql, new { Due = due.Min(i => i.Milliseconds) }, due.Key.Shop.Value));
        }

        foreach (var shop in kept.SelectMany(c => c.Links).GroupBy(l => l.Tx.Shop).OrderBy(g => g.Key.Value))
        {
            var chains = shop.GroupBy(l => l.Chain).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            await Chain(session, shop.Key, chains).ConfigureAwait(false);
        }
    }

    private static async ValueTask Chain(Session session, ShopId shop, List<IGrouping<string, Link>> chains)
    {
        var names = chains.ConvertAll(c => c.Key);
        var lockHeads = session.Bind(LockHeads, new { Chains = names }, shop.Value);
        var heads = await session.Query<Head>(lockHeads, false).ConfigureAwait(false);
        if (heads.Count < names.Count)
        {
            names.ForEach(chain => session.Enqueue(session.Bind(AddHead, new { chain, Hash = ChainHash.Genesis }, shop.Value)));
            heads = await session.Query<Head>(lockHeads, false).ConfigureAwait(false);
        }

        foreach (var chain in chains)
        {
            var (_, position, hash) = heads.Find(h => h.Chain == chain.Key)!;
            var events = new List<JournalRow>();
            foreach (var link in chain)
            {
                position++;
                hash = ChainHash.Of(hash, position, link.Text);
                if (link is EventLink e)
                {
                    events.Add(e.Row with { Position = position, Hash = hash });
                }
                else
                {
                    link.Insert(link.Tx, position, hash);
                }
            }

            session.InsertMany(AddEvents, events, shop.Value);
            session.Enqueue(session.Bind(MoveHead, new { chain = chain.Key, position, hash }, shop.Value));
        }
    }

    private sealed record Head(string Chain, long Position, string Hash);

    private sealed record EventLink(ShopTx Tx, string Text, JournalRow Row) : Link(Tx, ChainHash.Journal, Text, static (_, _, _) => { });
}
