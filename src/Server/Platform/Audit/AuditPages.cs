using System.Globalization;
using System.Text;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Platform.Audit;

/// <summary>What the audit log shows.</summary>
/// <param name="Rows">A page of it, the newest first.</param>
/// <param name="Names">Who is who, by id.</param>
/// <param name="Actors">Who can be looked for.</param>
/// <param name="Values">The search as typed.</param>
/// <param name="Query">The search as an address has it, without a question mark; empty for everything.</param>
/// <param name="Next">From where the next page goes on; null on the last.</param>
/// <param name="Paged">This is not the first page.</param>
public sealed record AuditModel(
    IReadOnlyList<AuditRow> Rows, IReadOnlyDictionary<string, string> Names, IReadOnlyList<AuditActor> Actors, FormValues Values,
    string Query, long? Next, bool Paged);

/// <summary>The journal as an audit log: who did what to what and when, searched and taken along.</summary>
internal static class AuditPages
{
    /// <summary>Stands for customers and what came about by itself, where one chooses who.</summary>
    internal const string Nobody = "none";

    private const string Here = "/audit";
    private const int PerPage = 50;
    private const int PerBatch = 1_000;
    private static readonly string[] Fields = ["who", "what", "about", "from", "until"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.AuditRead, Show);
        routes.DeskPage(Here + "/audit.csv", Permission.AuditRead, visit => Task.FromResult<IResult>(new Csv(visit, Read(visit).Search)));
    }

    /// <summary>An event's own members, in words: <c>advocateId</c> is "advocate id".</summary>
    internal static IEnumerable<(string Name, string Value)> Told(string data)
    {
        using var document = JsonDocument.Parse(data);
        return document.RootElement.ValueKind != JsonValueKind.Object ? [] :
        [
            .. document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)
                .Select(member => (Words(member.Name), member.Value.ToString())),
        ];
    }

    private static async Task<IResult> Show(DeskVisit visit)
    {
        var (search, values) = Read(visit);
        var before = long.TryParse(visit.Query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : long.MaxValue;
        var found = values.Wrong ? [] : await AuditLog.Find(visit.Db, search, before, PerPage + 1);
        var rows = found.Take(PerPage).ToList();
        var actors = await AuditLog.Actors(visit.Db);
        var names = actors.ToDictionary(actor => actor.Id, actor => actor.Name);
        await AuditLog.AddFormer(visit.Database.System, names, rows.Select(row => row.Actor).Append(search.Actor));
        if (search.Actor is { Length: > 0 } asked && actors.TrueForAll(actor => actor.Id != asked))
        {
            actors.Add(new AuditActor(asked, names.GetValueOrDefault(asked, asked)));
        }

        var query = string.Join('&', Fields.Where(field => values[field].Length > 0)
            .Select(field => $"{field}={Uri.EscapeDataString(values[field])}"));
        return visit.Page<AuditPage>(
            new AuditModel(
                rows, names, actors, values, query, found.Count > PerPage ? rows[^1].Position : null, before != long.MaxValue),
            values.Wrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static (AuditSearch Search, FormValues Values) Read(DeskVisit visit)
    {
        var values = new FormValues();
        foreach (var field in Fields)
        {
            values[field] = visit.Query(field) ?? "";
        }

        var what = values["what"].Length == 0 ? null : values["what"];
        var isGroup = what is not null && (!what.Contains('.', StringComparison.Ordinal) || what[^1] is '.' or '*');
        return (new AuditSearch(
            values["who"] switch { "" => null, Nobody => "", var id => id },
            isGroup ? null : what, isGroup ? what!.TrimEnd('.', '*') : null, values["about"].Length == 0 ? null : values["about"],
            Day(visit, values, "from", 0), Day(visit, values, "until", 1)), values);
    }

    // Days are the shop's; the last one counts whole.
    private static Instant? Day(DeskVisit visit, FormValues values, string field, int later)
    {
        if (values[field].Length == 0)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(values[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.Year is < 1971 or > 9000)
        {
            values.Refuse(field, AuditTexts.NotADay);
            return null;
        }

        var midnight = day.AddDays(later).ToDateTime(TimeOnly.MinValue);
        return Instant.Of(new DateTimeOffset(midnight, visit.Shop.TimeZone.GetUtcOffset(midnight)));
    }

    private static string Words(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>All that is found as a file, batch by batch: however long it is, little of it is in memory.</summary>
    private sealed class Csv(DeskVisit visit, AuditSearch search) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "text/csv; charset=utf-8";
            response.Headers.ContentDisposition = "attachment; filename=\"audit-log.csv\"";
            var names = (await AuditLog.Actors(visit.Db)).ToDictionary(actor => actor.Id, actor => actor.Name);
            await response.WriteAsync("position,id,at,type,subject,actor,actor_name,data,hash\r\n", httpContext.RequestAborted);
            var before = long.MaxValue;
            while (await AuditLog.Find(visit.Db, search, before, PerBatch) is { Count: > 0 } rows)
            {
                await AuditLog.AddFormer(visit.Database.System, names, rows.Select(row => row.Actor));
                var text = new StringBuilder();
                foreach (var row in rows)
                {
                    text.Append(CsvText.Line(
                        CsvText.Number(row.Position), row.EventId.ToString(), row.At.ToString(), row.Type,
                        CsvText.Word(row.Subject), row.Actor ?? "",
                        CsvText.Word(names.GetValueOrDefault(row.Actor ?? "", "")), CsvText.Word(row.Data), row.Hash));
                }

                await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
                before = rows[^1].Position;
            }
        }
    }
}
