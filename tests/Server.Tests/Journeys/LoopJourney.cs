using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>
/// The whole story over HTTP, stage by stage: Programs, Advocates, Sharing, Tracking, Orders, Attribution, Rewards,
/// Referrals, and Messaging beside them.
/// </summary>
public abstract class LoopJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task One_referral_goes_from_program_to_payout()
    {
        var story = await Given();
        var shop = story.Shop;

        var share = (await shop.Post("/v1/shares", $$"""{"code":"{{story.Code}}","channel":"whatsapp"}""", shop.PublishableKey)).ShouldBe(201);
        var visit = await shop.Follow(share.Text("url"));
        visit.Status.ShouldBe(302);
        visit.ClickId.ShouldNotBeNull();
        var click = (await shop.Get($"/v1/clicks/{visit.ClickId}")).ShouldBe(200);
        click.Text("channel").ShouldBe("whatsapp");

        await shop.At("2026-03-02T10:00:00Z");
        var claim = (await shop.Post(
            "/v1/claims", $$"""{"code":"{{story.Code}}","email":"piotr@example.com","clickId":"{{visit.ClickId}}","consent":true}""", shop.PublishableKey)).ShouldBe(201);
        var coupon = claim.Text("couponCode");
        coupon.Length.ShouldBe(10);
        (await shop.Get("/v1/referrals?status=claimed")).Items.Count.ShouldBe(1);

        // Another device: no click id, but the address and the coupon.
        await shop.At("2026-03-04T12:00:00Z");
        var worth = (await shop.Get($"/v1/coupons/{coupon}?subtotal=10000&email=piotr@example.com")).ShouldBe(200);
        worth.Number("amount").ShouldBe(1500);
        var order = (await shop.Post("/v1/orders", Story.Order("1001", $$"""
            {"status": "pending", "subtotal": 10000, "discount": 1500, "total": 8500, "couponCodes": ["{{coupon.ToLowerInvariant()}}"]}
            """))).ShouldBe(201);
        order.Text("attribution.outcome").ShouldBe("attributed");
        order.Text("attribution.advocateId").ShouldBe(story.Anna);
        order.Text("attribution.via").ShouldBe("coupon");
        order.Text("attribution.reason").ShouldBe("coupon_precedence");
        order["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeTrue();
        var referralId = order.Text("referralId");
        (await shop.Get($"/v1/referrals/{referralId}")).Text("status").ShouldBe("pending");

        (await shop.Post("/v1/orders/1001/events", """{"externalId":"p-1","type":"paid","occurredAt":"2026-03-04T12:03:00Z"}""")).ShouldBe(200);
        (await shop.Post("/v1/orders/1001/events", """{"externalId":"d-1","type":"delivered","occurredAt":"2026-03-04T12:04:00Z"}""")).Text("status").ShouldBe("delivered");
        var waiting = (await shop.Get($"/v1/referrals/{referralId}")).ShouldBe(200);
        waiting.Text("holdUntil").ShouldBe("2026-04-04T12:04:00.000Z");
        (await story.Balance()).Number("pending").ShouldBe(1500);
        (await story.Balance()).Number("available").ShouldBe(0);

        await shop.At("2026-04-04T12:03:59Z");
        (await shop.Get($"/v1/referrals/{referralId}")).Text("status").ShouldBe("pending");
        await shop.At("2026-04-05T00:00:00Z");
        var approved = (await shop.Get($"/v1/referrals/{referralId}")).ShouldBe(200);
        approved.Text("status").ShouldBe("approved");
        approved["timeline"]!.AsArray().Count.ShouldBeGreaterThan(2);

        var rewards = (await shop.Get($"/v1/rewards?referralId={referralId}")).ShouldBe(200).Items;
        rewards.Count.ShouldBe(2);
        var advocates = rewards.Single(r => r["recipient"]!.ToString() == "advocate");
        advocates["status"]!.ToString().ShouldBe("issued");
        advocates["amount"]!.GetValue<long>().ShouldBe(1500);
        advocates["issuedAt"]!.ToString().ShouldBe("2026-04-04T12:04:00.000Z");
        var friends = rewards.Single(r => r["recipient"]!.ToString() == "friend");
        friends["status"]!.ToString().ShouldBe("redeemed");
        friends["couponCode"]!.ToString().ShouldBe(coupon);

        var balance = await story.Balance();
        balance.Number("pending").ShouldBe(0);
        balance.Number("available").ShouldBe(1500);
        balance.Number("byKind.store_credit.available").ShouldBe(1500);

        var spent = (await shop.Post($"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":1000,"orderExternalId":"2001"}""")).ShouldBe(201);
        (await story.Balance()).Number("available").ShouldBe(500);
        (await shop.Post($"/v1/advocates/{story.Anna}/redemptions/{spent.Text("id")}/release")).ShouldBe(200);
        (await story.Balance()).Number("available").ShouldBe(1500);

        (await story.LedgerSumsToZero()).ShouldBeTrue();
        await JournalIsInOrder(shop);
    }

    [Fact]
    public async Task Mails_go_out_for_the_link_and_for_the_claim_and_carry_what_their_readers_need()
    {
        var story = await Given();
        var claim = await story.Claim();
        await Node.RunDue(story.Shop.Id);
        await Node.RunOutside(story.Shop.Id);

        var mails = Directory.GetFiles(Path.Combine(Site.MailFolder, "new")).Select(ReadMail).ToList();
        mails.Count.ShouldBe(2);
        mails.ShouldContain(m => m.Contains("anna@example.com") && m.Contains($"/r/{story.Code}"));
        var confirmation = mails.Single(m => m.Contains("piotr@example.com"));
        confirmation.ShouldContain(claim.Text("couponCode"));
        confirmation.ShouldContain("/confirm/");
    }

    private static string ReadMail(string file)
    {
        var mail = WrittenMail.Read(file);
        return mail.Head + "\n" + mail.Text;
    }

    private static async Task JournalIsInOrder(ShopClient shop)
    {
        var events = new List<JsonNode>();
        string? after = null;
        do
        {
            var page = (await shop.Get("/v1/events?limit=5" + (after is null ? string.Empty : "&after=" + after))).ShouldBe(200);
            events.AddRange(page.Items);
            after = page["next"]?.ToString();
        }
        while (after is not null);

        var types = events.ConvertAll(e => e["type"]!.ToString());
        types.Distinct().Count().ShouldBeGreaterThan(8);
        string[] story =
        [
            "program.created", "program.activated", "advocate.joined", "share.recorded", "friend.claimed", "order.recorded", "order.attributed",
            "referral.pending", "order.paid", "order.delivered", "referral.approved", "reward.issued",
        ];
        var at = -1;
        foreach (var type in story)
        {
            var next = types.FindIndex(at + 1, t => t == type);
            next.ShouldBeGreaterThan(at, $"{type} is missing after {(at < 0 ? "the beginning" : types[at])} in {string.Join(", ", types)}");
            at = next;
        }
    }
}

public sealed class LoopJourneyOnSqlite(PostgresFixture postgres) : LoopJourney(TestEngine.Sqlite, postgres);

public sealed class LoopJourneyOnPostgres(PostgresFixture postgres) : LoopJourney(TestEngine.Postgres, postgres);
