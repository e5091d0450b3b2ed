using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Vouch.Domain.Languages;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The way of an advocate and a friend on a phone, in each language: in by a mailed link, shared, claimed.</summary>
public sealed partial class FiveLanguagesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string LongName = "Świętosława Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka";

    private static readonly string[] English =
        [.. LanguageFiles.English.Language.Texts.Values.SelectMany(text => text.Forms.Values).Where(text => text.Length > 3)];

    [Theory]
    [InlineData("en"), InlineData("pl"), InlineData("ru"), InlineData("ro"), InlineData("it")]
    public async Task An_advocate_comes_in_by_mail_and_shares_and_a_friend_claims(string language)
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser, "Herbata & Liście Sp. z o.o.");
        await house.Program(""","tiers":[{"from":3,"advocateReward":{"kind":"store_credit","value":{"type":"fixed","amount":2000}}}]""");
        var words = LanguageFiles.Of(language);
        var made = (await house.Shop.Post("/v1/advocates", $$"""
            {"email":"anna@example.com","name":"{{LongName}}","locale":"{{language}}"}
            """)).ShouldBe(201);

        // In by mail, from the phone that asked.
        var phone = await house.Visitor(390);
        await phone.GotoAsync($"/portal/{house.Shop.Id}?lang={language}");
        await Fit(phone, language, "door");
        await phone.GetByLabel(words["friend.email"]).FillAsync("anna@example.com");
        await phone.GetByRole(AriaRole.Button, new() { Name = words["portal.door.ask_button"] }).ClickAsync();
        await phone.GetByText(words["portal.door.sent_text"]).WaitForAsync();
        await Fit(phone, language, "sent");
        await house.Node.SendMail(house.Shop.Id);
        await phone.GotoAsync(Link(house, @"/portal/\w+/"));
        await phone.GetByRole(AriaRole.Button, new() { Name = words["portal.door.button"] }).ClickAsync();
        await phone.WaitForURLAsync($"**/portal/{house.Shop.Id}");
        (await phone.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
        await phone.GetByText(words["portal.reward.none"]).WaitForAsync();
        await phone.GetByText(words.Count("portal.progress.next_tier", 2, ("reward", words.Say(
            "reward.store_credit_fixed", ("amount", words.ShortMoney(Domain.Currency.Of("EUR"), 2000)))))).WaitForAsync();
        await Fit(phone, language, "portal");

        // Each way of sharing says that its sender gets a reward too, and carries its channel.
        foreach (var way in await phone.Locator("a[data-way]").AllAsync())
        {
            var (channel, href) = (await way.GetAttributeAsync("data-way"), Uri.UnescapeDataString((await way.GetAttributeAsync("href"))!));
            href.ShouldContain($"ch={channel}");
            if (channel is not ("messenger" or "facebook" or "linkedin"))
            {
                href.ShouldContain(words["portal.share.disclosure"]);
            }
        }

        // The friend's phone speaks the same language by itself.
        var friend = await house.Visitor(390, locale: language);
        await friend.GotoAsync("/r/" + made.Text("code"));
        (await friend.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
        await Fit(friend, language, "friend");
        await friend.GetByLabel(words["friend.email"]).FillAsync("piotr@example.com");
        await friend.GetByRole(AriaRole.Button, new() { Name = words["friend.get"] }).ClickAsync();
        (await friend.GetByLabel(words["friend.your_code"]).InputValueAsync()).Length.ShouldBeGreaterThan(5);
        await Fit(friend, language, "claimed");

        // And back: the advocate sees the friend.
        await phone.ReloadAsync();
        await phone.GetByText(words["portal.state.claimed"]).WaitForAsync();
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_on_a_public_page_is_left_untranslated()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser, "⟦shop⟧");
        var marked = LanguageFiles.English.Language.Texts.Where(text => !text.Key.StartsWith("mail.", StringComparison.Ordinal)).ToDictionary(
            text => text.Key, text => string.Join(" ", text.Value.Values.Select(value => $"{{{value}}}").Prepend("⟦text⟧")));
        (await house.Shop.Patch("/v1/texts/it", System.Text.Json.JsonSerializer.Serialize(new { texts = marked }))).ShouldBe(200);
        await PublicPages.Walk(house, "it", async (page, name) =>
        {
            var texts = await page.EvaluateAsync<string[]>(PublicPages.VisibleTexts);
            if (PublicPages.OfNobody.Contains(name))
            {
                // No shop is known, so nobody could word them otherwise.
                texts.Intersect(English).ShouldBeEmpty(name);
                return;
            }

            texts.Where(text => !text.Contains('⟦', StringComparison.Ordinal) && Letters().IsMatch(text)).ShouldBeEmpty(name);
        });
    }

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Letters();

    private static async Task Fit(IPage page, string language, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = $"{folder}/{name}-{language}-390.png", FullPage = true });
        }

        await page.ShouldBeFitToRead();
    }

    private static string Link(PageHouse house, string path) => WrittenMails.In(house.MailFolder)
        .Select(mail => Regex.Match(mail.Text, @"http\S+" + path + @"\S+")).Last(match => match.Success).Value;
}
