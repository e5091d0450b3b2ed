using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Somebody who works here.</summary>
public sealed record Member(StaffId StaffId, string Email, string? Name, StaffRole Role, bool HasFactor);

/// <summary>Who works here, as what, and what is asked of them.</summary>
internal static class ChangeTeam
{
    private const string List = """
        SELECT r.staff_id, f.email, f.name, r.role,
            EXISTS (SELECT 1 FROM staff_factors t WHERE t.staff_id = r.staff_id AND t.confirmed_at IS NOT NULL) AS has_factor
        FROM staff_roles r JOIN staff f ON f.staff_id = r.staff_id
        WHERE r.shop_id = @shop AND (CAST(@after AS bigint) IS NULL OR r.staff_id > @after) ORDER BY r.staff_id LIMIT @take
        """;

    // All of them: who takes the last but one away waits for who does the same.
    private const string LockRoles = "SELECT staff_id, role FROM staff_roles WHERE shop_id = @shop ORDER BY staff_id FOR UPDATE";

    private const string SetRole = "UPDATE staff_roles SET role = @role WHERE shop_id = @shop AND staff_id = @staffId";

    private const string Delete = "DELETE FROM staff_roles WHERE shop_id = @shop AND staff_id = @staffId";

    private const string Rule = "SELECT needs_factor FROM staff_rules WHERE shop_id = @shop";

    private const string PutRule = """
        INSERT INTO staff_rules (shop_id, needs_factor) VALUES (@shop, @needs)
        ON CONFLICT (shop_id) DO UPDATE SET needs_factor = excluded.needs_factor
        """;

    /// <summary>Who works here, in the order they came.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <param name="take">How many at most.</param>
    public static Task<List<Member>> Page(Reads db, StaffId? after, int take) => db.Query<Member>(List, new { After = after, Take = take });

    /// <summary>True where everybody needs a second factor.</summary>
    public static Task<bool> NeedsFactor(Reads db) => db.First<bool>(Rule);

    /// <summary>Gives somebody another role.</summary>
    public static async Task<Refusal?> Give(ShopTx tx, StaffId staff, StaffRole role, StaffRole mine, Instant now)
    {
        var roles = await tx.Query<Row>(LockRoles);
        if (roles.Find(row => row.StaffId == staff) is not { } before)
        {
            return TeamRefusals.NoMember;
        }

        if (Check(roles, before, mine, isStillOwner: role == StaffRole.Owner) is { } refusal)
        {
            return refusal;
        }

        if (!Roles.Reach(mine, role))
        {
            return TeamRefusals.AboveYours;
        }

        if (role != before.Role)
        {
            await tx.Execute(SetRole, new { StaffId = staff, Role = role });
            tx.Publish(new StaffRoleChanged(staff, before.Role, role), now);
        }

        return null;
    }

    /// <summary>Takes somebody's role away; their account stays, with the roles they have elsewhere.</summary>
    public static async Task<Refusal?> Remove(ShopTx tx, StaffId staff, StaffRole mine, Instant now)
    {
        var roles = await tx.Query<Row>(LockRoles);
        if (roles.Find(row => row.StaffId == staff) is not { } before)
        {
            return TeamRefusals.NoMember;
        }

        if (Check(roles, before, mine, isStillOwner: false) is { } refusal)
        {
            return refusal;
        }

        await tx.Execute(Delete, new { StaffId = staff });
        tx.Publish(new StaffRemoved(staff, before.Role), now);
        return null;
    }

    /// <summary>Asks a second factor of everybody, or of nobody.</summary>
    public static async Task SetRules(ShopTx tx, bool needsFactor, Instant now)
    {
        if (await NeedsFactor(tx) != needsFactor)
        {
            await tx.Execute(PutRule, new { Needs = needsFactor });
            tx.Publish(new StaffRulesChanged(tx.Shop, needsFactor), now);
        }
    }

    private static Refusal? Check(List<Row> roles, Row before, StaffRole mine, bool isStillOwner) =>
        !Roles.Reach(mine, before.Role) ? TeamRefusals.AboveYours
        : before.Role == StaffRole.Owner && !isStillOwner && roles.Count(row => row.Role == StaffRole.Owner) == 1 ? TeamRefusals.LastOwner
        : null;

    private sealed record Row(StaffId StaffId, StaffRole Role);
}
