using Shouldly;
using Vouch.Domain.Programs;
using Vouch.Kit;
using Vouch.Server.Rewards;
using Vouch.Server.Tests.Cli;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Rewards;

public sealed class SqliteFlippedByteTests(PostgresFixture postgres) : FlippedByteTests(TestEngine.Sqlite, postgres);

public sealed class PostgresFlippedByteTests(PostgresFixture postgres) : FlippedByteTests(TestEngine.Postgres, postgres);

/// <summary>Somebody changes one byte of the books behind the program's back: verification finds it and names it.</summary>
public abstract class FlippedByteTests(TestEngine engine, PostgresFixture postgres) : RewardWorld(engine, postgres)
{
    private const string Third = "(SELECT transaction_id FROM ledger_transactions WHERE shop_id = @shop AND position = 3)";

    private const string Line =
        "shop_id = @shop AND entry_id = (SELECT min(entry_id) FROM ledger_entries WHERE shop_id = @shop AND transaction_id = " + Third + ")";

    private static readonly Flip[] Flips =
    [
        new("an entry's amount", "sums to 256 EUR",
            tx => tx.Execute("UPDATE ledger_entries SET amount = amount + 256 WHERE " + Line),
            tx => tx.Execute("UPDATE ledger_entries SET amount = amount - 256 WHERE " + Line)),
        new("an entry's account", "does not match its hash",
            tx => tx.Execute("UPDATE ledger_entries SET account = account || 'x' WHERE " + Line),
            tx => tx.Execute("UPDATE ledger_entries SET account = substr(account, 1, length(account) - 1) WHERE " + Line)),
        new("an entry's moment", ", its transaction ",
            tx => tx.Execute("UPDATE ledger_entries SET at = at + 1 WHERE " + Line),
            tx => tx.Execute("UPDATE ledger_entries SET at = at - 1 WHERE " + Line)),
        new("a transaction's moment", "does not match its hash",
            tx => tx.Execute("UPDATE ledger_transactions SET at = at + 1 WHERE shop_id = @shop AND position = 3"),
            tx => tx.Execute("UPDATE ledger_transactions SET at = at - 1 WHERE shop_id = @shop AND position = 3")),
        new("a transaction's source", "does not match its hash",
            tx => tx.Execute("UPDATE ledger_transactions SET source = source || 'x' WHERE shop_id = @shop AND position = 3"),
            tx => tx.Execute("""
                UPDATE ledger_transactions SET source = substr(source, 1, length(source) - 1) WHERE shop_id = @shop AND position = 3
                """)),
        new("a transaction's hash", "does not match its hash",
            tx => tx.Execute("UPDATE ledger_transactions SET hash = 'x' || hash WHERE shop_id = @shop AND position = 3"),
            tx => tx.Execute("UPDATE ledger_transactions SET hash = substr(hash, 2) WHERE shop_id = @shop AND position = 3")),
    ];

    [Fact]
    public async Task One_flipped_byte_in_the_books_is_found_and_named()
    {
        await Issued(Terms(Credit(1000)), 10_000);
        await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 300), Noon));
        await Issued(Terms(Credit(1000)), 10_000);
        var third = (await Db.First<long>("SELECT transaction_id FROM ledger_transactions WHERE shop_id = @shop AND position = 3"));
        (await VouchCommand.Run(ConnectionString, "verify")).ShouldEnd(0);
        foreach (var flip in Flips)
        {
            (await Do(flip.Plant)).ShouldBe(1, flip.Name);
            var said = (await VouchCommand.Run(ConnectionString, "verify")).ShouldEnd(1).Output.ReplaceLineEndings(" ");
            said.ShouldContain(new Domain.Ids.TransactionId(third).ToString(), Shouldly.Case.Sensitive, flip.Name);
            string.Join(' ', said.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldContain(flip.Words, Shouldly.Case.Sensitive, flip.Name);
            (await Do(flip.Undo)).ShouldBe(1, flip.Name);
        }

        (await VouchCommand.Run(ConnectionString, "verify")).ShouldEnd(0);
    }

    private sealed record Flip(string Name, string Words, Func<ShopTx, Task<int>> Plant, Func<ShopTx, Task<int>> Undo);
}
