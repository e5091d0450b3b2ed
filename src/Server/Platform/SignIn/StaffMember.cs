using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Server.Platform;

/// <summary>Somebody who works at the desk, as their session knows them.</summary>
/// <param name="StaffId">Who.</param>
/// <param name="Email">Their address, as given.</param>
/// <param name="Name">How they are called; null until they say it.</param>
/// <param name="HasFactor">True where they sign in with a second factor.</param>
/// <param name="LastShop">Where they last were; null before.</param>
/// <param name="Session">The hash of this session's token.</param>
public sealed record StaffMember(StaffId StaffId, string Email, string? Name, bool HasFactor, ShopId? LastShop, string Session);

/// <summary>A shop in which somebody has a role.</summary>
/// <param name="ShopId">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mode">Test or live.</param>
/// <param name="Role">What they may there.</param>
/// <param name="NeedsFactor">True where nobody works without a second factor.</param>
public sealed record StaffShop(ShopId ShopId, string Name, ShopMode Mode, StaffRole Role, bool NeedsFactor);

/// <summary>A session as its owner sees it.</summary>
/// <param name="Hash">The hash of its token.</param>
/// <param name="Browser">In words.</param>
/// <param name="CreatedAt">When it began, by the wall.</param>
/// <param name="SeenAt">When it was last used, to a minute.</param>
public sealed record OwnSession(string Hash, string Browser, Instant CreatedAt, Instant SeenAt);
