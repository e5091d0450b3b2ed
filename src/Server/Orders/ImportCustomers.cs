using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.People;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Orders;

/// <summary>A customer of a list, as told; nothing is checked yet.</summary>
/// <param name="ExternalId">The shop's customer id.</param>
/// <param name="Email">The address as given.</param>
/// <param name="Name">The name as given.</param>
/// <param name="Phone">The phone as given.</param>
/// <param name="Since">Since when they are a customer, RFC 3339; left out: by the time of the import.</param>
public sealed record CustomerRequest(
    string? ExternalId = null, string? Email = null, string? Name = null, string? Phone = null, string? Since = null);

/// <summary>A customer of a list, checked.</summary>
/// <param name="CustomerKey">What stands for the record: the key of the customer id, else of the address, else of the phone.</param>
/// <param name="PersonKeys">Whose it is.</param>
/// <param name="Told">As told, trimmed.</param>
/// <param name="Since">Since when; null where the list does not say.</param>
public sealed record ImportedCustomer(string CustomerKey, IReadOnlyList<string> PersonKeys, CustomerRequest Told, Instant? Since);

/// <summary>What became of a handful of imported customers.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Known ones that are told otherwise now.</param>
/// <param name="Known">Known just so.</param>
/// <param name="PersonKeys">Whose standing is another now.</param>
public sealed record ImportedCustomers(int Added, int Changed, int Known, IReadOnlyList<string> PersonKeys);

/// <summary>The shop told that somebody is its customer. A person's name or address is never in the journal.</summary>
/// <param name="CustomerKey">The record, by its keyed hash.</param>
/// <param name="Since">Since when; null where it was not told.</param>
public sealed record CustomerRecorded([property: JsonIgnore] string CustomerKey, Instant? Since) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "customer.recorded";

    /// <inheritdoc/>
    public string Subject => CustomerKey;
}

/// <summary>Takes in a shop's list of customers: they are existing ones from then on, without any order being invented.</summary>
public static class ImportCustomers
{
    private const int LongestId = 200;
    private const int LongestText = 500;

    private const string Known = """
        SELECT customer_key, external_id, email, name, phone, since_at, recorded_at FROM customers
        WHERE shop_id = @shop AND customer_key = ANY(@keys)
        """;

    private const string Put = """
        INSERT INTO customers (shop_id, customer_key, external_id, email, name, phone, since_at, customer_from, recorded_at)
        VALUES (@shop, @customerKey, @externalId, @email, @name, @phone, @sinceAt, @customerFrom, @recordedAt)
        ON CONFLICT (shop_id, customer_key) DO UPDATE SET external_id = excluded.external_id, email = excluded.email, name = excluded.name,
            phone = excluded.phone, since_at = excluded.since_at, customer_from = excluded.customer_from
        """;

    private const string Unlink = "DELETE FROM customer_people WHERE shop_id = @shop AND customer_key = ANY(@keys)";

    private const string Link = """
        INSERT INTO customer_people (shop_id, person_key, customer_key) VALUES (@shop, @personKey, @customerKey)
        ON CONFLICT (shop_id, person_key, customer_key) DO NOTHING
        """;

    private const string ByPerson = """
        SELECT c.external_id, c.email, c.name, c.phone FROM customer_people p
        JOIN customers c ON c.shop_id = @shop AND c.customer_key = p.customer_key
        WHERE p.shop_id = @shop AND p.person_key = @key ORDER BY c.recorded_at DESC, c.customer_key LIMIT 1
        """;

    /// <summary>Checks one customer of a list; refused without customer id, address and phone, or where one is malformed.</summary>
    public static Result<ImportedCustomer> Prepare(Shop shop, CustomerRequest request, Instant now)
    {
        var errors = new FieldErrors();
        var told = new CustomerRequest(
            Text(errors, "externalId", request.ExternalId, LongestId), Text(errors, "email", request.Email, 254),
            Text(errors, "name", request.Name, LongestText), Text(errors, "phone", request.Phone, LongestId));
        if (told.Email is not null && !EmailAddress.TryParse(told.Email, out _))
        {
            errors.Add("email", "Must be an e-mail address.");
        }

        Instant? since = null;
        if (request.Since is { Length: > 0 } text)
        {
            since = Instant.TryParse(text, out var at) ? at : null;
            if (since is null || since > now)
            {
                errors.Add(
                    "since", since is null ? "Must be a time of RFC 3339 with its offset." : "May not lie ahead of the shop's clock.");
            }
        }

        var keys = PersonKeys.Of(shop, told.ExternalId, told.Email, told.Phone);
        if (keys.Count == 0 && !errors.Any)
        {
            errors.Add("externalId", "Is required, or else email or phone.");
        }

        // The keys begin with c:, e: or p:, so the first is by customer id where there is one, then address, then phone.
        return errors.Any ? errors.ToRefusal() : new ImportedCustomer(keys[0], keys, told, since);
    }

