using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Charts;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Rewards.Pages;

/// <summary>The desk's pages about the books: any day's balance, what is owed and how old it is, months, accounts, exports.</summary>
internal static class BookPages
{
    private const int PerPage = 50;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/books", Permission.LedgerRead, visit => Show(visit, new FormValues { ["format"] = "csv" }, null));
        routes.DeskPage("/books/account", Permission.LedgerRead, ShowAccount);
        routes.DeskPage("/books/export", Permission.LedgerRead, Export);
        routes.DeskPost("/books/close", Permission.LedgerWrite, Close);
    }

    private static async Task<IResult> Show(DeskVisit visit, FormValues export, string? refused)
    {
        var today = LedgerDate.Today(visit.Shop, visit.Now);
        var asked = visit.Query("date");
        var date = Day(asked);
        refused ??= asked is not null && date is null ? BookTexts.NotADay : null;
        var day = date ?? today;
        var trial = await TrialBalance.On(visit.Db, visit.Shop, day);
        var liability = await Liability.Of(visit.Db, visit.Shop, trial);
        var ageing = await Liability.Ageing(visit.Db, visit.Now);
        var closes = await CloseMonth.List(visit.Db);
        var names = await Actors.Names(visit.Db, closes.Select(close => (string?)close.ClosedBy));
        return visit.Page<BooksPage>(
            new BooksModel(
                LedgerDate.Text(day), day.ToString("d MMMM yyyy", visit.Place.Culture), trial, liability,
                trial.Lines.Where(line => line.Account == LedgerAccounts.Expense && line.Asset == visit.Shop.Currency)
                    .Sum(line => line.Balance),
                [.. liability.Lines.Where(line => line.Owed > 0).Select(line => new StackRow(
                    RewardTexts.Kind(line.Kind), [line.Pending, line.Available, line.InTransit], line.Asset))],
                Rows(ageing.ByAge, visit.Shop), Rows(ageing.ByExpiry, visit.Shop),
                closes.ConvertAll(close => new ClosedMonth(
                    close.Month, Name(close.Month, visit.Place), names[close.ClosedBy], close.ClosedAt)),
                await NextOf(visit, closes), visit.May(Permission.LedgerWrite), export, visit.Query("closed") is not null, refused),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    /// <summary>The open end of the months: what follows the last closed one, or where the books begin.</summary>
    private static async Task<NextMonth?> NextOf(DeskVisit visit, List<MonthCloseAnswer> closes)
    {
        DateOnly month;
        if (closes.Count > 0 && LedgerDate.Month(closes[0].Month) is { } last)
        {
            month = last.AddMonths(1);
        }
        else if (await BookPageQueries.First(visit.Db) is { } first)
        {
            var began = LedgerDate.Today(visit.Shop, first);
            month = new DateOnly(began.Year, began.Month, 1);
        }
        else
        {
            return null;
        }

        var text = LedgerDate.MonthOf(month);
        var from = month.AddMonths(1);
        return new NextMonth(
            text, Name(text, visit.Place),
            visit.Now < LedgerDate.StartOf(visit.Shop, from) ? from.ToString("d MMMM yyyy", visit.Place.Culture) : null);
    }

    private static List<StackRow> Rows(IReadOnlyList<AgeingLine> lines, Shop shop) =>
    [.. lines.GroupBy(line => line.Kind).Select(of => new StackRow(
        RewardTexts.Kind(of.Key), [.. Liability.Buckets.Select(bucket => of.Where(line => line.Bucket == bucket).Sum(line => line.Amount))],
        of.Key == RewardKind.Points ? "points" : shop.Currency))];

    private static async Task<IResult> Close(DeskVisit visit, FormValues form)
    {
        try
        {
            await visit.Db.Write(async tx =>
                Refused.OrValue(await CloseMonth.Run(tx, visit.Shop, form["month"], visit.Actor, visit.Now)));
            return visit.Go("/books?closed=1#months");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            return await Show(visit, new FormValues { ["format"] = "csv" }, RewardTexts.AsSentence(refused.Refusal.Sentence));
        }
    }

    private static async Task<IResult> Export(DeskVisit visit)
    {
        var (from, to) = (Day(visit.Query("from")), Day(visit.Query("to")));
        var form = new FormValues
        {
            ["from"] = visit.Query("from") ?? "", ["to"] = visit.Query("to") ?? "", ["format"] = visit.Query("format") ?? "csv",
        };
        if ((form["from"].Length > 0 && from is null) || (form["to"].Length > 0 && to is null))
        {
            form.Refuse(from is null && form["from"].Length > 0 ? "from" : "to", BookTexts.NotADay);
            return await Show(visit, form, BookTexts.NotADay);
        }

        var format = WireName.TryParse<LedgerFormat>(form["format"], out var known) ? known : LedgerFormat.Csv;
        var file = await ExportLedger.Whole(visit.Db, visit.Shop, format, from, to);
        return file.IsRefused ? await Show(visit, form, file.Refusal.Sentence) : PageResult.File(file.Value);
    }

    private static async Task<IResult> ShowAccount(DeskVisit visit)
    {
        var account = visit.Query("class") ?? throw new RefusedException(Refusal.NotFound("account"));
        var balances = (await TrialBalance.On(visit.Db, visit.Shop, LedgerDate.Today(visit.Shop, visit.Now))).Lines
            .Where(line => line.Account == account).ToList();
        if (balances.Count == 0)
        {
            throw new RefusedException(Refusal.NotFound("account"));
        }

        var after = visit.QueryId<EntryId>("after");
        var lines = await BookPageQueries.Lines(visit.Db, account, after, PerPage + 1);
        return visit.Page<AccountPage>(new AccountModel(
            account, [.. lines.Take(PerPage)], balances, lines.Count > PerPage ? lines[PerPage - 1].Id : null, after is not null));
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1970 and < 9000 ? day : null;

    private static string Name(string month, Locality place) =>
        LedgerDate.Month(month) is { } first ? first.ToString("MMMM yyyy", place.Culture) : month;
}
