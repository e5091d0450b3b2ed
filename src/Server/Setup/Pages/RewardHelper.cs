using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Insights;
using Vouch.Domain.Money;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs.Pages;

namespace Vouch.Server.Setup.Pages;

/// <summary>What two amounts come to, in words.</summary>
/// <param name="Level">Its word in the form; null for the rewards there are.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Why">The formula.</param>
/// <param name="Each">What each side gets; null where they differ.</param>
/// <param name="Facts">What follows: a name and a figure each.</param>
/// <param name="IsDear">True where the first order does not pay for it.</param>
public sealed record SuggestionLine(
    string? Level, string Title, string Why, string? Each, IReadOnlyList<(string Name, string Figure)> Facts, bool IsDear);

/// <summary>The helper as it stands beside the form.</summary>
/// <param name="Formula">What the suggestions are made of, in sentences.</param>
/// <param name="Lines">The suggestions, least first.</param>
/// <param name="Now">What the rewards in the form come to; null while they cannot be read.</param>
/// <param name="Missing">Why there is no suggestion; null where there is.</param>
public sealed record HelperModel(
    IReadOnlyList<string> Formula, IReadOnlyList<SuggestionLine> Lines, SuggestionLine? Now, string? Missing);

/// <summary>What a merchant said of the shop, as far as it can be read.</summary>
/// <param name="MarginPercent">0 to 100.</param>
/// <param name="AverageOrder">Minor units, positive.</param>
/// <param name="OtherCac">Minor units.</param>
/// <param name="RepeatOrders">Hundredths of an order.</param>
/// <param name="MonthlyCost">Minor units.</param>
/// <param name="CreditAtCost">Store credit counts at what its goods cost.</param>
internal sealed record Figures(
    int? MarginPercent, long? AverageOrder, long? OtherCac, long? RepeatOrders, long? MonthlyCost, bool CreditAtCost)
{
    private const int MostPercent = 100;
    private const decimal MostRepeats = 100;
    private const int Hundred = 100;

    /// <summary>Reads them; what cannot be read is said beside its field.</summary>
    public static Figures Read(FormValues form, Locality place)
    {
        var margin = FieldText.Number(form, "marginPercent");
        if (margin > MostPercent)
        {
            form.Refuse("marginPercent", "Type a whole number from 0 to 100.");
        }

        var order = Amount(form, "averageOrder", place);
        if (order == 0)
        {
            form.Refuse("averageOrder", "Type more than 0, or leave it empty.");
        }

        var repeats = FieldText.Percentage(form, "repeatOrders");
        if (repeats > MostRepeats)
        {
            form.Refuse("repeatOrders", "Type a number from 0 to 100.");
        }

        return new Figures(
            margin > MostPercent ? null : (int?)margin, order == 0 ? null : order, Amount(form, "otherCac", place),
            repeats is { } some and <= MostRepeats ? (long)(some * Hundred) : null, Amount(form, "monthlyCost", place),
            form.Ticked("creditAtCost"));
    }

    /// <summary>The fields: the shop's own figures first, then what was said before, then what its orders tell.</summary>
    public static void Put(FormValues values, Finance finance, KnownSetup setup, HelperFacts facts, Locality place)
    {
        values["marginPercent"] = FieldText.Of(finance.MarginPercent ?? setup.MarginPercent);
        values["averageOrder"] = Plain(setup.AverageOrder ?? facts.AverageOrder, place);
        values["otherCac"] = Plain(setup.OtherCac ?? facts.OtherCac, place);
        values["repeatOrders"] = ((setup.RepeatOrders ?? 0) / (decimal)Hundred).ToString("0.##", CultureInfo.InvariantCulture);
        values["monthlyCost"] = Plain(finance.MonthlyCost, place);
        values["creditAtCost"] = finance.CreditAtCost == true ? "on" : "";
    }

    /// <summary>What is asked of the helper; null while margin or order is missing.</summary>
    public RewardQuestion? Question => MarginPercent is { } margin && AverageOrder is { } order
        ? new RewardQuestion(new Percentage(margin * Hundred), order, (RepeatOrders ?? 0) / (decimal)Hundred, OtherCac, MonthlyCost ?? 0)
        : null;

    private static long? Amount(FormValues form, string name, Locality place)
    {
        var minor = FieldText.Money(form, name, place);
        if (minor > Currency.MaxMinor)
        {
            form.Refuse(name, ProgramTexts.NotAnAmount);
            return null;
        }

        return minor;
    }

    private static string Plain(long? minor, Locality place) => minor is { } amount ? place.Plain(amount) : "";
}

