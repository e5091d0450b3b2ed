using System.Globalization;

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
    public static IReadOnlyList<TermsChapter> Of(ProgramTerms terms, Currency currency, string shopName)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(currency);
        return
        [
            new("What counts", WhatCounts(terms, currency)),
            new("What you get", WhatYouGet(terms, currency)),
            new("When it comes", WhenItComes(terms)),
            new("Limits", Limits(terms, currency)),
            new("Fair play", FairPlay),
            new("Disclosure",
                [$"Whoever recommends {shopName} through this program is rewarded for it and says so when sharing the link."]),
        ];
    }

    /// <summary>One reward in a few words: <c>EUR 15.00 of store credit</c>, <c>15 % off, at most EUR 50.00</c>.</summary>
    public static string Reward(RewardSpecification reward, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentNullException.ThrowIfNull(currency);
        var plain = Value(reward.Kind, reward.Value, currency);
        if (reward.ByOrderSubtotal.Count == 0)
        {
            return plain;
        }

        var steps = reward.ByOrderSubtotal.Select(step => $"from {currency.Format(step.From)} {Value(reward.Kind, step.Value, currency)}");
        return reward.ByOrderSubtotal[0].From == 0 ? $"by purchase, {string.Join("; ", steps)}" : $"{plain}; {string.Join("; ", steps)}";
    }

    private static List<string> WhatCounts(ProgramTerms terms, Currency currency)
    {
        var lines = new List<string>
        {
            $"A purchase counts when it is made within {Days(terms.Attribution.WindowDays)} after the friend used "
            + "the link, the code or the invitation.",
            terms.Attribution.Model == AttributionModel.LastTouch
                ? "If several people recommended the shop, the last recommendation counts; a code used at checkout goes before a link."
                : "If several people recommended the shop, the first recommendation counts; a code used at checkout goes before a link.",
        };
        if (terms.Qualification.NewCustomersOnly)
        {
            lines.Add(terms.Qualification.FormerCustomersAfterDays is { } days
                ? $"The friend must be a new customer, or one who has not ordered for {Days(days)}."
                : "The friend must be a new customer.");
        }

        lines.Add(terms.Qualification.Orders switch
        {
            1 => "The friend's first order counts.",
            null => "Every order of the friend counts.",
            { } n => $"The friend's first {n} orders count.",
        });
        if (terms.Qualification.MinimumSubtotal > 0)
        {
            lines.Add($"The goods must cost at least {currency.Format(terms.Qualification.MinimumSubtotal)} after discounts.");
        }

        lines.Add("The order must be paid and neither cancelled nor wholly refunded.");
        lines.Add(terms.Attribution.HonorAfterEnd
            ? "If the program is paused or ends, links used before still count within that time."
            : "If the program is paused or ends, links used before no longer count.");
        return lines;
    }

    private static List<string> WhatYouGet(ProgramTerms terms, Currency currency)
    {
        var lines = new List<string>();
        if (terms.AdvocateReward is { } advocate)
        {
            lines.Add($"For each such friend the advocate gets {Reward(advocate, currency)}.");
            Conditions(lines, advocate, currency, "The advocate's reward", "the friend's order");
        }

        if (terms.FriendReward is { } friend)
        {
            lines.Add($"The friend gets {Reward(friend, currency)}.");
            Conditions(lines, friend, currency, "The friend's reward", "the cart");
        }

        lines.AddRange(
            terms.Tiers.Select(
            tier => $"From the {Ordinal(tier.From)} friend on the advocate gets {Reward(tier.AdvocateReward, currency)} instead."));
        lines.AddRange(terms.Milestones.Select(milestone => milestone.Every is { } every
            ? $"After every {Ordinal(every)} friend the advocate also gets {Reward(milestone.Reward, currency)}."
            : $"After the {Ordinal(milestone.At!.Value)} friend the advocate also gets {Reward(milestone.Reward, currency)}."));
        return lines;
    }

    private static void Conditions(List<string> lines, RewardSpecification reward, Currency currency, string whose, string basket)
    {
        if (reward.MinimumSubtotal > 0)
        {
            lines.Add($"{whose} needs at least {currency.Format(reward.MinimumSubtotal)} in {basket}.");
        }

        if (reward.ExpiresAfterDays is { } days)
        {
            lines.Add($"{whose} is valid for {Days(days)}.");
        }
    }

    private static List<string> WhenItComes(ProgramTerms terms)
    {
        var lines = new List<string>();
        if (terms.AdvocateReward is { } advocate)
        {
            lines.Add("The advocate's reward comes " + Hold(advocate.Hold ?? terms.Hold));
        }

        if (terms.FriendReward is not null)
        {
            lines.Add("The friend's reward comes at once to friends who leave their address; "
                + "else after their purchase, like the advocate's.");
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

    private static List<string> Limits(ProgramTerms terms, Currency currency)
    {
        var lines = new List<string>();
        if (terms.Limits.PerAdvocate is { } cap)
        {
            var period = cap.Period == CapPeriod.Lifetime ? "in all" : $"in a calendar {WireName.Of(cap.Period)}";
            if (cap.Rewards is { } count)
            {
                lines.Add($"One advocate gets at most {count} reward{(count == 1 ? "" : "s")} {period}.");
            }

            if (cap.Amount is { } amount)
            {
                lines.Add($"One advocate gets at most {currency.Format(amount)} {period}.");
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

    private static readonly string[] FairPlay =
    [
        "Recommending the shop to oneself, also under another address, earns nothing.",
        "Purchases are checked for abuse; whoever is turned down is told why and can appeal.",
        "Rewards cannot be sold or passed on.",
    ];

    private static string Value(RewardKind kind, RewardValue value, Currency currency) => (kind, value.Type) switch
    {
        (RewardKind.Coupon, RewardValueType.Fixed) => $"a coupon of {currency.Format(value.Amount)}",
        (RewardKind.Coupon, _) => $"{Percent(value)} % off{AtMost(value, currency)}",
        (RewardKind.StoreCredit, RewardValueType.Fixed) => $"{currency.Format(value.Amount)} of store credit",
        (RewardKind.StoreCredit, _) => $"{Percent(value)} % of the purchase as store credit{AtMost(value, currency)}",
        _ => value.Points == 1 ? "1 point" : string.Create(CultureInfo.InvariantCulture, $"{value.Points:N0} points"),
    };

    private static string Percent(RewardValue value) => (value.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static string AtMost(RewardValue value, Currency currency) => value.Cap is { } cap ? $", at most {currency.Format(cap)}" : "";

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    private static string Ordinal(int n) => (n % 100) switch
    {
        11 or 12 or 13 => $"{n}th",
        _ => (n % 10) switch { 1 => $"{n}st", 2 => $"{n}nd", 3 => $"{n}rd", _ => $"{n}th" },
    };
}
