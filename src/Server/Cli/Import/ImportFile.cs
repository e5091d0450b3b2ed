using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Referrals;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>What to import and how to read it.</summary>
/// <param name="File">Its path.</param>
/// <param name="Delimiter">Between cells; a space stands for a run of them.</param>
/// <param name="Wishes">How columns are fields.</param>
internal sealed record ImportOptions(string File, char Delimiter, FieldWishes Wishes);

/// <summary>What came of an import.</summary>
/// <param name="File">The file's name.</param>
/// <param name="ShopId">Into which shop.</param>
/// <param name="Imported">Taken in and new.</param>
/// <param name="Updated">Known before, and told otherwise now.</param>
/// <param name="Known">Known before just so; nothing changed.</param>
/// <param name="Refused">Not taken in.</param>
/// <param name="RefusedFile">Where the refused lines are with their reasons; null without any.</param>
/// <param name="UnusedColumns">Columns that are no fields and were not mapped.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record ImportSummary(
    string File, ShopId ShopId, long Imported, long Updated, long Known, long Refused, string? RefusedFile,
    IReadOnlyList<string> UnusedColumns, double Seconds);

/// <summary>What is done with the lines of a file.</summary>
/// <typeparam name="TBody">The body that a line stands for.</typeparam>
/// <typeparam name="TItem">A body that was read and checked.</typeparam>
/// <param name="Complete">Fills in what follows from the line's place.</param>
/// <param name="Prepare">Reads and checks, without the database.</param>
/// <param name="Store">Keeps a handful in one transaction.</param>
internal sealed record ImportSteps<TBody, TItem>(
    Func<TBody, string, TBody> Complete, Func<TBody, Result<TItem>> Prepare, Func<IReadOnlyList<TItem>, Task<ImportedLines<TItem>>> Store)
    where TItem : class;

/// <summary>
/// Imports a file of any size: one task reads and checks, another stores a thousand lines in a transaction. A line that is
/// refused is written down and stops nothing; begun again, what is known is passed over.
/// </summary>
internal sealed class ImportFile<TBody, TItem>(ImportOptions options, Shop shop, ImportSteps<TBody, TItem> steps) : IDisposable
    where TItem : class
{
    private const int Handful = 1000;
    private const int MostTries = 5;

    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    private readonly string _name = Path.GetFileName(options.File);
    private readonly RefusedLines _refused = new(options.File);
    private readonly ArrayBufferWriter<byte> _json = new();
    private long _imported;
    private long _updated;
    private long _known;
    private long _lines;

    /// <summary>Imports; refused where the file's columns and the wishes do not fit.</summary>
    internal async Task<Result<ImportSummary>> Run(Meter meter)
    {
        var clock = Stopwatch.StartNew();
        await using var file = File.OpenRead(options.File);
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        using var rows = new CsvRows(reader, options.Delimiter).Read().GetEnumerator();
        if (!rows.MoveNext() || rows.Current.Fault is not null)
        {
            return Refusal.Invalid(_name, rows.Current?.Fault ?? "is empty; its first line names the columns.");
        }

        var header = new FileHeader(_name, rows.Current.Cells);
        var map = FieldMap.Make(typeof(TBody), header, options.Wishes, new CellContext(Currency.Of(shop.Currency), shop.TimeZone));
        if (map.IsRefused)
        {
            return map.Refusal;
        }

        _refused.Begin();
        var handfuls = Channel.CreateBounded<List<Line>>(4);
        var reading = Task.Run(() => Read(rows, map.Value, header.Columns.Count, handfuls.Writer));
        await foreach (var handful in handfuls.Reader.ReadAllAsync())
        {
            await Store(handful);
            meter.Set(_lines, file.CanSeek && file.Length > 0 ? (double)file.Position / file.Length : 0);
        }

        await reading;
        return new ImportSummary(
            _name, shop.Id, _imported, _updated, _known, _refused.Count, _refused.Count > 0 ? _refused.Path : null, map.Value.Unused,
            Math.Round(clock.Elapsed.TotalSeconds, 3));
    }

    public void Dispose() => _refused.Dispose();

    private async Task Read(IEnumerator<CsvRow> rows, FieldMap map, int columns, ChannelWriter<List<Line>> to)
    {
        try
        {
            var handful = new List<Line>(Handful);
            using var json = new Utf8JsonWriter(_json);
            while (rows.MoveNext())
            {
                handful.Add(Prepare(rows.Current, map, columns, json));
                if (handful.Count == Handful)
                {
                    await to.WriteAsync(handful);
                    handful = new List<Line>(Handful);
                }
            }

            await to.WriteAsync(handful);
            to.Complete();
        }
        catch (Exception exception)
        {
            to.Complete(exception);
        }
    }

    private Line Prepare(CsvRow row, FieldMap map, int columns, Utf8JsonWriter json)
    {
        if (row.Fault is not null || row.Cells.Count != columns)
        {
            return new Line(row, null, row.Fault ?? $"The line has {row.Cells.Count} cells where the header has {columns}.");
        }

        _json.ResetWrittenCount();
        json.Reset();
        if (map.Write(row.Cells, json) is { } fault)
        {
            json.Reset();
            return new Line(row, null, fault);
        }

        json.Flush();
        var body = JsonSerializer.Deserialize<TBody>(_json.WrittenSpan, WireJson.Options)!;
        var item = steps.Prepare(steps.Complete(body, $"{_name}:{row.Line}"));
        return item.IsRefused ? new Line(row, null, Say(item.Refusal)) : new Line(row, item.Value, null);
    }

    private async Task Store(List<Line> handful)
    {
        _lines += handful.Count;
        var items = handful.Where(line => line.Item is not null)
            .ToDictionary(line => (object)line.Item!, ReferenceEqualityComparer.Instance);
        var done = items.Count == 0
            ? new ImportedLines<TItem>(0, 0, 0, [])
            : await Persistently(() => steps.Store([.. handful.Select(line => line.Item).OfType<TItem>()]));
        (_imported, _updated, _known) = (_imported + done.Added, _updated + done.Changed, _known + done.Known);
        var faults = handful.Where(line => line.Fault is not null)
            .Concat(done.Refused.Select(refused => items[refused.Item] with { Fault = Say(refused.Refusal) }));
        foreach (var line in faults.OrderBy(line => line.Row.Line))
        {
            _refused.Add(line.Row.Line, line.Fault!, line.Row.Text);
        }
    }

    // Beside a server that writes as well, the database may be busy for a while; a handful begun again does nothing twice.
    private static async Task<T> Persistently<T>(Func<Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (StorageUnavailableException) when (tries < MostTries)
            {
                await Task.Delay(BeforeNextTry);
            }
        }
    }

    private static string Say(Refusal refusal) => refusal.Errors is { } errors
        ? string.Join(" ", errors.SelectMany(field => field.Value, (field, sentence) => $"{field.Key}: {sentence}"))
        : refusal.Field is { Length: > 0 } path ? $"{path}: {refusal.Sentence}" : refusal.Sentence;

    private sealed record Line(CsvRow Row, TItem? Item, string? Fault);
}
