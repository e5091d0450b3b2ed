using Shouldly;
using Vouch.Domain.Programs;
using Xunit;

namespace Vouch.Domain.Tests.Programs;

public sealed class ProgramParsingTests
{
    internal static RewardRequest Credit(long amount) => new()
    {
        Kind = "store_credit",
        Value = new RewardValueRequest { Type = "fixed", Amount = amount },
    };

    internal static RewardRequest PercentOff(decimal percent, long? cap = 5000) => new()
    {
        Kind = "coupon",
        Value = cap is null
            ? new RewardValueRequest { Type = "percent", Percent = percent }
            : new RewardValueRequest { Type = "percent", Percent = percent, Cap = cap },
    };

    internal static ProgramRequest Least() => new() { Name = "Give 15", Destination = "https://shop.example/", AdvocateReward = Credit(1500) };

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> ErrorsOf(ProgramRequest request)
    {
        var result = ProgramParsing.Parse(request);
        result.IsRefused.ShouldBeTrue();
        result.Refusal!.Kind.ShouldBe(RefusalKind.Invalid);
        return result.Refusal.Errors!;
    }

    [Fact]
    public void What_is_left_out_takes_the_defaults_of_the_contract()
    {
        var terms = ProgramParsing.Parse(Least()).Value;
        terms.Kind.ShouldBe(ProgramKind.Referral);
        terms.Landing.ShouldBe(Landing.Hosted);
        terms.Attribution.ShouldBe(new AttributionTerms(30, AttributionModel.LastTouch, true));
        terms.Qualification.ShouldBe(new Qualification(true, null, 0, 1));
        terms.Hold.ShouldBe(new HoldTerms(30, HoldFrom.Delivered, 5, 1));
        terms.Limits.ShouldBe(new ProgramLimits(new PerAdvocateLimit(10, null, CapPeriod.Month), null));
        terms.FriendReward.ShouldBeNull();
        terms.Tiers.ShouldBeEmpty();
        terms.Milestones.ShouldBeEmpty();
        terms.Enrol.ShouldBe(Enrolment.Manual);
        terms.Screening.ShouldBe(new ScreeningTerms(12, 35, 80));
        terms.AdvocateReward!.ExpiresAfterDays.ShouldBe(365);
    }

    [Fact]
    public void A_friends_reward_is_valid_for_thirty_days_unless_said_otherwise()
    {
        ProgramParsing.Parse(Least() with { FriendReward = PercentOff(15) }).Value.FriendReward!.ExpiresAfterDays.ShouldBe(30);
        var never = PercentOff(15) with { ExpiresAfterDays = (long?)null };
        ProgramParsing.Parse(Least() with { FriendReward = never }).Value.FriendReward!.ExpiresAfterDays.ShouldBeNull();
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var errors = ErrorsOf(new ProgramRequest
        {
            Kind = "party",
            Attribution = new AttributionRequest { WindowDays = 366, Model = "best_touch" },
            Hold = new HoldRequest { Days = -1 },
            Qualification = new QualificationRequest { Orders = new OrdersRule(null, 0) },
            Screening = new ScreeningRequest { HoldAt = 90 },
            Tiers = new List<TierRequest?> { null },
            Milestones = new List<MilestoneRequest?> { new() { Every = 5, At = 10, Reward = Credit(1) } },
        });
        errors.Keys.ShouldBe(
        [
            "advocateReward", "attribution.model", "attribution.windowDays", "destination", "hold.days", "kind", "milestones[0].every",
            "name", "qualification.orders", "screening", "tiers[0].advocateReward", "tiers[0].from",
        ]);
    }

    [Theory]
    [InlineData("free_shipping"), InlineData("early_access"), InlineData("custom")]
    public void One_is_meant_where_a_kind_needs_no_size(string kind)
    {
        var reward = ProgramParsing.Parse(Least() with { AdvocateReward = new RewardRequest { Kind = kind } }).Value.AdvocateReward!;
        reward.Value.ShouldBe(new RewardValue(RewardValueType.Quantity, Quantity: 1));
    }

