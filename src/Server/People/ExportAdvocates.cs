using System.Text;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.People;

/// <summary>Somebody took a list of advocates along; the journal tells how it was filtered, but never what was searched for.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Filters">The names of the filters, separated by spaces; empty for everybody.</param>
internal sealed record AdvocatesExported(ShopId Shop, string Filters) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.exported";

    /// <inheritdoc/>
    public string Subject => Shop.ToString();
}

/// <summary>Those who are meant as a file, batch by batch: however long it is, little of it is in memory.</summary>
/// <param name="visit">Who takes it along.</param>
/// <param name="filter">Who is meant.</param>
/// <param name="only">Only these; null for all who are meant.</param>
internal sealed class ExportAdvocates(DeskVisit visit, AdvocateFilter filter, IReadOnlyList<AdvocateId>? only) : IResult
{
    private const int PerBatch = 500;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var filters = string.Join(' ', filter.Pairs().Select(pair => pair.Name).Concat(only is null ? [] : ["ticked"]));
        await visit.Db.Write(tx =>
        {
            tx.Publish(new AdvocatesExported(visit.Shop.Id, filters), visit.Now);
            return Task.FromResult(true);
        });
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"advocates.csv\"";
        await response.WriteAsync("id,name,email,customer,status,joined,code,referrals,approved,earned,currency\r\n", visit.Aborted);
        AdvocateCursor? after = null;
        while (await FindAdvocates.Page(visit.Db, visit.Shop, filter, after, PerBatch, visit.Now, only) is { Count: > 0 } lines)
        {
            var text = new StringBuilder();
            foreach (var line in lines)
            {
                text.Append(CsvText.Line(
                    line.AdvocateId.ToString(), CsvText.Word(line.Name ?? ""), CsvText.Word(line.Email ?? ""),
                    CsvText.Word(line.ExternalId ?? ""), WireName.Of(line.Status), line.JoinedAt.ToString(), CsvText.Word(line.Code ?? ""),
                    CsvText.Number(line.Referrals), CsvText.Number(line.Approved), visit.Place.Plain(line.Earned), visit.Shop.Currency));
            }

            await response.WriteAsync(text.ToString(), visit.Aborted);
            after = lines[^1].Cursor;
        }
    }
}
