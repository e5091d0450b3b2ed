using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>Why somebody is not written to.</summary>
public enum SuppressionReason
{
    /// <summary>They said that it is enough: no advertising, but what they ask for, such as the link that signs them in.</summary>
    OptedOut,

    /// <summary>They were erased: nothing.</summary>
    Erased,

    /// <summary>Their address takes no mail, or they called ours spam: nothing.</summary>
    Bounced,
}

/// <summary>Who is not written to, by keyed hash.</summary>
public static class Suppressions
{
    private const string Put = """
        INSERT INTO suppressions (shop_id, person_key, reason, at) VALUES (@shop, @personKey, @reason, @at)
        ON CONFLICT (shop_id, person_key) DO UPDATE SET reason = excluded.reason, at = excluded.at
        WHERE suppressions.reason = 'opted_out'
        """;

    private const string Remove = "DELETE FROM suppressions WHERE shop_id = @shop AND person_key = @personKey AND reason = 'opted_out'";

    private const string Select = "SELECT reason FROM suppressions WHERE shop_id = @shop AND person_key = @personKey";

    /// <summary>From now on the person is not written to. What weighs more, such as an erasure, stays.</summary>
    /// <param name="tx">The transaction of the fact.</param>
    /// <param name="personKey">As <see cref="PersonKeys.Email(Shop, string?)"/> makes it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="at">Shop time.</param>
    public static void Add(ShopTx tx, string personKey, SuppressionReason reason, Instant at) =>
        tx.Enqueue(Put, new { PersonKey = personKey, Reason = reason, At = at });

    /// <summary>They want mail again; an erasure or a dead address is not undone by that.</summary>
    public static void Lift(ShopTx tx, string personKey) => tx.Enqueue(Remove, new { PersonKey = personKey });

    /// <summary>Why the person is not written to; null where they are.</summary>
    public static async Task<SuppressionReason?> Find(Reads db, string personKey) =>
        await db.First<string>(Select, new { PersonKey = personKey }) is { } word
            && WireName.TryParse<SuppressionReason>(word, out var reason) ? reason : null;
}
