using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Tracking;
using Vouch.Server.Platform;

namespace Vouch.Server.Tracking;

/// <summary>Everything a click needs to know about its link, as it was when read.</summary>
/// <param name="Shop">The shop, with its clock, cookies and address.</param>
/// <param name="Code">As kept.</param>
/// <param name="AdvocateId">Whose link.</param>
/// <param name="ProgramId">Of which program.</param>
/// <param name="IsOpen">The program is active and the code is good: the offer stands.</param>
/// <param name="HasFriendPage">The friend is shown our page first.</param>
/// <param name="WindowDays">How long cookies live.</param>
/// <param name="Destination">Where friends end up.</param>
/// <param name="Home">The shop's own address, or the destination where it has none.</param>
/// <param name="FriendPage">The path of our page for this code.</param>
internal sealed record Link(
    Shop Shop, string Code, AdvocateId AdvocateId, ProgramId ProgramId, bool IsOpen, bool HasFriendPage, int WindowDays,
    Destination Destination, Destination Home,
    string FriendPage)
{
    private const int SecondsInDay = 86_400;

    /// <summary>The attributes of its cookies, but for <c>secure</c>.</summary>
    public string CookieLife { get; } = string.Create(
        CultureInfo.InvariantCulture, $"; max-age={WindowDays * SecondsInDay}; path=/; samesite=lax; httponly");

    /// <summary>Made of what the tables hold.</summary>
    internal static Link Of(Shop shop, LinkRow row, ProgramTerms terms, Instant now)
    {
        var destination = Destination.Parse(terms.Destination)!;
        var isOpen = row.ProgramStatus == ProgramStatus.Active && !(row.ExpiresAt < now);
        var isWelcome = row.AdvocateStatus is AdvocateStatus.Active or AdvocateStatus.Invited;
        return new Link(
            shop,
            row.Code,
            row.AdvocateId,
            row.ProgramId,
            isOpen,
            terms.Landing == Landing.Hosted && isWelcome,
            terms.Attribution.WindowDays,
            destination,
            Destination.Parse(shop.Address) ?? destination,
            row.HasDoor ? $"/f/{row.Code}" : $"/f/{shop.Id}/{row.Code}");
    }
}

/// <summary>A code with its advocate and its program's present terms.</summary>
internal sealed record LinkRow(
    string Code, AdvocateId AdvocateId, ProgramId ProgramId, Instant? ExpiresAt, bool HasDoor, AdvocateStatus AdvocateStatus,
    ProgramStatus ProgramStatus, string Terms);
