using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public abstract class JobContract(EngineUnderTest engine) : StorageContract(engine)
{
    private const string Count = "SELECT count(*) FROM jobs WHERE shop_id = @shop";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly Instant Late = new(10_000);

    [Fact]
    public async Task Due_jobs_come_in_the_order_they_fell_due_and_once()
    {
        await Schedule(("c", 300), ("a", 100), ("b", 200), ("later", 20_000));

        var subjects = new List<string>();
        while (await Shop.ClaimJob(JobClock.Shop, Late, Lease) is { } job)
        {
            job.Attempts.ShouldBe(1);
            subjects.Add(job.Subject);
        }

        subjects.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Two_nodes_claim_each_job_once()
    {
        await Schedule([.. Enumerable.Range(0, 60).Select(i => ($"s{i}", 1L))]);
        var other = (await Engine.Node(ConnectionString)).For(Shop.Shop);

        async Task<List<JobId>> Drain(ShopDb node)
        {
            var ids = new List<JobId>();
            while (await node.ClaimJob(JobClock.Shop, Late, Lease) is { } job)
            {
                ids.Add(job.JobId);
            }

            return ids;
        }

        var claimed = (await Task.WhenAll(Drain(Shop), Drain(other), Drain(Shop), Drain(other))).SelectMany(x => x).ToList();
        claimed.Count.ShouldBe(60);
        claimed.Distinct().Count().ShouldBe(60);
    }

    [Fact]
    public async Task A_lease_that_ended_is_claimed_again_and_fences_the_first_out()
    {
        var clock = new SetClock(DateTimeOffset.UtcNow);
        var db = await Engine.Node(ConnectionString, clock);
        var shop = db.For(Shop.Shop);
        await Schedule(("a", 1));

        var first = (await shop.ClaimJob(JobClock.Shop, Late, Lease))!;
        (await shop.ClaimJob(JobClock.Shop, Late, Lease)).ShouldBeNull();
        clock.Now += TimeSpan.FromSeconds(61);
        var second = (await shop.ClaimJob(JobClock.Shop, Late, Lease))!;

        second.Attempts.ShouldBe(2);
        var ran = 0;
        (await shop.RunJob(first, _ => Task.FromResult(ran++))).ShouldBeFalse();
        (await shop.RunJob(second, _ => Task.FromResult(ran++))).ShouldBeTrue();
        ran.ShouldBe(1);
        (await shop.First<long>(Count)).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_throws_does_nothing_and_stays()
    {
        await Schedule(("a", 1));
        var job = (await Shop.ClaimJob(JobClock.Shop, Late, Lease))!;

        await Should.ThrowAsync<InvalidOperationException>(() => Shop.RunJob(job, tx =>
        {
            tx.Schedule("test", "made by it", Late, JobClock.Shop);
            throw new InvalidOperationException();
        }));
        (await Shop.First<long>(Count)).ShouldBe(1);
        (await Shop.Write(tx => tx.HoldsJob(job))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_job_waits_longer_each_time_by_the_wall_and_says_why()
    {
        var clock = new SetClock(DateTimeOffset.UtcNow);
        var shop = (await Engine.Node(ConnectionString, clock)).For(Shop.Shop);
        await Schedule(("a", 1));

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var job = (await shop.ClaimJob(JobClock.Shop, Late, Lease))!;
            job.Attempts.ShouldBe(attempt);
            await shop.FailJob(job, "the peer is away");
            clock.Now += Job.BackOff(attempt) - TimeSpan.FromMilliseconds(1);
            (await shop.ClaimJob(JobClock.Shop, Late, Lease)).ShouldBeNull();
            clock.Now += TimeSpan.FromMilliseconds(1);
        }

        (await shop.First<string>("SELECT last_error FROM jobs WHERE shop_id = @shop")).ShouldBe("the peer is away");
        Job.BackOff(1).ShouldBe(TimeSpan.FromSeconds(10));
        Job.BackOff(3).ShouldBe(TimeSpan.FromSeconds(40));
        Job.BackOff(1000).ShouldBe(TimeSpan.FromHours(6));
    }

    [Fact]
    public async Task Scheduling_again_moves_the_job_and_unscheduling_removes_it()
    {
        await Schedule(("a", 1));
        var claimed = (await Shop.ClaimJob(JobClock.Shop, Late, Lease))!;
        await Schedule(("a", 5));
        (await Shop.RunJob(claimed, _ => Task.CompletedTask)).ShouldBeFalse();

        var again = (await Shop.ClaimJob(JobClock.Shop, Late, Lease))!;
        (again.DueAt, again.Attempts).ShouldBe((new Instant(5), 1));
        await Shop.Write(tx =>
        {
            tx.Unschedule("test", "a");
            return Task.CompletedTask;
        });
        (await Shop.First<long>(Count)).ShouldBe(0);
    }

    [Fact]
    public async Task Work_that_is_wanted_where_there_is_some_leaves_it_alone()
    {
        await Schedule(("a", 100));
        await Want(Shop, "a");
        (await Shop.First<long>("SELECT due_at FROM jobs WHERE shop_id = @shop")).ShouldBe(100);
        (await Shop.ClaimJob(JobClock.Shop, Late, Lease)).ShouldNotBeNull();
        await Want(Shop, "a");
        (await Shop.ClaimJob(JobClock.Shop, Late, Lease)).ShouldBeNull();
        (await Shop.First<long>(Count)).ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_is_wanted_while_it_is_struck_off_is_seen_by_who_does_that_or_put_anew()
    {
        var other = (await Engine.Node(ConnectionString)).For(Shop.Shop);
        for (var round = 0; round < 20; round++)
        {
            await Schedule(("a", 100));
            var job = (await Shop.ClaimJob(JobClock.Shop, Late, Lease)).ShouldNotBeNull();
            var seen = false;
            var done = Shop.RunJob(job, async tx =>
                seen = await tx.First<long>("SELECT count(*) FROM jobs WHERE shop_id = @shop AND subject = 'mark'") > 0);
            await Task.WhenAll(done, Want(other, "mark", "a"));
            (await Shop.First<long>("SELECT count(*) FROM jobs WHERE shop_id = @shop AND subject = 'a'")).ShouldBe(seen ? 0 : 1);
            await Shop.Write(tx => tx.Execute("DELETE FROM jobs WHERE shop_id = @shop"));
        }
    }

    private static Task Want(ShopDb db, params string[] subjects) => db.Write(tx =>
    {
        foreach (var subject in subjects)
        {
            tx.ScheduleIfNone("test", subject, new Instant(50), JobClock.Shop);
        }

        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_job_that_schedules_itself_anew_is_kept()
    {
        await Schedule(("a", 1));
        var job = (await Shop.ClaimJob(JobClock.Shop, Late, Lease))!;
        await Shop.RunJob(job, tx =>
        {
            tx.Schedule("test", "a", new Instant(50_000), JobClock.Shop);
            return Task.CompletedTask;
        });

        (await Shop.First<Instant?>("SELECT due_at FROM jobs WHERE shop_id = @shop")).ShouldBe(new Instant(50_000));
    }

    [Fact]
    public async Task Shop_time_and_wall_time_are_kept_apart()
    {
        await Shop.Write(tx =>
        {
            tx.Schedule("test", "by the shop", new Instant(100), JobClock.Shop);
            tx.Schedule("test", "by the wall", new Instant(100), JobClock.Wall);
            return Task.CompletedTask;
        });

        (await Shop.ClaimJob(JobClock.Wall, Late, Lease))!.Subject.ShouldBe("by the wall");
        (await Shop.ClaimJob(JobClock.Wall, Late, Lease)).ShouldBeNull();
        (await Shop.ClaimJob(JobClock.Shop, Late, Lease))!.Subject.ShouldBe("by the shop");
    }

    [Fact]
    public async Task A_shop_is_named_when_it_has_due_work_by_its_own_clock()
    {
        await NewShop(Db);
        (await Db.System.WithDueJobs(JobClock.Shop, Late)).ShouldBeEmpty();
        await Schedule(("a", 5000), ("b", 3000), ("c", 4000));
        (await Db.System.WithDueJobs(JobClock.Shop, new Instant(2999))).ShouldBeEmpty();
        (await Db.System.WithDueJobs(JobClock.Shop, new Instant(3000))).ShouldBe([Shop.Shop]);
        (await Db.System.WithDueJobs(JobClock.Wall, Late)).ShouldBeEmpty();

        await Shop.Write(tx => tx.Execute("UPDATE shops SET clock_at = 1 WHERE shop_id = @shop"));
        (await Db.System.WithDueJobs(JobClock.Shop, Late)).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_all_is_done_the_shop_is_named_no_more_until_the_next_is_due()
    {
        await Schedule(("a", 1), ("later", 20_000));
        var job = (await Shop.ClaimJob(JobClock.Shop, Late, Lease))!;
        await Shop.RunJob(job, _ => Task.CompletedTask);
        (await Shop.ClaimJob(JobClock.Shop, Late, Lease)).ShouldBeNull();

        (await Db.System.WithDueJobs(JobClock.Shop, Late)).ShouldBeEmpty();
        (await Db.System.WithDueJobs(JobClock.Shop, new Instant(20_000))).ShouldBe([Shop.Shop]);
    }

    [Fact]
    public async Task Outside_work_passes_over_gates_that_are_full()
    {
        await ScheduleOutside(("a", 100, "slow.example"), ("b", 200, "slow.example"), ("c", 300, "quick.example"));

        (await Shop.ClaimOutsideJob(Late, Lease, ["slow.example"]))!.Subject.ShouldBe("c");
        (await Shop.ClaimOutsideJob(Late, Lease, ["slow.example"])).ShouldBeNull();
        (await Db.System.WithDueJobs(JobClock.Outside, Late)).ShouldBe([Shop.Shop]);
        var first = (await Shop.ClaimOutsideJob(Late, Lease, []))!;
        (first.Subject, first.Gate).ShouldBe(("a", "slow.example"));
        (await Shop.ClaimJob(JobClock.Wall, Late, Lease)).ShouldBeNull();
        (await Shop.ClaimJob(JobClock.Shop, Late, Lease)).ShouldBeNull();
    }

    [Fact]
    public async Task A_shop_whose_outside_work_is_under_way_is_named_again_when_the_lease_or_the_pause_ends()
    {
        var clock = new SetClock(DateTimeOffset.UtcNow);
        var db = await Engine.Node(ConnectionString, clock);
        var shop = db.For(Shop.Shop);
        var wall = Instant.Of(clock.Now);
        await ScheduleOutside(("a", wall.Milliseconds, "slow.example"));

        var job = (await shop.ClaimOutsideJob(wall, Lease, []))!;
        (await shop.ClaimOutsideJob(wall, Lease, [])).ShouldBeNull();
        (await db.System.WithDueJobs(JobClock.Outside, wall)).ShouldBeEmpty();
        (await db.System.WithDueJobs(JobClock.Outside, wall + Lease)).ShouldBe([Shop.Shop]);

        await shop.FailJob(job, "the receiver is away");
        (await db.System.WithDueJobs(JobClock.Outside, wall + Job.BackOff(1) - TimeSpan.FromMilliseconds(1))).ShouldBeEmpty();
        (await db.System.WithDueJobs(JobClock.Outside, wall + Job.BackOff(1))).ShouldBe([Shop.Shop]);
        clock.Now += Job.BackOff(1);
        (await shop.ClaimOutsideJob(Instant.Of(clock.Now), Lease, []))!.Attempts.ShouldBe(2);
    }

    private Task ScheduleOutside(params (string Subject, long Due, string Gate)[] jobs) => Shop.Write(tx =>
    {
        foreach (var (subject, due, gate) in jobs)
        {
            tx.Schedule("test", subject, new Instant(due), JobClock.Outside, gate);
        }

        return Task.CompletedTask;
    });

    private Task Schedule(params (string Subject, long Due)[] jobs) => Shop.Write(tx =>
    {
        foreach (var (subject, due) in jobs)
        {
            tx.Schedule("test", subject, new Instant(due), JobClock.Shop);
        }

        return Task.CompletedTask;
    });
}

public sealed class SqliteJobTests() : JobContract(new SqliteEngine());

public sealed class PostgresJobTests(PostgresFixture postgres) : JobContract(new PostgresEngine(postgres));
