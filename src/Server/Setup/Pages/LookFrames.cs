using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Vouch.Domain;
using Vouch.Domain.Languages;
using Vouch.Domain.Messaging;
using Vouch.Domain.Programs;
using Vouch.Server.Advocates;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs.Pages;
using Vouch.Server.Referrals.Friend;
using Vouch.Server.Referrals.Portal;
using Vouch.Server.Rewards;

namespace Vouch.Server.Setup.Pages;

/// <summary>
/// The documents that the previews show: the real pages of a draft, with what is typed and not saved yet from their addresses. Nothing
/// can be sent from them.
/// </summary>
internal static class LookFrames
{
    /// <summary>The roundest corners, pixels, as the shop's settings allow.</summary>
    internal const int MostRadius = 24;

    private const string Path = "/look";
    private const string Somebody = "Anna";
    private const string Nowhere = "#";
    private const string SomeCode = "ANNA-7F3KQ";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        SetupDraft.Page(
            routes, Path + "/friend", async (visit, draft) => Framed<FriendPage>(visit, Friend(visit, draft, await Face(visit, draft))));
        SetupDraft.Page(
            routes, Path + "/portal", async (visit, draft) => Framed<PortalPage>(visit, Portal(visit, draft, await Face(visit, draft))));
        SetupDraft.Page(
            routes, Path + "/mail", async (visit, draft) => (IResult)Mail(visit, draft, await Face(visit, draft)));
        SetupDraft.Page(routes, Path + "/brand.css", (visit, _) => Task.FromResult<IResult>(
            TypedResults.Text(BrandSheet.Text(Brand(visit)), "text/css; charset=utf-8")));
    }

    private static IResult Framed<TPage>(DeskVisit visit, object model) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        visit.IsFramedPage();
        return PageResult.Of<TPage>(new { Model = model });
    }

    private static async Task<PublicFace> Face(DeskVisit visit, SetupDraft draft)
    {
        var language = LookPages.LanguageOf(visit, visit.Query("lang"));
        var own = new Dictionary<string, Wording>(await ShopWords.Own(visit.Db, language.Code), StringComparer.Ordinal);
        foreach (var text in LookPages.Texts(draft, language))
        {
            if (visit.Query(text.Field) is { } typed
                && OwnWording.Read(text.Key, JsonSerializer.SerializeToElement(typed), language) is { IsRefused: false } wording)
            {
                own[text.Key] = wording.Value;
            }
        }

        var brand = Brand(visit);
        var sheet = QueryString.Create(new Dictionary<string, string?>
        {
            ["accent"] = BrandSheet.Accent(brand), ["radius"] = BrandSheet.Radius(brand).ToString(CultureInfo.InvariantCulture),
        });
        return new PublicFace(
            visit.Shop.Name, null, $"{visit.Root}/setup/{draft.Program.ProgramId}{Path}/brand.css{sheet}",
            Locality.Of(visit.Shop, new Words(language, LanguageFiles.English.Language, own)), [], visit.Here, null, brand.OwnLogo);
    }

    private static Brand Brand(DeskVisit visit)
    {
        var brand = visit.Shop.Brand;
        var accent = visit.Query("accent")?.ToLowerInvariant();
        var radius = int.TryParse(visit.Query("radius"), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : -1;
        return brand with
        {
            AccentColor = accent is not null && LookPages.IsColor(accent) ? accent : brand.AccentColor,
            CornerRadius = radius is >= 0 and <= MostRadius ? radius : brand.CornerRadius,
        };
    }

    private static FriendModel Friend(DeskVisit visit, SetupDraft draft, PublicFace face)
    {
        var (terms, place) = (draft.Terms, face.Place);
        return new FriendModel(
            face, Somebody, OfferWords.Headline(terms.FriendReward, place), OfferWords.Small(terms.FriendReward, place),
            ProgramPages.Words(terms.AdvocateReward, place), terms.FriendReward is not null, visit.Shop.Consent == ConsentPolicy.Required,
            Nowhere, new FormValues(), Nowhere, TermsText.Of(place.Words, terms, place.Currency, visit.Shop.Name, TermsVoice.Friend), null,
            "", null);
    }

    // As somebody sees it who has just joined: nothing is made up but the name, the link and the code.
    private static PortalModel Portal(DeskVisit visit, SetupDraft draft, PublicFace face)
    {
        var (terms, place) = (draft.Terms, face.Place);
        var offer = new PortalOffer(
            $"{visit.Settings.PublicUrl}/r/{SomeCode}", SomeCode, ProgramPages.Words(terms.AdvocateReward, place),
            OfferWords.ToOthers(terms.FriendReward, place), OfferWords.Headline(terms.FriendReward, place), [],
            TermsText.Of(place.Words, terms, place.Currency, visit.Shop.Name, TermsVoice.Advocate), null, []);
        var balance = new BalanceAnswer(
            visit.Shop.Currency, 0, 0, 0, 0, 0, 0, 0, new Dictionary<string, KindBalance>(), new PointsBalance(0, 0, 0, 0, 0, 0, 0));
        return new PortalModel(
            face, Nowhere, Somebody, false, [offer], 0, 0, 0, balance, [], [],
            new PortalMoneyModel([], null, [], false, null, false, new FormValues(), null),
            new PortalOwnModel(true, Profile.Nothing, [], new FormValues()), null);
    }

    private static ContentHttpResult Mail(DeskVisit visit, SetupDraft draft, PublicFace face)
    {
        var place = face.Place;
        if (MailSorts.Find("share_kit") is not { } sort)
        {
            return TypedResults.Text(LookTexts.MailUnreadable, "text/plain; charset=utf-8");
        }

        visit.IsPreview();
        var values = MailSamples.Of(sort, place).Where(sample => sample.Name is not ("name" or "shop")).Select(sample => sample.Name switch
        {
            "reward" => (sample.Name, ProgramPages.Words(draft.Terms.AdvocateReward, place) ?? ""),
            "friend_gets" => (sample.Name, OfferWords.ToOthers(draft.Terms.FriendReward, place)),
            "link" => (sample.Name, $"{visit.Settings.PublicUrl}/r/{SomeCode}"),
            _ => sample,
        });
        var mail = RenderMail.Of(
            place.Words, visit.Shop with { Brand = Brand(visit) }, sort, Somebody, new MailContent(Nowhere, [.. values]), Nowhere);
        return TypedResults.Text(mail.Html, "text/html; charset=utf-8");
    }
}
