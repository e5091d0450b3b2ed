using Vouch.Domain.Tracking;

namespace Vouch.Domain.Programs;

/// <summary>Turns a stated program into valid terms, or says everything that is wrong with it.</summary>
public static class ProgramParsing
{
    private const int LongestName = 200;
    private const int LongestWindowDays = 365;
    private const int LongestFormerDays = 3650;
    private const int MostMonths = 120;
    private const int FriendExpiryDays = 30;

    private static readonly PerAdvocateLimit UsualCap = new(10, null, CapPeriod.Month);

    /// <summary>What a new program has where nothing is said; name, destination and rewards must be said.</summary>
    private static readonly ProgramTerms Defaults = new(
        "",
        ProgramKind.Referral,
        "",
        Landing.Hosted,
        new AttributionTerms(30, AttributionModel.LastTouch, true),
        new Qualification(true, null, 0, 1),
        new HoldTerms(30, HoldFrom.Delivered, 5, 1),
        new ProgramLimits(UsualCap, null),
        null,
        null,
        [],
        [],
        Enrolment.Manual,
        new ScreeningTerms(12, 35, 80));

    /// <summary>Terms of a new program.</summary>
    public static Result<ProgramTerms> Parse(ProgramRequest request) => Merge(request, Defaults);

    /// <summary>Terms after a merge patch: absent fields stay, null clears, lists are replaced whole.</summary>
    public static Result<ProgramTerms> Merge(ProgramRequest request, ProgramTerms terms)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(terms);
        var errors = new FieldErrors();
        var merged = Read(new FieldReader(errors, ""), request, terms);
        return errors.Any ? errors.ToRefusal() : merged;
    }

    private static ProgramTerms Read(FieldReader reader, ProgramRequest request, ProgramTerms basis)
    {
        var hold = HoldParsing.Parse(reader.Inside("hold"), reader.Nested("hold", request.Hold, new HoldRequest()), basis.Hold);
        var limits = Limits(reader, request.Limits, basis.Limits);
        var hasBudget = limits.Budget is not null;
        var advocate = Reward(
            reader, "advocateReward", request.AdvocateReward, basis.AdvocateReward, hold, LadderParsing.AdvocateExpiryDays, hasBudget);
        var friend = Reward(reader, "friendReward", request.FriendReward, basis.FriendReward, hold, FriendExpiryDays, hasBudget);
        if (advocate is null && friend is null)
        {
            reader.Fault("advocateReward", "A program needs at least one reward: advocateReward, friendReward or both.");
        }

        return new ProgramTerms(
            reader.Text("name", request.Name, basis.Name, LongestName),
            reader.Choice("kind", request.Kind, basis.Kind),
            DestinationText(reader, request.Destination, basis.Destination),
            reader.Choice("landing", request.Landing, basis.Landing),
            Attribution(reader, request.Attribution, basis.Attribution),
            Qualifying(reader, request.Qualification, basis.Qualification),
            hold,
            limits,
            advocate,
            friend,
            LadderParsing.Tiers(reader, request.Tiers, basis.Tiers, hold, hasBudget),
            LadderParsing.Milestones(reader, request.Milestones, basis.Milestones, hold, hasBudget),
            Enrol(reader, request.Enrol, basis.Enrol),
            Screening(reader, request.Screening, basis.Screening));
    }

    private static string DestinationText(FieldReader reader, Optional<string?> field, string basis)
    {
        var text = reader.Text("destination", field, basis, Destination.LongestUrl);
        if (text.Length > 0 && Destination.Parse(text) is null)
        {
            reader.Fault("destination", "Must be a whole http or https address, without user name.");
        }

        return text;
    }

    private static AttributionTerms Attribution(FieldReader reader, Optional<AttributionRequest?> field, AttributionTerms basis)
    {
        var request = reader.Nested("attribution", field, new AttributionRequest());
        var inside = reader.Inside("attribution");
        return new AttributionTerms(
            (int)inside.Number("windowDays", request.WindowDays, basis.WindowDays, 1, LongestWindowDays),
            inside.Choice("model", request.Model, basis.Model),
            inside.Flag("honorAfterEnd", request.HonorAfterEnd, basis.HonorAfterEnd));
    }

    private static Qualification Qualifying(FieldReader reader, Optional<QualificationRequest?> field, Qualification basis)
    {
        var request = reader.Nested("qualification", field, new QualificationRequest());
        var inside = reader.Inside("qualification");
        var (orders, months) = Orders(inside, request.Orders, basis);
        return new Qualification(
            inside.Flag("newCustomersOnly", request.NewCustomersOnly, basis.NewCustomersOnly),
            (int?)inside.NumberOrNone(
                "formerCustomersAfterDays", request.FormerCustomersAfterDays, basis.FormerCustomersAfterDays, 1, LongestFormerDays),
            inside.Number("minimumSubtotal", request.MinimumSubtotal, basis.MinimumSubtotal, 0, Currency.MaxMinor),
            orders,
            months);
    }

    private static (int? Orders, int? Months) Orders(FieldReader reader, Optional<OrdersRule?> field, Qualification basis)
    {
        if (!field.IsPresent)
        {
            return (basis.Orders, basis.Months);
        }

        switch (field.Value)
        {
            case { Word: OrdersRule.First }:
                return (1, null);
            case { Word: OrdersRule.All }:
                return (null, null);
            case { UpTo: >= 1 and <= LadderParsing.MostCount } rule:
                return ((int)rule.UpTo.Value, null);
            case { Months: >= 1 and <= MostMonths } rule:
                return (null, (int)rule.Months.Value);
            default:
                reader.Fault(
                    "orders", $"Must be \"first\", \"all\", {{\"upTo\": a number from 1 on}} or {{\"months\": 1 to {MostMonths}}}.");
                return (basis.Orders, basis.Months);
        }
    }

    private static ProgramLimits Limits(FieldReader reader, Optional<LimitsRequest?> field, ProgramLimits basis)
    {
        if (!field.IsPresent)
        {
            return basis;
        }

        if (field.Value is not { } request)
        {
            return new ProgramLimits(null, null);
        }

        var inside = reader.Inside("limits");
        var cap = request.PerAdvocate.IsPresent
            ? request.PerAdvocate.Value is { } stated
                ? PerAdvocate(inside.Inside("perAdvocate"), stated, basis.PerAdvocate ?? UsualCap)
                : null
            : basis.PerAdvocate;
        return new ProgramLimits(cap, inside.NumberOrNone("budget", request.Budget, basis.Budget, 1, Currency.MaxMinor));
    }

    private static PerAdvocateLimit PerAdvocate(FieldReader reader, PerAdvocateRequest request, PerAdvocateLimit basis) => new(
        (int?)reader.NumberOrNone("rewards", request.Rewards, basis.Rewards, 1, LadderParsing.MostCount),
        reader.NumberOrNone("amount", request.Amount, basis.Amount, 1, Currency.MaxMinor),
        reader.Choice("period", request.Period, basis.Period));

    private static RewardSpecification? Reward(
        FieldReader reader,
        string name,
        Optional<RewardRequest?> field,
        RewardSpecification? basis,
        HoldTerms hold,
        int expiresAfterDays,
        bool hasBudget)
    {
        var request = field.IsPresent ? field.Value : basis is null ? null : new RewardRequest();
        return request is null ? null : RewardParsing.Parse(reader.Inside(name), request, basis, hold, expiresAfterDays, hasBudget);
    }

    private static Enrolment Enrol(FieldReader reader, Optional<string?> field, Enrolment basis)
    {
        if (!field.IsPresent)
        {
            return basis;
        }

        switch (field.Value)
        {
            case EnrolmentWords.Manual:
                return Enrolment.Manual;
            case EnrolmentWords.AfterFirstOrder:
                return Enrolment.AfterFirstOrder;
            default:
                reader.Fault("enrol", $"Must be one of {EnrolmentWords.Manual}, {EnrolmentWords.AfterFirstOrder}.");
                return basis;
        }
    }

    private static ScreeningTerms Screening(FieldReader reader, Optional<ScreeningRequest?> field, ScreeningTerms basis)
    {
        var request = reader.Nested("screening", field, new ScreeningRequest());
        var inside = reader.Inside("screening");
        var terms = new ScreeningTerms(
            (int)inside.Number("holdAt", request.HoldAt, basis.HoldAt, 0, 100),
            (int)inside.Number("reviewAt", request.ReviewAt, basis.ReviewAt, 0, 100),
            (int)inside.Number("rejectAt", request.RejectAt, basis.RejectAt, 0, 100),
            inside.Choice("household", request.Household, basis.Household));
        if (terms.HoldAt > terms.ReviewAt || terms.ReviewAt > terms.RejectAt)
        {
            reader.Fault("screening", "The bands must rise: holdAt, reviewAt, rejectAt.");
        }

        return terms;
    }
}
