using System.Text;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Portal;

/// <summary>Somebody on the list of the best.</summary>
/// <param name="Place">From 1.</param>
/// <param name="Name">As they like to be called.</param>
/// <param name="Friends">How many count this year.</param>
/// <param name="IsReader">True for whoever reads.</param>
public sealed record BoardLine(int Place, string Name, long Friends, bool IsReader);

/// <summary>What an advocate decides about the own page, mails and name.</summary>
/// <param name="GetsMail">False where they want no more mails about recommendations.</param>
/// <param name="Profile">What they show of themselves.</param>
/// <param name="Board">The best of this year; empty where nobody wants to be shown.</param>
/// <param name="Errors">What was wrong in a form, by field.</param>
public sealed record PortalOwnModel(bool GetsMail, Profile Profile, IReadOnlyList<BoardLine> Board, FormValues Errors);

/// <summary>Settings, the list of the best, a word for the shop, a missing friend, one's data and erasure.</summary>
internal static class PortalSettings
{
    private const int Shown = 10;
    private static readonly JsonSerializerOptions ForPeople = new(WireJson.Options) { WriteIndented = true };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPost("/portal/{shopId}/settings", Save, Audience.Advocate);
        routes.OpenPost("/portal/{shopId}/testimonial", Testify, Audience.Advocate);
        routes.OpenPost("/portal/{shopId}/missing", Miss, Audience.Advocate);
        routes.OpenPage("/portal/{shopId}/export", Export, Audience.Advocate);
        routes.OpenPost("/portal/{shopId}/erase", Erase, Audience.Advocate);
    }

    internal static async Task<PortalOwnModel> Load(PortalVisit visit, Advocate advocate, FormValues? values)
    {
        var suppressed = PersonKeys.Email(visit.Shop, advocate.Email) is { } person ? await Suppressions.Find(visit.Db, person) : null;
        var board = await PortalQueries.Board(visit.Db, YearStart(visit), Shown);
        return new PortalOwnModel(
            suppressed is null, await PublicProfile.Of(visit.Db, advocate.AdvocateId),
            [.. board.Select((row, i) => new BoardLine(i + 1, row.BoardName, row.Friends, row.AdvocateId == advocate.AdvocateId))],
            values ?? new FormValues());
    }

    private static Instant YearStart(PortalVisit visit)
    {
        var local = new DateTime(visit.Place.Local(visit.Now).Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return Instant.Of(new DateTimeOffset(local, visit.Shop.TimeZone.GetUtcOffset(local)));
    }

    private static Task<IResult> Save(HttpContext http, FormValues form) => Take(http, form, "settings", async (tx, visit, advocate) =>
    {
        if (visit.Face.Languages.All(language => language.Code != form["language"]))
        {
            return Refusal.Invalid("language", "is none that the shop speaks");
        }

        if (PersonKeys.Email(visit.Shop, advocate.Email) is { } person)
        {
            if (form.Ticked("mails"))
            {
                Suppressions.Lift(tx, person);
            }
            else
            {
                Suppressions.Add(tx, person, SuppressionReason.OptedOut, visit.Now);
            }
        }

        var patch = new UpdateAdvocateRequest { Locale = new Optional<string?>(form["language"]) };
        return (await UpdateAdvocate.Run(tx, visit.Shop, advocate.AdvocateId, patch, visit.Now)).Refusal
            ?? await PublicProfile.SetBoardName(tx, advocate.AdvocateId, form.Ticked("board") ? form["boardName"] : null, visit.Now);
    });

    private static Task<IResult> Testify(HttpContext http, FormValues form) => Take(
        http, form, "testimonial", async (tx, visit, advocate) => !form.Ticked("mayShow") ? Refusal.Invalid("mayShow", "is needed")
            : await PublicProfile.Testify(tx, advocate.AdvocateId, form["testimonial"], visit.Now));

    private static Task<IResult> Miss(HttpContext http, FormValues form) => Take(http, form, "missing", (tx, visit, advocate) =>
        MissFriend.Ask(tx, advocate.AdvocateId, form["friend"], form["words"], visit.Now));

    private static async Task<IResult> Take(
        HttpContext http, FormValues form, string done, Func<ShopTx, PortalVisit, Advocate, Task<Refusal?>> write)
    {
        if (await PortalVisit.Of(http) is not { Advocate: { } advocate } visit)
        {
            return PageResult.NotFound();
        }

        try
        {
            await visit.Db.Write(async tx => await write(tx, visit, advocate) is { } refusal ? throw new RefusedException(refusal) : true);
            return PageResult.Go($"{visit.Root}?done={done}");
        }
        catch (RefusedException refused)
        {
            var key = refused.Refusal.Field switch
            {
                "testimonial" => "portal.testimonial.too_long",
                "mayShow" => "portal.testimonial.consent_missing",
                _ when refused.Refusal.Kind == RefusalKind.Invalid => "general.wrong_form.text",
                _ => "general.refused",
            };
            form.Refuse(refused.Refusal.Field ?? "", visit.Words[key]);
            return await PortalPages.Page(visit, advocate, null, visit.Words[key], StatusCodes.Status409Conflict, own: form);
        }
    }

    private static async Task<IResult> Export(HttpContext http)
    {
        if (await PortalVisit.Of(http) is not { Advocate: { } advocate } visit)
        {
            return PageResult.NotFound();
        }

        var id = advocate.AdvocateId;
        var rewards = await RewardQueries.Answers(visit.Db, await RewardQueries.List(visit.Db, null, id, null, null, int.MaxValue));
        var held = new
        {
            advocate.AdvocateId, advocate.Email, advocate.Name, advocate.Locale, advocate.ExternalId, advocate.Phone, advocate.Status,
            advocate.Consent, advocate.JoinedAt,
            Links = (await AdvocateLinks.Of(visit.Db, visit.Shop, [id], visit.Now, visit.PublicUrl))[id],
            Profile = await PublicProfile.Of(visit.Db, id),
            Notes = (await Notes.About(visit.Db, id.ToString())).Select(note => new { note.At, note.Words }),
            Balance = await GetBalance.Of(visit.Db, visit.Shop.Currency, id), Rewards = rewards,
            // Friends as the page shows them: whose data the rest is are they.
            Friends = (await PortalQueries.Friends(visit.Db, id)).Select(friend => new { friend.Status, friend.Reason, friend.CreatedAt }),
        };
        var json = JsonSerializer.Serialize(held, ForPeople);
        return TypedResults.File(Encoding.UTF8.GetBytes(json), "application/json", "my-data.json");
    }

    // The address is typed once more: nobody can bring back what is gone.
    private static async Task<IResult> Erase(HttpContext http, FormValues form)
    {
        if (await PortalVisit.Of(http) is not { Advocate: { } advocate } visit)
        {
            return PageResult.NotFound();
        }

        if (PersonKeys.Email(visit.Shop, form["email"]) is not { } typed || typed != PersonKeys.Email(visit.Shop, advocate.Email))
        {
            form.Refuse("email", visit.Words["portal.settings.erase_wrong"]);
            return await PortalPages.Page(
                visit, advocate, null, visit.Words["portal.settings.erase_wrong"], StatusCodes.Status409Conflict, own: form);
        }

        await visit.Db.Write(async tx => Refused.OrValue(await EraseAdvocate.Run(tx, advocate.AdvocateId, visit.Now)));
        http.Response.Cookies.Delete(visit.Cookie, new CookieOptions { Secure = visit.Secure, Path = "/" });
        return PortalDoor.Page(visit, DoorKind.Erased);
    }
}
