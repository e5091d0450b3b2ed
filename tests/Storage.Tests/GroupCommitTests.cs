using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public abstract class GroupCommitContract(EngineUnderTest engine) : StorageContract(engine)
{
    private const string AddNotice = """
        INSERT INTO notices (shop_id, notice_id, kind, subject, detail, raised_at) VALUES (@shop, @id, @kind, @subject, 'd', 0)
        """;

    private const string CountNotices = "SELECT count(*) FROM notices WHERE shop_id = @shop AND kind = @kind";

    [Fact]
    public async Task A_hundred_members_at_once_are_each_stored_once()
    {
        var values = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Shop.Write(tx =>
        {
            tx.Enqueue(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "many", Subject = $"s{i}" });
            tx.Publish(new Happened(i), new Instant(i));
            return Task.FromResult(i);
        })));

        values.ShouldBe(Enumerable.Range(0, 100));
        (await Shop.First<long>(CountNotices, new { Kind = "many" })).ShouldBe(100);
        await ShouldBeChained(Shop, 100);
    }

    [Fact]
    public async Task Members_that_end_with_a_read_are_committed_together_and_run_once()
    {
        var runs = 0;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Shop.Write(async tx =>
        {
            Interlocked.Increment(ref runs);
            tx.Enqueue(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "read", Subject = $"s{i}" });
            return await tx.First<long>(CountNotices, new { Kind = "read" });
        })));

        runs.ShouldBe(50);
    }

    [Fact]
    public async Task A_refused_member_spoils_no_other()
    {
        var all = Enumerable.Range(0, 30).Select(i => Shop.Write(async tx =>
        {
            await tx.Execute(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "some", Subject = $"s{i}" });
            tx.Publish(new Happened(i), new Instant(i));
            return i % 3 == 0 ? throw new InvalidOperationException("refused") : i;
        })).ToList();

        foreach (var (task, i) in all.Select((t, i) => (t, i)))
        {
            if (i % 3 == 0)
            {
                (await Should.ThrowAsync<InvalidOperationException>(task)).Message.ShouldBe("refused");
            }
            else
            {
                (await task).ShouldBe(i);
            }
        }

        (await Shop.First<long>(CountNotices, new { Kind = "some" })).ShouldBe(20);
        await ShouldBeChained(Shop, 20);
    }

    [Fact]
    public async Task A_member_that_rolls_back_still_answers_and_leaves_nothing()
    {
        var after = 0;
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Shop.Write(tx =>
        {
            tx.Enqueue(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "undone", Subject = $"s{i}" });
            tx.Publish(new Happened(i), new Instant(i));
            tx.AfterCommit(() => Interlocked.Increment(ref after));
            tx.RollBack();
            return Task.FromResult("no");
        })));

        answers.ShouldAllBe(a => a == "no");
        after.ShouldBe(0);
        (await Shop.First<long>(CountNotices, new { Kind = "undone" })).ShouldBe(0);
        (await Shop.LastPosition()).ShouldBe(0);
    }

    [Fact]
    public async Task A_later_member_sees_what_an_earlier_one_did()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Shop.Write(async tx =>
        {
            tx.Enqueue(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "seen", Subject = $"s{i}" });
            return await tx.First<long>(CountNotices, new { Kind = "seen" });
        })));

        counts.ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
    }

    [Fact]
    public async Task A_unique_key_taken_by_an_earlier_member_fails_the_later_alone()
    {
        var same = Enumerable.Range(0, 5).Select(_ => Shop.Write(tx =>
        {
            tx.Enqueue(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "one", Subject = "same" });
            return Task.FromResult(true);
        })).ToList();
        var others = Enumerable.Range(0, 5).Select(i => Shop.Write(tx =>
        {
            tx.Enqueue(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "one", Subject = $"s{i}" });
            return Task.FromResult(true);
        })).ToList();

        await Task.WhenAll(others);
        await Task.WhenAny(Task.WhenAll(same));
        await Task.WhenAll(same).ContinueWith(_ => { }, TaskScheduler.Default);
        same.Count(t => t.IsCompletedSuccessfully).ShouldBe(1);
        foreach (var failed in same.Where(t => t.IsFaulted))
        {
            var e = (await Should.ThrowAsync<UniqueViolationException>(failed));
            e.Is("notices", "shop_id", "kind", "subject").ShouldBeTrue(e.Message);
        }

        (await Shop.First<long>(CountNotices, new { Kind = "one" })).ShouldBe(6);
    }

    [Fact]
    public async Task A_member_cannot_succeed_after_a_statement_failed()
    {
        await Should.ThrowAsync<UniqueViolationException>(Shop.Write(async tx =>
        {
            var id = tx.NewId<NoticeId>();
            await tx.Execute(AddNotice, new { id, Kind = "a", Subject = "a" });
            await Should.ThrowAsync<UniqueViolationException>(() => tx.Execute(AddNotice, new { id, Kind = "b", Subject = "b" }));
            return true;
        }));

        (await Shop.First<long>(CountNotices, new { Kind = "a" })).ShouldBe(0);
    }

    [Fact]
    public async Task A_failing_chain_row_fails_its_own_member_alone()
    {
        var good = Enumerable.Range(0, 10).Select(i => Shop.Write(tx =>
        {
            tx.Publish(new Happened(i), new Instant(i));
            return Task.FromResult(true);
        })).ToList();
        var bad = Shop.Write(tx =>
        {
            tx.Publish(new Happened(99), new Instant(99));
            tx.Chain("ledger", "text", (_, _, _) => throw new InvalidOperationException("no row"));
            return Task.FromResult(true);
        });

        await Should.ThrowAsync<InvalidOperationException>(bad);
        await Task.WhenAll(good);
        await ShouldBeChained(Shop, 10);
    }

    [Fact]
    public async Task Two_nodes_on_one_chain_leave_no_gap_and_a_right_chain()
    {
        var other = (await Engine.Node(ConnectionString)).For(Shop.Shop);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? Shop : other).Write(tx =>
        {
            tx.Publish(new Happened(i), new Instant(i));
            tx.Publish(new Happened(-i), new Instant(i));
            return Task.FromResult(true);
        })));

        await ShouldBeChained(Shop, 400);
    }

    [Fact]
    public async Task Two_members_that_lock_crosswise_both_succeed()
    {
        var other = (await Engine.Node(ConnectionString)).For(Shop.Shop);
        string[] subjects = ["a", "b"];
        foreach (var subject in subjects)
        {
            await Shop.Write(tx => tx.Execute(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "lock", subject }));
        }

        const string raise = "UPDATE notices SET raised_at = raised_at + 1 WHERE shop_id = @shop AND kind = 'lock' AND subject = @subject";
        Task<bool> Cross(ShopDb shop, IEnumerable<string> order) => shop.Write(async tx =>
        {
            foreach (var subject in order)
            {
                await tx.Execute(raise, new { subject });
            }

            return true;
        });
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Cross(Shop, subjects)).Concat(
            Enumerable.Range(0, 50).Select(_ => Cross(other, subjects.Reverse()))));

        (await Shop.Query<long>("SELECT raised_at FROM notices WHERE shop_id = @shop AND kind = 'lock'")).ShouldBe([100, 100]);
    }

    [Fact]
    public async Task A_write_within_a_write_is_refused_rather_than_waiting_for_ever()
    {
        var e = await Should.ThrowAsync<InvalidOperationException>(Shop.Write(_ => Shop.Write(_ => Task.FromResult(true))));
        e.Message.ShouldContain("its own argument");
    }

    [Fact]
    public async Task What_is_to_run_after_the_commit_finds_it_committed()
    {
        long seen = 0;
        await Shop.Write(tx =>
        {
            tx.Enqueue(AddNotice, new { Id = tx.NewId<NoticeId>(), Kind = "after", Subject = "s" });
            tx.AfterCommit(() => seen = Shop.First<long>(CountNotices, new { Kind = "after" }).GetAwaiter().GetResult());
            return Task.FromResult(true);
        });

        seen.ShouldBe(1);
    }

    [Fact]
    public async Task A_chain_of_its_own_gets_position_and_hash_too()
    {
        var got = new List<(long, string)>();
        for (var i = 0; i < 3; i++)
        {
            await Shop.Write(tx =>
            {
                tx.Chain("ledger", "row", (_, position, hash) => got.Add((position, hash)));
                return Task.FromResult(true);
            });
        }

        var first = ChainHash.Of(ChainHash.Genesis, 1, "row");
        var second = ChainHash.Of(first, 2, "row");
        got.ShouldBe([(1, first), (2, second), (3, ChainHash.Of(second, 3, "row"))]);
    }

    [Fact]
    public async Task A_member_s_parallel_statements_are_a_bug_that_harms_nobody_else()
    {
        var bad = Shop.Write(tx => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tx.First<long>(CountNotices, new { Kind = "x" }))));
        var good = Enumerable.Range(0, 10).Select(i => Shop.Write(tx =>
        {
            tx.Publish(new Happened(i), new Instant(i));
            return Task.FromResult(true);
        })).ToList();

        await Task.WhenAll(good);
        await Task.WhenAny(bad);
        (bad.Exception?.InnerException).ShouldNotBeOfType<StorageUnavailableException>();
        await ShouldBeChained(Shop, 10);
    }

    private static async Task ShouldBeChained(ShopDb shop, int count)
    {
        var rows = await shop.Events(0, 1000);
        rows.Count.ShouldBe(count);
        var hash = ChainHash.Genesis;
        foreach (var (row, i) in rows.Select((r, i) => (r, i)))
        {
            row.Position.ShouldBe(i + 1);
            hash = ChainHash.Of(hash, row.Position, ChainHash.EventText(row.EventId, row.Type, row.At, row.Subject, row.Data, row.Actor));
            row.Hash.ShouldBe(hash);
        }

        (await shop.LastPosition()).ShouldBe(count);
    }

    private sealed record Happened(int Number) : IShopEvent
    {
        public string Type => "test.happened";

        public string Subject => "tst_1";
    }
}

public sealed class SqliteGroupCommitTests() : GroupCommitContract(new SqliteEngine());

public sealed class PostgresGroupCommitTests(PostgresFixture postgres) : GroupCommitContract(new PostgresEngine(postgres));
