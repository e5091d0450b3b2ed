using Microsoft.Playwright;
using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>Webhooks at the desk: endpoints and how they are, the form, the secret that is shown once, tests, the log of deliveries.</summary>
public sealed class WebhookPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private static readonly string LongUrl = "https://hooks.long-names-of-shops.example:8443/" + string.Join('/', Enumerable.Repeat("integrations-of-the-warehouse", 12)) + "?token=0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task Every_page_is_fit_to_read_when_empty_and_when_full(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var page = await house.Owner(width);
        await Look(house, page, "/webhooks", "/webhooks/new", "");

        var long_ = (await house.Shop.Post("/v1/webhook-endpoints", $$"""{"url":"{{LongUrl}}","events":["order.*","reward.issued","reward.revoked"],"description":"The warehouse, which wants to know of each order and reward as soon as it happens"}""")).ShouldBe(201);
        var plain = (await house.Shop.Post("/v1/webhook-endpoints", """{"url":"https://localhost/hooks","events":["*"]}""")).ShouldBe(201);
        var off = (await house.Shop.Post("/v1/webhook-endpoints", """{"url":"https://till.example/","events":["reward.*"],"description":"The till"}""")).ShouldBe(201);
        (await house.Shop.Patch("/v1/webhook-endpoints/" + off.Text("id"), """{"enabled":false}""")).ShouldBe(200);
        await Look(house, page, "/webhooks/" + plain.Text("id"));
        (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna"}""")).ShouldBe(201);
        await Fill(house, plain, 10_000);
        await house.Node.RunDue(house.Shop.Id);
        await house.Node.RunOutside(house.Shop.Id);
        var delivery = (await house.Shop.Get($"/v1/webhook-endpoints/{plain.Text("id")}/deliveries")).Items
            .First(item => item["type"]!.ToString() == "advocate.joined");
        await Look(
            house, page, "/webhooks", $"/webhooks/{plain.Text("id")}", $"/webhooks/{plain.Text("id")}?status=pending", $"/webhooks/{plain.Text("id")}?status=failed",
            $"/webhooks/{long_.Text("id")}", $"/webhooks/{long_.Text("id")}/edit", $"/webhooks/{off.Text("id")}",
            $"/webhooks/{plain.Text("id")}/deliveries/{delivery["id"]}", "/payouts/settings");
        await page.GotoAsync($"{house.Desk}/webhooks/{plain.Text("id")}?status=delivered");
        await page.GetByText("Older").ClickAsync();
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(25);
        await page.ShouldBeFitToRead();
        (await page.GotoAsync(house.Desk + "/webhooks/whk_0000000000000"))!.Status.ShouldBe(404);
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endpoint_is_made_tried_changed_switched_off_and_deleted_by_hand()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Owner();
        await page.GotoAsync(house.Desk);
        await page.GetByRole(AriaRole.Link, new() { Name = "Webhooks" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New endpoint" }).First.ClickAsync();
        await page.GetByLabel("Address").FillAsync("http://shop.example/hook");
        await page.GetByLabel("Everything that happens").UncheckAsync();
        await Press(page, "Make the endpoint");
        (await page.Locator(".field-error").AllInnerTextsAsync()).Count.ShouldBe(1);
        (await page.Locator(".field-error").First.InnerTextAsync()).ShouldContain("https://");
        await page.GetByLabel("Address").FillAsync("https://localhost/hook");
        await Press(page, "Make the endpoint");
        (await page.Locator(".field-error").InnerTextAsync()).ShouldBe("Must name at least one event, a group such as reward.*, or *.");
        await page.ShouldBeFitToRead();

        // By keyboard alone.
        await page.GetByLabel("reward.issued").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByLabel("all of order").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the endpoint" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var secret = await page.GetByLabel("Signing secret", new() { Exact = true }).InputValueAsync();
        secret.ShouldStartWith("whsec_");
        await page.ShouldBeFitToRead();
        await Shot(page, "secret");
        var made = (await house.Shop.Get("/v1/webhook-endpoints")).Items.ShouldHaveSingleItem();
        made["events"]!.ToJsonString().ShouldBe("""["order.*","reward.issued"]""");
        await page.GotoAsync($"{house.Desk}/webhooks/{made["id"]}");
        (await page.GetByText("whsec_").CountAsync()).ShouldBe(0);

        await Press(page, "Send a test event");
        await page.GetByText("The test event was not taken. An address that is not called").WaitForAsync();
        await page.ShouldBeFitToRead();
        await Shot(page, "test");
        await page.Locator("summary").GetByText("New signing secret").ClickAsync();
        await page.Locator(".confirm[open] button").ClickAsync();
        (await page.GetByLabel("Signing secret", new() { Exact = true }).InputValueAsync()).ShouldNotBe(secret);

        await page.GetByRole(AriaRole.Link, new() { Name = "Change" }).ClickAsync();
        await page.GetByLabel("What it is for").FillAsync("<script>alert(1)</script> Till & Co");
        await Press(page, "Save");
        await page.GetByText("Saved.", new() { Exact = true }).WaitForAsync();
        await page.GetByText("<script>alert(1)</script> Till & Co").WaitForAsync();
        await page.Locator("summary").GetByText("Switch off").ClickAsync();
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByText("switched off", new() { Exact = true }).WaitForAsync();
        await Press(page, "Switch on");
        await page.GetByText("nothing sent yet").WaitForAsync();
        await page.Locator("summary").GetByText("Delete").ClickAsync();
        await page.Locator(".confirm[open] button").ClickAsync();
        await page.GetByText("No system is told yet").WaitForAsync();
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delivery_that_was_given_up_is_sent_again_and_an_analyst_sees_none_of_it()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var endpoint = (await house.Shop.Post("/v1/webhook-endpoints", """{"url":"https://localhost/hook","events":["advocate.joined"]}""")).ShouldBe(201);
        (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com"}""")).ShouldBe(201);
        await house.Node.RunDue(house.Shop.Id);
        await house.Node.RunOutside(house.Shop.Id);
        await house.Node.Database.For(house.Shop.Id).Write(tx => tx.Execute("UPDATE webhook_deliveries SET status = 'failed', done_at = 1, next_at = NULL WHERE shop_id = @shop"));
        var page = await house.Owner(390);
        await page.GotoAsync($"{house.Desk}/webhooks/{endpoint.Text("id")}?status=failed");
        await page.GetByRole(AriaRole.Link, new() { Name = "advocate.joined" }).ClickAsync();
        await page.GetByText("An address that is not called").WaitForAsync();
        await page.GetByText("\"type\": \"advocate.joined\"").WaitForAsync();
        await Press(page, "Send again");
        await page.GetByText("It is on its way again").WaitForAsync();
        await page.ShouldBeFitToRead();

        (await AddAnalyst(house)).ShouldBeFalse();
        var analyst = await house.Staff("analyst@shop.example");
        (await analyst.GotoAsync(house.Desk + "/webhooks"))!.Status.ShouldBe(403);
        await analyst.GotoAsync(house.Desk);
        (await analyst.GetByRole(AriaRole.Link, new() { Name = "Webhooks" }).CountAsync()).ShouldBe(0);
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task<bool> AddAnalyst(PageHouse house) => (await Vouch.Server.Platform.AddStaff.Run(
        house.Node.Database, "analyst@shop.example", Vouch.Server.Platform.StaffRole.Analyst, [house.Shop.Id], PageHouse.Password)).IsRefused;

    private static async Task Look(PageHouse house, IPage page, params string[] paths)
    {
        foreach (var path in paths)
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200, path);
            await page.ShouldBeFitToRead();
            await Shot(page, path);
        }
    }

    // For a designer's eye: where the folder is named, what was seen is kept.
    private static async Task Shot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("VOUCH_SHOTS") is { Length: > 0 } folder)
        {
            var file = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{page.ViewportSize!.Width}{file}.png"), FullPage = true });
        }
    }

    private static Task Fill(PageHouse house, Answer endpoint, int rows) => house.Node.Database.For(house.Shop.Id).Write(async tx =>
    {
        var id = IdText.TryParse<EndpointId>(endpoint.Text("id"), out var known) ? known : throw new FormatException();
        for (var row = 0; row < rows; row++)
        {
            await tx.Execute(
                """
                INSERT INTO webhook_deliveries (shop_id, endpoint_id, delivery_id, position, event_id, type, subject, status, tries, failures, next_at, created_at, done_at)
                VALUES (@shop, @id, @row, @position, @row, 'order.attributed', 'ord_0000000000000', 'delivered', 1, 0, NULL, @at, @at)
                """,
                new { id, row = row + 1, position = -row - 1, at = tx.Wall });
        }
    });

    private static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();
}
