using System.Diagnostics;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Kit;
using Vouch.Server.Cli;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Rewards;

public sealed class SqliteLedgerReversalTests(PostgresFixture postgres) : LedgerReversalTests(TestEngine.Sqlite, postgres, 10_000);

public sealed class PostgresLedgerReversalTests(PostgresFixture postgres) : LedgerReversalTests(TestEngine.Postgres, postgres, 10_000);

/// <summary>So many spendings, each given back by several callers at once: once each, and the books end as they began.</summary>
public abstract class LedgerReversalTests(TestEngine engine, PostgresFixture postgres, int postings) : RewardWorld(engine, postgres)
{
    private const int Shops = 6;
    private const int Advocates = 80;
    private const int Callers = 4;
    private const int Seed = 20261122;

    [Fact]
    public async Task Every_spending_is_given_back_exactly_once_however_many_ask()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("VOUCH_POSTINGS"), out var named) ? named : postings;
        var people = await People();
        var before = await Books(people);
        var (watch, random) = (Stopwatch.StartNew(), new Random(Seed));
        var wishes = Enumerable.Range(0, count).Select(_ => (Who: people[random.Next(Advocates)], Amount: 1 + random.Next(900))).ToArray();
        var spent = await AtOnce(wishes, wish => wish.Who.Db.Write(
            tx => RedeemCredit.Run(tx, wish.Who.Shop, wish.Who.Id, new RedemptionRequest(RewardKind.StoreCredit, wish.Amount), Noon)));
        spent.ShouldAllBe(result => !result.IsRefused);
        var toSpend = watch.Elapsed;

        // SQLite is served by one process; on PostgreSQL every other caller asks another node.
        var nodes = Database.Engine == Engine.Postgres ? new[] { Database, await Node() } : [Database];
        var calls = wishes.SelectMany((wish, i) => Enumerable.Range(0, Callers).Select(
            caller => (wish.Who, spent[i].Value.Id, Db: nodes[caller % nodes.Length].For(wish.Who.Shop.Id)))).ToArray();
        var released = await AtOnce(calls, call => call.Db.Write(tx => ReleaseRedemption.Run(tx, call.Who.Id, call.Id, Noon)));

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{count} spendings in {toSpend.TotalSeconds:0.0} s and {calls.Length} releases in {(watch.Elapsed - toSpend).TotalSeconds:0.0} s "
            + $"on {Database.Engine}, seed {Seed}");
        released.Count(result => !result.IsRefused).ShouldBe(count);
        released.Where(result => result.IsRefused).ShouldAllBe(result => result.Refusal!.Code == "redemption_released");
        released.Where(result => !result.IsRefused).Select(result => result.Value.Id).Distinct().Count().ShouldBe(count);
        (await Books(people)).ShouldBe(before);
        foreach (var db in people.Select(person => person.Db).DistinctBy(db => db.Shop))
        {
            (await LedgerBooks.Read(db)).Hold();
            (await VerifyShop.Run(db, new Meter())).Differences.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_release_that_does_not_ask_whether_it_was_done_is_caught()
    {
        var person = (await People(1))[0];
        var before = await Books([person]);
        var spent = (await person.Db.Write(
            tx => RedeemCredit.Run(tx, person.Shop, person.Id, new RedemptionRequest(RewardKind.StoreCredit, 300), Noon))).Value;
        var released = await AtOnce(Enumerable.Range(0, Callers).ToArray(), _ => person.Db.Write(async tx =>
        {
            await tx.Execute("UPDATE redemptions SET released_at = NULL WHERE shop_id = @shop");
            await tx.Execute("UPDATE ledger_transactions SET source = CAST(transaction_id AS text) WHERE shop_id = @shop AND kind = 'release'");
            return await ReleaseRedemption.Run(tx, person.Id, spent.Id, Noon);
        }));
        released.Count(result => !result.IsRefused).ShouldBeGreaterThan(1);
        var books = await LedgerBooks.Read(person.Db);
        Should.Throw<ShouldAssertException>(() => books.Hold());
        (await Books([person])).ShouldNotBe(before);
        (await VerifyShop.Run(person.Db, new Meter())).Differences.ShouldNotBeEmpty();
    }

    // Each has two credits of which the one that runs out earlier is used up on the way.
    private async Task<List<Person>> People(int count = Advocates)
    {
        var shops = new List<Shop>();
        for (var i = 0; i < Math.Min(Shops, count); i++)
        {
            var made = (await CreateShop.Run(Database, new NewShop($"Tea house {i}", "EUR", "UTC", "en", ShopMode.Test, null))).Value;
            shops.Add(await ShopStore.Load(Database.For(made.ShopId)));
        }

        var people = new List<Person>();
        for (var i = 0; i < count; i++)
        {
            var shop = shops[i % shops.Count];
            var person = new Person(shop, Database.For(shop.Id), Database.NewId<AdvocateId>());
            foreach (var at in new[] { Noon, Noon.PlusDays(1) })
            {
                var about = Case(Terms(Credit(100_000)), person.Id);
                await person.Db.Write(tx => AccrueReward.ForAdvocate(tx, shop, about, 0, 10_000, at, at));
                await person.Db.Write(tx => ApproveReward.ForReferral(tx, shop, about, 1, 10_000, 0, at));
            }

            people.Add(person);
        }

        return people;
    }

    private static async Task<List<string>> Books(IEnumerable<Person> people)
    {
        var lines = new List<string>();
        foreach (var db in people.Select(person => person.Db).DistinctBy(db => db.Shop))
        {
            var books = await LedgerBooks.Read(db);
            books.Accounts.Sum(account => account.Balance).ShouldBe(0);
            lines.AddRange(books.Lines().Where(line => !line.StartsWith("spending", StringComparison.Ordinal)));
        }

        return lines;
    }

    private static async Task<TResult[]> AtOnce<T, TResult>(IReadOnlyList<T> what, Func<T, Task<TResult>> ask)
    {
        const int most = 512;
        var answers = new TResult[what.Count];
        for (var from = 0; from < what.Count; from += most)
        {
            var part = await Task.WhenAll(what.Skip(from).Take(most).Select(ask));
            part.CopyTo(answers, from);
        }

        return answers;
    }

    private sealed record Person(Shop Shop, ShopDb Db, AdvocateId Id);
}
