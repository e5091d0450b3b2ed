using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Bench;

/// <summary>
/// A year of a large shop, put straight into the tables: each customer buys two or three times, a tenth of the orders is brought by
/// advocates, of whom a fifth is active. The journal and the ledger hold nothing of it but their length.
/// </summary>
internal static class BigShop
{
    internal const int Orders = 1_000_000;
    internal const int Clicks = 10_000_000;
    internal const int Advocates = 100_000;
    private const int Customers = 400_000;
    private const int Days = 365;

    private const string Numbers = "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < @many) ";

    private static readonly (string Sql, int Many)[] Steps =
    [
        (Numbers + """
            INSERT INTO advocates (shop_id, advocate_id, email, name, name_key, search_key, locale, external_id, phone, status, consent, merged_into,
                parent_referral_id, joined_at, created_at)
            SELECT @shop, i, 'anna' || i || '@example.com', 'Anna ' || i, 'anna ' || i, 'anna ' || i || ' anna' || i || '@example.com', 'en', NULL, NULL, 'active',
                true, NULL, NULL, @start + i * @length / @many, @start + i * @length / @many FROM n
            """, Advocates),
        (Numbers + """
            INSERT INTO codes (shop_id, code, advocate_id, program_id, kind, created_at, expires_at)
            SELECT @shop, 'ANNA-' || i, i, @program, 'generated', @start + i * @length / @many, NULL FROM n
            """, Advocates),
        (Numbers + """
            INSERT INTO advocate_keys (shop_id, kind, person_key, advocate_id) SELECT @shop, 'email', 'e:advocate-of-some-length-' || i, i FROM n
            """, Advocates),
        (Numbers + """
            INSERT INTO shares (shop_id, share_id, advocate_id, program_id, code, channel, at)
            SELECT @shop, i, 1 + i % 20000, @program, 'ANNA-' || (1 + i % 20000),
                CASE i % 4 WHEN 0 THEN 'whatsapp' WHEN 1 THEN 'email' WHEN 2 THEN 'facebook' ELSE 'copy' END, @start + i * @length / @many FROM n
            """, Advocates * 2),
        (Numbers + """
            INSERT INTO clicks (shop_id, click_id, advocate_id, program_id, code, visitor, kind, channel, share_id, user_agent, ip_key, at)
            SELECT @shop, i, 1 + i % 20000, @program, 'ANNA-' || (1 + i % 20000), 'visitor-' || (i * 7 % 6000011), CASE WHEN i % 20 = 0 THEN 'bot' ELSE 'human' END,
                NULL, CASE WHEN i % 2 = 0 THEN 1 + i / 50 ELSE NULL END, 'Mozilla/5.0', NULL, @start + i * @length / @many FROM n
            """, Clicks),
        (Numbers + """
            INSERT INTO orders (shop_id, order_id, external_id, placed_at, sequence, source, status, subtotal, discount, shipping, tax, tax_included, total,
                currency, exchange_rate, base_amount, refunded_base, refunded_total, paid_at, fulfilled_at, delivered_at, cancelled_at, customer_id,
                customer_email, customer_name, click_id, payment_key, ip_address, fraud_rejected, body, recorded_at)
            SELECT @shop, i, 'bench-' || i, @start + i * @length / @many, i, 'live', 'paid', 2000 + i % 9000, 0, 0, 0, false, 2000 + i % 9000, 'EUR', NULL,
                2000 + i % 9000, CASE WHEN i % 25 = 0 THEN 2000 + i % 9000 ELSE 0 END, 0, @start + i * @length / @many, NULL, NULL, NULL, 'c' || (i * 7919 % @customers),
                'c' || (i * 7919 % @customers) || '@example.org', 'Buyer ' || (i * 7919 % @customers), CASE WHEN i % 10 = 0 THEN i * 10 - 3 ELSE NULL END, NULL, NULL, false,
                '{"shippingAddress":{"country":"PL"}}', @start + i * @length / @many FROM n
            """, Orders),
        (Numbers + """
            INSERT INTO order_people (shop_id, person_key, order_id) SELECT @shop, 'e:customer-of-some-length-' || (i * 7919 % @customers), i FROM n
            """, Orders),
        (Numbers + """
            INSERT INTO attributions (shop_id, order_id, outcome, advocate_id, program_id, program_version, via, reason, explanation, flags, evidence, touch_at,
                claim_id, locked_by_order_id, reward_eligible, decided_at)
            SELECT @shop, i * 10, 'attributed', 1 + i % 20000, @program, 1, 'click', 'attributed', '[]', '[]', '{}', NULL, NULL, NULL, true,
                @start + i * @length / @many FROM n
            """, Orders / 10),
        (Numbers + """
            INSERT INTO referrals (shop_id, referral_id, program_id, program_version, advocate_id, friend_email, friend_name, friend_key, claim_id, order_id,
                parent_id, status, reason, reward_note, hold_until, nth, created_at, updated_at)
            SELECT @shop, i, @program, 1, 1 + i % 20000, 'friend' || i || '@example.org', 'Friend ' || i, NULL, NULL, i * 10, NULL,
                CASE WHEN i % 40 = 0 THEN 'in_review' WHEN i > @many - 4000 THEN 'pending' ELSE 'approved' END, 'attributed', NULL,
                @start + i * @length / @many, NULL, @start + i * @length / @many, @start + i * @length / @many FROM n
            """, Orders / 10),
        (Numbers + """
            INSERT INTO rewards (shop_id, reward_id, program_id, program_version, referral_id, claim_id, order_id, recipient, advocate_id, person_key, role,
                milestone, step, kind, specification, base_amount, asset, granted, entitled, remaining, in_transit, worth, status, coupon_code, redeemed_amount,
                redeemed_order, issuable_at, issued_at, expires_at, reserved_amount, reserved_count, reserved_scopes, created_at)
            SELECT @shop, i, @program, 1, i, NULL, NULL, 'advocate', 1 + i % 20000, NULL, 'offer', '', 0, 'store_credit', @specification, 5000, 'EUR', 500, 500, 500, 0, 500,
                CASE WHEN i > @many - 4000 THEN 'pending' ELSE 'issued' END, NULL, 0, NULL, @start + i * @length / @many,
                CASE WHEN i > @many - 4000 THEN NULL ELSE @start + i * @length / @many END, NULL, 0, 0, '', @start + i * @length / @many FROM n
            """, Orders / 10),
        ("UPDATE chain_heads SET position = position + @many WHERE shop_id = @shop AND chain = 'journal'", Orders * 2),
        ("ANALYZE", 0),
    ];

