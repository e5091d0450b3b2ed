using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>
/// Deletes what identifies an advocate. Codes stay, so that they are never given to anybody else; a keyed hash of each
/// address stays, so that the person is not written to again.
/// </summary>
public static class EraseAdvocate
{
    private const string Suppress = """
        INSERT INTO suppressions (shop_id, person_key, reason, at)
        SELECT @shop, k.person_key, 'erased', @at FROM advocate_keys k
        WHERE k.shop_id = @shop AND k.advocate_id = @advocateId AND k.kind = 'email'
        ON CONFLICT (shop_id, person_key) DO UPDATE SET reason = 'erased', at = excluded.at
        """;

    private const string Addresses = """
        SELECT person_key FROM advocate_keys WHERE shop_id = @shop AND advocate_id = @advocateId AND kind = 'email' ORDER BY person_key
        """;

    private const string DeleteKeys = "DELETE FROM advocate_keys WHERE shop_id = @shop AND advocate_id = @advocateId";

    private const string DeleteLinks = "DELETE FROM portal_links WHERE shop_id = @shop AND advocate_id = @advocateId";

    private const string DeleteSessions = "DELETE FROM portal_sessions WHERE shop_id = @shop AND advocate_id = @advocateId";

    private const string DeleteSignIns = "DELETE FROM portal_sign_ins WHERE shop_id = @shop AND advocate_id = @advocateId";

    private const string DeleteProfile = "DELETE FROM advocate_profiles WHERE shop_id = @shop AND advocate_id = @advocateId";

    /// <summary>The advocate, erased; once erased it stays so and nothing happens again.</summary>
    public static async Task<Result<Advocate>> Run(ShopTx tx, AdvocateId id, Instant now)
    {
        var found = await AdvocateQueries.Require(tx, id);
        if (found.IsRefused || found.Value.IsErased)
        {
            return found;
        }

        var advocate = found.Value with
        {
            Email = null,
            Name = null,
            ExternalId = null,
            Phone = null,
            Consent = false,
            Status = AdvocateStatus.Erased,
        };
        var addresses = await tx.Query<string>(Addresses, new { advocate.AdvocateId });
        tx.Enqueue(Suppress, new { advocate.AdvocateId, At = now });
        tx.Enqueue(DeleteKeys, new { advocate.AdvocateId });
        tx.Enqueue(DeleteLinks, new { advocate.AdvocateId });
        tx.Enqueue(DeleteSessions, new { advocate.AdvocateId });
        tx.Enqueue(DeleteSignIns, new { advocate.AdvocateId });
        tx.Enqueue(DeleteProfile, new { advocate.AdvocateId });
        Notes.Forget(tx, [advocate.AdvocateId.ToString()]);
        AdvocateStore.Update(tx, advocate);
        tx.Publish(new AdvocateErased(advocate.AdvocateId, addresses), now);
        ShopChanges.Tell(tx);
        return advocate;
    }

    internal static async Task<Outcome> Handle(Call call, ShopTx tx, NoBody none)
    {
        var erased = await Run(tx, call.RouteId<AdvocateId>(), call.Now);
        return erased.IsRefused ? erased.Refusal : Outcome.NoContent();
    }
}
