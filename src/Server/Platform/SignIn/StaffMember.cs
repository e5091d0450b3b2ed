using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Server.Platform;

/// <summary>Somebody who works at the desk, as their session knows them.</summary>
/// <param name="StaffId">Who.</param>
/// <param name="Email">Their address, as given.</param>
public sealed record StaffMember(StaffId StaffId, string Email);

/// <summary>A shop in which somebody has a role.</summary>
public sealed record StaffShop(ShopId ShopId, string Name, ShopMode Mode, StaffRole Role);
