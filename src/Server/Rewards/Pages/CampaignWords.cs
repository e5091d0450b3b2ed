using System.Globalization;
using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Rewards.Pages;

/// <summary>A campaign's bonus in words of the reader's language.</summary>
internal static class CampaignWords
{
    private const int Double = 200;

    /// <summary>What a campaign did to a reward: <c>Doubled by the campaign "Double week".</c></summary>
    public static string OfReward(RewardBonus bonus, RewardKind kind, string name, Locality place) =>
        Say("reward", bonus, kind, place, ("name", Isolated(name)));

    /// <summary>A bonus that holds now: <c>Until 30 Nov 2026: double reward for you.</c></summary>
    /// <param name="who"><c>you</c> or <c>friend</c>, as the reader sees it.</param>
    /// <param name="bonus">What is added.</param>
    /// <param name="kind">To a reward of which kind.</param>
    /// <param name="end">When it ends; the day before that moment is the last.</param>
    /// <param name="place">The reader's.</param>
    public static string Now(string who, RewardBonus bonus, RewardKind kind, Domain.Instant end, Locality place) =>
        Say(who, bonus, kind, place, ("day", place.Day(new Domain.Instant(end.Milliseconds - 1))));

    private static string Say(string section, RewardBonus bonus, RewardKind kind, Locality place, (string, string) value)
    {
        var words = place.Words;
        return bonus switch
        {
            { Multiplier: Double } => words.Say($"campaign.{section}_double", value),
            { Multiplier: { } times } =>
                words.Say($"campaign.{section}_times", value, ("times", words.Number(times / 100m, Decimals(times)))),
            _ => words.Say($"campaign.{section}_extra", value, ("amount", kind == RewardKind.Points
                ? words.Count("reward.points", bonus.Extra!.Value) : place.ShortMoney(bonus.Extra!.Value))),
        };
    }

    // A name that turns the direction of writing does not turn the sentence around it.
    private static string Isolated(string name) =>
        name.Any(c => char.GetUnicodeCategory(c) == UnicodeCategory.Format || c is >= '\u0590' and <= '\u08ff')
            ? $"\u2068{name}\u202c\u2069" : name;

    private static int Decimals(int times) => times % 100 == 0 ? 0 : times % 10 == 0 ? 1 : 2;
}
