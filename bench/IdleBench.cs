using System.Globalization;

namespace Vouch.Bench;

/// <summary>What a server costs that nobody uses: its memory after a quiet half minute, and its warm start.</summary>
internal static class IdleBench
{
    private const long MostBytes = 150_000_000;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    internal static async Task<int> Run()
    {
        await using var vouch = await VouchProcess.Start(postgres: null);
        await vouch.Prepare();
        await Task.Delay(Quiet);
        var memory = vouch.Memory;
        var enough = memory < MostBytes && vouch.StartTime < LongestStart;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"idle: {memory / 1e6:0} MB, wanted under 150; warm start {vouch.StartTime.TotalSeconds:0.0} s, wanted under 3: {(enough ? "enough" : "NOT ENOUGH")}"));
        return enough ? 0 : 1;
    }
}
