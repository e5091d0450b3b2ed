using Microsoft.AspNetCore.Components;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>A signed-in member of staff at the desk of a shop in which they have the right they need.</summary>
internal sealed class DeskVisit(
    HttpContext http, Shop shop, StaffMember staff, StaffShop role, IReadOnlyList<StaffShop> shops, long reviews, ApiServices api)
{
    /// <summary>The shop.</summary>
    public Shop Shop { get; } = shop;

    /// <summary>Who is at the desk.</summary>
    public StaffMember Staff { get; } = staff;

    /// <summary>What they are here.</summary>
    public StaffRole Role { get; } = role.Role;

    /// <summary>True where nobody works without a second factor.</summary>
    public bool NeedsFactor { get; } = role.NeedsFactor;

    /// <summary>The installation's database.</summary>
    public Database Database { get; } = api.Database;

    /// <summary>This shop's rows.</summary>
    public ShopDb Db { get; } = api.Database.For(shop.Id).As(staff.StaffId.ToString());

    /// <summary>Shop time of this visit.</summary>
    public Instant Now { get; } = shop.Now(Instant.Of(api.Database.Wall.GetUtcNow()));

    /// <summary>The installation's addresses.</summary>
    public ServerSettings Settings { get; } = api.Settings;

    /// <summary>Where this shop's desk begins.</summary>
    public string Root { get; } = $"/desk/{shop.Id}";

    /// <summary>What the layout shows around the page.</summary>
    public Frame Frame { get; private set; } = new(
        $"/desk/{shop.Id}", shop.Name, shop.Mode == ShopMode.Test, shop.ClockAt, staff.Name ?? staff.Email, Locality.Of(shop), reviews,
        role.Role, shops, Instant.Of(api.Database.Wall.GetUtcNow()));

    /// <summary>How money and time are written.</summary>
    public Locality Place => Frame.Place;

    /// <summary>The request's cancellation.</summary>
    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>Who does what is done here, as ledger and journal keep it.</summary>
    public string Actor => Staff.StaffId.ToString();

    /// <summary>What the host has registered.</summary>
    public IServiceProvider Services => http.RequestServices;

    /// <summary>True when the visitor's role has a right: what they may not do is not offered.</summary>
    public bool May(Permission permission) => Roles.Allow(Role, permission);

    /// <summary>A query text; null when absent or empty.</summary>
    public string? Query(string name) => http.Request.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A query id; null when absent or none.</summary>
    public TId? QueryId<TId>(string name) where TId : struct, IEntityId<TId> => IdText.TryParse<TId>(Query(name), out var id) ? id : null;

    /// <summary>An id in the route; text that is no such id is a page that does not exist.</summary>
    public TId RouteId<TId>(string name = "id") where TId : struct, IEntityId<TId> =>
        IdText.TryParse<TId>((string?)http.Request.RouteValues[name], out var id)
            ? id : throw new RefusedException(Refusal.NotFound("page"));

    /// <summary>A text in the route.</summary>
    public string Route(string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>Keeps in the visitor's browser whether pages are light or dark.</summary>
    public void Keep(Look look) => Looks.Keep(http, Settings, look);

    /// <summary>The page shows a document of ours in a frame.</summary>
    public void MayFrame() => PageHeaders.AllowFrame(http);

    /// <summary>The answer is the document in such a frame, with styles of its own.</summary>
    public void IsPreview() => PageHeaders.AllowInFrame(http);

    /// <summary>The answer is a page in such a frame, as customers see it.</summary>
    public void IsFramedPage() => PageHeaders.AllowPageInFrame(http);

    /// <summary>The request's own path and query, for pages that lead back to themselves.</summary>
    public string Here => http.Request.Path + http.Request.QueryString.ToString();

    /// <summary>A page inside the desk's layout.</summary>
    public IResult Page<TPage>(object model, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        PageResult.Of<TPage>(new { Frame, Model = model }, status);

    /// <summary>The same visit, after the number of waiting reviews has changed.</summary>
    public DeskVisit Counted(long reviews)
    {
        Frame = Frame with { Reviews = reviews };
        return this;
    }

    /// <summary>Goes to a page of this desk.</summary>
    public IResult Go(string path) => PageResult.Go(Root + path);
}
