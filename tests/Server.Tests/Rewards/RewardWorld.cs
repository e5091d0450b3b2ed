using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Rewards;

/// <summary>A shop and a program whose rewards are asked for directly, without the loop around them.</summary>
public abstract class RewardWorld(TestEngine engine, PostgresFixture postgres) : IAsyncLifetime
{
    protected static readonly Instant Noon = Parse("2026-03-01T12:00:00Z");

    private readonly List<Database> _databases = [];
    private TestSite? _site;

    protected Database Database => _databases[0];

    protected string ConnectionString => _site!.ConnectionString;

    protected Shop Shop { get; private set; } = null!;

    protected ShopDb Db => Database.For(Shop.Id);

    protected AdvocateId Anna { get; private set; }

    protected ProgramId Program { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.On(engine, postgres);
        await Node();
        var made = (await CreateShop.Run(Database, new NewShop("Tea house", "EUR", "Europe/Warsaw", "en", ShopMode.Test, null))).Value;
        Shop = await ShopStore.Load(Database.For(made.ShopId));
        (Anna, Program) = (Database.NewId<AdvocateId>(), Database.NewId<ProgramId>());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>One more process on the same database.</summary>
    protected async Task<Database> Node()
    {
        var database = Database.Open(_site!.ConnectionString, TimeProvider.System);
        _databases.Add(database);
        await database.Migrate();
        await database.LeaseNode();
        return database;
    }

    protected Task<T> Do<T>(Func<ShopTx, Task<T>> work) => Db.Write(work);

    protected Task Do(Func<ShopTx, Task> work) => Db.Write(async tx =>
    {
        await work(tx);
        return true;
    });

    protected RewardCase Case(ProgramTerms terms, AdvocateId? advocate = null) => new(
        Program, 1, terms, terms.Limits, advocate ?? Anna, Database.NewId<ReferralId>(), Database.NewId<OrderId>(), "friend");

    protected static ProgramTerms Terms(
        RewardSpecification? advocate, RewardSpecification? friend = null, ProgramLimits? limits = null, Tier[]? tiers = null, Milestone[]? milestones = null) =>
        new(
            "Give 15, get 15", ProgramKind.Referral, "https://shop.example/", Landing.Hosted, new AttributionTerms(30, AttributionModel.LastTouch, true),
            new Qualification(true, null, 0, 1), new HoldTerms(30, HoldFrom.Delivered, 5, 1), limits ?? new ProgramLimits(null, null), advocate, friend,
            tiers ?? [], milestones ?? [], Enrolment.Manual, new ScreeningTerms(12, 35, 80));

    protected static RewardSpecification Credit(long amount) => new(RewardKind.StoreCredit, new RewardValue(RewardValueType.Fixed, amount), [], 0, 365, null, null);

    protected static RewardSpecification Share(int basisPoints) =>
        new(RewardKind.StoreCredit, new RewardValue(RewardValueType.Percent, BasisPoints: basisPoints), [], 0, null, null, null);

    protected static RewardSpecification Coupon(int basisPoints, long? cap) =>
        new(RewardKind.Coupon, new RewardValue(RewardValueType.Percent, BasisPoints: basisPoints, Cap: cap), [], 0, 30, null, null);

    /// <summary>Promised and issued at once.</summary>
    protected async Task<(RewardCase Case, Reward Reward)> Issued(ProgramTerms terms, long baseAmount, int nth = 1, Instant? at = null)
    {
        var about = Case(terms);
        await Do(tx => AccrueReward.ForAdvocate(tx, Shop, about, nth - 1, baseAmount, at ?? Noon, at ?? Noon));
        var rewards = await Do(tx => ApproveReward.ForReferral(tx, Shop, about, nth, baseAmount, 0, at ?? Noon));
        return (about, rewards.Single());
    }

    protected async Task<Reward> Now(RewardId id) => (await RewardQueries.Find(Db, id))!;

    protected Task<BalanceAnswer> Balance() => GetBalance.Of(Db, "EUR", Anna);

    /// <summary>What the ledger and the limits say is what their rows say, one by one.</summary>
    protected async Task AddsUp()
    {
        var entries = await Db.Query<(string Account, string Asset, long Amount)>(
            "SELECT account, asset, CAST(sum(amount) AS bigint) FROM ledger_entries WHERE shop_id = @shop GROUP BY account, asset ORDER BY account, asset");
        var accounts = await Db.Query<(string Account, string Asset, long Balance)>(
            "SELECT account, asset, balance FROM ledger_accounts WHERE shop_id = @shop ORDER BY account, asset");
        accounts.ShouldBe(entries);
        accounts.GroupBy(account => account.Asset).ShouldAllBe(asset => asset.Sum(account => account.Balance) == 0);
        accounts.Where(account => LedgerAccounts.IsNeverDebit(account.Account)).ShouldAllBe(account => account.Balance <= 0);

        var available = accounts.Where(account => account.Account.StartsWith("available:", StringComparison.Ordinal)).Sum(account => -account.Balance);
        (await Db.First<long>("SELECT CAST(COALESCE(sum(remaining), 0) AS bigint) FROM rewards WHERE shop_id = @shop")).ShouldBe(available);
        var pending = accounts.Where(account => account.Account.StartsWith("pending:", StringComparison.Ordinal)).Sum(account => -account.Balance);
        (await Db.First<long>("SELECT CAST(COALESCE(sum(entitled), 0) AS bigint) FROM rewards WHERE shop_id = @shop AND status = 'pending'")).ShouldBe(pending);
        var used = (await BudgetStatus.Of(Db, Program)).Used;
        (await Db.First<long>("SELECT CAST(COALESCE(sum(reserved_amount), 0) AS bigint) FROM rewards WHERE shop_id = @shop")).ShouldBe(used);
    }

    private static Instant Parse(string text) => Instant.TryParse(text, out var at) ? at : throw new FormatException(text);
}
