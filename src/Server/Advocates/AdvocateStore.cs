using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Search;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>The kinds of keys an advocate has; see <see cref="PersonKeys"/>.</summary>
internal enum PersonKeyKind { Customer, Email, Phone, Payment, Device, Address, Ip }

/// <summary>Writes of advocates and their keys that several use cases share.</summary>
internal static class AdvocateStore
{
    private const string InsertAdvocate = """
        INSERT INTO advocates (shop_id, advocate_id, email, name, name_key, search_key, locale, external_id, phone, status, consent,
            merged_into, parent_referral_id, joined_at, created_at)
        VALUES (@shop, @advocateId, @email, @name, @nameKey, @searchKey, @locale, @externalId, @phone, @status, @consent,
            NULL, NULL, @joinedAt, @joinedAt)
        """;

    private const string UpdateAdvocate = """
        UPDATE advocates SET email = @email, name = @name, name_key = @nameKey, search_key = @searchKey, locale = @locale,
            external_id = @externalId, phone = @phone, status = @status, consent = @consent, joined_at = @joinedAt
        WHERE shop_id = @shop AND advocate_id = @advocateId
        """;

    // Bare on purpose: a key may be taken by this advocate (primary key) or by another (the index on one person's keys).
    private const string InsertKey = """
        INSERT INTO advocate_keys (shop_id, kind, person_key, advocate_id) VALUES (@shop, @kind, @personKey, @advocateId)
        ON CONFLICT DO NOTHING
        """;

    private const string DeleteKey = """
        DELETE FROM advocate_keys WHERE shop_id = @shop AND kind = @kind AND person_key = @personKey AND advocate_id = @advocateId
        """;

    private const string HasKey = """
        SELECT 1 FROM advocate_keys WHERE shop_id = @shop AND kind = @kind AND person_key = @personKey AND advocate_id = @advocateId
        """;

    internal static Task Insert(ShopTx tx, Advocate advocate) => tx.Execute(InsertAdvocate, Row(advocate));

    internal static void Update(ShopTx tx, Advocate advocate)
    {
        tx.Enqueue(UpdateAdvocate, Row(advocate));
        PutWords(tx, advocate);
    }

    /// <summary>Keeps what the desk finds an advocate by; of somebody erased that is nothing.</summary>
    internal static void PutWords(ShopTx tx, Advocate advocate) => SearchWords.Put(
        tx, SearchKind.Advocate, advocate.AdvocateId.Value, advocate.Name, advocate.Email, advocate.ExternalId);

    /// <summary>Adds a key; false when it identifies another advocate already.</summary>
    internal static async Task<bool> AddKey(ShopTx tx, AdvocateId advocate, PersonKeyKind kind, string personKey)
    {
        var key = new { Kind = kind, PersonKey = personKey, AdvocateId = advocate };
        return await tx.Execute(InsertKey, key) == 1 || await tx.First<long?>(HasKey, key) is not null;
    }

    internal static void RemoveKey(ShopTx tx, AdvocateId advocate, PersonKeyKind kind, string personKey) =>
        tx.Enqueue(DeleteKey, new { Kind = kind, PersonKey = personKey, AdvocateId = advocate });

    private static AdvocateRow Row(Advocate advocate)
    {
        var nameKey = PersonName.Fold(advocate.Name);
        return new AdvocateRow(
            advocate.AdvocateId, advocate.Email, advocate.Name, nameKey.Length > 0 ? nameKey : null,
            SearchTerms.Line(advocate.Email, advocate.Name, advocate.ExternalId),
            advocate.Locale, advocate.ExternalId, advocate.Phone, advocate.Status, advocate.Consent, advocate.JoinedAt);
    }

    private sealed record AdvocateRow(
        AdvocateId AdvocateId, string? Email, string? Name, string? NameKey, string SearchKey, string? Locale, string? ExternalId,
        string? Phone, AdvocateStatus Status, bool Consent, Instant JoinedAt);
}
