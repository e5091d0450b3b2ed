using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Cli;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>
/// A story on one engine: each test has a database and a node of its own, and whatever happened in it, verification finds
/// nothing at its end.
/// </summary>
public abstract class Journey(TestEngine engine, PostgresFixture postgres) : IAsyncLifetime
{
    private TestSite? _site;

    protected TestSite Site => _site!;

    protected TestNode Node { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.On(engine, postgres);
        Node = await Start(_site);
    }

    /// <summary>How the story's node is started.</summary>
    protected virtual Task<TestNode> Start(TestSite site) => site.Start();

    /// <summary>Ends the node, and starts another on the same database.</summary>
    protected async Task Restart()
    {
        await Node.DisposeAsync();
        Node = await Start(Site);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_site is null)
        {
            return;
        }

        try
        {
            await NothingDiffers();
        }
        finally
        {
            await _site.DisposeAsync();
        }
    }

    /// <summary>False where a story writes rows by itself, which no fact stands behind.</summary>
    protected virtual bool IsVerified => true;

    /// <summary>A test shop whose clock stands at the first of March 2026, with an active program and Anna as its advocate.</summary>
    protected async Task<Story> Given(string? program = null, string currency = "EUR", string timeZone = "UTC")
    {
        var shop = await Node.Shop(currency, timeZone);
        await shop.At("2026-03-01T09:00:00Z");
        var made = (await shop.Post("/v1/programs", program ?? Story.Program())).ShouldBe(201);
        (await shop.Post($"/v1/programs/{made.Text("id")}/activate")).ShouldBe(200);
        var anna = (await shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna Nowak","externalId":"c-anna"}""")).ShouldBe(201);
        return new Story(shop, made.Text("id"), anna.Text("id"), anna.Text("code"), anna.Text("link"));
    }

    private async Task NothingDiffers()
    {
        if (!IsVerified || TestContext.Current.TestState?.Result != TestResult.Passed)
        {
            return;
        }

        foreach (var shop in await ShopStore.All(Node.Database.System))
        {
            (await VerifyShop.Run(Node.Database.For(shop), new Meter())).Differences.ShouldBeEmpty();
        }
    }
}

/// <summary>What most stories begin with.</summary>
public sealed record Story(ShopClient Shop, string ProgramId, string Anna, string Code, string Link)
{
    /// <summary>"Give 15 %, get 15": the contract's example, with whatever a story needs instead.</summary>
    public static string Program(string changes = "{}")
    {
        var body = JsonNode.Parse("""
            {"name": "Give 15, get 15", "destination": "https://shop.example/",
             "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500}, "expiresAfterDays": 365},
             "friendReward": {"kind": "coupon", "value": {"type": "percent", "percent": 15, "cap": 5000}, "minimumSubtotal": 3000, "expiresAfterDays": 30}}
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return body.ToJsonString();
    }

    /// <summary>An order of Piotr's over 100.00, paid, with whatever a story needs instead.</summary>
    public static string Order(string externalId, params string[] changes)
    {
        var body = JsonNode.Parse("""
            {"status": "paid", "subtotal": 10000, "total": 10000, "customer": {"externalId": "c-piotr", "email": "piotr@example.com", "name": "Piotr Nowak"}}
            """)!.AsObject();
        body["externalId"] = externalId;
        foreach (var (name, value) in changes.SelectMany(change => JsonNode.Parse(change)!.AsObject()))
        {
            body[name] = value?.DeepClone();
        }

        return body.ToJsonString();
    }

    /// <summary>Piotr follows Anna's link and claims the offer; the claim's answer.</summary>
    public async Task<Answer> Claim(string email = "piotr@example.com")
    {
        var visit = await Shop.Follow(Link);
        return (await Shop.Post("/v1/claims", $$"""{"code":"{{Code}}","email":"{{email}}","clickId":"{{visit.ClickId}}","consent":true}""", Shop.PublishableKey)).ShouldBe(201);
    }

    /// <summary>Anna's balance.</summary>
    public Task<Answer> Balance() => Shop.Get($"/v1/advocates/{Anna}/balance");

    /// <summary>The sum of all entries per asset; each must be zero.</summary>
    public async Task<bool> LedgerSumsToZero()
    {
        var accounts = (await Shop.Get("/v1/ledger/accounts?limit=200")).ShouldBe(200).Items;
        return accounts.GroupBy(a => a["asset"]!.ToString()).All(asset => asset.Sum(a => a["balance"]!.GetValue<long>()) == 0);
    }
}
