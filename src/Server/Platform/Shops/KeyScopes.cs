using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>What a secret key may do, where that is not everything: rights by name, as a column holds them.</summary>
internal static class KeyScopes
{
    private static readonly Permission[] AtDeskAlone =
        [Permission.TeamRead, Permission.TeamWrite, Permission.TeamRules, Permission.AuditRead, Permission.OwnAccount,
        Permission.AdvocatesExport];

    /// <summary>The rights that endpoints of the API ask for.</summary>
    public static IReadOnlyList<Permission> Known { get; } = [.. Enum.GetValues<Permission>().Except(AtDeskAlone)];

    /// <summary>The rights in a column; null for all.</summary>
    public static IReadOnlySet<Permission>? Read(string? column) => column?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(WireName.Parse<Permission>).ToHashSet();

    /// <summary>The rights as a column holds them.</summary>
    public static string? Write(IEnumerable<Permission>? scopes) =>
        scopes is null ? null : string.Join(' ', scopes.Distinct().Order().Select(WireName.Of));

    /// <summary>Why a key of these rights cannot be made; null where it can.</summary>
    /// <param name="kind">The key's kind.</param>
    /// <param name="wish">Its rights; null for all.</param>
    /// <param name="own">The rights of the key that asks; null for all.</param>
    public static Refusal? Check(KeyKind kind, IReadOnlyList<Permission>? wish, IReadOnlySet<Permission>? own)
    {
        if (wish is not null && kind == KeyKind.Publishable)
        {
            return Refusal.Invalid("scopes", "are for secret keys; a publishable key may do what a browser may");
        }

        if (wish is { Count: 0 } || wish?.Except(Known).Any() == true)
        {
            return Refusal.Invalid("scopes", "must name rights of the API, at least one; leave them out for all");
        }

        // A key hands on no more than it has.
        return own is not null && (wish is null ? kind == KeyKind.Secret : !own.IsSupersetOf(wish))
            ? new Refusal(RefusalKind.Forbidden, "scope_above_yours", "A key can make no key that may do more than itself.") : null;
    }
}
