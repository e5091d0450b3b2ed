using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;
using Vouch.Storage;

namespace Vouch.Server.Tests.Outside;

/// <summary>Several callers of one pump: each is told that nothing is left only when nothing is, also of what another one was doing.</summary>
public abstract class PumpJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Kind = "link_of_chain";
    private const int Links = 60;

    private readonly StillClock _clock = new();

    // The node's own pumps do not know the kind: it is due later than they look.
    private Instant Due => Instant.Of(_clock.Now) + TimeSpan.FromDays(1);

    protected override Task<TestNode> Start(TestSite site) => site.Start(_clock);

    [Fact]
    public async Task Due_work_is_done_for_each_caller_to_the_last_piece_that_comes_of_it()
    {
        var shop = (await Node.Shop()).Id;
        var done = 0;
        using var pump = new JobPump(Node.Database, [new JobHandler(Kind, Next(JobClock.Wall, () => done++))], NullLogger<JobPump>.Instance);
        await Begin(shop, JobClock.Wall);
        await ForSeveral(async () =>
        {
            await pump.RunDue(shop, JobClock.Wall, Due);
            return done;
        });
    }

    [Fact]
    public async Task Outside_work_is_done_for_each_caller_to_the_last_piece_that_comes_of_it()
    {
        var shop = (await Node.Shop()).Id;
        var done = 0;
        var handler = new OutsideHandler(Kind, (_, _, _, _) => Task.FromResult(Next(JobClock.Outside, () => done++)), 4);
        using var pump = new OutsidePump(Node.Database, [handler], NullLogger<OutsidePump>.Instance);
        await Begin(shop, JobClock.Outside);
        await ForSeveral(async () =>
        {
            await pump.RunDue(shop, Due);
            return done;
        });
    }

    private static async Task ForSeveral(Func<Task<int>> call)
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(call)));
        seen.ShouldBe([Links, Links, Links]);
    }

    private Task Begin(ShopId shop, JobClock clock) => Node.Database.For(shop).Write(tx =>
    {
        tx.Schedule(Kind, "1", Due, clock);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Outside_work_that_is_put_on_the_list_again_within_its_instant_is_waited_for()
    {
        var shop = (await Node.Shop()).Id;
        var done = 0;
        var handler = new OutsideHandler(Kind, (_, _, _, _) => Task.FromResult<JobHandling>((tx, _, job) =>
        {
            if (++done < Links)
            {
                tx.Schedule(Kind, job.Subject, Due, JobClock.Outside);
            }

            return Task.CompletedTask;
        }), 4);
        using var pump = new OutsidePump(Node.Database, [handler], NullLogger<OutsidePump>.Instance);
        await Begin(shop, JobClock.Outside);
        await ForSeveral(async () =>
        {
            await pump.RunDue(shop, Due);
            return done;
        });
    }

    // Each link puts the next one on the list.
    private JobHandling Next(JobClock clock, Action done) => (tx, _, job) =>
    {
        done();
        var link = int.Parse(job.Subject, System.Globalization.CultureInfo.InvariantCulture);
        if (link < Links)
        {
            tx.Schedule(Kind, $"{link + 1}", Due, clock);
        }

        return Task.CompletedTask;
    };
}

public sealed class PumpOnSqlite(PostgresFixture postgres) : PumpJourney(TestEngine.Sqlite, postgres);

public sealed class PumpOnPostgres(PostgresFixture postgres) : PumpJourney(TestEngine.Postgres, postgres);
