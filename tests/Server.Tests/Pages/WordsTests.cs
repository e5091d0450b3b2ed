using Shouldly;
using Vouch.Domain.Campaigns;
using Vouch.Server.Campaigns.Pages;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Server.Referrals.Portal;

namespace Vouch.Server.Tests.Pages;

/// <summary>Small words on pages that must not contradict what stands beside them.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("Anna Kowalska", "AK")]
    [InlineData("Świętosława Brzęczyszczykiewicz-Wąchocka", "ŚB")]
    [InlineData("Анна Иванова", "АИ")]
    [InlineData("محمد علي", "م")]
    [InlineData("李小龍", "李")]
    [InlineData("<b>bold</b>", null)]
    [InlineData("O’Brien", "O")]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void Initials_are_letters_or_nothing(string? name, string? initials) => Initials.Of(name).ShouldBe(initials);

    [Theory]
    [InlineData("pending", "cap_reached", "Ordered. No reward this time: you had reached the most rewards for this period.")]
    [InlineData("approved", "budget_spent", "Approved, without a reward: the offer’s budget was spent.")]
    [InlineData("cancelled", "cap_reached", "Not counted: your friend came by another recommendation.")]
    [InlineData("approved", null, "Approved.")]
    public void A_friends_sentence_agrees_with_the_state_beside_it(string status, string? note, string sentence) =>
        PortalWords.State(LanguageFiles.English, status, "", note, null).ShouldBe(sentence);

    [Theory]
    [InlineData(1, "at least 1 friend who counts")]
    [InlineData(2, "at least 2 friends who count")]
    public void Who_belongs_to_a_segment_is_said_of_one_as_of_many(int friends, string sentence) =>
        SegmentForm.Say(new SegmentRule { ApprovedAtLeast = friends }, null, Locality.Neutral).ShouldBe([sentence]);

    [Theory]
    [InlineData("allow"), InlineData("attributed"), InlineData("not_qualified"), InlineData("in_review"), InlineData("claimed")]
    public void A_stored_state_is_shown_in_a_word_of_its_own(string state) => StatusWords.Word(state).ShouldNotBe(state);
}
