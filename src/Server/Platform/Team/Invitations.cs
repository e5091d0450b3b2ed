using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>An invitation that is neither used nor withdrawn.</summary>
public sealed record Invitation(
    StaffInvitationId InvitationId, string Email, StaffRole Role, string InvitedBy, Instant CreatedAt, Instant ExpiresAt);

/// <summary>What the mail of an invitation says.</summary>
internal sealed record InvitationLetter(string Email, StaffRole Role, string InvitedBy, string Link, Instant ExpiresAt);

/// <summary>
/// Asks people to work at the desk: by a link that is mailed to them, works once and for seven days. Only its hash is kept, and it is made
/// when the mail is written, so that nobody but its reader ever sees it.
/// </summary>
internal static class Invitations
{
    /// <summary>How long a link is good, wall time.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private const int MostPerHour = 30;

    private const string Insert = """
        INSERT INTO staff_invitations (shop_id, invitation_id, email, email_key, role, invited_by, hash, created_at, expires_at)
        VALUES (@shop, @invitationId, @email, @emailKey, @role, @by, NULL, @at, @expiresAt)
        """;

    private const string List = """
        SELECT i.invitation_id, i.email, i.role, coalesce(f.name, f.email) AS invited_by, i.created_at, i.expires_at
        FROM staff_invitations i JOIN staff f ON f.staff_id = i.invited_by
        WHERE i.shop_id = @shop AND (CAST(@after AS bigint) IS NULL OR i.invitation_id < @after)
        ORDER BY i.invitation_id DESC LIMIT @take
        """;

    private const string RoleOf = "SELECT role FROM staff_invitations WHERE shop_id = @shop AND invitation_id = @id FOR UPDATE";

    private const string Renew = """
        UPDATE staff_invitations SET expires_at = @expiresAt, hash = NULL WHERE shop_id = @shop AND invitation_id = @id
        """;

    private const string Delete = "DELETE FROM staff_invitations WHERE shop_id = @shop AND invitation_id = @id";

    private const string SetHash = """
        UPDATE staff_invitations SET hash = @hash WHERE shop_id = @shop AND invitation_id = @id AND expires_at > @at
        """;

    private const string Letter = """
        SELECT i.email, i.role, coalesce(f.name, f.email) AS invited_by, i.expires_at
        FROM staff_invitations i JOIN staff f ON f.staff_id = i.invited_by
        WHERE i.shop_id = @shop AND i.invitation_id = @id
        """;

    private const string Member = """
        SELECT r.staff_id FROM staff_roles r JOIN staff f ON f.staff_id = r.staff_id
        WHERE r.shop_id = @shop AND f.email_key = @emailKey
        """;

    private const string Waiting = "SELECT invitation_id FROM staff_invitations WHERE shop_id = @shop AND email_key = @emailKey";

    /// <summary>Those of the shop, the newest first.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <param name="take">How many at most.</param>
    public static Task<List<Invitation>> Page(Reads db, StaffInvitationId? after, int take) =>
        db.Query<Invitation>(List, new { After = after, Take = take });

    /// <summary>True while this shop has not invited too often; counts this one.</summary>
    public static Task<bool> Allow(Database database, ShopId shop) =>
        Attempts.Allow(database, "staff_invite", shop.ToString(), MostPerHour, TimeSpan.FromHours(1));

    /// <summary>Invites an address, or says why not.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="email">As typed.</param>
    /// <param name="role">The role they shall have.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="mine">The role of whoever invites.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<Refusal?> Invite(ShopTx tx, string email, StaffRole role, StaffId by, StaffRole mine, Instant now)
    {
        if (!EmailAddress.TryParse(email, out var address))
        {
            return TeamRefusals.NoAddress;
        }

        if (!Roles.Reach(mine, role))
        {
            return TeamRefusals.AboveYours;
        }

        var key = new { EmailKey = address.Strict };
        if (await tx.First<StaffId?>(Member, key) is not null)
        {
            return TeamRefusals.WorksHere;
        }

        if (await tx.First<StaffInvitationId?>(Waiting, key) is not null)
        {
            return TeamRefusals.InvitedAlready;
        }

        var id = tx.NewId<StaffInvitationId>();
        await tx.Execute(Insert, new
        {
            InvitationId = id, Email = address.Given, EmailKey = address.Strict, Role = role, By = by, At = tx.Wall,
            ExpiresAt = tx.Wall + Life,
        });
        tx.Publish(new StaffInvited(id, role, false), now);
        return null;
    }

    /// <summary>Has the mail sent again; the link in the one before works no more.</summary>
    public static async Task<Refusal?> Resend(ShopTx tx, StaffInvitationId id, StaffRole mine, Instant now)
    {
        if (await tx.First<StaffRole?>(RoleOf, new { Id = id }) is not { } role)
        {
            return TeamRefusals.NoInvitation;
        }

        if (!Roles.Reach(mine, role))
        {
            return TeamRefusals.AboveYours;
        }

        await tx.Execute(Renew, new { Id = id, ExpiresAt = tx.Wall + Life });
        tx.Publish(new StaffInvited(id, role, true), now);
        return null;
    }

    /// <summary>Takes an invitation back.</summary>
    public static async Task<Refusal?> Withdraw(ShopTx tx, StaffInvitationId id, StaffRole mine, Instant now)
    {
        if (await tx.First<StaffRole?>(RoleOf, new { Id = id }) is not { } role)
        {
            return TeamRefusals.NoInvitation;
        }

        if (!Roles.Reach(mine, role))
        {
            return TeamRefusals.AboveYours;
        }

        await tx.Execute(Delete, new { Id = id });
        tx.Publish(new StaffInvitationWithdrawn(id), now);
        return null;
    }

    /// <summary>Makes the link that the mail carries; null when the invitation is over. A new one ends the one before.</summary>
    public static async Task<InvitationLetter?> Write(ShopTx tx, StaffInvitationId id, ServerSettings settings)
    {
        var token = Secrets.Token(43);
        return await tx.Execute(SetHash, new { Id = id, Hash = Secrets.Hash(token), At = tx.Wall }) == 1
            && await tx.First<LetterRow>(Letter, new { Id = id }) is { } row
            ? new InvitationLetter(row.Email, row.Role, row.InvitedBy, $"{settings.PublicUrl}/join/{tx.Shop}#{token}", row.ExpiresAt)
            : null;
    }

    private sealed record LetterRow(string Email, StaffRole Role, string InvitedBy, Instant ExpiresAt);
}
