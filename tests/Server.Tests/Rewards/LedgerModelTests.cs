using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Rewards;

public sealed class SqliteLedgerModelTests(PostgresFixture postgres) : LedgerModelTests(TestEngine.Sqlite, postgres, 1000);

public sealed class PostgresLedgerModelTests(PostgresFixture postgres) : LedgerModelTests(TestEngine.Postgres, postgres, 500);

/// <summary>
/// Random histories of everything that can happen to rewards, against a twin in memory. VOUCH_SEED and VOUCH_HISTORIES
/// name another seed and another number of them.
/// </summary>
public abstract class LedgerModelTests(TestEngine engine, PostgresFixture postgres, int histories) : RewardWorld(engine, postgres)
{
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("VOUCH_SEED"), out var seed) ? seed : 20261122;

    private int _played;
    private int _steps;

    [Fact]
    public async Task The_books_say_what_their_twin_says_after_every_step_of_a_thousand_histories()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("VOUCH_HISTORIES"), out var named) ? named : histories;
        var nodes = Database.Engine == Engine.Postgres ? new[] { Database, await Node() } : [Database];
        var watch = Stopwatch.StartNew();
        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(new Replay(new Rnd(Seed, 1), null))
                .WithParallelRunConfig(new ParallelRunConfig(8)),
            Prop.ForAll(LedgerHistory.Any, history => Play(nodes, history).GetAwaiter().GetResult())));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{_played} histories, {_steps} steps on {Database.Engine} in {watch.Elapsed.TotalSeconds:0.0} s, seed {Seed}");
        _played.ShouldBe(count);
    }

    [Fact]
    public async Task A_fault_in_the_books_is_caught_by_the_step_that_follows()
    {
        var history = new LedgerHistory(null, null, 9000, [0, 0, 0, 0],
        [
            new LedgerStep(Happening.Promise, Told.Once, 1, 5000, 0), new LedgerStep(Happening.Approve, Told.Once, 1, 0, 0),
            new LedgerStep(Happening.Spend, Told.Once, 0, 500, 0), new LedgerStep(Happening.Promise, Told.Once, 7, 5000, 0),
        ]);
        (await Play([Database], history)).ShouldBeTrue();
        foreach (var (name, words, plant) in Faults)
        {
            // Not Shouldly's own: it lets failed assertions of Shouldly through.
            var caught = await Assert.ThrowsAsync<ShouldAssertException>(
                () => Play([Database], history, (db, step) => step == 2 ? db.Write(plant) : Task.CompletedTask));
            caught.Message.ShouldContain(words, Shouldly.Case.Sensitive, name);
        }
    }

    // The last is in order by itself: that it never happened only the twin knows.
    private static readonly (string Name, string Words, Func<ShopTx, Task> Plant)[] Faults =
    [
        ("a posting off by one", "the lots behind pending:store_credit:adv_", tx => PostTransaction.Run(
            tx,
            new LedgerPosting(
                "accrue", "planted", "EUR", null, null, RewardKind.StoreCredit,
                Postings.Accrue(RewardKind.StoreCredit, new LedgerOwner("adv_planted"), 1), Noon),
            sourceIsNew: true)),
        ("an entry off by one", "an account is the sum of its entries",
            tx => tx.Execute("UPDATE ledger_entries SET amount = amount + 1 WHERE shop_id = @shop AND account LIKE 'redeemed:%'")),
        ("an account off by one, its entry too", "the trial balance of EUR", async tx =>
        {
            await tx.Execute("UPDATE ledger_entries SET amount = amount + 1 WHERE shop_id = @shop AND account LIKE 'redeemed:%'");
            await tx.Execute("UPDATE ledger_accounts SET balance = balance + 1 WHERE shop_id = @shop AND account LIKE 'redeemed:%'");
        }),
        ("a lot off by one", "the lots behind available:store_credit:adv_",
            tx => tx.Execute("UPDATE rewards SET remaining = remaining + 1 WHERE shop_id = @shop AND remaining > 0")),
        ("more than was granted", "r.Entitled",
            tx => tx.Execute("UPDATE rewards SET entitled = granted + 1 WHERE shop_id = @shop AND status = 'issued'")),
        ("a budget that is not asked", "what is held of budget/", tx => tx.Execute("UPDATE reward_limits SET amount = 0 WHERE shop_id = @shop")),
        ("a budget that was overrun", "budget/", async tx =>
        {
            await tx.Execute("UPDATE reward_limits SET amount = 9001 WHERE shop_id = @shop");
            await tx.Execute("UPDATE rewards SET reserved_amount = 9001 WHERE shop_id = @shop");
        }),
        ("a spending that nobody asked for", "came to something else", async tx => await RedeemReward.Run(
            tx, await tx.First<RewardId>("SELECT reward_id FROM rewards WHERE shop_id = @shop AND remaining > 0"), new RedeemRewardRequest(1), Noon)),
    ];

    private async Task<bool> Play(Database[] nodes, LedgerHistory history, Func<ShopDb, int, Task>? fault = null)
    {
        var made = (await CreateShop.Run(Database, new NewShop("Tea house", "EUR", "UTC", "en", ShopMode.Test, null))).Value;
        var play = new LedgerPlay(nodes, await ShopStore.Load(Database.For(made.ShopId)), history) { Fault = fault };
        await play.Run();
        Interlocked.Increment(ref _played);
        Interlocked.Add(ref _steps, play.Steps);
        return true;
    }
}
