using Microsoft.AspNetCore.Identity;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>A member of staff just added, and the token of the one-time link where no password was given.</summary>
public sealed record AddedStaff(StaffId Id, string Email, string? LinkToken);

/// <summary>Adds a member of staff to shops; an address that is known keeps its person and gets the role.</summary>
public static class AddStaff
{
    /// <summary>How long a sign-in link printed by the command line opens the desk.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromHours(24);

    /// <summary>The shortest password.</summary>
    public const int ShortestPassword = 12;

    // OWASP's count for PBKDF2 with HMAC-SHA-512.
    private const int Iterations = 220_000;

    [AcrossShops("staff belong to the installation; their roles name the shops")]
    private const string PutStaff = """
        INSERT INTO staff (staff_id, email, email_key, password_hash, created_at) VALUES (@staffId, @email, @emailKey, @passwordHash, @at)
        ON CONFLICT (email_key) DO UPDATE SET password_hash = coalesce(excluded.password_hash, staff.password_hash)
        RETURNING staff_id
        """;

    [AcrossShops("staff belong to the installation; their roles name the shops")]
    private const string PutRole = """
        INSERT INTO staff_roles (staff_id, shop_id, role) VALUES (@staffId, @shopId, @role)
        ON CONFLICT (staff_id, shop_id) DO UPDATE SET role = excluded.role
        """;

    [AcrossShops("staff belong to the installation; their roles name the shops")]
    private const string RoleOf = "SELECT role FROM staff_roles WHERE staff_id = @staffId AND shop_id = @shopId";

    [AcrossShops("a sign-in link is a person's, not a shop's")]
    private const string PutLink = "INSERT INTO sign_in_links (hash, staff_id, expires_at) VALUES (@hash, @staffId, @expiresAt)";

    /// <summary>The added person, or what is wrong.</summary>
    /// <param name="database">The installation.</param>
    /// <param name="email">Where the person signs in with.</param>
    /// <param name="role">The role in each of the shops.</param>
    /// <param name="shops">At least one.</param>
    /// <param name="password">At least 12 characters; null for a one-time link instead.</param>
    public static async Task<Result<AddedStaff>> Run(
        Database database, string email, StaffRole role, IReadOnlyList<ShopId> shops, string? password)
    {
        if (!EmailAddress.TryParse(email, out var address))
        {
            return Refusal.Invalid("email", "must be an e-mail address");
        }

        if (shops.Count == 0)
        {
            return Refusal.Invalid("shop", "is needed: make a shop first");
        }

        if (password is { Length: < ShortestPassword })
        {
            return Refusal.Invalid("password", $"must have at least {ShortestPassword} characters");
        }

        var at = Instant.Of(database.Wall.GetUtcNow());
        var token = password is null ? Secrets.Token(43) : null;
        var id = await database.System.Write(async tx =>
        {
            var staff = await tx.First<StaffId>(PutStaff, new
            {
                StaffId = database.NewId<StaffId>(), Email = email.Trim(), EmailKey = address.Strict,
                PasswordHash = password is null ? null : Hash(password), At = at,
            });
            foreach (var shop in shops)
            {
                var before = await tx.First<StaffRole?>(RoleOf, new { StaffId = staff, ShopId = shop });
                if (before != role)
                {
                    await tx.Execute(PutRole, new { StaffId = staff, ShopId = shop, Role = role });
                    var rows = tx.For(shop);
                    rows.Publish(
                        before is { } other ? new StaffRoleChanged(staff, other, role) : new StaffJoined(staff, role, null),
                        (await ShopStore.Load(rows)).Now(tx.Wall));
                }
            }

            if (token is not null)
            {
                await tx.Execute(PutLink, new { Hash = Secrets.Hash(token), StaffId = staff, ExpiresAt = at + LinkLife });
            }

            return staff;
        });
        return new AddedStaff(id, email.Trim(), token);
    }

    /// <summary>What is stored of a password.</summary>
    public static string Hash(string password) => Hasher.HashPassword(new object(), password);

    /// <summary>True when the password is the one behind the hash.</summary>
    public static bool Matches(string hash, string password) =>
        Hasher.VerifyHashedPassword(new object(), hash, password) != PasswordVerificationResult.Failed;

    private static readonly PasswordHasher<object> Hasher = new(
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
}
