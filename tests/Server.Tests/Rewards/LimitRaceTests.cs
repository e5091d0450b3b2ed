using System.Diagnostics;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Kit;
using Vouch.Server.Cli;
using Vouch.Server.Rewards;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Rewards;

public sealed class SqliteLimitRaceTests(PostgresFixture postgres) : LimitRaceTests(TestEngine.Sqlite, postgres);

public sealed class PostgresLimitRaceTests(PostgresFixture postgres) : LimitRaceTests(TestEngine.Postgres, postgres);

/// <summary>Two nodes race on one limit, 200 times each: exactly the limit every time, never more and never less.</summary>
public abstract class LimitRaceTests(TestEngine engine, PostgresFixture postgres) : RewardWorld(engine, postgres)
{
    private const int Rounds = 200;
    private const int Racers = 8;

    [Fact]
    public Task A_cap_by_number_is_exact_two_hundred_times() => Race(
        new ProgramLimits(new PerAdvocateLimit(3, null, CapPeriod.Month), null), isOneAdvocate: true, [1000, 1000, 1000], "cap_reached");

    [Fact]
    public Task A_cap_by_amount_is_exact_two_hundred_times() => Race(
        new ProgramLimits(new PerAdvocateLimit(null, 2500, CapPeriod.Month), null), isOneAdvocate: true, [1000, 1000, 500], "cap_reached");

    [Fact]
    public Task A_budget_is_exact_two_hundred_times() =>
        Race(new ProgramLimits(null, 3300), isOneAdvocate: false, [1000, 1000, 1000, 300], "budget_spent");

    [Fact]
    public Task A_cap_and_a_budget_at_once_are_exact_two_hundred_times() => Race(
        new ProgramLimits(new PerAdvocateLimit(5, 4200, CapPeriod.Month), 2700), isOneAdvocate: true, [1000, 1000, 700], "budget_spent");

    [Fact]
    public async Task Room_that_a_void_gives_back_is_taken_exactly_once()
    {
        var nodes = new[] { Database, await Node() };
        for (var round = 0; round < Rounds; round++)
        {
            var limits = new ProgramLimits(new PerAdvocateLimit(2, null, CapPeriod.Month), null);
            var (program, advocate) = (Database.NewId<ProgramId>(), Database.NewId<AdvocateId>());
            var first = New(limits, program, advocate);
            (await Promise(nodes[0], first)).IsRefused.ShouldBeFalse();
            (await Promise(nodes[1], New(limits, program, advocate))).IsRefused.ShouldBeFalse();
            var voided = nodes[0].For(Shop.Id).Write(tx => VoidReward.ForReferral(tx, first.ReferralId!.Value, "cancelled", Noon));
            var made = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Promise(nodes[i % 2], New(limits, program, advocate))));
            await voided;
            made.Count(result => !result.IsRefused).ShouldBeInRange(0, 1, $"round {round}");
            var again = await Promise(nodes[0], New(limits, program, advocate));
            (made.Count(result => !result.IsRefused) + (again.IsRefused ? 0 : 1)).ShouldBe(1, $"round {round}");
        }

        await Ends();
    }

    [Fact]
    public async Task A_limit_that_is_read_first_and_written_later_is_overrun_and_that_is_seen()
    {
        var nodes = new[] { Database, await Node() };
        (await Promise(Database, New(new ProgramLimits(null, 1500), Program, Anna))).IsRefused.ShouldBeFalse();
        var status = await Task.WhenAll(nodes.Select(node => BudgetStatus.Of(node.For(Shop.Id), Program)));
        foreach (var (node, seen) in nodes.Zip(status))
        {
            seen.IsSpent.ShouldBeFalse();
            await node.For(Shop.Id).Write(tx => tx.Execute("UPDATE reward_limits SET amount = amount + 500 WHERE shop_id = @shop"));
            await node.For(Shop.Id).Write(tx => tx.Execute("UPDATE rewards SET reserved_amount = reserved_amount + 500 WHERE shop_id = @shop"));
        }

        var books = await LedgerBooks.Read(Db);
        Should.Throw<ShouldAssertException>(() => books.Hold()).Message.ShouldContain("budget/");
    }

    private async Task Race(ProgramLimits limits, bool isOneAdvocate, long[] granted, string code)
    {
        var nodes = new[] { Database, await Node() };
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++)
        {
            var (program, one) = (Database.NewId<ProgramId>(), Database.NewId<AdvocateId>());
            var made = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Promise(
                nodes[i % 2], New(limits, program, isOneAdvocate ? one : nodes[i % 2].NewId<AdvocateId>()))));
            made.Where(result => !result.IsRefused).Select(result => result.Value!.Entitled).OrderDescending().ToArray()
                .ShouldBe(granted, $"round {round}");
            made.Where(result => result.IsRefused).ShouldAllBe(result => result.Refusal!.Code == code);
            (await BudgetStatus.Of(Db, program)).Used.ShouldBe(granted.Sum(), $"round {round}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Rounds} rounds of {Racers} on two nodes of {Database.Engine} in {watch.Elapsed.TotalSeconds:0.0} s");
        await Ends();
    }

    private async Task Ends()
    {
        (await LedgerBooks.Read(Db)).Hold();
        (await VerifyShop.Run(Db, new Meter())).Differences.ShouldBeEmpty();
    }

    private RewardCase New(ProgramLimits limits, ProgramId program, AdvocateId advocate) =>
        Case(Terms(Credit(1000), limits: limits), advocate) with { ProgramId = program };

    private Task<Result<Reward?>> Promise(Database node, RewardCase about) =>
        node.For(Shop.Id).Write(tx => AccrueReward.ForAdvocate(tx, Shop, about, 0, 10_000, Noon, Noon));
}
