using System.Text.Json;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Attribution;

/// <summary>A shop with one active program, its facts written as rows: what attribution reads, whoever wrote it.</summary>
public abstract class ShopOnOneEngine(TestEngine engine, PostgresFixture postgres) : IAsyncLifetime
{
    private const string AddProgram = """
        INSERT INTO programs (shop_id, program_id, name, kind, status, version, created_at, updated_at)
        VALUES (@shop, @programId, 'Give and get', 'referral', 'active', 1, @at, @at)
        """;

    private const string AddVersion = """
        INSERT INTO program_versions (shop_id, program_id, version, terms, from_at, from_id) VALUES (@shop, @programId, 1, @terms, @at, 0)
        """;

    private const string AddPeriod = """
        INSERT INTO program_periods (shop_id, program_id, from_at, from_id, until_at) VALUES (@shop, @programId, @at, 0, NULL)
        """;

    private TestSite? _site;

    protected static readonly Instant Start = new(1_767_225_600_000);

    protected TestNode Node { get; private set; } = null!;

    protected ShopClient Client { get; private set; } = null!;

    protected ShopDb Db { get; private set; } = null!;

    protected ProgramId Program { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.On(engine, postgres);
        Node = await _site.Start();
        Client = await Node.Shop();
        Db = Node.Database.For(Client.Id);
        Program = await NewProgram(new Qualification(true, null, 0, 1));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _site!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<Shop> Shop() => ShopStore.Load(Db);

    protected async Task<ProgramId> NewProgram(Qualification qualification)
    {
        var request = JsonSerializer.Deserialize<ProgramRequest>(
            """
            {"name": "Give and get", "destination": "https://shop.example/",
             "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500}}}
            """,
            WireJson.Options)!;
        var terms = ProgramParsing.Parse(request).Value with { Qualification = qualification };
        return await Db.Write(async tx =>
        {
            var id = tx.NewId<ProgramId>();
            var row = new { ProgramId = id, At = Start, Terms = JsonSerializer.Serialize(terms, WireJson.Options) };
            await tx.Execute(AddProgram, row);
            await tx.Execute(AddVersion, row);
            await tx.Execute(AddPeriod, row);
            return id;
        });
    }

    /// <summary>Joins somebody by the API; the advocate's id.</summary>
    protected async Task<AdvocateId> Join(string email, string name, string more = "")
    {
        var answer = await Client.Post("/v1/advocates", $$"""{"email":"{{email}}","name":"{{name}}"{{more}}}""");
        IdText.TryParse<AdvocateId>(answer.ShouldBe(201).Text("id"), out var id).ShouldBeTrue();
        return id;
    }
}
