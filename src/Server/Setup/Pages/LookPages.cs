using System.Globalization;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Languages;
using Vouch.Domain.Pictures;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs.Pages;
using Vouch.Server.Referrals.Friend;
using Vouch.Storage;

namespace Vouch.Server.Setup.Pages;

/// <summary>A text of the friend page that may be worded otherwise.</summary>
/// <param name="Key">Which text.</param>
/// <param name="Field">Its field.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Hint">What may stand in it in braces; null for nothing.</param>
public sealed record LookText(string Key, string Field, string Label, string? Hint);

/// <summary>The previews.</summary>
/// <param name="Root">The address of this step.</param>
/// <param name="Show">Which page: <c>friend</c>, <c>portal</c> or <c>mail</c>.</param>
/// <param name="Query">What is typed and not saved yet, as the previews' addresses have it.</param>
/// <param name="Language">The language shown.</param>
/// <param name="Contrast">Why the colour is shown darker; null where it is not.</param>
public sealed record FramesModel(string Root, string Show, string Query, string Language, string? Contrast);

/// <summary>The fourth step.</summary>
/// <param name="Head">Where one is.</param>
/// <param name="Values">The form.</param>
/// <param name="Languages">What the shop speaks.</param>
/// <param name="Language">The language of the texts in the form.</param>
/// <param name="Texts">The texts in the form.</param>
/// <param name="Logo">The path of the picture; null without.</param>
/// <param name="MaySetBrand">The visitor may change how the shop looks.</param>
/// <param name="Frames">The previews.</param>
public sealed record LookModel(
    SetupHead Head, FormValues Values, IReadOnlyList<Language> Languages, Language Language, IReadOnlyList<LookText> Texts, string? Logo,
    bool MaySetBrand, FramesModel Frames);

/// <summary>The fourth step: the shop's look and the words of the friend page, with what comes of them on a phone and at a desk.</summary>
internal static class LookPages
{
    private const string Path = "/look";
    private const string Friend = "friend";

