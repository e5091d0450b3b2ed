using Vouch.Domain;
using Vouch.Domain.Languages;
using Vouch.Domain.Programs;
using Vouch.Server.Messaging;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;

namespace Vouch.Server.Setup.Pages;

/// <summary>A line of the launch's list, as it was found just now.</summary>
/// <param name="IsDone">True where nothing is to be done.</param>
/// <param name="IsNeeded">True where nothing starts without it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Why">What was found.</param>
/// <param name="Href">Where it is mended; null where nothing is, or where the visitor may not.</param>
/// <param name="Link">What the link says.</param>
public sealed record CheckLine(bool IsDone, bool IsNeeded, string Title, string Why, string? Href = null, string? Link = null);

/// <summary>The last step.</summary>
/// <param name="Head">Where one is.</param>
/// <param name="Lines">The list.</param>
/// <param name="Refused">Why it could not be activated; null otherwise.</param>
public sealed record LaunchModel(SetupHead Head, IReadOnlyList<CheckLine> Lines, string? Refused)
{
    /// <summary>True where all that is needed is done.</summary>
    public bool MayStart => Lines.All(line => line.IsDone || !line.IsNeeded);
}

/// <summary>The last step: a list that is computed and never ticked by hand, and the button that starts the program.</summary>
internal static class LaunchPages
{
    private const string Path = "/launch";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        SetupDraft.Page(routes, Path, (visit, draft) => Show(visit, draft, null));
        SetupDraft.Post(routes, "/activate", Activate);
    }

    private static async Task<IResult> Activate(DeskVisit visit, SetupDraft draft, FormValues form)
    {
        if ((await Look(visit, draft)).Any(line => line is { IsNeeded: true, IsDone: false }))
        {
            return await Show(visit, draft, SetupTexts.CannotYet);
        }

        try
        {
            await visit.Db.Write(async tx =>
            {
                Refused.OrValue(await ChangeProgramStatus.Run(tx, draft.Program.ProgramId, ProgramAction.Activate, visit.Now));
                await SetupStore.Save(tx, draft.Setup with { Step = SetupStep.Launch }, visit.Now);
                return true;
            });
            return visit.Go("");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            return await Show(visit, draft, refused.Refusal.Sentence);
        }
    }

    private static async Task<IResult> Show(DeskVisit visit, SetupDraft draft, string? refused) => visit.Page<LaunchPage>(
        new LaunchModel(draft.Head(SetupStep.Launch), await Look(visit, draft), refused),
        refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    private static async Task<IReadOnlyList<CheckLine>> Look(DeskVisit visit, SetupDraft draft)
    {
        var reach = await SetupFacts.Reach(visit.Db);
        return
        [
            Rewards(visit, draft), Terms(visit, draft), Mail(visit), Connected(visit, reach), Domain(visit), Widget(visit, reach),
            Fraud(visit, draft), Order(reach),
        ];
    }

    private static CheckLine Rewards(DeskVisit visit, SetupDraft draft)
    {
        var place = visit.Place;
        var step = $"{visit.Root}/setup/{draft.Program.ProgramId}/rewards";
        return ProgramParsing.Merge(new ProgramRequest(), draft.Terms) is { IsRefused: true, Refusal: { } refusal }
            ? new CheckLine(false, true, LaunchTexts.Rewards, refusal.Sentence, step, SetupTexts.Step(SetupStep.Rewards))
            : ProgramWarnings.FindDearOrder(draft.Terms) is { } dear
                ? new CheckLine(
                    false, false, LaunchTexts.Rewards,
                    LaunchTexts.Dear(place.ShortMoney(dear.Subtotal), place.ShortMoney(dear.Rewards)), step,
                    SetupTexts.Step(SetupStep.Rewards))
                : new CheckLine(true, true, LaunchTexts.Rewards, LaunchTexts.RewardsHold);
    }

    private static CheckLine Terms(DeskVisit visit, SetupDraft draft)
    {
        var missing = visit.Shop.Languages.Select(ChooseLanguage.Base).Distinct().Where(code => LanguageFiles.Find(code) is null).ToList();
        return missing.Count > 0
            ? new CheckLine(false, false, LaunchTexts.Terms, LaunchTexts.TermsMissing(string.Join(", ", missing)))
            : new CheckLine(true, false, LaunchTexts.Terms, LaunchTexts.TermsIn(
                string.Join(", ", ShopWords.Offered(visit.Shop).Select(language => language.Name))),
                $"{visit.Root}/programs/{draft.Program.ProgramId}", LaunchTexts.ReadThem);
    }

    private static CheckLine Mail(DeskVisit visit)
    {
        var exit = visit.Services.GetRequiredService<MailExit>();
        return exit.IsOpen
            ? new CheckLine(true, false, LaunchTexts.Mail, exit.IsFolder ? LaunchTexts.MailToFolder : LaunchTexts.MailFrom(exit.Sender))
            : new CheckLine(false, false, LaunchTexts.Mail, LaunchTexts.NoMail);
    }

    private static CheckLine Connected(DeskVisit visit, ReachFacts reach) => reach switch
    {
        { HasOrder: true } or { HasClick: true } => new CheckLine(true, false, LaunchTexts.Connected, LaunchTexts.Arrived),
        { KeyUsedAt: { } used } => new CheckLine(true, false, LaunchTexts.Connected, LaunchTexts.KeyUsed(visit.Place.Moment(used))),
        _ => new CheckLine(
            false, false, LaunchTexts.Connected, reach.HasKey ? LaunchTexts.KeyUnused : LaunchTexts.NoKey,
            visit.May(Permission.KeysWrite) ? visit.Root + "/keys" : null, LaunchTexts.Keys),
    };

    private static CheckLine Domain(DeskVisit visit)
    {
        var isPublic = Uri.TryCreate(visit.Settings.PublicUrl, UriKind.Absolute, out var url)
            && url.Scheme == Uri.UriSchemeHttps && url.HostNameType == UriHostNameType.Dns && !url.IsLoopback;
        return new CheckLine(
            isPublic, false, LaunchTexts.Domain,
            isPublic ? LaunchTexts.LinksBegin(visit.Settings.PublicUrl) : LaunchTexts.NotPublic(visit.Settings.PublicUrl));
    }

    private static CheckLine Widget(DeskVisit visit, ReachFacts reach) => reach.WidgetUsedAt is { } used
        ? new CheckLine(true, false, LaunchTexts.Widget, LaunchTexts.WidgetSeen(visit.Place.Moment(used)))
        : new CheckLine(
            false, false, LaunchTexts.Widget, LaunchTexts.WidgetUnseen, visit.Root + "/widget", LaunchTexts.ToWidget);

    private static CheckLine Fraud(DeskVisit visit, SetupDraft draft)
    {
        var (hold, screening) = (draft.Terms.Hold, draft.Terms.Screening);
        return hold.Days > 0
            ? new CheckLine(true, false, LaunchTexts.Fraud, LaunchTexts.Screened(screening.ReviewAt, screening.RejectAt, hold.Days))
            : new CheckLine(
                false, false, LaunchTexts.Fraud, LaunchTexts.NoHold, $"{visit.Root}/setup/{draft.Program.ProgramId}/rules",
                SetupTexts.Step(SetupStep.Rules));
    }

    private static CheckLine Order(ReachFacts reach) => reach.HasOrder
        ? new CheckLine(true, false, LaunchTexts.Order, LaunchTexts.OrderArrived)
        : new CheckLine(false, false, LaunchTexts.Order, LaunchTexts.NoOrder, "/docs/api", LaunchTexts.ToReference);
}
