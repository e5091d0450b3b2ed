using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>Kills a serving process 25 times on each engine, under load, and asks after all that was acknowledged.</summary>
internal static class KillBench
{
    private const int Kills = 25;

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            using var file = new SqliteFile();
            var seed = Environment.TickCount & 0xFFFF;
            await using var rig = new KillRig(VouchProcess.Dll(), postgres is null ? file.ConnectionString : await postgres.NewDatabase(), seed);
            var wrong = await rig.Run(Kills);
            Console.WriteLine($"{Kills} kills on {engine} (seed {seed}): {rig.AcknowledgedOrders} orders and {rig.AcknowledgedClicks} clicks acknowledged, {wrong.Count} wrong");
            foreach (var sentence in wrong.Take(20))
            {
                Console.WriteLine("  " + sentence);
            }

            worst = Math.Max(worst, wrong.Count == 0 ? 0 : 1);
        }

        return worst;
    }
}
