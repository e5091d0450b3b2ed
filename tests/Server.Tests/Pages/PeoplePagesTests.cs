using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>People and their cases at the desk: one person's page says where each reward is.</summary>
public sealed class PeoplePagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Theory, PhoneAndDesk]
    public async Task A_persons_page_says_of_each_reward_why_it_waits_and_until_when(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var (advocate, code) = await ReviewHouse.Begin(house);
        var page = await house.Owner(width);
        await house.Show(page, "/advocates/" + advocate);
        (await page.GetByText("no friend took the offer or ordered so far").CountAsync()).ShouldBe(1);

        await ReviewHouse.Order(house, code, 0, 3);
        (await house.Shop.Post("/v1/orders", $$"""
            {"externalId":"U1","status":"pending","subtotal":9000,"total":9000,"couponCodes":["{{code}}"],
             "customer":{"email":"unpaid@example.com","name":"Ola Nowak"} }
            """)).ShouldBe(201);
        await house.Show(page, "/advocates/" + advocate);
        (await page.GetByText("Order R0 can still be sent back").CountAsync()).ShouldBe(1);
        (await page.Locator(".replies").GetByText("from 12 March 2026").Or(page.Locator(".replies").GetByText("from 12 Mar 2026")).CountAsync())
            .ShouldBe(3);
        (await page.GetByText("Order U1 is not paid yet").CountAsync()).ShouldBe(1);
        await page.Shoot($"person-{width}");

        await ReviewHouse.Ripen(house);
        await house.Show(page, "/advocates/" + advocate);
        (await page.GetByText("Somebody of the shop must decide about it").CountAsync()).ShouldBe(3);
        await page.Locator(".replies").GetByRole(AriaRole.Link, new() { Name = "Decide" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "The two people" }).WaitForAsync();
        house.Complaints.ShouldBeEmpty();
    }

    [Theory, PhoneAndDesk]
    public async Task Advocates_are_found_by_beginnings_of_words_by_codes_and_by_their_friends(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var (_, code) = await ReviewHouse.Begin(house);
        var page = await house.Owner(width);
        await ReviewHouse.Order(house, code, 0, 1);
        foreach (var i in Enumerable.Range(1, 7))
        {
            (await house.Shop.Post("/v1/advocates", $$"""{"email":"p{{i}}@shop.example","name":"Ola Kot{{i}}","externalId":"C-{{i}}"}""")).ShouldBe(201);
        }

        await house.Show(page, "/advocates");
        await page.Shoot($"list-{width}");
        foreach (var (typed, n) in new[]
        {
            ("malgorzata", 1), ("Brzęczyszczykiewicz kon", 1), ("ola", 7), ("ola kot3", 1), ("p4@shop", 1), ("C-5", 1), (code, 1),
            ("zyszczyk", 1), ("nobody", 0),
        })
        {
            await house.Show(page, "/advocates?q=" + Uri.EscapeDataString(typed));
            (await page.Locator("tbody tr").CountAsync()).ShouldBe(n, typed);
        }

        foreach (var typed in new[] { "FRIEND0@example.com", "R0" })
        {
            await house.Show(page, "/advocates?q=" + typed);
            (await page.GetByText("Grzegorz Brzęczyszczykiewicz 0").CountAsync()).ShouldBe(1, typed);
        }

        await house.Show(page, "/advocates?status=blocked");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(0);
        await house.Show(page, "/advocates?sort=most");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(0);
        await house.Show(page, "/advocates?sort=oldest");
        (await page.Locator("tbody tr").First.InnerTextAsync()).ShouldContain("Małgorzata");
        house.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task Many_are_blocked_at_once_and_undone_unless_something_else_changed_them(TestEngine engine)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await ReviewHouse.Begin(house);
        var ids = new List<string>();
        foreach (var i in Enumerable.Range(1, 3))
        {
            ids.Add((await house.Shop.Post("/v1/advocates", $$"""{"email":"p{{i}}@shop.example","name":"Ola Kot{{i}}"}""")).ShouldBe(201).Text("id"));
        }

        (await house.Shop.Post($"/v1/advocates/{ids[0]}/block")).ShouldBe(200);
        var page = await house.Visitor(script: false);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(PageHouse.Email);
        await page.GetByLabel("Password").FillAsync(PageHouse.Password);
        await page.Press("Sign in");
        await page.WaitForURLAsync($"**{house.Desk}");
        await page.GotoAsync(house.Desk + "/advocates?q=ola");
        await page.Press("Block");
        await page.GetByText("Tick the advocates first").WaitForAsync();
        await page.GetByLabel("For whom").SelectOptionAsync("all");
        await page.Press("Block");
        await page.GetByText("2 blocked. 1 left as they are:").WaitForAsync();
        (await page.GetByText("Blocked already.").CountAsync()).ShouldBe(1);
        (await house.Shop.Post($"/v1/advocates/{ids[1]}/unblock")).ShouldBe(200);
        await page.Press("Undo");
        await page.GetByText("1 unblocked. 1 left as they are:").WaitForAsync();
        (await page.GetByText("Something else has changed since.").CountAsync()).ShouldBe(1);
        foreach (var (id, status) in ids.Zip(["blocked", "active", "active"]))
        {
            (await house.Shop.Get("/v1/advocates/" + id)).Text("status").ShouldBe(status);
        }

        await page.GotoAsync(house.Desk + "/audit?what=advocate.blocked");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(3);

        var owner = await house.Owner(390);
        await house.Show(owner, "/advocates");
        await owner.GetByRole(AriaRole.Link, new() { Name = "Tick all on this page" }).FocusAsync();
        await owner.Keyboard.PressAsync("Enter");
        await owner.Press("Unblock");
        await owner.GetByText("1 unblocked.").WaitForAsync();
        await owner.ShouldBeFitToRead();
        await owner.Shoot("many");
    }

    [Theory, PhoneAndDesk]
    public async Task A_pasted_list_is_looked_at_before_anybody_is_invited(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await ReviewHouse.Begin(house);
        var page = await house.Owner(width);
        await house.Show(page, "/advocates");
        await page.GetByRole(AriaRole.Link, new() { Name = "Invite" }).ClickAsync();
        await page.GetByLabel("Addresses").FillAsync("Jan <jan@shop.example>\nANNA@example.com\nnobody\njan@shop.example");
        await page.ShouldBeFitToRead();
        await page.Press("Look at it first");
        await page.GetByText("Is an advocate already.").WaitForAsync();
        (await page.GetByText("No address is in it.").CountAsync()).ShouldBe(1);
        (await page.GetByText("Stands further up already.").CountAsync()).ShouldBe(1);
        await page.ShouldBeFitToRead();
        await page.Shoot($"invite-{width}");
        await page.Press("Invite 1 person");
        await page.GetByText("1 person was invited.").WaitForAsync();
        (await house.Shop.Get("/v1/advocates?email=jan@shop.example")).Items.Count.ShouldBe(1);
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_filtered_is_taken_along_without_formulas_and_the_journal_knows()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await ReviewHouse.Begin(house);
        (await house.Shop.Post("/v1/advocates", """{"email":"f@shop.example","name":"=1+1"}""")).ShouldBe(201);
        var page = await house.Owner();
        var file = await (await page.APIRequest.GetAsync(house.Desk + "/advocates/advocates.csv?q=f@shop")).TextAsync();
        var lines = file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain(",'=1+1,f@shop.example,");
        (await (await page.APIRequest.GetAsync(house.Desk + "/advocates/advocates.csv")).TextAsync()).ShouldContain("anna@example.com");
        await page.GotoAsync(house.Desk + "/audit?what=advocate.exported");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(2);
        (await page.ContentAsync()).ShouldNotContain("f@shop");
    }

    [Theory]
    [InlineData(TestEngine.Sqlite, "/advocates/")]
    [InlineData(TestEngine.Postgres, "/referrals/")]
    public async Task A_note_is_changed_by_its_writer_alone_and_goes_with_the_person(TestEngine engine, string where)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var (advocate, code) = await ReviewHouse.Begin(house);
        await ReviewHouse.Order(house, code, 0, 1);
        var path = where + (where == "/advocates/" ? advocate : (await house.Shop.Get("/v1/referrals")).Items[0]["id"]!.ToString());
        (await AddStaff.Run(house.Node.Database, "other@shop.example", StaffRole.Admin, [house.Shop.Id], PageHouse.Password))
            .IsRefused.ShouldBeFalse();
        var page = await house.Owner(390);
        await house.Show(page, path);
        await page.GetByLabel("Note", new() { Exact = true }).FillAsync("She called twice.\nWas promised an answer.");
        await page.Press("Add the note");
        await page.GetByText("She called twice.").First.WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.Locator("summary").GetByText("Change", new() { Exact = true }).ClickAsync();
        await page.Locator(".note textarea").FillAsync("She called three times.");
        await page.Press("Save");
        await page.GetByText("She called three times.").First.WaitForAsync();

        var other = await house.Staff("other@shop.example");
        await house.Show(other, path);
        (await other.GetByText("She called three times.").CountAsync()).ShouldBe(1);
        (await other.Locator(".note summary").CountAsync()).ShouldBe(0);
        (await house.Shop.Delete("/v1/advocates/" + advocate)).ShouldBe(204);
        await house.Node.RunDue(house.Shop.Id);
        await house.Show(other, path);
        (await other.GetByText("She called three times.").CountAsync()).ShouldBe(0);
        house.Complaints.ShouldBeEmpty();
    }

    [Theory, PhoneAndDesk]
    public async Task An_orders_page_shows_every_candidate_and_what_came_of_it(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await house.Owner(width);
        await house.Show(page, "/orders");
        (await page.GetByText("No order here").CountAsync()).ShouldBe(1);
        var (_, code) = await ReviewHouse.Begin(house);
        await ReviewHouse.Order(house, code, 0, 7);
        (await house.Shop.Post("/v1/orders", """{"externalId":"U1","status":"paid","subtotal":900,"total":900,"customer":{"email":"u@example.com"} }"""))
            .ShouldBe(201);
        (await house.Shop.Post("/v1/orders/R3/events", """{"externalId":"e1","type":"refunded","amount":1000}""")).ShouldBe(200);
        await house.Show(page, "/orders");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(8);
        await page.Shoot($"orders-{width}");
        await house.Show(page, "/orders?outcome=organic");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(1);
        await house.Show(page, "/orders?q=R3");
        await page.GetByRole(AriaRole.Link, new() { Name = "R3", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Order R3" }).WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.Shoot($"order-{width}");
        (await page.GetByText("decided the credit").CountAsync()).ShouldBe(1);
        (await page.GetByText("Order refunded", new() { Exact = true }).CountAsync()).ShouldBe(1);
        house.Complaints.ShouldBeEmpty();
    }

    [Theory, PhoneAndDesk]
    public async Task Filters_are_saved_under_a_name_shared_renamed_removed_and_put_back(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await ReviewHouse.Begin(house);
        foreach (var role in new[] { StaffRole.Support, StaffRole.Admin })
        {
            (await AddStaff.Run(house.Node.Database, $"{role}@shop.example", role, [house.Shop.Id], PageHouse.Password)).IsRefused.ShouldBeFalse();
        }

        var page = await house.Owner(width);
        await house.Show(page, "/advocates?status=blocked&q=anna@example.com");
        await page.Locator("summary").GetByText("Save these filters").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Blocked ones");
        await page.GetByLabel("For everybody who may see this list").CheckAsync();
        await page.ShouldBeFitToRead();
        await page.Press("Save");
        await page.GetByRole(AriaRole.Link, new() { Name = "Blocked ones" }).WaitForAsync();
        page.Url.ShouldEndWith("/advocates?status=blocked");
        await page.Shoot($"views-{width}");

        var support = await house.Staff("Support@shop.example");
        await house.Show(support, "/advocates");
        (await support.GetByRole(AriaRole.Link, new() { Name = "Blocked ones" }).CountAsync()).ShouldBe(1);
        (await support.GetByText("Change views").CountAsync()).ShouldBe(0);

        await page.Locator("summary").GetByText("Change views").ClickAsync();
        await page.Locator(".view-line input.form-control").FillAsync("Stopped");
        await page.Press("Rename");
        await page.GetByRole(AriaRole.Link, new() { Name = "Stopped" }).WaitForAsync();
        await page.Locator("summary").GetByText("Change views").ClickAsync();
        await page.Press("Remove");
        await page.GetByText("“Stopped” was removed.").WaitForAsync();
        await page.ShouldBeFitToRead();
        await page.Press("Undo");
        await page.GetByRole(AriaRole.Link, new() { Name = "Stopped" }).WaitForAsync();
        foreach (var list in new[] { "/referrals?status=pending", "/reviews?cause=appeal", "/rewards?status=pending", "/orders?status=paid" })
        {
            await house.Show(page, list);
            (await page.GetByText("Save these filters").CountAsync()).ShouldBe(1, list);
        }

        house.Complaints.ShouldBeEmpty();
    }
}
