using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What becomes of those who game the program, and of those who only look like it.</summary>
public abstract class ScreeningJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Program = """
        {"qualification": {"minimumSubtotal": 3000}, "friendReward": null,
         "hold": {"days": 30, "from": "placed", "assumedDeliveryDays": 0, "graceDays": 0}, "limits": {"perAdvocate": null, "budget": null}}
        """;

    [Fact]
    public async Task Somebody_who_recommends_themselves_openly_earns_nothing()
    {
        var story = await Given(Story.Program(Program));
        var anna = await Advocate(story, "greg@gmail.com", "Greg Black", Marks("greg"));
        var told = await Buy(story, anna, "o-1", new Friend("greg+1@gmail.com", "Greg Black", Marks("greg")));
        told.Text("attribution.reason").ShouldBe("self_referral");
        told["referralId"].ShouldBeNull();
    }

    [Fact]
    public async Task Somebody_who_takes_another_name_and_address_is_seen_by_what_they_share()
    {
        var story = await Given(Story.Program(Program));
        var greg = await Advocate(story, "greg@gmail.com", "Greg Black", Marks("greg"));
        var told = await Buy(
            story, greg, "o-1", new Friend("tom.black3@outlook.com", "Tom Black", Marks("greg") with { Payment = "card-2", Phone = "+48601000009" }), amount: 3050);
        var referral = await Referral(story, told);
        referral.Text("status").ShouldBe("rejected");
        referral.Text("reason").ShouldBe("screening");
        Codes(referral).ShouldBe(["same_device", "min_order_hug", "same_address", "fast_checkout", "same_ip_small"]);
        (await Balance(story, greg)).ShouldBe(0);

        // The order stands, and its buyer is no customer by it.
        (await story.Shop.Get("/v1/orders/o-1")).Text("status").ShouldBe("paid");
    }

    [Fact]
    public async Task Somebody_who_hides_well_is_found_out_while_the_reward_waits()
    {
        var story = await Given(Story.Program(Program));
        var greg = await Advocate(story, "greg@gmail.com", "Greg Black", Marks("greg"));
        for (var i = 1; i <= 3; i++)
        {
            // A VPN, another card and mail each time, but one throw-away telephone and the smallest order.
            await story.Shop.At($"2026-03-{i + 1:00}T09:00:00Z");
            await Buy(
                story, greg, $"o-{i}", new Friend($"p{i}.q{i}r@wp.pl", $"Person{i} Quiet", Marks($"quiet-{i}") with { Device = "burner", Ip = "89.238.130.7" }), amount: 3010);
        }

        // The first of them looked doubtful and waited longer; by then the telephone had told on it.
        (await Referral(story, (await story.Shop.Get("/v1/orders/o-1")).Text("referralId"))).Text("screening.decision").ShouldBe("hold");
        await story.Shop.At("2026-05-20T00:00:00Z");
        var referrals = (await story.Shop.Get($"/v1/referrals?advocateId={greg.Id}")).Items;
        referrals.Count.ShouldBe(3);
        referrals.ShouldAllBe(r => r["status"]!.ToString() == "rejected" || r["status"]!.ToString() == "in_review");
        (await Balance(story, greg)).ShouldBe(0);
    }

    [Fact]
    public async Task A_ring_of_eight_is_turned_down_as_a_ring()
    {
        var story = await Given(Story.Program(Program));
        var members = new List<Person>();
        for (var i = 0; i < 8; i++)
        {
            members.Add(await Advocate(story, $"member{i}@wp.pl", $"Member{i} Ring", Ring(i)));
        }

        for (var i = 1; i < 8; i++)
        {
            await story.Shop.At($"2026-03-{i + 1:00}T09:00:00Z");
            await Buy(story, members[i - 1], $"o-{i}", new Friend($"member{i}@wp.pl", $"Member{i} Ring", Ring(i), members[i].Customer), amount: 3100);
        }

        await story.Shop.At("2026-06-20T00:00:00Z");
        var referrals = (await story.Shop.Get("/v1/referrals")).Items;
        referrals.Count.ShouldBeGreaterThan(4);
        referrals.ShouldAllBe(r => r["status"]!.ToString() != "approved");
        referrals.Count(r => r["screening"]!["signals"]!.AsArray().Any(s => s!["code"]!.ToString() == "dense_component")).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_code_on_a_coupon_site_is_replaced_and_its_strangers_are_not_blamed()
    {
        var story = await Given(Story.Program(Program));
        var orders = new List<Answer>();
        for (var i = 0; i < 6; i++)
        {
            await story.Shop.At($"2026-03-02T1{i}:00:00Z");
            orders.Add((await story.Shop.Post("/v1/orders", Order($"o-{i}", new Friend($"s{i}.x{i}@wp.pl", $"Stranger{i} New", Marks($"s{i}")), 8000, new JsonObject
            {
                ["couponCodes"] = new JsonArray(story.Code), ["referrer"] = "https://www.mydealz.de/gutscheine/shop-example",
            }))).ShouldBe(201));
        }

        var last = await Referral(story, orders[^1]);
        (last.Text("status"), last.Text("reason")).ShouldBe(("rejected", "code_leaked"));
        (await story.Shop.Get($"/v1/coupons/{story.Code}"))["valid"]!.GetValue<bool>().ShouldBeFalse();
        var anna = (await story.Shop.Get($"/v1/advocates/{story.Anna}")).ShouldBe(200);
        anna.Text("code").ShouldNotBe(story.Code);
        (await story.Shop.Get("/v1/events?limit=200")).Items.Count(e => e["type"]!.ToString() == "code.leaked").ShouldBe(1);

        // What came between the first stranger and the discovery earns nothing either, and the strangers are customers now.
        await story.Shop.At("2026-04-20T00:00:00Z");
        (await Balance(story, new Person(story.Anna, story.Code, story.Link, "c-anna"))).ShouldBe(0);
        var again = await Buy(story, new Person(story.Anna, anna.Text("code"), anna.Text("link"), "c-anna"), "o-again", new Friend("s5.x5@wp.pl", "Stranger5 New", Marks("s5")));
        again.Text("attribution.reason").ShouldBeOneOf("existing_customer", "locked_repeat_order");

        // The old link still leads to the shop, and the new code earns.
        (await story.Shop.Follow(story.Link)).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Who_has_the_goods_returned_is_seen_by_the_returns()
    {
        var story = await Given(Story.Program(Program));
        var rita = await Advocate(story, "rita@wp.pl", "Rita Return", Marks("rita"));
        for (var i = 1; i <= 6; i++)
        {
            await story.Shop.At($"2026-03-{i + 1:00}T09:00:00Z");
            await Buy(story, rita, $"o-{i}", new Friend($"f{i}.g{i}@wp.pl", $"Friend{i} Green", Marks($"f{i}")));
            if (i < 6)
            {
                await story.Shop.Post($"/v1/orders/o-{i}/events", """{"externalId":"r","type":"refunded"}""");
            }
        }

        await story.Shop.At("2026-06-01T00:00:00Z");
        var kept = (await story.Shop.Get("/v1/referrals?orderId=o-6")).Items.Single();
        kept["screening"]!["signals"]!.AsArray().Select(s => s!["code"]!.ToString()).ShouldContain("advocate_refund_rate");
        (await Balance(story, rita)).ShouldBe(1500);
        (await story.Shop.Get("/v1/referrals?orderId=o-1")).Items.Single()["status"]!.ToString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_couple_at_one_address_with_one_card_is_paid()
    {
        var story = await Given(Story.Program(Program));
        var ewa = await Advocate(story, "ewa.nowak@wp.pl", "Ewa Nowak", Marks("ewa"));
        var home = Marks("ewa") with { Device = "jan-phone", Phone = "+48601000222" };
        var referral = await Referral(story, await Buy(story, ewa, "o-1", new Friend("jan.kowal@onet.pl", "Jan Nowak", home)));
        referral.Text("status").ShouldBe("pending");
        Codes(referral).ShouldContain("household_pattern");
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await Referral(story, referral.Text("id"))).Text("status").ShouldBe("approved");
        (await Balance(story, ewa)).ShouldBe(1500);
    }

    [Theory]
    [InlineData("review", "in_review")]
    [InlineData("reject", "rejected")]
    public async Task A_program_may_look_at_households_or_leave_them_out(string mode, string status)
    {
        var program = JsonNode.Parse(Story.Program(Program))!.AsObject();
        program["screening"] = new JsonObject { ["household"] = mode };
        var story = await Given(program.ToJsonString());
        var ewa = await Advocate(story, "ewa.nowak@wp.pl", "Ewa Nowak", Marks("ewa"));
        var told = await Buy(
            story, ewa, "o-1", new Friend("jan.kowal@onet.pl", "Jan Nowak", Marks("jan") with { Address = Marks("ewa").Address }));
        await story.Shop.At("2026-04-02T00:00:00Z");
        var referral = await Referral(story, told);
        (referral.Text("status"), referral.Text("screening.rule")).ShouldBe((status, "household"));
    }

    [Fact]
    public async Task Forty_colleagues_behind_one_address_of_the_internet_are_all_paid()
    {
        var story = await Given(Story.Program(Program));
        var boss = await Advocate(story, "boss@firma.pl", "Barbara Boss", Marks("boss") with { Ip = "83.10.20.30" });
        for (var i = 0; i < 40; i++)
        {
            await story.Shop.At(new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc).AddHours(13 * i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            await Buy(story, boss, $"o-{i}", new Friend($"colleague{i}x@firma.pl", $"Colleague{i} Own", Marks($"col{i}") with { Ip = "83.10.20.30" }));
        }

        await story.Shop.At("2026-07-01T00:00:00Z");
        var referrals = (await story.Shop.Get("/v1/referrals?limit=200")).Items;
        referrals.Count.ShouldBe(40);
        referrals.ShouldAllBe(r => r["status"]!.ToString() == "approved");
        (await Balance(story, boss)).ShouldBe(40 * 1500);
    }

    // Everything of somebody's own, always the same for one name.
    private static Marked Marks(string who)
    {
        var number = who.Aggregate(7L, (sum, c) => ((sum * 31) + c) % 9_999_991);
        return new Marked(
            $"device-{who}", $"card-{who}", $"+4860{number:0000000}", $"ul. {who} {number % 200}", $"83.1.{number % 250}.{number / 250 % 250}");
    }

    private static Marked Ring(int member) =>
        Marks($"member{member}") with { Payment = $"ring-card-{member % 2}", Address = "ul. Wspólna 1", Ip = "83.5.5.5" };

    private static async Task<Person> Advocate(Story story, string email, string name, Marked marks)
    {
        var body = new JsonObject
        {
            ["email"] = email, ["name"] = name, ["externalId"] = "c-" + email, ["phone"] = marks.Phone, ["deviceId"] = marks.Device,
            ["paymentFingerprint"] = marks.Payment, ["address"] = marks.Postal, ["ipAddress"] = marks.Ip,
        };
        var joined = (await story.Shop.Post("/v1/advocates", body.ToJsonString())).ShouldBe(201);
        return new Person(joined.Text("id"), joined.Text("code"), joined.Text("link"), "c-" + email);
    }

    private static async Task<Answer> Buy(Story story, Person advocate, string order, Friend friend, long amount = 8000)
    {
        var click = (await story.Shop.Follow(advocate.Link)).ClickId!;
        return (await story.Shop.Post("/v1/orders", Order(order, friend, amount, new JsonObject { ["clickId"] = click }))).ShouldBe(201);
    }

    private static string Order(string number, Friend friend, long amount, JsonObject more)
    {
        var body = new JsonObject
        {
            ["externalId"] = number, ["status"] = "paid", ["subtotal"] = amount, ["total"] = amount, ["deviceId"] = friend.Marks.Device,
            ["paymentFingerprint"] = friend.Marks.Payment, ["ipAddress"] = friend.Marks.Ip, ["shippingAddress"] = friend.Marks.Postal,
            ["customer"] = new JsonObject
            {
                ["externalId"] = friend.Customer ?? "c-" + friend.Email, ["email"] = friend.Email, ["name"] = friend.Name, ["phone"] = friend.Marks.Phone,
            },
        };
        foreach (var (name, value) in more)
        {
            body[name] = value?.DeepClone();
        }

        return body.ToJsonString();
    }

    private static Task<Answer> Referral(Story story, Answer order) => Referral(story, order.Text("referralId"));

    private static async Task<Answer> Referral(Story story, string id) => (await story.Shop.Get($"/v1/referrals/{id}")).ShouldBe(200);

    private static IEnumerable<string> Codes(Answer referral) => referral["screening"]!["signals"]!.AsArray().Select(s => s!["code"]!.ToString());

    private static async Task<long> Balance(Story story, Person advocate) =>
        (await story.Shop.Get($"/v1/advocates/{advocate.Id}/balance")).Number("available");

    private sealed record Person(string Id, string Code, string Link, string Customer);

    private sealed record Friend(string Email, string Name, Marked Marks, string? Customer = null);

    private sealed record Marked(string Device, string Payment, string Phone, string Address, string Ip)
    {
        internal JsonObject Postal => new() { ["line1"] = Address, ["postalCode"] = "00-590", ["city"] = "Warszawa", ["country"] = "PL" };
    }
}

public sealed class ScreeningJourneyOnSqlite(PostgresFixture postgres) : ScreeningJourney(TestEngine.Sqlite, postgres);

public sealed class ScreeningJourneyOnPostgres(PostgresFixture postgres) : ScreeningJourney(TestEngine.Postgres, postgres);