    internal static async Task Fill(string database, ShopDb db)
    {
        var now = Instant.Of(DateTimeOffset.UtcNow);
        var wish = JsonSerializer.Deserialize<ProgramRequest>(
            """{"name": "Bench", "destination": "https://shop.example/", "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 500}}}""",
            WireJson.Options)!;
        var program = await db.Write(async tx =>
        {
            var made = CreateProgram.Run(tx, wish, now).Value;
            Refused.OrValue(await ChangeProgramStatus.Run(tx, made.ProgramId, ProgramAction.Activate, now));
            return made.ProgramId;
        });
        var isPostgres = database.StartsWith("Host", StringComparison.OrdinalIgnoreCase);
        await using DbConnection connection = isPostgres ? new NpgsqlConnection(database + ";Command Timeout=0") : new SqliteConnection(database);
        await connection.OpenAsync();
        (string, object)[] values =
        [
            ("shop", db.Shop.Value), ("program", program.Value), ("start", now.PlusDays(-Days).Milliseconds), ("length", Days * 86_400_000L),
            ("customers", Customers),
            ("specification", JsonSerializer.Serialize((await ProgramQueries.Find(db, program))!.Terms.AdvocateReward, WireJson.Options)),
        ];
        foreach (var (sql, many) in Steps)
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.CommandTimeout) = (sql, 0);
            foreach (var (name, value) in values.Append(("many", (long)many)))
            {
                if (sql.Contains('@' + name, StringComparison.Ordinal))
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }
            }

            await command.ExecuteNonQueryAsync();
        }

        AdvocateId? after = null;
        do
        {
            after = await db.Write(tx => FillSearchWords.Batch(tx, after));
        }
        while (after is not null);

        if (!isPostgres)
        {
            // A year does not come in one go: nobody reads it from the log.
            await using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync();
        }
    }
}