/// <summary>Says what rewards cost and bring, by <see cref="SuggestReward"/>.</summary>
internal static class RewardHelper
{
    /// <summary>The helper for some figures and the rewards of a form.</summary>
    /// <param name="figures">What is known.</param>
    /// <param name="terms">With the rewards as typed; null while they cannot be read.</param>
    /// <param name="finance">For what points stand for.</param>
    /// <param name="place">How money is written.</param>
    public static HelperModel Of(Figures figures, ProgramTerms? terms, Finance finance, Locality place)
    {
        if (figures.Question is not { } question)
        {
            return new HelperModel([], [], null, SetupTexts.NeedsFigures);
        }

        if (question.Margin.BasisPoints == 0)
        {
            return new HelperModel([], [], null, SetupTexts.NothingToGive);
        }

        var lines = SuggestReward.From(question).Select(one => Line(
            WireName.Of(one.Level), SetupTexts.Level(one.Level), SetupTexts.Why(one.Level), place.ShortMoney(one.Advocate), one, place));
        return new HelperModel(
            Formula(question, place), [.. lines], Now(question, figures, terms, finance, place),
            question.OtherCac is < 2 || !SuggestReward.From(question).Any() ? SetupTexts.NothingToGive : null);
    }

    private static SuggestionLine? Now(RewardQuestion question, Figures figures, ProgramTerms? terms, Finance finance, Locality place)
    {
        if (terms is null)
        {
            return null;
        }

        var (advocate, friend) = (Cost(terms.AdvocateReward), Cost(terms.FriendReward));
        return Line(
            null, SetupTexts.YourRewards, advocate == 0 || friend == 0 ? SetupTexts.UnknownWorth : "", null,
            SuggestReward.With(question, RewardLevel.Usual, advocate, friend), place);

        long Cost(RewardSpecification? reward)
        {
            var face = SizeReward.CostOf(reward, question.AverageOrder, finance.PointValue);
            return figures.CreditAtCost && reward?.Kind is RewardKind.StoreCredit or RewardKind.AccountCredit
                ? face - question.Margin.Of(face) : face;
        }
    }

    private static List<string> Formula(RewardQuestion question, Locality place)
    {
        var first = question.Margin.Of(question.AverageOrder, Rounding.Down);
        var sentences = new List<string>
        {
            SetupTexts.Leaves(
                place.Words.Percent(question.Margin.BasisPoints), place.ShortMoney(question.AverageOrder), place.ShortMoney(first)),
        };
        if (question.RepeatOrders > 0)
        {
            sentences.Add(SetupTexts.LeavesInTime(
                place.Number(question.RepeatOrders, question.RepeatOrders % 1 == 0 ? 0 : 2),
                place.ShortMoney(first + (long)(first * question.RepeatOrders))));
        }

        return sentences;
    }

    private static SuggestionLine Line(string? level, string title, string why, string? each, RewardSuggestion one, Locality place)
    {
        var facts = new List<(string, string)>
        {
            (SetupTexts.Cost, place.ShortMoney(one.CostPerCustomer)), (SetupTexts.LeftOfFirst, place.ShortMoney(one.LeftOfFirstOrder)),
            (SetupTexts.EarnedBack, SetupTexts.Orders(place.Number(one.OrdersToEarnBack), Math.Max(1, one.OrdersToEarnBack))),
            (SetupTexts.SmallestOrder, place.ShortMoney(one.FirstOrderAtNoLoss)),
            (SetupTexts.BreakEven, one.CustomersToBreakEven is { } customers
                ? SetupTexts.Customers(place.Number(customers), customers) : SetupTexts.NoBreakEven),
        };
        if (one.SavedAgainstOthers is { } saved)
        {
            facts.Insert(1, (SetupTexts.Saves, saved == 0
                ? SetupTexts.AsElsewhere : SetupTexts.Saved(place.ShortMoney(Math.Abs(saved)), saved < 0)));
        }

        return new SuggestionLine(level, title, why, each, facts, one.LeftOfFirstOrder < 0);
    }
}