    [Theory]
    [InlineData("cash"), InlineData("donation"), InlineData("gift_card"), InlineData("custom")]
    public void What_is_somebodys_money_or_the_shops_task_never_runs_out_by_itself(string kind) =>
        ProgramParsing.Parse(Least() with { AdvocateReward = Credit(1500) with { Kind = kind } }).Value.AdvocateReward!
            .ExpiresAfterDays.ShouldBeNull();

    [Fact]
    public void A_free_period_is_a_month_unless_it_says_another_one()
    {
        var quantity = new RewardValueRequest { Type = "quantity", Quantity = 2 };
        var months = new RewardRequest { Kind = "free_period", Value = quantity };
        ProgramParsing.Parse(Least() with { AdvocateReward = months }).Value.AdvocateReward!.Value.Period.ShouldBe("month");
        ErrorsOf(Least() with { AdvocateReward = months with { Value = quantity with { Period = "aeon" } } }).Keys
            .ShouldBe(["advocateReward.value.period"]);
    }

    [Fact]
    public void A_budget_asks_what_pieces_count()
    {
        var piece = new RewardRequest { Kind = "custom", Title = "A tin of first flush" };
        var limits = new LimitsRequest { Budget = 100_000 };
        ErrorsOf(Least() with { AdvocateReward = piece, Limits = limits }).Keys.ShouldBe(["advocateReward.budgetValue"]);
        ProgramParsing.Parse(Least() with { AdvocateReward = piece with { BudgetValue = 700 }, Limits = limits }).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void A_milestone_of_credit_says_an_amount()
    {
        var share = new RewardRequest { Kind = "store_credit", Value = new RewardValueRequest { Type = "percent", Percent = 10 } };
        ErrorsOf(Least() with { Milestones = new List<MilestoneRequest?> { new() { Every = 5, Reward = share } } }).Keys
            .ShouldBe(["milestones[0].reward.value.type"]);
    }

    [Fact]
    public void Holders_choose_between_kinds_of_money_alone()
    {
        ErrorsOf(Least() with { AdvocateReward = Credit(1) with { Choice = new List<string?> { "coupon" } } }).Keys.ShouldBe(["advocateReward.choice"]);
        var choice = ProgramParsing.Parse(Least() with { AdvocateReward = Credit(1) with { Choice = new List<string?> { "donation", "cash" } } });
        choice.Value.AdvocateReward!.Choice.ShouldBe([RewardKind.Donation, RewardKind.Cash]);
    }

    [Theory]
    [InlineData("coupon", "points")]
    [InlineData("store_credit", "quantity")]
    [InlineData("points", "fixed")]
    public void A_value_must_suit_its_kind(string kind, string type) =>
        ErrorsOf(Least() with { AdvocateReward = new RewardRequest { Kind = kind, Value = new RewardValueRequest { Type = type, Amount = 5 } } })
            .Keys.ShouldContain("advocateReward.value.type");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100.01")]
    [InlineData("12.345")]
    public void A_percentage_is_above_0_at_most_100_and_has_at_most_two_decimals(string percent) =>
        ErrorsOf(Least() with { FriendReward = PercentOff(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture)) })
            .Keys.ShouldBe(["friendReward.value.percent"]);

    [Fact]
    public void Percentages_are_kept_in_basis_points() =>
        ProgramParsing.Parse(Least() with { FriendReward = PercentOff(7.25m) }).Value.FriendReward!.Value.BasisPoints.ShouldBe(725);

    [Fact]
    public void A_step_that_pays_less_at_its_start_is_refused()
    {
        static RewardStepRequest Step(long from, long amount) => new() { From = from, Value = new RewardValueRequest { Type = "fixed", Amount = amount } };
        var falling = Credit(500) with { ByOrderSubtotal = new List<RewardStepRequest?> { Step(0, 1000), Step(5000, 900) } };
        ErrorsOf(Least() with { AdvocateReward = falling }).Keys.ShouldBe(["advocateReward.byOrderSubtotal[1].value"]);
        var unordered = Credit(500) with { ByOrderSubtotal = new List<RewardStepRequest?> { Step(5000, 1000), Step(5000, 1100) } };
        ErrorsOf(Least() with { AdvocateReward = unordered }).Keys.ShouldBe(["advocateReward.byOrderSubtotal[1].from"]);
        var rising = Credit(500) with { ByOrderSubtotal = new List<RewardStepRequest?> { Step(0, 1000), Step(5000, 1000), Step(9000, 2000) } };
        ProgramParsing.Parse(Least() with { AdvocateReward = rising }).Value.AdvocateReward!.ByOrderSubtotal.Count.ShouldBe(3);
    }