    internal static readonly (string Value, string Text)[] Shown =
        [(Friend, LookTexts.FriendPage), ("portal", LookTexts.Portal), ("mail", LookTexts.Mail)];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        SetupDraft.Page(routes, Path, async (visit, draft) =>
            await Show(visit, draft, await Stored(visit, draft), StatusCodes.Status200OK));
        SetupDraft.Post(routes, Path, Save);
        SetupDraft.Post(routes, Path + "/frames", async (visit, draft, form) =>
        {
            Read(form);
            return PageResult.Of<FramesPart>(new { Model = Frames(visit, draft, form, await Stored(visit, draft)) });
        });
    }

    /// <summary>The texts of the friend page that the form has: the offer's own line where it is one text.</summary>
    internal static IReadOnlyList<LookText> Texts(SetupDraft draft, Language language)
    {
        List<LookText> texts = [Text("friend.invites", "invites", LookTexts.Invites)];
        if (OfferWords.KeyOf(draft.Terms.FriendReward) is { } headline)
        {
            texts.Add(Text(headline, "headline", LookTexts.Headline));
        }

        texts.Add(Text("friend.get", "get", LookTexts.Button));
        return texts;

        LookText Text(string key, string field, string label)
        {
            var values = language.Texts.TryGetValue(key, out var usual) ? OwnWording.ValuesOf(key, usual) : [];
            return new LookText(
                key, field, label, values.Count == 0
                    ? null : LookTexts.MayHave(string.Join(", ", values.Select(value => $"{{{value}}}"))));
        }
    }

    /// <summary>The language of the form; one that the shop does not speak is a page that does not exist.</summary>
    internal static Language LanguageOf(DeskVisit visit, string? wish) =>
        ShopWords.Offered(visit.Shop).FirstOrDefault(language => language.Code == (wish ?? ShopWords.Choose(visit.Shop, [])))
            ?? throw new RefusedException(Refusal.NotFound("page"));

    private static async Task<IResult> Save(DeskVisit visit, SetupDraft draft, FormValues form)
    {
        var language = LanguageOf(visit, form["lang"]);
        var look = Read(form);
        var logo = await form.File("logo", ShopLogo.MostBytes);
        if (!form.Wrong)
        {
            try
            {
                await visit.Db.Write(async tx =>
                {
                    if (visit.May(Permission.ShopWrite))
                    {
                        await SaveBrand(tx, visit, form, look, logo);
                    }

                    await SaveTexts(tx, visit, draft, form, language);
                    await SetupStore.Save(tx, draft.Setup with { Step = SetupStep.Launch }, visit.Now);
                    return true;
                });
                var show = Shown.Any(page => page.Value == form["show"]) ? form["show"] : Friend;
                return draft.Next(visit, form, SetupStep.Look, $"?lang={language.Code}&show={show}#preview");
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                Explain(form, refused.Refusal, Texts(draft, language));
            }
        }

        form.Refuse(SetupTexts.Wrong);
        return await Show(visit, draft, form, StatusCodes.Status400BadRequest);
    }

    private static async Task SaveBrand(ShopTx tx, DeskVisit visit, FormValues form, Brand look, byte[]? logo)
    {
        var holds = visit.Services.GetServices<CurrencyHold>().ToList();
        var before = visit.Shop.Brand;
        var changed = before with { AccentColor = look.AccentColor, CornerRadius = look.CornerRadius };
        if (changed != before)
        {
            Refused.OrValue(await ShopSettings.Change(tx, new ShopPatch { Brand = changed }, visit.Now, holds));
        }

        if (logo is not null)
        {
            Refused.OrValue(await ShopLogo.Keep(tx, logo, visit.Now, holds));
        }
        else if (form.Ticked("noLogo"))
        {
            Refused.OrValue(await ShopLogo.Remove(tx, visit.Now, holds));
        }
    }

    // What is the same as the usual text is no own one, and changes with it.
    private static async Task SaveTexts(ShopTx tx, DeskVisit visit, SetupDraft draft, FormValues form, Language language)
    {
        var usual = LanguageFiles.Of(language.Code);
        var own = await ShopWords.Own(tx, language.Code);
        var texts = Texts(draft, language)
            .Where(text => form[text.Field] != Said(text.Key))
            .ToDictionary(text => text.Key, text => form[text.Field].Length == 0 || form[text.Field] == usual.Raw(text.Key)
                ? JsonSerializer.SerializeToElement<string?>(null) : JsonSerializer.SerializeToElement(form[text.Field]));
        if (texts.Count > 0 && await ChangeTexts.Run(tx, visit.Shop, language, texts, visit.Now) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        string Said(string key) => own.TryGetValue(key, out var said) ? said.Form(PluralForm.Other) : usual.Raw(key);
    }

    private static void Explain(FormValues form, Refusal refusal, IReadOnlyList<LookText> texts)
    {
        var field = refusal.Field switch
        {
            { } path when path.StartsWith("texts.", StringComparison.Ordinal) =>
                texts.FirstOrDefault(text => path == "texts." + text.Key)?.Field,
            "brand.accentColor" => "accent",
            "brand.cornerRadius" => "radius",
            var other => other,
        };
        form.Refuse(field ?? "logo", LookTexts.Sentence(refusal.Sentence));
    }

    /// <summary>The look that the form states; what cannot be read is said beside its field.</summary>
    private static Brand Read(FormValues form)
    {
        var accent = form["accent"].ToLowerInvariant();
        if (accent.Length > 0 && !IsColor(accent))
        {
            form.Refuse("accent", LookTexts.NoColor);
            accent = "";
        }

        var radius = FieldText.Number(form, "radius");
        if (radius > LookFrames.MostRadius)
        {
            form.Refuse("radius", LookTexts.NoRadius);
            radius = null;
        }

        return new Brand(
            null, accent.Length == 0 || accent == BrandSheet.OwnAccent ? null : accent,
            radius == BrandSheet.OwnRadius ? null : (int?)radius);
    }

    /// <summary>True for <c>#rrggbb</c>.</summary>
    internal static bool IsColor(string text) => text is ['#', _, _, _, _, _, _] && text[1..].All(char.IsAsciiHexDigit);

    private static async Task<FormValues> Stored(DeskVisit visit, SetupDraft draft)
    {
        var language = LanguageOf(visit, visit.Query("lang"));
        var words = new Words(language, LanguageFiles.English.Language, await ShopWords.Own(visit.Db, language.Code));
        var values = new FormValues
        {
            ["accent"] = visit.Shop.Brand.AccentColor ?? BrandSheet.OwnAccent,
            ["radius"] = BrandSheet.Radius(visit.Shop.Brand).ToString(CultureInfo.InvariantCulture), ["lang"] = language.Code,
            ["show"] = visit.Query("show") ?? "",
        };
        foreach (var text in Texts(draft, language))
        {
            values[text.Field] = words.Raw(text.Key);
        }

        return values;
    }

    private static async Task<IResult> Show(DeskVisit visit, SetupDraft draft, FormValues form, int status)
    {
        var language = LanguageOf(visit, form["lang"]);
        visit.MayFrame();
        return visit.Page<LookPage>(
            new LookModel(
                draft.Head(SetupStep.Look), form, ShopWords.Offered(visit.Shop), language, Texts(draft, language), visit.Shop.Brand.OwnLogo,
                visit.May(Permission.ShopWrite), Frames(visit, draft, form, await Stored(visit, draft))),
            status);
    }

    // Only what differs from what is kept stands in the previews' addresses.
    private static FramesModel Frames(DeskVisit visit, SetupDraft draft, FormValues form, FormValues stored)
    {
        var language = LanguageOf(visit, form["lang"]);
        string[] fields = ["accent", "radius", .. Texts(draft, language).Select(text => text.Field)];
        var query = fields.Where(field => form[field].Length > 0 && form[field] != stored[field] && form.Errors(field).Count == 0)
            .Select(field => KeyValuePair.Create<string, string?>(field, form[field]));
        var show = Shown.Any(page => page.Value == form["show"]) ? form["show"] : Friend;
        return new FramesModel(
            $"{visit.Root}/setup/{draft.Program.ProgramId}{Path}", show,
            QueryString.Create([KeyValuePair.Create<string, string?>("lang", language.Code), .. query]).ToString(), language.Code,
            form.Errors("accent").Count > 0 || !IsColor(form["accent"]) ? null : Pale(Rgb.Parse(form["accent"])));
    }

    private static string? Pale(Rgb accent)
    {
        var ratio = Contrast.Between(accent, Rgb.White);
        return ratio >= Contrast.Readable
            ? null : LookTexts.Pale(ratio.ToString("0.0", CultureInfo.InvariantCulture), Contrast.OnWhite(accent).ToString());
    }
}