    /// <summary>Keeps them; of two lines about one customer the later holds.</summary>
    public static async Task<ImportedCustomers> Run(ShopTx tx, Shop shop, IReadOnlyList<ImportedCustomer> customers, Instant now)
    {
        await OrderStore.LockAll(tx, customers.SelectMany(customer => customer.PersonKeys));
        var known = (await tx.Query<KnownRow>(Known, new { Keys = customers.Select(c => c.CustomerKey).Distinct() }))
            .ToDictionary(row => row.CustomerKey, StringComparer.Ordinal);
        var (changed, same) = (new Dictionary<string, ImportedCustomer>(StringComparer.Ordinal), 0);
        var (added, altered) = (0, 0);
        foreach (var customer in customers)
        {
            var row = new KnownRow(
                customer.CustomerKey, customer.Told.ExternalId, customer.Told.Email, customer.Told.Name, customer.Told.Phone,
                customer.Since, known.TryGetValue(customer.CustomerKey, out var before) ? before.RecordedAt : now);
            if (row == before)
            {
                same++;
                continue;
            }

            (added, altered) = before is null ? (added + 1, altered) : (added, altered + 1);
            known[customer.CustomerKey] = row;
            changed[customer.CustomerKey] = customer;
        }

        await tx.InsertMany(Put, changed.Keys.Select(key => StoredRow.Of(known[key])).ToList());
        tx.Enqueue(Unlink, new { Keys = changed.Keys });
        await tx.InsertMany(Link, changed.Values.SelectMany(c => c.PersonKeys, (c, key) => new LinkRow(key, c.CustomerKey)).ToList());
        foreach (var customer in changed.Values)
        {
            tx.Publish(new CustomerRecorded(customer.CustomerKey, customer.Since), now);
        }

        return new ImportedCustomers(added, altered, same, [.. changed.Values.SelectMany(customer => customer.PersonKeys).Distinct()]);
    }

    /// <summary>What the list says of whoever has a key; null where they are not on it.</summary>
    internal static async Task<CustomerRequest?> OnList(Reads db, string personKey) =>
        await db.First<ListedRow>(ByPerson, new { Key = personKey }) is { } row
            ? new CustomerRequest(row.ExternalId, row.Email, row.Name, row.Phone)
            : null;

    private static string? Text(FieldErrors errors, string name, string? text, int longest)
    {
        var trimmed = text?.Trim();
        if (trimmed?.Length > longest || trimmed?.Any(char.IsControl) == true)
        {
            errors.Add(name, $"Must be at most {longest} characters without control characters.");
        }

        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }

    private sealed record ListedRow(string? ExternalId, string? Email, string? Name, string? Phone);

    private sealed record KnownRow(
        string CustomerKey, string? ExternalId, string? Email, string? Name, string? Phone, Instant? SinceAt, Instant RecordedAt);

    private sealed record StoredRow(
        string CustomerKey, string? ExternalId, string? Email, string? Name, string? Phone, Instant? SinceAt, Instant CustomerFrom,
        Instant RecordedAt)
    {
        // Whoever is on the list is a customer from its import on. What the list says about earlier counts a day later, so
        // that an account made on the way to the first order, or told by its day alone, is not held against that order.
        internal static StoredRow Of(KnownRow row) => new(
            row.CustomerKey, row.ExternalId, row.Email, row.Name, row.Phone, row.SinceAt,
            row.SinceAt is { } since ? Instant.Min(since.PlusDays(1), row.RecordedAt) : row.RecordedAt, row.RecordedAt);
    }

    private sealed record LinkRow(string PersonKey, string CustomerKey);
}
