using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.People;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The pages about people, keys and what they did, seen and used in a browser.</summary>
public sealed partial class TeamPagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string LongAddress = "malgorzata.brzeczyszczykiewicz-konstantynopolitanczyk@bardzo-dluga-nazwa.example";

    private static readonly string[] Paths = ["/team", "/keys", "/audit", "/audit?what=nothing", "/account", "/account/second-factor"];

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Every_page_is_fit_to_read_when_empty_and_when_full(int width)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Owner(width);
        await See(page, house, width, "empty");
        using var other = await house.Node.Shop(name: "Another shop with a name that is much longer than any rail is wide, since names are given by people");
        (await AddStaff.Run(house.Node.Database, PageHouse.Email, StaffRole.Owner, [other.Id], null)).IsRefused.ShouldBeFalse();
        foreach (var role in Enum.GetValues<StaffRole>())
        {
            (await AddStaff.Run(house.Node.Database, $"{WireName.Of(role)}.{LongAddress}", role, [house.Shop.Id], null)).IsRefused.ShouldBeFalse();
        }

        await page.GotoAsync(house.Desk + "/team");
        await page.GetByLabel("E-mail", new() { Exact = true }).FillAsync(LongAddress);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" }).ClickAsync();
        await page.GetByText("The invitation is on its way.").WaitForAsync();
        (await house.Shop.Post("/v1/api-keys", """{"kind":"secret","name":"The system that brings all orders of the warehouse in Konstantynów","scopes":["orders_read","orders_write","advocates_read","referrals_read"]}""")).ShouldBe(201);
        await house.Program();
        await page.GotoAsync(house.Desk + "/account/second-factor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await page.GetByLabel("QR code for your app").WaitForAsync();
        await See(page, house, width, "full");
        await page.GotoAsync(house.Desk + "/team");
        await page.Locator("details.more > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ShouldBeFitToRead();
        await page.GotoAsync(house.Desk + "/audit");
        await page.Locator(".audit-row summary").First.ClickAsync();
        await page.ShouldBeFitToRead();
        await page.Shoot($"audit-open-{width}");
        await page.Locator(width < 700 ? ".desk-shop summary" : ".rail-shop summary").ClickAsync();
        await page.ShouldBeFitToRead();
        await page.Shoot($"switch-{width}");
        await page.Locator(width < 700 ? ".desk-shop" : ".rail-shop").GetByRole(AriaRole.Link, new() { Name = "Another shop" }).ClickAsync();
        await page.WaitForURLAsync($"**/desk/{other.Id}");
        await page.GotoAsync("/desk");
        page.Url.ShouldEndWith($"/desk/{other.Id}");
        house.Complaints.ShouldBeEmpty();
    }

    // Once at the narrow width: axe takes its time over a page with all that the API has.
    [Fact]
    public async Task The_reference_is_fit_to_read()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Visitor(390, script: true);
        await page.GotoAsync("/docs/api");
        await page.ShouldBeFitToRead();
        await page.Shoot("reference-390", isWhole: false);
        await page.SetViewportSizeAsync(1280, 900);
        await page.Shoot("reference-1280", isWhole: false);
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invitation_and_a_second_factor_go_by_keyboard_alone()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var owner = await house.Owner();
        await owner.GotoAsync(house.Desk + "/team");
        await owner.GetByLabel("E-mail", new() { Exact = true }).FocusAsync();
        await owner.Keyboard.TypeAsync("ada@shop.example");
        await owner.Keyboard.PressAsync("Enter");
        await owner.GetByText("The invitation is on its way.").WaitForAsync();
        await house.Node.SendMail(house.Shop.Id);
        var link = WrittenMails.In(house.MailFolder).Select(mail => JoinLink().Match(mail.Text)).Single(match => match.Success).Value;

        var ada = await house.Visitor(390);
        await ada.GotoAsync(link);
        await ada.ShouldBeFitToRead();
        await ada.GetByRole(AriaRole.Button, new() { Name = "See the invitation" }).FocusAsync();
        await ada.Keyboard.PressAsync("Enter");
        await ada.GetByLabel("Your name").FocusAsync();
        await ada.ShouldBeFitToRead();
        await ada.Shoot("join-390");
        await ada.Keyboard.TypeAsync("Ada");
        await ada.Keyboard.PressAsync("Tab");
        await ada.Keyboard.TypeAsync(PageHouse.Password);
        await ada.Keyboard.PressAsync("Enter");
        await ada.WaitForURLAsync($"**{house.Desk}");

        await ada.GotoAsync(house.Desk + "/account/second-factor");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Begin" }).FocusAsync();
        await ada.Keyboard.PressAsync("Enter");
        var secret = Bytes(await ada.GetByLabel("Or type this into it").InputValueAsync());
        await ada.GetByLabel("Code", new() { Exact = true }).FocusAsync();
        await ada.Keyboard.TypeAsync(Totp.Code(secret, Totp.StepOf(Instant.Of(DateTimeOffset.UtcNow))));
        await ada.Keyboard.PressAsync("Enter");
        await ada.GetByText("These are your recovery codes").WaitForAsync();
        await ada.ShouldBeFitToRead();
        await ada.Shoot("recovery-390");
        var code = await ada.Locator(".recovery code").First.InnerTextAsync();
        await ada.GotoAsync(house.Desk + "/account/second-factor");
        await ada.ShouldBeFitToRead();
        await ada.Shoot("factor-on-390");

        var again = await house.Visitor();
        await again.GotoAsync("/sign-in");
        await again.GetByLabel("E-mail").FocusAsync();
        await again.Keyboard.TypeAsync("ada@shop.example");
        await again.Keyboard.PressAsync("Tab");
        await again.Keyboard.TypeAsync(PageHouse.Password);
        await again.Keyboard.PressAsync("Enter");
        await again.WaitForURLAsync("**/sign-in/code*");
        await again.ShouldBeFitToRead();
        await again.Shoot("code-1280");
        await again.GetByLabel("Code").FocusAsync();
        await again.Keyboard.TypeAsync(code);
        await again.Keyboard.PressAsync("Enter");
        await again.WaitForURLAsync($"**{house.Desk}");
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task See(IPage page, PageHouse house, int width, string how)
    {
        foreach (var path in Paths)
        {
            (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200);
            await page.ShouldBeFitToRead();
            await page.Shoot($"{path.Trim('/').Replace('/', '-').Replace('?', '-')}-{how}-{width}");
        }
    }

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    [GeneratedRegex("http://[^\\s]+/join/shp_[0-9a-z]+#[0-9A-Za-z]{43}")]
    private static partial Regex JoinLink();
}