    [Fact]
    public void A_percentage_step_is_compared_at_its_own_start()
    {
        var reward = Credit(500) with
        {
            ByOrderSubtotal = new List<RewardStepRequest?>
            {
                new() { From = 0, Value = new RewardValueRequest { Type = "fixed", Amount = 1000 } },
                new() { From = 9999, Value = new RewardValueRequest { Type = "percent", Percent = 10m } },
            },
        };
        ProgramParsing.Parse(Least() with { AdvocateReward = reward }).IsRefused.ShouldBeFalse("10 % of 99.99 rounds to 10.00");
        var lower = reward with { ByOrderSubtotal = new List<RewardStepRequest?> { reward.ByOrderSubtotal.Value![0], reward.ByOrderSubtotal.Value[1]! with { From = 9900 } } };
        ErrorsOf(Least() with { AdvocateReward = lower }).Keys.ShouldBe(["advocateReward.byOrderSubtotal[1].value"]);
    }

    [Fact]
    public void In_a_program_with_a_budget_every_reward_is_bounded()
    {
        var budget = new LimitsRequest { Budget = 500_000 };
        ErrorsOf(Least() with { Limits = budget, FriendReward = PercentOff(10, null) }).Keys.ShouldBe(["friendReward.budgetValue"]);
        ProgramParsing.Parse(Least() with { Limits = budget, FriendReward = PercentOff(10, null) with { BudgetValue = 900 } }).IsRefused.ShouldBeFalse();
        ProgramParsing.Parse(Least() with { Limits = budget, FriendReward = PercentOff(10) }).IsRefused.ShouldBeFalse();
        var points = new RewardRequest { Kind = "points", Value = new RewardValueRequest { Type = "points", Points = 100 } };
        var tiers = new List<TierRequest?> { new() { From = 3, AdvocateReward = points } };
        ErrorsOf(Least() with { Limits = budget, Tiers = tiers }).Keys.ShouldBe(["tiers[0].advocateReward.budgetValue"]);
    }

    [Fact]
    public void A_budget_that_comes_later_finds_what_has_no_bound()
    {
        var points = new RewardRequest { Kind = "points", Value = new RewardValueRequest { Type = "points", Points = 100 } };
        var terms = ProgramParsing.Parse(Least() with
        {
            FriendReward = PercentOff(10, null),
            Milestones = new List<MilestoneRequest?> { new() { At = 5, Reward = points } },
        }).Value;
        var refusal = ProgramParsing.Merge(new ProgramRequest { Limits = new LimitsRequest { Budget = 100 } }, terms).Refusal!;
        refusal.Errors!.Keys.ShouldBe(["friendReward.budgetValue", "milestones[0].reward.budgetValue"]);
    }

    [Fact]
    public void Tiers_rise()
    {
        var tiers = new List<TierRequest?> { new() { From = 3, AdvocateReward = Credit(1) }, new() { From = 3, AdvocateReward = Credit(2) } };
        ErrorsOf(Least() with { Tiers = tiers }).Keys.ShouldBe(["tiers[1].from"]);
    }

    [Theory]
    [InlineData("ftp://shop.example/")]
    [InlineData("shop.example")]
    [InlineData("//shop.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@shop.example/")]
    [InlineData("https:///nothing")]
    public void A_destination_is_a_whole_http_address(string destination) =>
        ErrorsOf(Least() with { Destination = destination }).Keys.ShouldBe(["destination"]);

