using System.Net.Http.Headers;
using Shouldly;
using Vouch.Domain.Payouts;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Cash, from the balance to the bank and back: gathered once, paid once, returned whole.</summary>
public abstract class PayoutJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Cash = """{"advocateReward":{"kind":"cash","value":{"type":"fixed","amount":1500}},"friendReward":null}""";
    private const string Account = """{"name":"Anna Nowak-Żółć","iban":"pl61 1090 1014 0000 0712 1981 2874","country":"PL"}""";

    [Fact]
    public async Task Cash_is_gathered_sent_and_settled_and_the_bank_file_says_the_same_sums()
    {
        var story = await Earned();
        var shop = story.Shop;
        (await shop.Patch("/v1/shop", """{"finance":{"legalName":"Tea house Sp. z o.o.","iban":"DE89370400440532013000"}}""")).ShouldBe(200);
        (await shop.Post("/v1/payouts", """{"method":"sepa"}""")).ShouldRefuse(409, "payout_details_missing");
        (await Put(shop, $"/v1/advocates/{story.Anna}/payout-details", Account)).ShouldBe(200).Text("account").ShouldBe("PL…2874");

        var payout = (await shop.Post("/v1/payouts", """{"method":"sepa"}""")).ShouldBe(201);
        var id = payout.Text("id");
        payout.Number("amount").ShouldBe(1500);
        payout["items"]!.AsArray().Count.ShouldBe(1);
        payout.Body!.ToJsonString().ShouldNotContain("1090");
        (await story.Balance()).Number("inTransit").ShouldBe(1500);
        (await story.Balance()).Number("available").ShouldBe(0);
        (await shop.Post("/v1/payouts", """{"method":"sepa"}""")).ShouldRefuse(409, "nothing_to_pay_out");

        var file = SepaFile.Read(await Download(shop, $"/v1/payouts/{id}/file")).Value;
        file.SumMinor.ShouldBe(1500);
        file.Payments.Single().Iban.Electronic.ShouldBe("PL61109010140000071219812874");
        file.Payments.Single().Creditor.ShouldBe("Anna Nowak-Zolc");

        (await shop.Post($"/v1/payouts/{id}/settle")).ShouldRefuse(409, "payout_created");
        (await shop.Post($"/v1/payouts/{id}/send")).ShouldBe(200).Text("status").ShouldBe("sent");
        (await shop.Post($"/v1/payouts/{id}/cancel")).ShouldRefuse(409, "payout_sent");
        (await shop.Post($"/v1/payouts/{id}/settle")).ShouldBe(200).Text("status").ShouldBe("settled");
        (await shop.Post($"/v1/payouts/{id}/settle")).ShouldRefuse(409, "payout_settled");
        (await story.Balance()).Number("redeemed").ShouldBe(1500);
        (await shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items.Single()["status"]!.ToString().ShouldBe("redeemed");
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_bank_sends_back_is_available_again_less_what_was_refunded_meanwhile()
    {
        var story = await Earned();
        var shop = story.Shop;
        var payout = (await shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201).Text("id");
        (await shop.Post($"/v1/payouts/{payout}/send")).ShouldBe(200);
        (await shop.Post("/v1/orders/1001/events", """{"externalId":"r","type":"refunded"}""")).ShouldBe(200);
        (await story.Balance()).Number("receivable").ShouldBe(1500);

        (await shop.Post($"/v1/payouts/{payout}/fail", """{"reason":"account closed"}""")).ShouldBe(200).Text("status").ShouldBe("failed");
        var balance = await story.Balance();
        balance.Number("inTransit").ShouldBe(0);
        balance.Number("available").ShouldBe(0);
        balance.Number("receivable").ShouldBe(0);
        (await shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items.Single()["status"]!.ToString().ShouldBe("revoked");
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_called_off_can_be_paid_again_and_the_table_names_no_formula()
    {
        var story = await Earned();
        var shop = story.Shop;
        (await shop.Patch($"/v1/advocates/{story.Anna}", """{"name":"=1+1"}""")).ShouldBe(200);
        var payout = (await shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201).Text("id");
        (await Download(shop, $"/v1/payouts/{payout}/file")).ShouldContain("\"'=1+1\",\"anna@example.com\",\"\",\"\",\"15.00\",\"EUR\"");
        (await shop.Post($"/v1/payouts/{payout}/cancel", """{"reason":"too early"}""")).ShouldBe(200).Text("status").ShouldBe("cancelled");
        (await shop.Get($"/v1/payouts/{payout}/file")).ShouldRefuse(409, "payout_closed");
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201).Number("amount").ShouldBe(1500);
    }

    [Fact]
    public async Task Large_payouts_need_a_second_person()
    {
        var story = await Earned();
        var shop = story.Shop;
        (await shop.Patch("/v1/shop", """{"finance":{"fourEyesAbove":1499}}""")).ShouldBe(200);
        var payout = (await shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201);
        payout["needsApproval"]!.GetValue<bool>().ShouldBeTrue();
        var path = $"/v1/payouts/{payout.Text("id")}";
        (await shop.Post(path + "/send")).ShouldRefuse(409, "payout_needs_approval");
        (await shop.Get(path + "/file")).ShouldRefuse(409, "payout_needs_approval");
        (await shop.Post(path + "/approve")).ShouldRefuse(409, "approver_is_creator");

        var second = (await shop.Post("/v1/api-keys", """{"kind":"secret","name":"the second person"}""")).ShouldBe(201).Text("key");
        (await shop.Post(path + "/approve", "{}", second)).ShouldBe(200)["needsApproval"]!.GetValue<bool>().ShouldBeFalse();
        (await shop.Post(path + "/send")).ShouldBe(200);
    }

    [Fact]
    public async Task Whoever_cannot_be_paid_is_named_and_nothing_is_half_done()
    {
        var story = await Earned();
        var shop = story.Shop;
        var anna = $"/v1/advocates/{story.Anna}/payout-details";
        foreach (var (iban, code) in ((string, string)[])
            [("PL61109010140000071219812875", "iban_checksum"), ("PL6110901014", "iban_length"), ("XX6110901014", "iban_country"), ("?", "iban_malformed")])
        {
            (await Put(shop, anna, $$"""{"name":"Anna","iban":"{{iban}}"}""")).ShouldRefuse(400, code);
        }

        (await shop.Get(anna)).ShouldRefuse(404, "not_found");
        (await shop.Post("/v1/payouts", """{"method":"csv","minimum":1501}""")).ShouldRefuse(409, "nothing_to_pay_out");
        (await shop.Post("/v1/payouts", """{"method":"sepa"}""")).ShouldRefuse(409, "payout_account_missing");
        (await shop.Post("/v1/payouts", """{"method":"gold"}""")).ShouldBe(400);
        (await shop.Post($"/v1/advocates/{story.Anna}/block")).ShouldBe(200);
        (await shop.Post("/v1/payouts", $$"""{"method":"csv","advocateIds":["{{story.Anna}}"]}""")).ShouldRefuse(409, "advocate_blocked");
        (await shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldRefuse(409, "nothing_to_pay_out");
        (await shop.Get("/v1/payouts")).Items.ShouldBeEmpty();
        (await story.Balance()).Number("available").ShouldBe(1500);

        var yen = await Given(Story.Program(Cash), "JPY");
        (await yen.Shop.Post("/v1/payouts", """{"method":"sepa"}""")).ShouldRefuse(409, "sepa_needs_euro");
    }

    [Fact]
    public async Task Two_payouts_at_once_pay_nobody_twice()
    {
        var story = await Earned();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => story.Shop.Post("/v1/payouts", """{"method":"csv"}""")));
        answers.Count(answer => (int)answer.Status == 201).ShouldBe(1);
        (await story.Balance()).Number("inTransit").ShouldBe(1500);
        var path = $"/v1/payouts/{answers.Single(answer => (int)answer.Status == 201).Text("id")}";
        (await story.Shop.Post(path + "/send")).ShouldBe(200);
        var settled = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => story.Shop.Post(path + "/settle")));
        settled.Count(answer => (int)answer.Status == 200).ShouldBe(1);
        (await story.Balance()).Number("redeemed").ShouldBe(1500);
    }

    [Fact]
    public async Task A_refund_while_cash_is_with_the_bank_takes_no_other_kind_and_an_erased_payee_is_forgotten()
    {
        var story = await Earned();
        var shop = story.Shop;
        (await shop.Post($"/v1/advocates/{story.Anna}/adjustments", """{"kind":"store_credit","amount":1500,"reason":"x"}""")).ShouldBe(201);
        var payout = (await shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201).Text("id");
        (await shop.Post($"/v1/payouts/{payout}/approve")).ShouldBe(200);
        (await shop.Post("/v1/orders/1001/events", """{"externalId":"r","type":"refunded"}""")).ShouldBe(200);
        (await story.Balance()).Number("byKind.store_credit.available").ShouldBe(1500);
        (await shop.Post($"/v1/payouts/{payout}/send")).ShouldBe(200);
        (await shop.Delete($"/v1/advocates/{story.Anna}")).ShouldBe(204);
        var closed = (await shop.Post($"/v1/payouts/{payout}/fail")).ShouldBe(200);
        closed.Body!.ToJsonString().ShouldNotContain("anna@example.com");
        var balance = await shop.Get($"/v1/advocates/{story.Anna}/balance");
        balance.Number("byKind.cash.available").ShouldBe(0);
        balance.Number("byKind.store_credit.available").ShouldBe(1500);
        balance.Number("receivable").ShouldBe(0);
        (await shop.Post($"/v1/advocates/{story.Anna}/adjustments", """{"kind":"cash","amount":5,"reason":"x"}""")).ShouldRefuse(409, "advocate_erased");
    }

    [Fact]
    public async Task A_record_that_was_merged_before_moves_with_its_survivor_and_the_money()
    {
        var story = await Earned();
        var shop = story.Shop;
        var ids = new List<string> { story.Anna };
        foreach (var name in (string[])["b", "c"])
        {
            ids.Add((await shop.Post("/v1/advocates", $$"""{"email":"{{name}}@example.com"}""")).ShouldBe(201).Text("id"));
            (await shop.Post($"/v1/advocates/{ids[^1]}/adjustments", """{"kind":"cash","amount":100,"reason":"x"}""")).ShouldBe(201);
        }

        (await shop.Post($"/v1/advocates/{ids[0]}/merge", $$"""{"into":"{{ids[1]}}"}""")).ShouldBe(200);
        (await shop.Post($"/v1/advocates/{ids[0]}/merge", $$"""{"into":"{{ids[2]}}"}""")).ShouldBe(200).Text("id").ShouldBe(ids[2]);
        (await shop.Get($"/v1/advocates/{ids[0]}/balance")).Number("available").ShouldBe(1700);
        var payout = (await shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201);
        payout["items"]!.AsArray().Single()!["amount"]!.GetValue<long>().ShouldBe(1700);
    }

    [Fact]
    public async Task What_a_charity_was_given_is_not_taken_back_by_a_refund()
    {
        var story = await Given(Story.Program("""{"advocateReward":{"kind":"donation","value":{"type":"fixed","amount":1500}},"friendReward":null}"""));
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        await story.Shop.At("2026-05-01T00:00:00Z");
        var reward = (await story.Shop.Get("/v1/rewards")).Items.Single()["id"]!.ToString();
        (await story.Shop.Post($"/v1/rewards/{reward}/redeem", """{"amount":1000}""")).ShouldBe(200);
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"r","type":"refunded"}""")).ShouldBe(200);
        var balance = await story.Balance();
        balance.Number("receivable").ShouldBe(0);
        balance.Number("available").ShouldBe(0);
        balance.Number("redeemed").ShouldBe(1000);
        balance.Number("revoked").ShouldBe(500);
    }

    // Anna has 15.00 in cash, available.
    private async Task<Story> Earned()
    {
        var story = await Given(Story.Program(Cash));
        var visit = await story.Shop.Follow(story.Link);
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"clickId":"{{visit.ClickId}}"}"""))).ShouldBe(201);
        await story.Shop.At("2026-05-01T00:00:00Z");
        (await story.Balance()).Number("byKind.cash.available").ShouldBe(1500);
        return story;
    }

    private static Task<Answer> Put(ShopClient shop, string path, string json) => shop.Send(HttpMethod.Put, path, json, null);

    private static async Task<string> Download(ShopClient shop, string path)
    {
        using var http = new HttpClient { BaseAddress = shop.Node.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", shop.SecretKey);
        return await http.GetStringAsync(path);
    }
}

public sealed class PayoutJourneyOnSqlite(PostgresFixture postgres) : PayoutJourney(TestEngine.Sqlite, postgres);

public sealed class PayoutJourneyOnPostgres(PostgresFixture postgres) : PayoutJourney(TestEngine.Postgres, postgres);
