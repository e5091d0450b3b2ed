using System.Globalization;
using Vouch.Domain.Rewards;

namespace Vouch.Domain.Programs;

/// <summary>A chapter of the terms: a heading and its sentences.</summary>
public sealed record TermsChapter(string Heading, IReadOnlyList<string> Sentences);

/// <summary>The terms in plain English, made from the live rules so that they never say anything else than what happens.</summary>
public static class TermsText
{
    /// <summary>All chapters: what counts, rewards, when they come, limits, self-referral, disclosure.</summary>
    /// <param name="terms">The rules.</param>
    /// <param name="currency">The shop's currency, in which amounts are shown.</param>
    /// <param name="shopName">The shop as people know it.</param>
    /// <param name="voice">Who reads: the friend reads their own side first.</param>
    public static IReadOnlyList<TermsChapter> Of(ProgramTerms terms, Currency currency, string shopName, TermsVoice voice)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(currency);
        ArgumentNullException.ThrowIfNull(voice);
        TermsChapter rewards = new(voice.Rewards, Rewards(terms, currency, voice));
        TermsChapter counts = new("What counts", WhatCounts(terms, currency, voice));
        TermsChapter[] rest =
        [
            new("When it comes", WhenItComes(terms, voice)),
            new("Limits", Limits(terms, currency, voice)),
            new("Fair play", FairPlay(terms)),
            new("Disclosure",
                [$"Whoever recommends {shopName} through this program is rewarded for it and says so when sharing the link."]),
        ];
        return [rewards, counts, .. rest];
    }

    /// <summary>One reward in a few words: <c>€15 of store credit</c>, <c>15% off, at most €50</c>.</summary>
    public static string Reward(RewardSpecification reward, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentNullException.ThrowIfNull(currency);
        var plain = Named(reward, currency) + Choice(reward);
        if (reward.ByOrderSubtotal.Count == 0)
        {
            return plain;
        }

        var steps = reward.ByOrderSubtotal.Select(step => $"from {currency.Say(step.From)} {Value(reward.Kind, step.Value, currency)}");
        return reward.ByOrderSubtotal[0].From == 0 ? $"by purchase, {string.Join("; ", steps)}" : $"{plain}; {string.Join("; ", steps)}";
    }

    private static string Named(RewardSpecification reward, Currency currency)
    {
        var value = Value(reward.Kind, reward.Value, currency);
        return reward.Title is not { } title ? value
            : RewardKinds.IsCredit(reward.Kind) || reward.Value.Type != RewardValueType.Quantity ? $"{value} ({title})"
            : reward.Value.Quantity == 1 || reward.Kind is RewardKind.FreePeriod ? title
            : $"{reward.Value.Quantity} × {title}";
    }

    private static string Choice(RewardSpecification reward) => reward.Choice is { Count: > 0 } kinds
        ? $", or the same {string.Join(" or ", kinds.Select(kind => kind == RewardKind.StoreCredit ? "as store credit" : As(kind)))}"
        : "";

    /// <summary>A percentage as people read it: <c>15%</c>, <c>2.5%</c>.</summary>
    public static string Percent(RewardValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (value.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";
    }

    private static List<string> WhatCounts(ProgramTerms terms, Currency currency, TermsVoice voice)
    {
        var lines = new List<string>
        {
            $"A purchase counts when it is made within {Days(terms.Attribution.WindowDays)} after {voice.FriendUsed} "
            + "the link, the code or the invitation.",
            terms.Attribution.Model == AttributionModel.LastTouch
                ? "If several people recommended the shop, the last recommendation counts; a code used at checkout goes before a link."
                : "If several people recommended the shop, the first recommendation counts; a code used at checkout goes before a link.",
        };
        if (terms.Qualification.NewCustomersOnly)
        {
            lines.Add(terms.Qualification.FormerCustomersAfterDays is { } days
                ? $"{voice.FriendMust} a new customer, or one whose last order is {Days(days)} old."
                : $"{voice.FriendMust} a new customer.");
        }

        lines.Add((terms.Qualification.Months ?? terms.Qualification.Orders) switch
        {
            { } months when terms.Qualification.Months is not null =>
                $"{voice.Friends} orders count for {(months == 1 ? "a month" : $"{months} months")} from the first one on.",
            1 => $"{voice.Friends} first order counts.",
            null => $"Every one of {voice.Whose} orders counts.",
            { } n => $"{voice.Friends} first {n} orders count.",
        });
        if (terms.Qualification.MinimumSubtotal > 0)
        {
            lines.Add($"The goods must cost at least {currency.Say(terms.Qualification.MinimumSubtotal)} after discounts.");
        }

        lines.Add("The order must be paid and neither cancelled nor wholly refunded.");
        lines.Add(terms.Attribution.HonorAfterEnd
            ? "If the program is paused or ends, links used before still count within that time."
            : "If the program is paused or ends, links used before no longer count.");
        return lines;
    }

    private static List<string> Rewards(ProgramTerms terms, Currency currency, TermsVoice voice)
    {
        var friends = FriendsReward(terms, currency, voice);
        var advocates = AdvocatesReward(terms, currency, voice);
        return voice.IsAdvocate ? [.. advocates, .. friends] : [.. friends, .. advocates];
    }

    private static List<string> FriendsReward(ProgramTerms terms, Currency currency, TermsVoice voice)
    {
        if (terms.FriendReward is not { } reward)
        {
            return [];
        }

        List<string> lines = [$"{voice.FriendGets} {Reward(reward, currency)}."];
        Conditions(lines, reward, currency, $"{voice.Friends} reward", "the cart");
        return lines;
    }

    private static List<string> AdvocatesReward(ProgramTerms terms, Currency currency, TermsVoice voice)
    {
        var lines = new List<string>();
        if (terms.AdvocateReward is { } reward)
        {
            var forWhom = voice.IsFriend ? "For your purchase" : "For each such friend";
            lines.Add($"{forWhom} {voice.AdvocateGets} {Reward(reward, currency)}.");
            Conditions(lines, reward, currency, $"{voice.Advocates} reward", $"{voice.Whose} order");
        }

        lines.AddRange(terms.Tiers.Select(
            tier => $"From the {Ordinal(tier.From)} friend on {voice.AdvocateGets} {Reward(tier.AdvocateReward, currency)} instead."));
        lines.AddRange(terms.Milestones.Select(milestone => milestone.Every is { } every
            ? $"After every {Ordinal(every)} friend {voice.AdvocateAlsoGets} {Reward(milestone.Reward, currency)}."
            : $"After the {Ordinal(milestone.At!.Value)} friend {voice.AdvocateAlsoGets} {Reward(milestone.Reward, currency)}."));
        return lines;
    }

    private static void Conditions(List<string> lines, RewardSpecification reward, Currency currency, string whose, string basket)
    {
        if (reward.MinimumSubtotal > 0)
        {
            lines.Add($"{whose} needs at least {currency.Say(reward.MinimumSubtotal)} in {basket}.");
        }

        if (reward.ExpiresAfterDays is { } days)
        {
            lines.Add($"{whose} is valid for {Days(days)}.");
        }
    }

    private static List<string> WhenItComes(ProgramTerms terms, TermsVoice voice)
    {
        var lines = new List<string>();
        if (terms.FriendReward is { } friend)
        {
            lines.Add($"{voice.Friends} reward comes {voice.AddressLeft} {Hold(friend.Hold ?? terms.Hold)}");
        }

        if (terms.AdvocateReward is { } advocate)
        {
            lines.Insert(voice.IsAdvocate ? 0 : lines.Count, $"{voice.Advocates} reward comes {Hold(advocate.Hold ?? terms.Hold)}");
        }

        lines.Add("If goods are returned, the reward becomes smaller or is taken back in proportion.");
        return lines;
    }

    private static string Hold(HoldTerms hold)
    {
        var days = hold.Days + hold.GraceDays;
        return hold.From switch
        {
            HoldFrom.Delivered =>
                $"{Days(days)} after delivery; "
                + $"where we do not learn of the delivery, {Days(days + hold.AssumedDeliveryDays)} after payment.",
            HoldFrom.Paid => $"{Days(days)} after the order was paid.",
            _ => $"{Days(days)} after the order was placed and once it is paid.",
        };
    }

    private static List<string> Limits(ProgramTerms terms, Currency currency, TermsVoice voice)
    {
        var lines = new List<string>();
        if (terms.Limits.PerAdvocate is { } cap)
        {
            var period = cap.Period switch
            {
                CapPeriod.Lifetime => "in all",
                CapPeriod.TaxYear => "in a tax year",
                _ => $"in a calendar {WireName.Of(cap.Period)}",
            };
            if (cap.Rewards is { } count)
            {
                lines.Add($"{voice.OneGets} at most {count} reward{(count == 1 ? "" : "s")} {period}.");
            }

            if (cap.Amount is { } amount)
            {
                lines.Add($"{voice.OneGets} at most {currency.Say(amount)} {period}.");
            }
        }

        if (terms.Limits.Budget is not null)
        {
            lines.Add("The program pauses when its budget is spent; what was promised before is kept.");
        }

        if (lines.Count == 0)
        {
            lines.Add("There is no limit to the number of friends.");
        }

        return lines;
    }

    private static IReadOnlyList<string> FairPlay(ProgramTerms terms) =>
    [
        "Recommending the shop to oneself, also under another address, earns nothing.",
        .. terms.Screening.Household == HouseholdMode.Reject
            ? ["Nor does recommending it to somebody who lives at the same address."]
            : Array.Empty<string>(),
        "Purchases are checked for abuse; whoever is turned down is told why and can appeal.",
        "Rewards cannot be sold or passed on.",
    ];

    private static string Value(RewardKind kind, RewardValue value, Currency currency) => (kind, value.Type) switch
    {
        (RewardKind.Coupon, RewardValueType.Fixed) => $"a coupon of {currency.Say(value.Amount)}",
        (RewardKind.Coupon, _) => $"{Percent(value)} off{AtMost(value, currency)}",
        (RewardKind.StoreCredit, RewardValueType.Fixed) => $"{currency.Say(value.Amount)} of store credit",
        (RewardKind.StoreCredit, _) => $"{Percent(value)} of the purchase as store credit{AtMost(value, currency)}",
        (RewardKind.Points, _) => value.Points == 1 ? "1 point" : string.Create(CultureInfo.InvariantCulture, $"{value.Points:N0} points"),
        (RewardKind.FreeShipping, RewardValueType.Fixed) => $"free shipping worth up to {currency.Say(value.Amount)}",
        (RewardKind.FreeShipping, _) => value.Quantity == 1 ? "free shipping" : $"free shipping for {value.Quantity} orders",
        (RewardKind.FreePeriod, _) => value.Quantity == 1 ? $"a free {value.Period}" : $"{value.Quantity} free {value.Period}s",
        (RewardKind.FreeProduct, _) => value.Quantity == 1 ? "a free product" : $"{value.Quantity} free products",
        (RewardKind.EarlyAccess, _) => "early access",
        (RewardKind.Custom, RewardValueType.Quantity) => "a gift",
        (_, RewardValueType.Fixed) => $"{currency.Say(value.Amount)} {As(kind)}",
        _ => $"{Percent(value)} of the purchase {As(kind)}{AtMost(value, currency)}",
    };

    private static string As(RewardKind kind) => kind switch
    {
        RewardKind.AccountCredit => "of credit on the account",
        RewardKind.Cash => "in cash",
        RewardKind.GiftCard => "on a gift card",
        RewardKind.Donation => "as a donation",
        _ => "as a gift",
    };

    private static string AtMost(RewardValue value, Currency currency) => value.Cap is { } cap ? $", at most {currency.Say(cap)}" : "";

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    private static string Ordinal(int n) => (n % 100) switch
    {
        11 or 12 or 13 => $"{n}th",
        _ => (n % 10) switch { 1 => $"{n}st", 2 => $"{n}nd", 3 => $"{n}rd", _ => $"{n}th" },
    };
}
