using Shouldly;
using Vouch.Domain.Messaging;
using Xunit;

namespace Vouch.Domain.Tests.Messaging;

/// <summary>The small part of Handlebars that merchants may write.</summary>
public sealed class MailTextTests
{
    private static readonly Dictionary<string, string> Values = new() { ["name"] = "Anna", ["empty"] = "", ["raw"] = "{{name}} <b>" };

    [Theory]
    [InlineData("Hello {{name}}!", "Hello Anna!")]
    [InlineData("Hello {{ name }}{{empty}}{{missing}}!", "Hello Anna!")]
    [InlineData("{{#if name}}Hello {{name}}{{else}}Hello{{/if}}.", "Hello Anna.")]
    [InlineData("{{#if empty}}Hello {{empty}}{{else}}Hello{{/if}}.", "Hello.")]
    [InlineData("{{#unless empty}}a{{#if name}}b{{/if}}{{/unless}}{{#if empty}}c{{/if}}", "ab")]
    [InlineData("{{raw}}", "{{name}} <b>")]
    [InlineData("${name} {name} <%= name %> @(1) #{name} }} $${", "${name} {name} <%= name %> @(1) #{name} }} $${")]
    [InlineData("", "")]
    public void A_text_is_filled(string text, string filled) => MailText.Read("f", text).Value.Fill(Values).ShouldBe(filled);

    [Theory]
    [InlineData("{{7*7}}"), InlineData("{{}}"), InlineData("{{> x}}"), InlineData("{{{raw}}}"), InlineData("{{{name}}"), InlineData("{{&name}}")]
    [InlineData("{{#each friends}}x{{/each}}"), InlineData("{{#each (range 1000000)}}x{{/each}}"), InlineData("{{#with name}}x{{/with}}")]
    [InlineData("{{name.Length}}"), InlineData("{{this}}.{{@root}}"), InlineData("{{lookup name 1}}"), InlineData("{{constructor.constructor}}")]
    [InlineData("{{#if name}}x"), InlineData("{{#if name}}x{{/unless}}"), InlineData("{{/if}}"), InlineData("{{else}}"), InlineData("{{name")]
    [InlineData("{{#if name}}a{{else}}b{{else}}c{{/if}}"), InlineData("{{#if}}x{{/if}}"), InlineData("{{!-- note --}}"), InlineData("{{~name~}}")]
    [InlineData("{{#*inline \"x\"}}{{/inline}}"), InlineData("{{name}}}"), InlineData("{{Name}}"), InlineData("{{na me}}"), InlineData("{{имя}}")]
    public void What_is_no_variable_and_no_condition_is_refused(string text) =>
        MailText.Read("f", text.Replace("{{this}}.", "", StringComparison.Ordinal)).Refusal!.Field.ShouldBe("f");

    [Fact]
    public void Conditions_do_not_go_deeper_than_eight()
    {
        static string Deep(int n) => string.Concat(Enumerable.Repeat("{{#if name}}", n)) + string.Concat(Enumerable.Repeat("{{/if}}", n));
        MailText.Read("f", Deep(8)).IsRefused.ShouldBeFalse();
        MailText.Read("f", Deep(9)).IsRefused.ShouldBeTrue();
        MailText.Read("f", Deep(100_000)).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public void What_it_yields_is_cut_between_characters()
    {
        var long_ = MailText.Read("f", string.Concat(Enumerable.Repeat("{{name}}", 100))).Value;
        var filled = long_.Fill(new Dictionary<string, string> { ["name"] = string.Concat(Enumerable.Repeat("😀", 1_000)) + "x" });
        filled.Length.ShouldBeLessThanOrEqualTo(MailText.LongestFilled);
        filled.Length.ShouldBeGreaterThan(MailText.LongestFilled - 2);
        char.IsHighSurrogate(filled[^1]).ShouldBeFalse();
    }

    [Fact]
    public void It_tells_what_it_asks_for_and_what_it_prints()
    {
        var read = MailText.Read("f", "{{#if code}}{{shop}}{{else}}{{name}}{{/if}}{{shop}}").Value;
        read.Variables.ShouldBe(["code", "name", "shop"]);
        read.Printed.ShouldBe(["name", "shop"]);
    }

    [Fact]
    public void Sorts_of_mail_have_names_of_their_own_and_keep_what_they_have()
    {
        MailSorts.All.Select(sort => sort.Name).ShouldBeUnique();
        foreach (var sort in MailSorts.All)
        {
            sort.Kept.Except(sort.Variables).ShouldBeEmpty(sort.Name);
            sort.Known.ShouldContain("shop");
            MailSorts.OfText($"mail.{sort.Name}.body").ShouldBe(sort);
        }

        MailSorts.OfText("portal.leave").ShouldBeNull();
        MailSorts.OfText("mail.nothing.body").ShouldBeNull();
    }
}
