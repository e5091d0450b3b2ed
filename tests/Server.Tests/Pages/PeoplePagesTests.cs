using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>People and their cases at the desk: one person's page says where each reward is.</summary>
public sealed class PeoplePagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("VOUCH_PICTURES");

    [Theory]
    [InlineData(TestEngine.Sqlite, 390)]
    [InlineData(TestEngine.Postgres, 1280)]
    public async Task A_persons_page_says_of_each_reward_why_it_waits_and_until_when(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        var (advocate, code) = await ReviewHouse.Begin(house);
        var page = await house.Owner(width);
        await Open(house, page, "/advocates/" + advocate);
        (await page.GetByText("no friend took the offer or ordered so far").CountAsync()).ShouldBe(1);

        await ReviewHouse.Order(house, code, 0, 3);
        (await house.Shop.Post("/v1/orders", $$"""
            {"externalId":"U1","status":"pending","subtotal":9000,"total":9000,"couponCodes":["{{code}}"],
             "customer":{"email":"unpaid@example.com","name":"Ola Nowak"} }
            """)).ShouldBe(201);
        await Open(house, page, "/advocates/" + advocate);
        (await page.GetByText("Order R0 can still be sent back").CountAsync()).ShouldBe(1);
        (await page.Locator(".replies").GetByText("from 12 March 2026").Or(page.Locator(".replies").GetByText("from 12 Mar 2026")).CountAsync())
            .ShouldBe(3);
        (await page.GetByText("Order U1 is not paid yet").CountAsync()).ShouldBe(1);
        await Picture(page, $"person-{width}");

        await ReviewHouse.Ripen(house);
        await Open(house, page, "/advocates/" + advocate);
        (await page.GetByText("Somebody of the shop must decide about it").CountAsync()).ShouldBe(3);
        await page.Locator(".replies").GetByRole(AriaRole.Link, new() { Name = "Decide" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "The two people" }).WaitForAsync();
        house.Complaints.ShouldBeEmpty();
    }

    private static async Task Open(PageHouse house, IPage page, string path)
    {
        (await page.GotoAsync(house.Desk + path))!.Status.ShouldBe(200, path);
        await page.ShouldBeFitToRead();
    }

    private static Task Picture(IPage page, string name) => Pictures is null
        ? Task.CompletedTask : page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
}
