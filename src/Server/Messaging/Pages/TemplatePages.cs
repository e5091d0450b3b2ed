using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Languages;
using Vouch.Domain.Messaging;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Messaging.Pages;

/// <summary>
/// The desk's pages about sorts of mail: which are on, how much people get, and the words of each with a preview. The preview is a document
/// of its own in a sandbox, since mails have their styles inline.
/// </summary>
internal static class TemplatePages
{
    private const string Here = "/mail/templates";

    private static readonly string[] Parts = ["subject", "heading", "body", "button"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.MessagesRead, visit => Task.FromResult(ShowList(visit, Of(visit.Shop))));
        routes.DeskPost(Here, Permission.TextsWrite, SaveLimits);
        routes.DeskPost(Here + "/{name}/switch", Permission.TextsWrite, Switch);
        routes.DeskPage(Here + "/{name}", Permission.MessagesRead, async visit =>
            await Show(visit, await Stored(visit), visit.Query("done") switch
            {
                "saved" => TemplateTexts.Saved, "test" => TemplateTexts.Tested, _ => null,
            }));
        routes.DeskPost(Here + "/{name}", Permission.TextsWrite, (visit, form) => Save(visit, form, form));
        routes.DeskPost(Here + "/{name}/usual", Permission.TextsWrite, (visit, form) => Save(visit, form, null));
        routes.DeskPost(Here + "/{name}/test", Permission.TextsWrite, Test);
        routes.DeskPage(Here + "/{name}/preview", Permission.MessagesRead, async visit => Preview(visit, await Stored(visit)));
        routes.DeskPost(Here + "/{name}/preview", Permission.MessagesRead, (visit, form) => Task.FromResult<IResult>(Preview(visit, form)));
    }

    private static IResult ShowList(DeskVisit visit, FormValues values, int status = StatusCodes.Status200OK) =>
        visit.Page<TemplateListPage>(
            new TemplateListModel(
                visit.Shop.Mail, values, visit.May(Permission.TextsWrite), visit.Shop.PostalAddress is not null,
                visit.Query("saved") is not null),
            status);

    private static FormValues Of(Shop shop) => new()
    {
        ["quietFrom"] = shop.Mail.QuietFrom, ["quietUntil"] = shop.Mail.QuietUntil,
        ["perDay"] = shop.Mail.PerDay.ToString(CultureInfo.InvariantCulture),
        ["perMonth"] = shop.Mail.PerMonth.ToString(CultureInfo.InvariantCulture),
        ["askCustomers"] = shop.Mail.AskCustomers ? "on" : "", ["postalAddress"] = shop.PostalAddress ?? "",
    };

    private static async Task<IResult> SaveLimits(DeskVisit visit, FormValues form)
    {
        var mail = visit.Shop.Mail with
        {
            QuietFrom = form["quietFrom"], QuietUntil = form["quietUntil"], PerDay = Number(form["perDay"]),
            PerMonth = Number(form["perMonth"]), AskCustomers = form.Ticked("askCustomers"),
        };
        try
        {
            await Change(visit, new ShopPatch { Mail = mail, PostalAddress = form["postalAddress"] });
            return visit.Go(Here + "?saved=1");
        }
        catch (RefusedException refused)
        {
            var field = refused.Refusal.Field?.Split('.')[^1];
            form.Refuse(field ?? "quietFrom", Capital(refused.Refusal.Sentence));
            return ShowList(visit, form, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> Switch(DeskVisit visit, FormValues form)
    {
        var sort = SortOf(visit);
        var before = visit.Shop.Mail;
        var templates = (before.Templates ?? ImmutableSortedDictionary<string, bool>.Empty).SetItem(sort.Name, !before.Sends(sort));
        await Change(visit, new ShopPatch { Mail = before with { Templates = templates } });
        return visit.Go(Here + "?saved=1");
    }

    private static Task<Shop> Change(DeskVisit visit, ShopPatch patch) => visit.Db.Write(async tx =>
        Refused.OrValue(await ShopSettings.Change(tx, patch, visit.Now, visit.Services.GetServices<CurrencyHold>())));

    private static async Task<IResult> Show(DeskVisit visit, FormValues values, string? notice, int status = StatusCodes.Status200OK)
    {
        var (sort, language) = (SortOf(visit), LanguageOf(visit));
        var own = await ShopWords.Own(visit.Db, language.Code);
        visit.MayFrame();
        return visit.Page<TemplatePage>(
            new TemplateModel(
                sort, language, LanguageFiles.List, values, MailSamples.Of(sort, PlaceOf(visit)),
                Parts.Any(part => own.ContainsKey(Key(sort, part))), visit.May(Permission.TextsWrite), notice),
            status);
    }

    // What is the same as the usual text is no own one, and changes with it.
    private static async Task<IResult> Save(DeskVisit visit, FormValues form, FormValues? own)
    {
        var (sort, language) = (SortOf(visit), LanguageOf(visit));
        var texts = Parts.ToDictionary(part => Key(sort, part), part =>
            own is null || Line(own[part]) == Line(language.Texts[Key(sort, part)].Form(PluralForm.Other))
                ? JsonSerializer.SerializeToElement<string?>(null) : JsonSerializer.SerializeToElement(Line(own[part])));
        try
        {
            await visit.Db.Write(async tx => await ChangeTexts.Run(tx, visit.Shop, language, texts, visit.Now) is { } refusal
                ? throw new RefusedException(refusal) : true);
            return visit.Go($"{Here}/{sort.Name}?lang={language.Code}&done=saved");
        }
        catch (RefusedException refused)
        {
            form.Refuse(refused.Refusal.Field?.Split('.')[^1] ?? "body", Capital(refused.Refusal.Sentence));
            form.Refuse(TemplateTexts.Wrong);
            return await Show(visit, form, null, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> Test(DeskVisit visit, FormValues form)
    {
        var (sort, language) = (SortOf(visit), LanguageOf(visit));
        if (Faults(sort, language, form))
        {
            return await Show(visit, form, null, StatusCodes.Status400BadRequest);
        }

        var mail = Rendered(visit, sort, language, form);
        await visit.Db.Write(async tx =>
        {
            await QueueMessage.Run(
                tx, visit.Shop, "test", $"test {visit.Staff.StaffId} {tx.Wall}", visit.Staff.Email, mail.Subject, mail.Text, visit.Now,
                mail.Html);
            return true;
        });
        return visit.Go($"{Here}/{sort.Name}?lang={language.Code}&done=test");
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Preview(DeskVisit visit, FormValues form)
    {
        var (sort, language) = (SortOf(visit), LanguageOf(visit));
        visit.IsPreview();
        return Faults(sort, language, form)
            ? TypedResults.Text(string.Join("\n", Parts.SelectMany(form.Errors)), "text/plain; charset=utf-8")
            : TypedResults.Text(MailLayout.ByDay(Rendered(visit, sort, language, form).Html!), "text/html; charset=utf-8");
    }

    private static bool Faults(MailSort sort, Language language, FormValues form)
    {
        foreach (var part in Parts)
        {
            var read = OwnWording.Read(Key(sort, part), JsonSerializer.SerializeToElement(Line(form[part])), language);
            if (read.IsRefused)
            {
                form.Refuse(part, Capital(read.Refusal.Sentence));
            }
        }

        return form.Wrong;
    }

    private static RenderedMail Rendered(DeskVisit visit, MailSort sort, Language language, FormValues form)
    {
        var own = Parts.ToDictionary(part => Key(sort, part), part => Wording.Plain(Line(form[part])));
        var words = new Words(language, LanguageFiles.English.Language, own);
        var samples = MailSamples.Of(sort, PlaceOf(visit));
        return RenderMail.Of(
            words, visit.Shop, sort, samples.First(sample => sample.Name == "name").Sample,
            new MailContent(visit.Settings.PublicUrl + "/", [.. samples.Where(sample => sample.Name is not ("name" or "shop"))]),
            sort.IsMarketing ? visit.Settings.PublicUrl + "/" : null);
    }

    private static async Task<FormValues> Stored(DeskVisit visit)
    {
        var (sort, language) = (SortOf(visit), LanguageOf(visit));
        var words = new Words(language, LanguageFiles.English.Language, await ShopWords.Own(visit.Db, language.Code));
        var values = new FormValues();
        foreach (var part in Parts)
        {
            values[part] = words.Raw(Key(sort, part));
        }

        return values;
    }

    private static Locality PlaceOf(DeskVisit visit) => Locality.Of(visit.Shop, LanguageFiles.Of(LanguageOf(visit).Code));

    private static MailSort SortOf(DeskVisit visit) =>
        MailSorts.Find(visit.Route("name")) ?? throw new RefusedException(Refusal.NotFound("page"));

    private static Language LanguageOf(DeskVisit visit) =>
        LanguageFiles.Find(visit.Query("lang") ?? ShopWords.Choose(visit.Shop, []))
            ?? throw new RefusedException(Refusal.NotFound("page"));

    private static string Key(MailSort sort, string part) => $"mail.{sort.Name}.{part}";

    private static string Line(string text) => text.ReplaceLineEndings("\n").Trim();

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;

    private static string Capital(string sentence) =>
        char.ToUpperInvariant(sentence[0]) + sentence[1..] + (sentence.EndsWith('.') ? "" : ".");
}
