using System.Globalization;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Rewards.Pages;

/// <summary>The pools of codes at the desk: how each stands, and the form that adds to one.</summary>
internal static class CodePages
{
    private const int MostErrors = 20;
    private const int PerPage = 50;

    private static readonly char[] Between = ['\n', '\r', ',', ';', '\t', ' '];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/rewards/codes", Permission.RewardsRead, visit => Show(
            visit, new FormValues { ["pool"] = visit.Query("pool") ?? "", ["lowAt"] = "" }, StatusCodes.Status200OK));
        routes.DeskPost("/rewards/codes", Permission.RewardsWrite, Add);
    }

    private static async Task<IResult> Show(DeskVisit visit, FormValues values, int status)
    {
        var waiting = await RewardPageQueries.Waiting(visit.Db);
        var after = visit.Query("after");
        var found = await ImportCodes.List(visit.Db, after, PerPage + 1);
        var pools = found.Take(PerPage).Select(
            pool => new PoolLine(pool.Pool, pool.Free, pool.Given, pool.LowAt, waiting.GetValueOrDefault(pool.Pool)));
        var known = await ImportCodes.Known(visit.Db, [.. waiting.Keys]);
        // People wait for a pool that nobody has made: those come first.
        var missing = after is not null ? [] : waiting.Where(pair => !known.Contains(pair.Key))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new PoolLine(pair.Key, 0, 0, 0, pair.Value)).Take(PerPage);
        return visit.Page<CodesPage>(
            new CodesModel(
                [.. missing, .. pools], found.Count > PerPage ? found[PerPage - 1].Pool : null, after is not null, values,
                visit.May(Permission.RewardsWrite), visit.Query("added") is not null), status);
    }

    private static async Task<IResult> Add(DeskVisit visit, FormValues form)
    {
        var codes = form["codes"].Split(Between, StringSplitOptions.RemoveEmptyEntries);
        long? lowAt = null;
        if (form["lowAt"].Length > 0)
        {
            lowAt = long.TryParse(form["lowAt"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        }

        if (codes.Length == 0 && form["lowAt"].Length == 0)
        {
            form.Refuse("codes", RewardTexts.NoCodes);
            return await Show(visit, form, StatusCodes.Status400BadRequest);
        }

        try
        {
            await visit.Db.Write(async tx => Refused.OrValue(await ImportCodes.Run(tx, form["pool"], codes, lowAt, visit.Now)));
            return visit.Go($"/rewards/codes?added=1&pool={Uri.EscapeDataString(form["pool"])}");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            Explain(form, refused.Refusal, codes);
            return await Show(visit, form, StatusCodes.Status400BadRequest);
        }
    }

    private static void Explain(FormValues form, Refusal refusal, string[] codes)
    {
        form.Refuse(RewardTexts.NotAdded);
        var errors = refusal.Errors ?? new Dictionary<string, IReadOnlyList<string>> { [refusal.Field ?? "codes"] = [refusal.Sentence] };
        var lines = errors.Keys.Select(path => (Path: path, At: IndexOf(path))).OrderBy(line => line.At).ToList();
        foreach (var (path, at) in lines.Take(MostErrors))
        {
            var sentence = string.Join(' ', errors[path].Select(RewardTexts.AsSentence));
            if (at >= 0 && at < codes.Length)
            {
                form.Refuse("codes", $"{at + 1}. “{Short(codes[at])}”: {sentence}");
            }
            else
            {
                form.Refuse(path, sentence);
            }
        }

        if (lines.Count > MostErrors)
        {
            form.Refuse("codes", $"And {lines.Count - MostErrors} more.");
        }
    }

    private static int IndexOf(string path) =>
        path.StartsWith("codes[", StringComparison.Ordinal) && int.TryParse(path.AsSpan(6, path.Length - 7), out var at) ? at : -1;

    private static string Short(string code) => code.Length <= 40 ? code : code[..39] + "…";
}
