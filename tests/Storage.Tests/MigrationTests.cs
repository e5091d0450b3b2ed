using Shouldly;
using Vouch.Kit;

namespace Vouch.Storage.Tests;

public abstract class MigrationContract(EngineUnderTest engine) : IAsyncLifetime
{
    private const string Versions = "SELECT version FROM migrations ORDER BY version";

    private static readonly Migration First = Migration.Of(
        "0001_first.sql", "-- owner: Platform\nCREATE TABLE one (a bigint NOT NULL);\nCREATE TABLE two (a bigint NOT NULL);\n");

    private static readonly Migration Second = Migration.Of(
        "0002_second.sql", "-- owner: Rewards\nCREATE TABLE three (a bigint NOT NULL);\n");

    private string _connectionString = "";

    public async ValueTask InitializeAsync() => _connectionString = await engine.Empty();

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_database_gets_all_and_a_second_run_changes_nothing()
    {
        await using var db = Database.Open(_connectionString, TimeProvider.System);
        await db.Migrate();
        await db.Migrate();

        (await db.System.Query<long>(Versions)).ShouldBe(Migrator.Embedded().Select(m => m.Version));
        (await db.System.First<long>("SELECT count(*) FROM events")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_nodes_may_start_at_once()
    {
        await using var a = Database.Open(_connectionString, TimeProvider.System);
        await using var b = Database.Open(_connectionString, TimeProvider.System);
        await Task.WhenAll(Task.Run(() => a.Migrate()), Task.Run(() => b.Migrate()));

        (await a.System.Query<long>(Versions)).ShouldBe(Migrator.Embedded().Select(m => m.Version));
    }

    [Fact]
    public async Task An_older_database_gets_what_is_missing()
    {
        await using var db = Database.Open(_connectionString, TimeProvider.System);
        await db.Migrate([First], default);
        await db.System.Execute("INSERT INTO one (a) VALUES (1)");
        await db.Migrate([First, Second], default);

        (await db.System.First<long>("SELECT a FROM one")).ShouldBe(1);
        (await db.System.First<long>("SELECT count(*) FROM three")).ShouldBe(0);
    }

    [Fact]
    public async Task A_line_for_SQLite_is_run_there_alone()
    {
        await using var db = Database.Open(_connectionString, TimeProvider.System);
        var second = Migration.Of(
            "0002_second.sql", "-- owner: Rewards\nINSERT INTO one (a) VALUES (1);\n-- on SQLite: INSERT INTO one (a) VALUES (2);\n");
        await db.Migrate([First, second], default);

        (await db.System.Query<long>("SELECT a FROM one ORDER BY a")).ShouldBe(db.Engine == Engine.Sqlite ? [1, 2] : [1]);
    }

    [Fact]
    public async Task Who_expects_the_tables_gets_a_reason_where_they_are_not_there_or_older_and_makes_nothing()
    {
        await using var db = Database.Open(_connectionString, TimeProvider.System);
        (await db.IsNew()).ShouldBeTrue();
        (await Should.ThrowAsync<UnusableDatabaseException>(() => db.ExpectMigrated())).Message.ShouldContain("database");
        (await db.IsNew()).ShouldBeTrue();

        await db.Migrate([First], default);
        (await db.IsNew()).ShouldBeFalse();
        (await Should.ThrowAsync<MigrationException>(() => db.ExpectMigrated([First, Second], default))).Message
            .ShouldContain("vouch migrate");
        (await db.System.Query<long>(Versions)).ShouldBe([1L]);

        await db.ExpectMigrated([First], default);
        (await Should.ThrowAsync<MigrationException>(() => db.ExpectMigrated([], default))).Message.ShouldContain("newer");
    }

    [Fact]
    public async Task A_migration_changed_after_it_ran_is_refused()
    {
        await using var db = Database.Open(_connectionString, TimeProvider.System);
        await db.Migrate([First], default);
        var changed = Migration.Of("0001_first.sql", First.Sql + "CREATE TABLE more (a bigint NOT NULL);\n");

        var e = await Should.ThrowAsync<MigrationException>(() => db.Migrate([changed], default));
        e.Message.ShouldContain("Migration 1 (first) was changed");
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused_untouched()
    {
        await using var db = Database.Open(_connectionString, TimeProvider.System);
        await db.Migrate([First, Second], default);

        var e = await Should.ThrowAsync<MigrationException>(() => db.Migrate([First], default));
        e.Message.ShouldContain("newer");
        (await db.System.Query<long>(Versions)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_migration_that_fails_in_the_middle_leaves_the_database_as_it_was()
    {
        await using var db = Database.Open(_connectionString, TimeProvider.System);
        await db.Migrate([First], default);
        var broken = Migration.Of(
            "0002_broken.sql", "-- owner: Rewards\nCREATE TABLE four (a bigint NOT NULL);\nINSERT INTO nowhere VALUES (1);\n");

        await Should.ThrowAsync<Exception>(() => db.Migrate([First, broken], default));
        (await db.System.Query<long>(Versions)).ShouldBe([1]);
        await db.Migrate([First, Second], default);
        await Should.ThrowAsync<Exception>(() => db.System.First<long>("SELECT count(*) FROM four"));
    }
}

public sealed class SqliteMigrationTests() : MigrationContract(new SqliteEngine());

public sealed class PostgresMigrationTests(PostgresFixture postgres) : MigrationContract(new PostgresEngine(postgres));

public sealed class MigrationFileTests
{
    [Fact]
    public void Line_ends_do_not_count() =>
        Migration.Of("0001_a.sql", "-- owner: Platform\r\nSELECT 1;\r\n").Checksum.ShouldBe(
            Migration.Of("0001_a.sql", "-- owner: Platform\nSELECT 1;\n").Checksum);

    [Theory]
    [InlineData("0001_a.sql", "SELECT 1;")]
    [InlineData("1_a.sql", "-- owner: Platform\nSELECT 1;")]
    public void A_file_without_number_or_owner_is_refused(string file, string text) =>
        Should.Throw<MigrationException>(() => Migration.Of(file, text));

    [Fact]
    public void Embedded_files_are_numbered_without_gap() =>
        Migrator.Embedded().Select(m => m.Version).ShouldBe(Enumerable.Range(1, Migrator.Embedded().Count).Select(i => (long)i));
}
