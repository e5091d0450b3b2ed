using Shouldly;
using Vouch.Kit;

namespace Vouch.Server.Tests.Journeys;

/// <summary>A real process, killed with -9 at random moments under mixed load. Longer runs: <c>bench kill</c>.</summary>
public sealed class KillJourney(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Kills = 5;

    [Fact]
    public async Task What_SQLite_acknowledged_survives_five_kills()
    {
        using var file = new SqliteFile();
        await Survives(file.ConnectionString);
    }

    [Fact]
    public async Task What_PostgreSQL_acknowledged_survives_five_kills() => await Survives(await postgres.NewDatabase());

    private async Task Survives(string database)
    {
        var seed = Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed}");
        await using var rig = new KillRig(Path.Combine(AppContext.BaseDirectory, "vouch.dll"), database, seed);
        var wrong = await rig.Run(Kills);
        output.WriteLine($"{rig.AcknowledgedOrders} orders and {rig.AcknowledgedClicks} clicks acknowledged");
        wrong.ShouldBeEmpty();
        rig.AcknowledgedOrders.ShouldBeGreaterThan(0);
        rig.AcknowledgedClicks.ShouldBeGreaterThan(0);
    }
}
