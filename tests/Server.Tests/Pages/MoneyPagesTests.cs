using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The desk's pages about money: Rewards, Payouts, Books; and the advocate's own.</summary>
public sealed class MoneyPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private static readonly string[] Paths =
    [
        "/rewards", "/rewards?tasks=1", "/rewards?status=expired&kind=coupon", "/rewards/codes", "/payouts", "/payouts/settings",
        "/payouts/tax", "/books",
    ];

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task Every_page_is_fit_to_read_when_empty_and_when_full(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await house.Owner(width);
        await Look(house, page, Paths);

        var ids = await MoneyHouse.Fill(house);
        (await house.Shop.Patch("/v1/shop", """{"finance":{"country":"GB","pointValue":100,"payoutMinimum":2000}}""")).ShouldBe(200);
        var rewards = (await house.Shop.Get("/v1/rewards?limit=200")).Items.DistinctBy(reward => $"{reward["kind"]}{reward["status"]}");
        var payout = (await house.Shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201).Text("id");
        await Look(house, page, [.. Paths, $"/advocates/{ids[0]}", $"/payouts/{payout}", "/books/account?class=expense", "/books?date=2026-04-01"]);
        await Look(house, page, [.. rewards.Select(reward => $"/rewards/{reward["id"]}")]);
        (await page.GotoAsync(house.Desk + "/books/account?class=nothing"))!.Status.ShouldBe(404);
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zzz"), InlineData("cs\0v")]
    public async Task A_payout_form_that_no_page_of_ours_sends_pays_nobody(string method)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await MoneyHouse.Fill(house);
        var owner = await house.Owner();
        await owner.GotoAsync(house.Desk + "/payouts");
        var form = owner.Context.APIRequest.CreateFormData();
        form.Set("form_token", await owner.Locator("input[name=form_token]").First.InputValueAsync());
        form.Set("method", method);
        var answer = await owner.Context.APIRequest.PostAsync($"{house.Node.Url}desk/{house.Shop.Id}/payouts", new() { Form = form });
        answer.Status.ShouldBeLessThan(500);
        (await house.Shop.Get("/v1/payouts")).Items.ShouldBeEmpty();

        // The same form is good where it says a way that there is.
        form.Set("method", "csv");
        await owner.Context.APIRequest.PostAsync($"{house.Node.Url}desk/{house.Shop.Id}/payouts", new() { Form = form });
        (await house.Shop.Get("/v1/payouts")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_payout_is_made_by_one_person_approved_by_another_and_closed_payment_by_payment()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var ids = await MoneyHouse.Fill(house);
        await MoneyHouse.AddSecond(house);
        var page = await house.Owner();
        await page.GotoAsync(house.Desk + "/payouts/settings");
        await page.GetByLabel("A second person above").FillAsync("soon");
        await Press(page, "Save");
        (await page.Locator(".field-error").AllInnerTextsAsync()).ShouldBe(["Type an amount such as 15 or 15.50."]);
        await page.GetByLabel("A second person above").FillAsync("20");
        await page.GetByLabel("Account (IBAN)").FillAsync("DE89 3704 0044 0532 0130 01");
        await Press(page, "Save");
        (await page.Locator(".field-error").InnerTextAsync()).ShouldContain("check digits");
        await page.GetByLabel("Account (IBAN)").FillAsync("DE89 3704 0044 0532 0130 00");
        await Press(page, "Save");
        await page.GetByText("Saved.", new() { Exact = true }).WaitForAsync();

        await page.GotoAsync(house.Desk + "/payouts?method=csv");
        (await page.GetByText("is blocked").CountAsync()).ShouldBe(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay out €60.00 to 2 people" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("You made this payout, so somebody else has to approve it.").WaitForAsync();
        (await page.Locator("summary").GetByText("Approve").CountAsync()).ShouldBe(0);
        await page.ShouldBeFitToRead();
        var address = page.Url;

        var second = await house.Staff(MoneyHouse.Second);
        await second.GotoAsync(address);
        await second.Locator("summary").GetByText("Approve").FocusAsync();
        await second.Keyboard.PressAsync("Enter");
        await second.Locator(".confirm[open] button").ClickAsync();
        await second.Locator("summary").GetByText("The bank has it").ClickAsync();
        await second.Locator(".confirm[open] button").ClickAsync();
        await second.GetByRole(AriaRole.Heading, new() { Name = "What the bank said" }).WaitForAsync();

        await second.GetByLabel("The bank sent it back").CheckAsync();
        await second.GetByLabel("Those ticked in the table").CheckAsync();
        await second.GetByLabel("I have it on a bank statement").CheckAsync();
        await Press(second, "Enter it");
        await second.GetByText("Tick the payments in the table first.").WaitForAsync();
        await second.GetByLabel("Choose Piotr").CheckAsync();
        await second.GetByLabel("What the bank gave as a reason").FillAsync("No such account");
        await Press(second, "Enter it");
        await second.GetByText("No such account").WaitForAsync();
        await second.GetByLabel("The bank has paid").CheckAsync();
        await second.GetByLabel("I have it on a bank statement").CheckAsync();
        await Press(second, "Enter it");
        await second.GetByText("came back").WaitForAsync();
        await second.ShouldBeFitToRead();
        (await house.Shop.Get($"/v1/advocates/{ids[0]}/balance")).Number("byKind.cash.redeemed").ShouldBe(4500);
        (await house.Shop.Get($"/v1/advocates/{ids[1]}/balance")).Number("byKind.cash.available").ShouldBe(1500);
        (await second.GotoAsync(house.Desk + "/"))!.Ok.ShouldBeTrue();
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_is_marked_as_done_from_the_overview_and_undone_again()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await MoneyHouse.Fill(house);
        var page = await house.Owner();
        await page.Locator(".notice", new() { HasText = "A tea tasting" }).GetByRole(AriaRole.Link, new() { Name = "Look" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as done" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Done. The timeline says what changed.").WaitForAsync();
        await page.GotoAsync(house.Desk);
        (await page.Locator(".notice", new() { HasText = "A tea tasting" }).CountAsync()).ShouldBe(0);
        await page.GotoAsync(house.Desk + "/rewards?kind=custom");
        await page.GetByRole(AriaRole.Link, new() { Name = "A tea tasting" }).ClickAsync();
        await page.Locator("summary").GetByText("Not done after all").ClickAsync();
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as done" }).WaitForAsync();

        await page.GotoAsync(house.Desk);
        await page.Locator(".notice", new() { HasText = "gift card" }).GetByRole(AriaRole.Link, new() { Name = "Look" }).ClickAsync();
        await Press(page, "Mark as done");
        await page.Locator("summary").GetByText("Not done after all").ClickAsync();
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as done" }).WaitForAsync();
        (await page.Locator(".sums .pill").InnerTextAsync()).ShouldBe("balances");
        await page.ShouldBeFitToRead();
    }

    [Fact]
    public async Task Codes_are_pasted_wrong_lines_named_and_kept_and_whoever_waits_gets_one()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await MoneyHouse.Fill(house);
        var page = await house.Owner(390);
        await page.Locator(".notice", new() { HasText = "has none left" }).GetByRole(AriaRole.Link, new() { Name = "Look" }).ClickAsync();
        await page.GetByLabel("Codes", new() { Exact = true }).FillAsync("NEW-0001\nx\nTILL-0001");
        await Press(page, "Add them");
        (await page.Locator(".field-errors li").AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldStartWith("2. “x”");
        (await page.GetByLabel("Codes", new() { Exact = true }).InputValueAsync()).ShouldContain("NEW-0001");
        (await page.GetByLabel("Pool", new() { Exact = true }).InputValueAsync()).ShouldBe("till");
        await page.ShouldBeFitToRead();
        await page.GetByLabel("Codes", new() { Exact = true }).FillAsync("NEW-0001\nNEW-0002\nNEW-0003");
        await Press(page, "Add them");
        await page.GetByText("The codes are in.").WaitForAsync();
        (await house.Shop.Get("/v1/rewards?status=waiting")).Items.ShouldBeEmpty();
        (await house.Shop.Get("/v1/code-pools")).Items[0]["free"]!.GetValue<long>().ShouldBe(1);
    }

    [Fact]
    public async Task A_month_is_closed_and_a_balance_put_right_and_back()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var ids = await MoneyHouse.Fill(house);
        var page = await house.Owner(390);
        await page.GotoAsync(house.Desk + "/books");
        await page.Locator("summary").GetByText("Close March 2026").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByText("The month is closed.").WaitForAsync();
        (await page.Locator("summary").GetByText("Close April 2026").CountAsync()).ShouldBe(1);
        (await house.Shop.Get("/v1/ledger/closes")).Items.Single()["month"]!.ToString().ShouldBe("2026-03");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        file.SuggestedFilename.ShouldBe("ledger.csv");

        await page.GotoAsync($"{house.Desk}/advocates/{ids[1]}");
        await page.GetByText("Put the balance right").ClickAsync();
        await page.GetByLabel("What to do").SelectOptionAsync("take");
        await page.GetByLabel("How much").FillAsync("5");
        await page.GetByLabel("Your reason").FillAsync("Paid twice");
        await Press(page, "Put it right");
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldNotBeEmpty();
        (await page.GetByLabel("Your reason").InputValueAsync()).ShouldBe("Paid twice");
        await page.ShouldBeFitToRead();
        await page.GetByLabel("What to do").SelectOptionAsync("give");
        await Press(page, "Put it right");
        await page.GetByText("The balance is put right.").WaitForAsync();
        await page.Locator("summary").GetByText("Undo").ClickAsync();
        await page.GetByLabel("Why it is undone").FillAsync("It was the other one");
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByText("undoes an earlier one").WaitForAsync();
        (await house.Shop.Get($"/v1/advocates/{ids[1]}/balance")).Number("byKind.store_credit.available").ShouldBe(0);
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task An_advocate_chooses_a_donation_and_says_where_to_be_paid(int width)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var ids = await MoneyHouse.Fill(house);
        var page = await house.Visitor(width, script: false);
        await page.GotoAsync((await house.Shop.Post($"/v1/advocates/{ids[1]}/portal-links")).Text("url"));
        await Press(page, "Open my page");
        await page.GetByLabel("Account number").FillAsync("PL61 1090 1014 0000 0712 1981 2875");
        await Press(page, "Keep this account");
        (await page.Locator(".field-error").InnerTextAsync()).ShouldContain("a letter or a digit is wrong");
        await page.GetByLabel("Account number").FillAsync("PL61 1090 1014 0000 0712 1981 2874");
        await Press(page, "Keep this account");
        (await page.GetByText("PL…2874").CountAsync()).ShouldBe(1);
        (await page.ContentAsync()).ShouldNotContain("10901014");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it as a donation" }).ClickAsync();
        (await page.GetByText("Done. You find it below").CountAsync()).ShouldBe(1);
        (await house.Shop.Get($"/v1/advocates/{ids[1]}/balance")).Number("byKind.donation.available").ShouldBe(1500);

        var other = await house.Visitor(width);
        await other.GotoAsync((await house.Shop.Post($"/v1/advocates/{ids[0]}/portal-links")).Text("url"));
        await Press(other, "Open my page");
        (await other.GetByText("€18 of store credit runs out on 8 Aug 2026, in 90 days.").CountAsync()).ShouldBe(1);
        await other.ShouldBeFitToRead();
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task Look(PageHouse house, IPage page, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200, path);
            await page.ShouldBeFitToRead();
        }
    }

    // What is in focus stands above the bar of a phone's menu.
    private static async Task Press(IPage page, string name)
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = name }).First;
        await button.FocusAsync();
        await button.ClickAsync();
    }
}
