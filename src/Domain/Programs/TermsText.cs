using Vouch.Domain.Languages;

namespace Vouch.Domain.Programs;

/// <summary>A chapter of the terms: a heading and its sentences.</summary>
public sealed record TermsChapter(string Heading, IReadOnlyList<string> Sentences);

/// <summary>
/// The terms in plain words of a language, made from the live rules so that they never say anything else than what happens.
/// </summary>
public sealed class TermsText
{
    private readonly Words _words;
    private readonly ProgramTerms _terms;
    private readonly Currency _currency;
    private readonly string _voice;

    private TermsText(Words words, ProgramTerms terms, Currency currency, TermsVoice voice) =>
        (_words, _terms, _currency, _voice) = (words, terms, currency, WireName.Of(voice));

    /// <summary>All chapters: what counts, rewards, when they come, limits, self-referral, disclosure.</summary>
    /// <param name="words">The language.</param>
    /// <param name="terms">The rules.</param>
    /// <param name="currency">The shop's currency, in which amounts are shown.</param>
    /// <param name="shopName">The shop as people know it.</param>
    /// <param name="voice">Who reads: each side reads its own reward first.</param>
    public static IReadOnlyList<TermsChapter> Of(Words words, ProgramTerms terms, Currency currency, string shopName, TermsVoice voice)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(currency);
        var text = new TermsText(words, terms, currency, voice);
        return
        [
            new(words["terms.heading.rewards"], text.Rewards(voice)),
            new(words["terms.heading.counts"], text.WhatCounts()),
            new(words["terms.heading.when"], text.WhenItComes(voice)),
            new(words["terms.heading.limits"], text.Limits()),
            new(words["terms.heading.fair"], text.FairPlay()),
            new(words["terms.heading.disclosure"], [words.Say("terms.disclosure", ("shop", shopName))]),
        ];
    }

    private List<string> WhatCounts()
    {
        var (attribution, qualification) = (_terms.Attribution, _terms.Qualification);
        var lines = new List<string>
        {
            Counted("counts.window", attribution.WindowDays),
            Plain(attribution.Model == AttributionModel.LastTouch ? "counts.last_touch" : "counts.first_touch"),
        };
        if (qualification.NewCustomersOnly)
        {
            lines.Add(qualification.FormerCustomersAfterDays is { } days ? Counted("counts.former", days) : Spoken("counts.new"));
        }

        lines.Add(qualification switch
        {
            { Months: { } months } => Counted("counts.months", months),
            { Orders: 1 } => Spoken("counts.first_order"),
            { Orders: { } orders } => Counted("counts.first_orders", orders),
            _ => Spoken("counts.every_order"),
        });
        if (qualification.MinimumSubtotal > 0)
        {
            lines.Add(_words.Say("terms.counts.minimum", ("amount", Money(qualification.MinimumSubtotal))));
        }

        lines.Add(Plain("counts.paid"));
        lines.Add(Plain(attribution.HonorAfterEnd ? "counts.honoured" : "counts.not_honoured"));
        return lines;
    }

    private List<string> Rewards(TermsVoice voice)
    {
        var friends = Promise("friend", _terms.FriendReward);
        List<string> advocates =
        [
            .. Promise("advocate", _terms.AdvocateReward),
            .. _terms.Tiers.Select(tier => Spoken(
                "rewards.tier", ("number", _words.Number(tier.From)), ("reward", Phrase(tier.AdvocateReward)))),
            .. _terms.Milestones.Select(milestone => milestone.Every is { } every
                ? Counted("rewards.every", every, ("reward", Phrase(milestone.Reward)))
                : Counted("rewards.at", milestone.At!.Value, ("reward", Phrase(milestone.Reward)))),
        ];
        return voice == TermsVoice.Advocate ? [.. advocates, .. friends] : [.. friends, .. advocates];
    }

    private List<string> Promise(string side, RewardSpecification? reward)
    {
        if (reward is null)
        {
            return [];
        }

        List<string> lines = [Spoken("rewards." + side, ("reward", Phrase(reward)))];
        if (reward.MinimumSubtotal > 0)
        {
            lines.Add(Spoken($"rewards.{side}_minimum", ("amount", Money(reward.MinimumSubtotal))));
        }

        if (reward.ExpiresAfterDays is { } days)
        {
            lines.Add(Counted($"rewards.{side}_valid", days));
        }

        return lines;
    }

    private List<string> WhenItComes(TermsVoice voice)
    {
        var lines = new List<string>();
        if (_terms.FriendReward is { } friend)
        {
            lines.Add(Spoken("when.friend_reward", ("when", Hold(friend.Hold ?? _terms.Hold))));
        }

        if (_terms.AdvocateReward is { } advocate)
        {
            lines.Insert(
                voice == TermsVoice.Advocate ? 0 : lines.Count,
                Spoken("when.advocate_reward", ("when", Hold(advocate.Hold ?? _terms.Hold))));
        }

        lines.Add(Plain("when.returns"));
        return lines;
    }

    private string Hold(HoldTerms hold)
    {
        var days = hold.Days + hold.GraceDays;
        return hold.From switch
        {
            HoldFrom.Delivered => _words.Say(
                "terms.when.after_delivery", ("days", Days(days)), ("later", Days(days + hold.AssumedDeliveryDays))),
            HoldFrom.Paid => _words.Say("terms.when.after_payment", ("days", Days(days))),
            _ => _words.Say("terms.when.after_order", ("days", Days(days))),
        };
    }

    private List<string> Limits()
    {
        var lines = new List<string>();
        if (_terms.Limits.PerAdvocate is { } cap)
        {
            var period = _words["terms.limits.period." + WireName.Of(cap.Period)];
            if (cap.Rewards is { } count)
            {
                lines.Add(Counted("limits.rewards", count, ("period", period)));
            }

            if (cap.Amount is { } amount)
            {
                lines.Add(Spoken("limits.amount", ("amount", Money(amount)), ("period", period)));
            }
        }

        if (_terms.Limits.Budget is not null)
        {
            lines.Add(Plain("limits.budget"));
        }

        return lines.Count > 0 ? lines : [Plain("limits.none")];
    }

    private List<string> FairPlay()
    {
        var lines = new List<string> { Plain("fair.self") };
        if (_terms.Screening.Household == HouseholdMode.Reject)
        {
            lines.Add(Plain("fair.household"));
        }

        lines.Add(Plain("fair.checks"));
        lines.Add(Plain("fair.passing_on"));
        return lines;
    }

    private string Plain(string key) => _words["terms." + key];

    private string Spoken(string key, params ReadOnlySpan<(string, string)> values) => _words.Say($"terms.{key}.{_voice}", values);

    private string Counted(string key, long n, params ReadOnlySpan<(string, string)> values) =>
        _words.Count($"terms.{key}.{_voice}", n, values);

    private string Phrase(RewardSpecification reward) => RewardPhrase.Of(_words, reward, _currency);

    private string Money(long minor) => _words.ShortMoney(_currency, minor);

    private string Days(int days) => _words.Count("terms.days", days);
}
