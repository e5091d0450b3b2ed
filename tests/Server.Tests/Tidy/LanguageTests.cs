using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain.Languages;
using Vouch.Domain.Messaging;
using Vouch.Server.Platform;

namespace Vouch.Server.Tests.Tidy;

/// <summary>The language files: none lacks a text, a form or a value that English has, and no text is there for nobody.</summary>
public sealed partial class LanguageTests
{
    public static TheoryData<string> Others => [.. LanguageFiles.Codes.Where(code => code != LanguageFiles.Complete)];

    private static Language English => LanguageFiles.English.Language;

    [Fact]
    public void The_five_languages_are_there() => LanguageFiles.Codes.ShouldBe(["en", "it", "pl", "ro", "ru"]);

    [Theory, MemberData(nameof(Others))]
    public void A_language_says_all_that_English_says(string code)
    {
        var language = LanguageFiles.Find(code)!;
        language.Texts.Keys.Order(StringComparer.Ordinal).ShouldBe(English.Texts.Keys.Order(StringComparer.Ordinal));
        var wrong = new List<string>();
        foreach (var (key, english) in English.Texts)
        {
            var text = language.Texts[key];
            if (!ValuesOf(key, text).SequenceEqual(ValuesOf(key, english)))
            {
                wrong.Add($"{key} has the values {string.Join(", ", ValuesOf(key, text))}, not {string.Join(", ", ValuesOf(key, english))}");
            }

            if (english.IsCounted && !language.Plurals.Forms.SetEquals(text.Forms.Keys))
            {
                wrong.Add($"{key} has the forms {string.Join(", ", text.Forms.Keys)}, not {string.Join(", ", language.Plurals.Forms)}");
            }

            if (text.Forms.Values.Any(string.IsNullOrWhiteSpace))
            {
                wrong.Add($"{key} is empty");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Others))]
    public void A_sentence_is_in_words_of_its_own(string code) => LanguageFiles.Find(code)!.Texts
        .Where(text => text.Value.Form(PluralForm.Other) is { Length: > 25 } said && said == English.Texts[text.Key].Form(PluralForm.Other))
        .Select(text => text.Key).ShouldBeEmpty();

    [Fact]
    public void A_text_is_said_somewhere_and_what_is_said_is_a_text()
    {
        var sources = House.CodeBelow("src").Concat(House.PagesBelow("src")).Select(House.Read).ToList();
        var said = sources.SelectMany(text => Quoted().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet();
        // Keys that are put together: a state, a kind or a voice comes behind what is written down.
        var begun = sources.SelectMany(text => Begun().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet();
        English.Texts.Keys.Where(key => !said.Contains(key) && !begun.Any(start => key.StartsWith(start, StringComparison.Ordinal)))
            .ShouldBeEmpty("nobody says these");
        sources.SelectMany(text => Asked().Matches(text)).Select(match => match.Groups[1].Value).Distinct()
            .Where(key => !English.Texts.ContainsKey(key)).ShouldBeEmpty("no language has these");
    }

    [Fact]
    public void Each_sort_of_mail_has_its_texts_and_no_other_has_any()
    {
        string[] parts = ["subject", "heading", "body", "button"];
        // Campaigns write theirs by due work, to their whole audience.
        var without = new[] { "bonus_campaign", "bonus_ending", "goal_reached" };
        foreach (var sort in MailSorts.All)
        {
            parts.Where(part => !English.Texts.ContainsKey($"mail.{sort.Name}.{part}")).ShouldBeEmpty(sort.Name);
            foreach (var language in LanguageFiles.List)
            {
                foreach (var part in parts)
                {
                    var key = $"mail.{sort.Name}.{part}";
                    var json = System.Text.Json.JsonSerializer.SerializeToElement(language.Texts[key].Form(PluralForm.Other));
                    OwnWording.Read(key, json, language).Refusal.ShouldBeNull($"{language.Code} {key}");
                }
            }
        }

        English.Texts.Keys.Where(key => key.StartsWith(MailSorts.Section, StringComparison.Ordinal) && MailSorts.OfText(key) is null)
            .ShouldBeEmpty();
        MailSorts.All.Where(sort => sort.Events.Count == 0).Select(sort => sort.Name).ShouldBe(without);
    }

    // A mail's text is a template of its own.
    private static IReadOnlyList<string> ValuesOf(string key, Wording text) => MailSorts.OfText(key) is null
        ? text.Values : MailText.Read(key, text.Form(PluralForm.Other)).Value.Variables;

    [GeneratedRegex("\"([a-z_]+(?:\\.[a-z_]+)+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\"([a-z_]+\\.(?:[a-z_]+\\.)*)(?:\"|\\{)")]
    private static partial Regex Begun();

    [GeneratedRegex("(?:\\bW(?:ords)?\\[|\\b(?:Say|Count)\\(\\s*|\\bKey=)\"([a-z_]+(?:\\.[a-z_]+)+)\"")]
    private static partial Regex Asked();
}
