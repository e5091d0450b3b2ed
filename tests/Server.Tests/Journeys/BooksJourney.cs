using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What an accountant asks of the books: how they stood on a day, what is owed, months that stay closed, a file to take away.</summary>
public abstract class BooksJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task The_books_answer_for_any_day_in_the_shops_own_calendar()
    {
        var story = await Earned("Pacific/Auckland");
        // Half past midnight in Auckland is still the day before in UTC.
        await story.Shop.At("2026-04-30T12:30:00Z");
        await Spend(story, 400);
        await story.Shop.At("2026-06-01T00:00:00Z");
        await Spend(story, 100);

        (await Balance(story, "2026-04-30"))["redeemed:store_credit"].ShouldBe(0);
        (await Balance(story, "2026-05-01"))["redeemed:store_credit"].ShouldBe(-400);
        (await Balance(story, "2026-06-01"))["available:store_credit"].ShouldBe(-1000);
        (await Balance(story, "2026-06-01"))["expense"].ShouldBe(1500);
        (await Balance(story, "2026-02-28")).ShouldBeEmpty();
        var total = (await story.Shop.Get("/v1/ledger/trial-balance")).ShouldBe(200)["totals"]!.AsArray().Single()!;
        total["debit"]!.GetValue<long>().ShouldBe(total["credit"]!.GetValue<long>());
        (await story.Shop.Get("/v1/ledger/trial-balance?date=2026-13-01")).ShouldBe(400);
    }

    [Fact]
    public async Task What_is_owed_is_shown_by_kind_with_and_without_what_will_never_be_used()
    {
        var story = await Earned("UTC");
        await Spend(story, 500);
        var before = (await story.Shop.Get("/v1/ledger/liability")).ShouldBe(200)["lines"]!.AsArray().Single()!;
        before["owed"]!.GetValue<long>().ShouldBe(1000);
        before["expected"]!.GetValue<long>().ShouldBe(1000);
        var ageing = (await story.Shop.Get("/v1/ledger/ageing")).ShouldBe(200);
        ageing["byAge"]!.AsArray().Single()!["bucket"]!.ToString().ShouldBe("0-30");
        ageing["byExpiry"]!.AsArray().Single()!["bucket"]!.ToString().ShouldBe("181-365");

        // Told while it can still be used, and not at night.
        await story.Shop.At("2027-03-30T12:00:00Z");
        await story.Shop.At("2027-06-01T00:00:00Z");
        var after = (await story.Shop.Get("/v1/ledger/liability")).ShouldBe(200)["lines"]!.AsArray().Single()!;
        after["owed"]!.GetValue<long>().ShouldBe(0);
        after["redeemedRate"]!.GetValue<decimal>().ShouldBe(33.33m);
        var types = (await story.Shop.Get("/v1/events?limit=200")).Items.Select(e => e["type"]!.ToString()).ToList();
        types.IndexOf("reward.expiring").ShouldBeLessThan(types.IndexOf("reward.expired"));
        await Node.RunDue(story.Shop.Id);
        await Node.RunOutside(story.Shop.Id);
        WrittenMails.In(Site.MailFolder).Count(mail => mail.Text.Contains("€10") && mail.Text.Contains("so that it is not lost")).ShouldBe(1);
    }

    [Fact]
    public async Task Months_close_in_order_and_once_and_stay_as_they_were_closed()
    {
        var story = await Earned("Europe/Warsaw");
        await story.Shop.At("2026-05-10T00:00:00Z");
        (await Close(story, "2026-05")).ShouldRefuse(409, "month_not_over");
        (await Close(story, "2026-04")).ShouldRefuse(409, "earlier_month_open");
        (await Close(story, "March")).ShouldBe(400);
        var march = (await Close(story, "2026-03")).ShouldBe(201);
        march.Text("hash").Length.ShouldBe(64);
        (await Close(story, "2026-03")).ShouldRefuse(409, "month_closed");
        (await Close(story, "2026-04")).ShouldBe(201);
        (await story.Shop.Get("/v1/ledger/closes")).Items.Select(close => close["month"]!.ToString()).ShouldBe(["2026-04", "2026-03"]);
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Close(story, "2026-05")))).ShouldAllBe(answer => (int)answer.Status == 409);
    }

    [Fact]
    public async Task The_books_leave_as_a_table_and_as_a_journal_that_balances()
    {
        var story = await Earned("UTC");
        await Spend(story, 500);
        var table = await Download(story, "/v1/ledger/export?format=csv");
        var rows = table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        rows.Sum(row => Number(row[7])).ShouldBe(rows.Sum(row => Number(row[8])));
        rows.ShouldContain(row => row[5] == "expense" && row[7] == "15.00");

        var journal = await Download(story, "/v1/ledger/export?format=ledger&from=2026-03-01&to=2026-04-30");
        journal.ShouldContain("Expenses:Rewards:expense");
        foreach (var transaction in journal.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(text => char.IsDigit(text[0])))
        {
            transaction.Split('\n').Skip(1).Sum(line => Number(line.Split("  ", StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ')[0])).ShouldBe(0);
        }

        (await Download(story, "/v1/ledger/export?to=2026-02-01")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        (await story.Shop.Get("/v1/ledger/export?format=xlsx")).ShouldBe(400);
    }

    [Fact]
    public async Task A_balance_is_put_right_by_a_second_line_with_a_reason_and_undone_by_a_third()
    {
        var story = await Earned("UTC");
        var path = $"/v1/advocates/{story.Anna}/adjustments";
        (await story.Shop.Post(path, """{"kind":"store_credit","amount":250,"reason":" "}""")).ShouldBe(400);
        (await story.Shop.Post(path, """{"kind":"coupon","amount":250,"reason":"x"}""")).ShouldBe(400);
        (await story.Shop.Post(path, """{"kind":"store_credit","amount":0,"reason":"x"}""")).ShouldBe(400);
        var up = (await story.Shop.Post(path, """{"kind":"store_credit","amount":250,"reason":"Parcel came late"}""")).ShouldBe(201);
        (await story.Balance()).Number("available").ShouldBe(1750);
        (await story.Shop.Post(path, """{"kind":"store_credit","amount":-1751,"reason":"x"}""")).ShouldRefuse(409, "insufficient_balance");
        var down = (await story.Shop.Post(path, """{"kind":"store_credit","amount":-1600,"reason":"Paid twice"}""")).ShouldBe(201);
        (await story.Balance()).Number("available").ShouldBe(150);

        var back = (await story.Shop.Post($"{path}/{down.Text("id")}/reverse", """{"reason":"It was not paid twice"}""")).ShouldBe(200);
        back.Number("amount").ShouldBe(1600);
        (await story.Balance()).Number("available").ShouldBe(1750);
        (await story.Shop.Post($"{path}/{down.Text("id")}/reverse", """{"reason":"again"}""")).ShouldRefuse(409, "adjustment_reversed");
        (await story.Shop.Post($"{path}/{back.Text("id")}/reverse", """{"reason":"again"}""")).ShouldRefuse(409, "adjustment_reversed");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => story.Shop.Post($"{path}/{up.Text("id")}/reverse", """{"reason":"It came in time"}""")));
        answers.Count(answer => (int)answer.Status == 200).ShouldBe(1);
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await story.Shop.Get(path)).Items.Count.ShouldBe(4);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task Four_fifths_of_a_budget_warn_once_and_the_rest_is_honoured()
    {
        var story = await Given(Story.Program("""{"limits":{"perAdvocate":null,"budget":10000},"friendReward":null,"advocateReward":{"kind":"store_credit","value":{"type":"fixed","amount":2000}}}"""));
        for (var i = 0; i < 6; i++)
        {
            (await story.Shop.Post("/v1/orders", Story.Order($"o-{i}", $$"""{"couponCodes":["{{story.Code}}"],"customer":{"externalId":"c-{{i}}","email":"f{{i}}@example.com"} }"""))).ShouldBe(201);
            var low = (await story.Shop.Get("/v1/events?limit=200")).Items.Count(e => e["type"]!.ToString() == "program.budget_low");
            low.ShouldBe(i < 3 ? 0 : 1, $"after order {i}");
        }

        (await story.Shop.Get($"/v1/programs/{story.ProgramId}")).Text("status").ShouldBe("paused");
        (await story.Balance()).Number("pending").ShouldBe(10000);
    }

    [Fact]
    public async Task A_cap_of_the_tax_year_begins_where_the_shop_says()
    {
        var story = await Given(Story.Program(
            """{"limits":{"perAdvocate":{"rewards":null,"amount":2000,"period":"tax_year"},"budget":null},"friendReward":null}"""), timeZone: "Europe/London");
        (await story.Shop.Patch("/v1/shop", """{"finance":{"country":"GB","taxYearStart":"04-06"}}""")).ShouldBe(200);
        var earned = new List<long>();
        foreach (var (day, i) in ((string, int)[])[("2026-04-01", 1), ("2026-04-02", 2), ("2026-04-05", 3), ("2026-04-06", 4)])
        {
            await story.Shop.At($"{day}T12:00:00Z");
            (await story.Shop.Post("/v1/orders", Story.Order($"o-{i}", $$"""{"couponCodes":["{{story.Code}}"],"customer":{"externalId":"c-{{i}}","email":"f{{i}}@example.com"} }"""))).ShouldBe(201);
            earned.Add((await story.Balance()).Number("pending"));
        }

        earned.ShouldBe([1500, 2000, 2000, 3500]);
    }

    // Anna has 15.00 of store credit, available since the first days of April.
    private async Task<Story> Earned(string timeZone)
    {
        var story = await Given(timeZone: timeZone);
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        await story.Shop.At("2026-04-10T00:00:00Z");
        (await story.Balance()).Number("available").ShouldBe(1500);
        return story;
    }

    private static async Task Spend(Story story, long amount) =>
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", $$"""{"kind":"store_credit","amount":{{amount}}}""")).ShouldBe(201);

    private static Task<Answer> Close(Story story, string month) => story.Shop.Post("/v1/ledger/closes", $$"""{"month":"{{month}}"}""");

    private static async Task<Dictionary<string, long>> Balance(Story story, string date)
    {
        var lines = (await story.Shop.Get($"/v1/ledger/trial-balance?date={date}")).ShouldBe(200)["lines"]!.AsArray();
        var sums = lines.ToDictionary(line => line!["account"]!.ToString(), line => line!["balance"]!.GetValue<long>());
        if (sums.Count > 0)
        {
            sums.TryAdd("redeemed:store_credit", 0);
        }

        return sums;
    }

    private static decimal Number(string text) =>
        text.Length == 0 ? 0 : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> Download(Story story, string path)
    {
        using var http = new HttpClient { BaseAddress = story.Shop.Node.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", story.Shop.SecretKey);
        return await http.GetStringAsync(path);
    }
}

public sealed class BooksJourneyOnSqlite(PostgresFixture postgres) : BooksJourney(TestEngine.Sqlite, postgres);

public sealed class BooksJourneyOnPostgres(PostgresFixture postgres) : BooksJourney(TestEngine.Postgres, postgres);
