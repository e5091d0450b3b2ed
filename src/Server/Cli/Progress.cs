using System.Globalization;
using Spectre.Console;

namespace Vouch.Server.Cli;

/// <summary>How far a long piece of work has come; set by the work, shown by <see cref="Progress"/>.</summary>
internal sealed class Meter
{
    private long _done;
    private double _share;

    /// <summary>How many pieces are done.</summary>
    internal long Done => Interlocked.Read(ref _done);

    /// <summary>Which part of the whole that is, 0 to 1.</summary>
    internal double Share => Volatile.Read(ref _share);

    internal void Set(long done, double share)
    {
        Interlocked.Exchange(ref _done, done);
        Volatile.Write(ref _share, Math.Clamp(share, 0, 1));
    }
}

/// <summary>
/// Shows on standard error how far work has come: a bar on a terminal, one plain line a second elsewhere. Standard output
/// stays with the answer.
/// </summary>
internal static class Progress
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs work and shows it.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="unit">What the meter counts, in the plural.</param>
    /// <param name="work">Sets the meter as it goes.</param>
    internal static Task<T> Show<T>(string title, string unit, Func<Meter, Task<T>> work) =>
        Console.IsErrorRedirected ? Lines(title, unit, work) : Bar(title, unit, work);

    private static async Task<T> Lines<T>(string title, string unit, Func<Meter, Task<T>> work)
    {
        var meter = new Meter();
        var running = Task.Run(() => work(meter));
        using var timer = new PeriodicTimer(Second);
        var before = 0L;
        while (await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask()) != running)
        {
            var done = meter.Done;
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{title}: {done:N0} {unit}, {meter.Share:P0}, {done - before:N0} in the last second"));
            before = done;
        }

        return await running;
    }

    private static Task<T> Bar<T>(string title, string unit, Func<Meter, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        ProgressColumn[] columns =
            [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        return console.Progress().AutoClear(true).Columns(columns).StartAsync(async context =>
        {
            var meter = new Meter();
            var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
            var running = Task.Run(() => work(meter));
            using var timer = new PeriodicTimer(Frame);
            while (await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask()) != running)
            {
                bar.Value = meter.Share;
                bar.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{title}: {meter.Done:N0} {unit}"));
            }

            bar.Value = 1;
            return await running;
        });
    }
}
