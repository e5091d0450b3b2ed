using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>An invitation as its link shows it.</summary>
/// <param name="Email">Whom it was sent to.</param>
/// <param name="Role">As what.</param>
/// <param name="StaffId">The account of that address; null where there is none.</param>
/// <param name="PasswordHash">Its password; null where there is none.</param>
public sealed record OpenInvitation(string Email, StaffRole Role, StaffId? StaffId, string? PasswordHash);

/// <summary>Uses an invitation up: of many at once one succeeds.</summary>
internal static class JoinTeam
{
    private const string Select = """
        SELECT i.email, i.role, f.staff_id, f.password_hash FROM staff_invitations i LEFT JOIN staff f ON f.email_key = i.email_key
        WHERE i.shop_id = @shop AND i.hash = @hash AND i.expires_at > @at
        """;

    private const string Lock = """
        SELECT invitation_id, email, email_key, role FROM staff_invitations
        WHERE shop_id = @shop AND hash = @hash AND expires_at > @at FOR UPDATE
        """;

    private const string Delete = "DELETE FROM staff_invitations WHERE shop_id = @shop AND invitation_id = @id";

    [AcrossShops("staff belong to the installation; their roles name the shops")]
    private const string PutStaff = """
        INSERT INTO staff (staff_id, email, email_key, password_hash, name, created_at)
        VALUES (@staffId, @email, @emailKey, @passwordHash, @name, @at)
        ON CONFLICT (email_key) DO UPDATE SET password_hash = coalesce(staff.password_hash, excluded.password_hash),
            name = coalesce(staff.name, excluded.name)
        RETURNING staff_id
        """;

    private const string PutRole = """
        INSERT INTO staff_roles (staff_id, shop_id, role) VALUES (@staffId, @shop, @role)
        ON CONFLICT (staff_id, shop_id) DO NOTHING
        """;

    /// <summary>What a link opens; null when it is used, withdrawn or too old. Changes nothing.</summary>
    public static Task<OpenInvitation?> Find(Reads db, string token, Instant wall) =>
        db.First<OpenInvitation>(Select, new { Hash = Secrets.Hash(token), At = wall });

    /// <summary>Gives the role, and makes the account where there is none; null when the link is over.</summary>
    /// <param name="database">The installation.</param>
    /// <param name="shop">Whose desk.</param>
    /// <param name="token">As the mail had it.</param>
    /// <param name="name">How a new person is called.</param>
    /// <param name="passwordHash">For an account that has no password yet; null leaves all as it is.</param>
    public static Task<StaffId?> Run(Database database, Shop shop, string token, string? name, string? passwordHash) =>
        database.System.Write(async tx =>
        {
            var rows = tx.For(shop.Id);
            if (await rows.First<Row>(Lock, new { Hash = Secrets.Hash(token), At = tx.Wall }) is not { } row
                || await rows.Execute(Delete, new { Id = row.InvitationId }) == 0)
            {
                return (StaffId?)null;
            }

            var staff = await tx.First<StaffId>(PutStaff, new
            {
                StaffId = tx.NewId<StaffId>(), row.Email, row.EmailKey, PasswordHash = passwordHash, Name = name, At = tx.Wall,
            });
            await rows.Execute(PutRole, new { StaffId = staff, row.Role });
            tx.For(shop.Id, staff.ToString()).Publish(new StaffJoined(staff, row.Role, row.InvitationId), shop.Now(tx.Wall));
            return staff;
        });

    private sealed record Row(StaffInvitationId InvitationId, string Email, string EmailKey, StaffRole Role);
}
