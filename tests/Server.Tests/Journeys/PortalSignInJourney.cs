using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>How advocates come in at their own page, and how scanners, guessers and other browsers do not.</summary>
public abstract partial class PortalSignInJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task Scanners_consume_nothing_and_of_64_presses_at_once_one_comes_in()
    {
        var story = await Given();
        using var phone = new PortalBrowser(Node, story.Shop);
        var link = await AskForLink(phone);
        var mail = (await story.Shop.Get("/v1/messages?template=sign_in")).Items.Single();
        (await story.Shop.Get($"/v1/messages/{mail["id"]}")).Body!.ToJsonString().ShouldNotContain(TokenOf(link));

        using var scanner = new PortalBrowser(Node, story.Shop);
        for (var i = 0; i < 50; i++)
        {
            (await scanner.Get(link)).Status.ShouldBe(200);
            (await scanner.Head(link)).ShouldBe(200);
        }

        // A scanner that presses the button as well gets a code, and nobody in.
        (await scanner.Press(link)).Text.ShouldContain("door-code");
        scanner.IsIn.ShouldBeFalse();

        var page = await phone.Get(link);
        var presses = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => phone.Send("enter", page, ("token", TokenOf(link)))));
        presses.Count(answer => answer.Status == 303).ShouldBe(1);
        presses.Count(answer => answer.Status == 403).ShouldBe(63);
        phone.IsIn.ShouldBeTrue();
        (await phone.Get($"/portal/{story.Shop.Id}")).Text.ShouldContain("Hello, <bdi>Anna</bdi>");
    }

    [Fact]
    public async Task A_link_opened_elsewhere_shows_a_code_that_works_where_it_was_asked_for_alone()
    {
        var story = await Given();
        using var desktop = new PortalBrowser(Node, story.Shop);
        var link = await AskForLink(desktop);
        using var phone = new PortalBrowser(Node, story.Shop);
        var code = Regex.Replace(CodeOnPage().Match((await phone.Press(link)).Text).Groups[1].Value, @"\D", "");
        code.Length.ShouldBe(8);

        using var thief = new PortalBrowser(Node, story.Shop);
        (await thief.Type(code)).Status.ShouldBe(403);
        (await desktop.Type("00000000")).Status.ShouldBe(403);
        (await desktop.Type($"{code[..4]} {code[4..]}")).Status.ShouldBe(303);
        desktop.IsIn.ShouldBeTrue();
        phone.IsIn.ShouldBeFalse();
        (await phone.Get(link)).Status.ShouldBe(403);
        (await desktop.Type(code)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task After_five_wrong_codes_no_code_is_right_and_a_new_link_ends_the_one_before()
    {
        var story = await Given();
        using var desktop = new PortalBrowser(Node, story.Shop);
        var first = await AskForLink(desktop);
        var second = await AskForLink(desktop);
        second.ShouldNotBe(first);
        (await desktop.Get(first)).Status.ShouldBe(403);

        using var phone = new PortalBrowser(Node, story.Shop);
        var code = Regex.Replace(CodeOnPage().Match((await phone.Press(second)).Text).Groups[1].Value, @"\D", "");
        for (var i = 0; i < 5; i++)
        {
            (await desktop.Type("12345678")).Status.ShouldBe(403);
        }

        (await desktop.Type(code)).Status.ShouldBe(403);
        desktop.IsIn.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_learns_whether_an_address_takes_part_and_nobody_is_flooded()
    {
        var story = await Given();
        using var browser = new PortalBrowser(Node, story.Shop);
        var known = await browser.Ask("anna@example.com");
        var unknown = await browser.Ask("nobody@example.com");
        (known.Status, unknown.Status).ShouldBe((200, 200));
        Bare(unknown.Text).ShouldBe(Bare(known.Text));
        (await browser.Ask("no address")).Status.ShouldBe(400);

        (await browser.Ask("Anna@Example.com")).Status.ShouldBe(200);
        (await browser.Ask("anna@example.com")).Status.ShouldBe(200);
        var flooded = await browser.Ask("anna@example.com");
        flooded.Status.ShouldBe(429);
        flooded.Text.ShouldNotContain("anna");
        await Node.SendMail(story.Shop.Id);
        (await story.Shop.Get("/v1/messages?template=sign_in")).Items.Count.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task The_shops_signed_word_opens_the_page_of_its_customer_for_an_hour()
    {
        var story = await Given();
        var secret = (await story.Shop.Get("/v1/shop")).Text("customerTokenSecret");
        using var browser = new PortalBrowser(Node, story.Shop);
        var page = await browser.Get($"/portal/{story.Shop.Id}/customer");
        (await browser.Send("customer", page, ("token", "forged"))).Status.ShouldBe(403);
        (await browser.Send("customer", page, ("token", Signed.Customer("c-anna", "anna@example.com", "wrong", Wall.AddMinutes(30))))).Status.ShouldBe(403);
        (await browser.Send("customer", page, ("token", Signed.Customer("c-anna", "anna@example.com", secret, Wall.AddHours(2))))).Status.ShouldBe(403);
        browser.IsIn.ShouldBeFalse();
        (await browser.Send("customer", page, ("token", Signed.Customer("c-anna", "anna@example.com", secret, Wall.AddMinutes(30))))).Status.ShouldBe(303);
        (await browser.Get($"/portal/{story.Shop.Id}")).Text.ShouldContain("Hello, <bdi>Anna</bdi>");
    }

    private DateTimeOffset Wall => Node.Database.Wall.GetUtcNow();

    private async Task<string> AskForLink(PortalBrowser browser)
    {
        (await browser.Ask("anna@example.com")).Status.ShouldBe(200);
        await Node.SendMail(browser.Shop.Id);
        return LinkInMail().Match(WrittenMails.In(Site.MailFolder).Last(mail => LinkInMail().IsMatch(mail.Text)).Text).Value;
    }

    private static string TokenOf(string link) => link.Split('/')[^1].Split('?')[0];

    // But for the form's own token.
    private static string Bare(string page) => FormToken().Replace(page, "");

    [GeneratedRegex(@"/portal/\S+/\S+")]
    private static partial Regex LinkInMail();

    [GeneratedRegex("door-code[^>]*>.*?</span>([0-9 ]+)<")]
    private static partial Regex CodeOnPage();

    [GeneratedRegex("name=\"form_token\" value=\"[^\"]+\"")]
    private static partial Regex FormToken();
}

public sealed class PortalSignInJourneyOnSqlite(PostgresFixture postgres) : PortalSignInJourney(TestEngine.Sqlite, postgres);

public sealed class PortalSignInJourneyOnPostgres(PostgresFixture postgres) : PortalSignInJourney(TestEngine.Postgres, postgres);
