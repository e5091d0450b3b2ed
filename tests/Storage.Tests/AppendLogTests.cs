using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public abstract class AppendLogContract(EngineUnderTest engine) : StorageContract(engine)
{
    private const string Add = """
        INSERT INTO notices (shop_id, notice_id, kind, subject, detail, raised_at) VALUES (@shop, @id, 'log', @subject, 'd', @at)
        """;

    private const string Count = "SELECT count(*) FROM notices WHERE shop_id = @shop AND kind = 'log'";

    [Fact]
    public async Task Rows_of_all_shops_are_on_disk_when_appended()
    {
        var other = await NewShop(Db);
        var calls = 0;
        var log = new AppendLog<Row>(Db, (tx, rows) =>
        {
            calls++;
            return tx.InsertMany(Add, rows);
        });
        await Task.WhenAll(Enumerable.Range(0, 2500).Select(i => log.Append(NewRow(i % 5 == 0 ? other : Shop, $"s{i}"))));

        (await Shop.First<long>(Count)).ShouldBe(2000);
        (await other.First<long>(Count)).ShouldBe(500);
        calls.ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_fails_alone()
    {
        var log = new AppendLog<Row>(Db, (tx, rows) => tx.InsertMany(Add, rows));
        var good = Enumerable.Range(0, 50).Select(i => log.Append(NewRow(Shop, $"s{i}"))).ToList();
        var bad = log.Append(new Row(Shop.Shop, Db.NewId<NoticeId>(), null, default));
        good.AddRange(Enumerable.Range(50, 50).Select(i => log.Append(NewRow(Shop, $"s{i}"))));

        await Task.WhenAll(good);
        await Should.ThrowAsync<System.Data.Common.DbException>(bad);
        (await Shop.First<long>(Count)).ShouldBe(100);
    }

    [Fact]
    public async Task Appends_and_transactions_go_on_beside_each_other()
    {
        var log = new AppendLog<Row>(Db, (tx, rows) => tx.InsertMany(Add, rows));
        var appends = Enumerable.Range(0, 200).Select(i => log.Append(NewRow(Shop, $"a{i}")));
        var writes = Enumerable.Range(0, 200).Select(i => Shop.Write(async tx =>
        {
            await tx.Execute(Add, NewRow(Shop, $"w{i}"));
            return i % 2 == 0 ? throw new InvalidOperationException() : true;
        })).ToList();

        await Task.WhenAll(appends);
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        (await Shop.First<long>(Count)).ShouldBe(300);
    }

    private Row NewRow(ShopDb shop, string subject) => new(shop.Shop, Db.NewId<NoticeId>(), subject, new Instant(1));

    private sealed record Row(ShopId Shop, NoticeId Id, string? Subject, Instant At);
}

public sealed class SqliteAppendLogTests() : AppendLogContract(new SqliteEngine());

public sealed class PostgresAppendLogTests(PostgresFixture postgres) : AppendLogContract(new PostgresEngine(postgres));
