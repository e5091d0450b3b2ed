using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>Mail at the desk: what was written to whom, what did not go and why, and sending it now.</summary>
public sealed class MailPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_mail_that_does_not_go_is_found_read_and_sent(int width)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        var page = await house.Owner(width);
        await page.GotoAsync(house.Desk + "/messages");
        await page.GetByText("No mail here").WaitForAsync();

        // No folder can be made where a file is.
        Directory.CreateDirectory(Path.GetDirectoryName(house.MailFolder)!);
        await File.WriteAllTextAsync(house.MailFolder, "");
        (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna <b>Nowak</b>"}""")).ShouldBe(201);
        await Deliver(house);
        await page.GotoAsync(house.Desk);
        await page.GetByRole(AriaRole.Link, new() { Name = "Mail", Exact = true }).Locator("visible=true").First.ClickAsync();
        (await page.Locator("tbody tr").InnerTextAsync()).ShouldContain("anna@example.com");
        await page.ShouldBeFitToRead();
        await page.GetByRole(AriaRole.Link, new() { Name = "Your personal link" }).ClickAsync();
        (await page.Locator("pre").InnerTextAsync()).ShouldContain("Hello Anna <b>Nowak</b>");
        await page.ShouldBeFitToRead();

        File.Delete(house.MailFolder);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send now" }).ClickAsync();
        await page.GetByText("It is in the queue").WaitForAsync();
        await Deliver(house);
        Directory.GetFiles(Path.Combine(house.MailFolder, "new")).Length.ShouldBe(1);
        await page.GotoAsync(house.Desk + "/messages?status=sent");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(1);
        await page.GotoAsync(house.Desk + "/messages?status=failed");
        await page.GetByText("None of your mails is like this.").WaitForAsync();
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task Deliver(PageHouse house)
    {
        await house.Node.RunDue(house.Shop.Id);
        await house.Node.RunOutside(house.Shop.Id);
    }
}