    [Fact]
    public void A_patch_keeps_what_it_leaves_out_and_null_clears()
    {
        var terms = ProgramParsing.Parse(Least() with { FriendReward = PercentOff(15), Limits = new LimitsRequest { Budget = 9000 } }).Value;
        var patched = ProgramParsing.Merge(
            new ProgramRequest { Attribution = new AttributionRequest { WindowDays = 45 }, FriendReward = (RewardRequest?)null, Limits = new LimitsRequest { Budget = (long?)null } },
            terms).Value;
        patched.ShouldBe(terms with
        {
            Attribution = new AttributionTerms(45, AttributionModel.LastTouch, true),
            FriendReward = null,
            Limits = new ProgramLimits(new PerAdvocateLimit(10, null, CapPeriod.Month), null),
            Tiers = patched.Tiers,
            Milestones = patched.Milestones,
            AdvocateReward = patched.AdvocateReward,
        });
        patched.AdvocateReward!.Value.ShouldBe(terms.AdvocateReward!.Value);
        ProgramParsing.Merge(new ProgramRequest { Limits = (LimitsRequest?)null }, terms).Value.Limits.ShouldBe(new ProgramLimits(null, null));
    }

    [Fact]
    public void A_patch_reaches_into_a_rewards_value_and_starts_afresh_with_another_type()
    {
        var terms = ProgramParsing.Parse(Least() with { FriendReward = PercentOff(15) }).Value;
        ProgramRequest Patch(RewardValueRequest value) => new() { FriendReward = new RewardRequest { Value = value } };
        ProgramParsing.Merge(Patch(new RewardValueRequest { Percent = 20m }), terms).Value.FriendReward!.Value
            .ShouldBe(new RewardValue(RewardValueType.Percent, BasisPoints: 2000, Cap: 5000));
        ProgramParsing.Merge(Patch(new RewardValueRequest { Type = "fixed", Amount = 700 }), terms).Value.FriendReward!.Value
            .ShouldBe(new RewardValue(RewardValueType.Fixed, Amount: 700));
        ProgramParsing.Merge(Patch(new RewardValueRequest { Type = "fixed" }), terms).Refusal!.Errors!.Keys.ShouldBe(["friendReward.value.amount"]);
    }

    [Fact]
    public void A_patch_may_not_take_the_last_reward_or_the_name()
    {
        var terms = ProgramParsing.Parse(Least()).Value;
        ProgramParsing.Merge(new ProgramRequest { AdvocateReward = (RewardRequest?)null, Name = (string?)null }, terms)
            .Refusal!.Errors!.Keys.ShouldBe(["advocateReward", "name"]);
    }

    [Fact]
    public void A_program_may_promise_more_than_an_order_is_worth_but_is_warned()
    {
        ProgramWarnings.Of(ProgramParsing.Parse(Least()).Value).ShouldBe([ProgramWarnings.RewardsMayExceedOrder]);
        var safe = Least() with { Qualification = new QualificationRequest { MinimumSubtotal = 3000 } };
        ProgramWarnings.Of(ProgramParsing.Parse(safe).Value).ShouldBeEmpty();
        ProgramWarnings.Of(ProgramParsing.Parse(safe with { FriendReward = PercentOff(60, null) }).Value)
            .ShouldBe([ProgramWarnings.RewardsMayExceedOrder]);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    [InlineData(90, false)]
    [InlineData(91, true)]
    public void A_window_outside_30_to_90_days_is_warned_of(int days, bool isWarned)
    {
        var request = Least() with { Attribution = new AttributionRequest { WindowDays = days } };
        ProgramWarnings.Of(ProgramParsing.Parse(request).Value).Contains(ProgramWarnings.WindowOutsideUsualRange).ShouldBe(isWarned);
    }

    [Fact]
    public void Every_warning_has_its_sentence()
    {
        foreach (var warning in (string[])[ProgramWarnings.NoReturnWindow, ProgramWarnings.RewardsMayExceedOrder, ProgramWarnings.WindowOutsideUsualRange])
        {
            ProgramWarnings.Sentence(warning).ShouldEndWith(".");
        }
    }
}
