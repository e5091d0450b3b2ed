using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The desk's queue of reviews, what comes up, and what was drawn by lot.</summary>
public sealed class ReviewPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private static readonly string[] Paths = ["/reviews", "/reviews?cause=appeal", "/reviews?q=zzz", "/reviews/coming", "/reviews/samples"];

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task Every_page_is_fit_to_read_when_empty_and_when_full(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await house.Owner(width);
        await Look(house, page, Paths);

        var (_, code) = await ReviewHouse.Begin(house);
        await ReviewHouse.Order(house, code, 0, 7);
        await Look(house, page, ["/reviews/coming"]);
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(7);
        await ReviewHouse.Ripen(house);
        await Look(house, page, [.. Paths, "/"]);
        var referral = (await house.Shop.Get("/v1/referrals?status=in_review")).Items[0]["id"]!.ToString();
        await Look(house, page, [$"/referrals/{referral}"]);
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_are_decided_at_once_for_one_reason_and_just_those_are_taken_back()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var (advocate, code) = await ReviewHouse.Begin(house);
        await ReviewHouse.Order(house, code, 0, 3);
        await ReviewHouse.Ripen(house);
        var page = await house.Owner();
        (await page.GetByRole(AriaRole.Link, new() { Name = "Reviews 3 waiting" }).CountAsync()).ShouldBe(1);
        await page.GotoAsync(house.Desk + "/reviews");
        await page.GetByLabel("Your reason").FillAsync("I asked them all");
        await Press(page, "Approve");
        await page.GetByText("tick the referrals first").WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Tick all on this page" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Tick Grzegorz Brzęczyszczykiewicz 2").UncheckAsync();
        await page.GetByLabel("Your reason").FillAsync("I asked them all");
        await Press(page, "Approve");
        await page.GetByText("2 approved.").WaitForAsync();
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(1);
        (await house.Shop.Get($"/v1/advocates/{advocate}/balance")).Number("available").ShouldBe(3000);
        await page.ShouldBeFitToRead();

        await Press(page, "Undo");
        await page.GetByText("2 back in the queue.").WaitForAsync();
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(3);
        (await house.Shop.Get($"/v1/advocates/{advocate}/balance")).Number("available").ShouldBe(0);
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_all_are_ticked_by_a_link_and_rejected()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var (_, code) = await ReviewHouse.Begin(house);
        await ReviewHouse.Order(house, code, 0, 2);
        await ReviewHouse.Ripen(house);
        var page = await house.Visitor(script: false);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(PageHouse.Email);
        await page.GetByLabel("Password").FillAsync(PageHouse.Password);
        await Press(page, "Sign in");
        await page.GotoAsync(house.Desk + "/reviews");
        await page.GetByRole(AriaRole.Link, new() { Name = "Tick all on this page" }).ClickAsync();
        await page.GetByLabel("Your reason").FillAsync("one person");
        await Press(page, "Reject");
        await page.GetByText("2 rejected.").WaitForAsync();
        (await house.Shop.Get("/v1/referrals?status=rejected")).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_spot_check_is_open_once_and_says_so_over_the_api()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var (_, code) = await ReviewHouse.Begin(house);
        await ReviewHouse.Order(house, code, 0, 1);
        var referral = (await house.Shop.Get("/v1/referrals")).Items[0]["id"]!.ToString();
        (await house.Shop.Get("/v1/screening/samples")).Items.ShouldBeEmpty();
        (await house.Shop.Post($"/v1/screening/samples/{referral}", """{"abuse":true}""")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task An_advocate_answers_a_question_and_asks_for_another_look_on_their_own_page()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var (advocate, code) = await ReviewHouse.Begin(house);
        await ReviewHouse.Order(house, code, 0, 1);
        await ReviewHouse.Ripen(house);
        var referral = (await house.Shop.Get("/v1/referrals")).Items[0]["id"]!.ToString();
        (await house.Shop.Post($"/v1/referrals/{referral}/ask", """{"question":"Do you know each other?"}""")).ShouldBe(200);
        var page = await house.Visitor(390);
        await page.GotoAsync((await house.Shop.Post($"/v1/advocates/{advocate}/portal-links")).Text("url"));
        await Press(page, "Open my page");
        await page.GetByText("Do you know each other?").WaitForAsync();
        await page.GetByLabel("Your answer").FillAsync("From school.");
        await Press(page, "Send");
        await page.GetByText("The shop has your answer.").WaitForAsync();
        await page.ShouldBeFitToRead();

        (await house.Shop.Post($"/v1/referrals/{referral}/reject", """{"reason":"no"}""")).ShouldBe(200);
        await page.ReloadAsync();
        await page.Locator("summary").GetByText("Ask for another look").ClickAsync();
        await page.GetByLabel("Why you think").FillAsync("We were in one class.");
        await page.ShouldBeFitToRead();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        await page.GetByText("A person at the shop looks at it again.").WaitForAsync();
        (await house.Shop.Get($"/v1/referrals/{referral}")).Text("status").ShouldBe("in_review");
        (await house.Shop.Get($"/v1/referrals/{referral}")).Text("reason").ShouldBe("appeal");
    }

    [Fact]
    public async Task An_entry_that_is_very_wide_is_added_only_when_it_is_meant()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Owner();
        await page.GotoAsync(house.Desk + "/screening/list?verdict=block&kind=ip_range&value=0.0.0.0/1");
        await page.GetByLabel("Why").FillAsync("a slip of the hand");
        await Press(page, "Add to the list");
        await page.GetByText("This is very wide").WaitForAsync();
        await page.ShouldBeFitToRead();
        (await house.Shop.Get("/v1/screening/list")).Items.ShouldBeEmpty();
        await Press(page, "Yes, that is meant");
        await page.GetByText("It holds for what is screened").WaitForAsync();
        (await house.Shop.Get("/v1/screening/list")).Items.Count.ShouldBe(1);
        await page.ShouldBeFitToRead();
        await page.Locator("summary").GetByText("Take off").ClickAsync();
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByText("Nothing is on your list").WaitForAsync();
    }

    private static async Task Look(PageHouse house, IPage page, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200, path);
            await page.ShouldBeFitToRead();
        }
    }

    private static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();
}
