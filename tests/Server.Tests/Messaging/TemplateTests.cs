using AngleSharp.Html.Parser;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Languages;
using Vouch.Domain.Messaging;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;

namespace Vouch.Server.Tests.Letters;

/// <summary>Every sort of mail in every language, with what people have in their names.</summary>
public sealed class TemplateTests
{
    private const string Long = "Świętosława Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka Wolfeschlegelsteinhausenbergerdorff";
    private const string Evil = "<script>alert(1)</script>{{shop}}\r\nBcc: a@b.example\0\ue000[button]\n\n[button]";

    public static TheoryData<string, string> All => [.. LanguageFiles.Codes.SelectMany(
        code => MailSorts.All, (code, sort) => new TheoryDataRow<string, string>(code, sort.Name))];

    [Theory, MemberData(nameof(All))]
    public void A_mail_is_whole_whatever_is_known(string language, string sort)
    {
        foreach (var name in (string?[])[null, "Anna", Long, "شيرين عبادي", "李小龍", Evil])
        {
            foreach (var filled in (bool[])[true, false])
            {
                var mail = Render(language, sort, name, filled);
                var html = new HtmlParser().ParseDocument(mail.Html);
                html.DocumentElement.GetAttribute("lang").ShouldBe(language);
                html.DocumentElement.GetAttribute("dir").ShouldBe("ltr");
                html.QuerySelectorAll("script, img, link, iframe, object, form").ShouldBeEmpty();
                html.QuerySelectorAll("a").Count(link => link.GetAttribute("href") == "https://vouch.example/x?a=1&b=2").ShouldBe(1);
                html.QuerySelector("h1")!.TextContent.ShouldNotBeNullOrWhiteSpace();
                mail.Subject.ShouldNotBeNullOrWhiteSpace();
                mail.Subject.ShouldAllBe(c => !char.IsControl(c));
                mail.Subject.Length.ShouldBeLessThanOrEqualTo(200);
                mail.Text.ShouldContain("https://vouch.example/x?a=1&b=2\n");
                foreach (var text in (string[])[mail.Subject, mail.Text, html.Body!.TextContent])
                {
                    text.ShouldNotContain("{{#");
                    text.ShouldNotContain("{{/");
                    if (name != Evil)
                    {
                        text.ShouldNotContain("{{");
                        text.ShouldNotContain("[button]");
                    }

                    text.Any(c => c is >= '\ue000' and <= '\uf8ff' or '\0').ShouldBeFalse();
                }

                if (name is not null && filled && mail.Text.Contains(name, StringComparison.Ordinal) && name[0] == 'ش')
                {
                    mail.Text.ShouldContain($"\u2068{name}\u2069");
                }

                var unsubscribe = html.QuerySelectorAll("a").Count(link => link.GetAttribute("href") == "https://vouch.example/u");
                unsubscribe.ShouldBe(MailSorts.Find(sort)!.IsMarketing ? 1 : 0);
                mail.Text.Contains("https://vouch.example/u", StringComparison.Ordinal).ShouldBe(MailSorts.Find(sort)!.IsMarketing);
                html.Body.TextContent.ShouldContain("ul. Liściasta 5, 00-001 Warszawa");
            }
        }
    }

    [Fact]
    public void An_invitation_says_that_its_sender_is_rewarded()
    {
        foreach (var language in LanguageFiles.Codes)
        {
            Render(language, "invitation", null, true).Text.ShouldContain("disclosure & more");
        }
    }

    [Fact]
    public void What_people_type_makes_neither_a_button_nor_a_paragraph()
    {
        var mail = Render("en", "referral_question", "Anna", true, ("question", "Is it you?\n\n[button]\n{{name}} <b>x</b>"));
        var html = new HtmlParser().ParseDocument(mail.Html);
        html.QuerySelectorAll("b").ShouldBeEmpty();
        mail.Text.ShouldContain("Is it you?\n\n[button]\n{{name}} <b>x</b>\n\n");
        html.QuerySelectorAll("a").Count(link => link.TextContent == "Answer").ShouldBe(1);
    }

    [Theory]
    [InlineData("#ffff00"), InlineData("#0f766e"), InlineData("#ffffff")]
    public void The_accent_can_be_read(string accent)
    {
        var mail = RenderMail.Of(
            LanguageFiles.English, TheShop with { Brand = new Brand(AccentColor: accent) }, MailSorts.Find("sign_in")!, "Anna",
            new MailContent("https://vouch.example/x"), null);
        mail.Html.ShouldContain("background:" + Server.Platform.Pages.BrandSheet.Readably(accent));
    }

    [Fact]
    public void A_merchants_text_that_cannot_be_read_any_more_gives_way_to_the_usual_one()
    {
        var own = new Dictionary<string, Wording> { ["mail.sign_in.subject"] = Wording.Plain("{{#each x}}"), ["mail.sign_in.heading"] = Wording.Plain("<i>Hi</i>") };
        var mail = RenderMail.Of(
            new Words(LanguageFiles.English.Language, LanguageFiles.English.Language, own), TheShop, MailSorts.Find("sign_in")!, "Anna",
            new MailContent("https://vouch.example/x"), null);
        mail.Subject.ShouldBe("Your link to Tea & <leaves>");
        mail.Html.ShouldContain("&lt;i&gt;Hi&lt;/i&gt;");
    }

    private static readonly Shop TheShop = new(
        default, "Tea & <leaves>", null, "EUR", TimeZoneInfo.Utc, "en", ["en"], ShopMode.Test, CookiePolicy.On, ConsentPolicy.Optional, 30,
        new Brand(), new Finance(), null, new Widgets(), "ul. Liściasta 5\n00-001 Warszawa", new MailSettings(), new FeedbackSettings(), 0, "aaaa", "x", null, Instant.Epoch);

    private static RenderedMail Render(string language, string name, string? reader, bool filled, params (string, string)[] values)
    {
        var sort = MailSorts.Find(name)!;
        var all = values.Concat(sort.Variables.Select(variable => (variable, filled ? variable + " & more" : "")))
            .DistinctBy(value => value.Item1).ToList();
        return RenderMail.Of(
            LanguageFiles.Of(language), TheShop, sort, reader, new MailContent("https://vouch.example/x?a=1&b=2", all),
            sort.IsMarketing ? "https://vouch.example/u" : null);
    }
}
