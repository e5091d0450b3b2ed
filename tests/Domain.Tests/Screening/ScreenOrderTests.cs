using Shouldly;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;
using Xunit;

namespace Vouch.Domain.Tests.Screening;

public sealed class ScreenOrderTests
{
    private static readonly ScreeningTerms Defaults = new(12, 35, 80);
    private static readonly ScreeningFacts Stranger = new();

    [Fact]
    public void A_stranger_is_allowed_with_the_score_of_the_bias_alone()
    {
        var verdict = Decide(Stranger, Defaults);
        verdict.Decision.ShouldBe(ScreeningDecision.Allow);
        verdict.Score.ShouldBe(1);
        verdict.Signals.ShouldBeEmpty();
    }

    [Fact]
    public void A_clear_self_referral_is_rejected_whatever_the_bands_and_lists_say()
    {
        var verdict = ScreenOrder.Decide(
            Stranger with { SameAccount = true }, ScreeningModel.Expert, new ScreeningTerms(99, 100, 100), new ListVerdict("staff", null));
        verdict.Decision.ShouldBe(ScreeningDecision.Reject);
        verdict.Rule.ShouldBe(ScreeningRule.SelfReferral);
        verdict.Score.ShouldBe(97);
        verdict.Signals.ShouldHaveSingleItem().ShouldBe(new ScreeningSignal(Signal.SameAccount, 8));
    }

    [Theory]
    [InlineData(1, 35, 80, ScreeningDecision.Hold)]
    [InlineData(0, 1, 80, ScreeningDecision.Review)]
    [InlineData(0, 0, 1, ScreeningDecision.Reject)]
    [InlineData(2, 35, 80, ScreeningDecision.Allow)]
    public void A_band_begins_at_its_own_score(int holdAt, int reviewAt, int rejectAt, ScreeningDecision decision) =>
        Decide(Stranger, new ScreeningTerms(holdAt, reviewAt, rejectAt)).Decision.ShouldBe(decision);

    [Fact]
    public void A_score_never_reads_as_the_band_above_it()
    {
        // 0.7975 rounds to 80 and is not yet there.
        var model = new ScreeningModel(Math.Log(0.7975 / 0.2025), ScreeningModel.Expert.Weights);
        var verdict = ScreenOrder.Decide(Stranger, model, Defaults, ListVerdict.Silent);
        (verdict.Score, verdict.Decision).ShouldBe((79, ScreeningDecision.Review));
    }

    [Fact]
    public void What_counted_is_listed_the_heaviest_first_and_adds_up_to_the_score()
    {
        var verdict = Decide(
            Stranger with { SameDevice = true, SamePhone = true, Network = NetworkClass.Vpn, BoughtAgain = true }, Defaults);
        verdict.Signals.Select(s => Signals.Code(s.Signal)).ShouldBe(["same_phone", "same_device", "repeat_purchase", "vpn_ip"]);
        var logOdds = ScreeningModel.Expert.Bias + verdict.Signals.Sum(s => s.Weight);
        verdict.Score.ShouldBe((int)Math.Floor(100 / (1 + Math.Exp(-logOdds))));
    }

    [Fact]
    public void The_lists_decide_without_touching_the_score()
    {
        var suspicious = Stranger with { SameDevice = true, SamePayment = true, SamePhone = true };
        var allowed = ScreenOrder.Decide(suspicious, ScreeningModel.Expert, Defaults, new ListVerdict("a friend of the house", "example.com"));
        var scored = Decide(suspicious, Defaults);
        (allowed.Decision, allowed.Rule, allowed.Score).ShouldBe((ScreeningDecision.Allow, ScreeningRule.AllowListed, scored.Score));
        var blocked = ScreenOrder.Decide(Stranger, ScreeningModel.Expert, Defaults, new ListVerdict(null, "example.com"));
        (blocked.Decision, blocked.Rule, blocked.Score).ShouldBe((ScreeningDecision.Reject, ScreeningRule.BlockListed, 1));
    }

    [Theory]
    [InlineData(HouseholdMode.Spare, ScreeningDecision.Allow, null)]
    [InlineData(HouseholdMode.Review, ScreeningDecision.Review, ScreeningRule.Household)]
    [InlineData(HouseholdMode.Reject, ScreeningDecision.Reject, ScreeningRule.Household)]
    public void A_household_is_treated_as_the_program_says(HouseholdMode mode, ScreeningDecision decision, ScreeningRule? rule)
    {
        var verdict = Decide(Stranger with { SameAddress = true, SameIp = true, AccountsOnIp = 2 }, Defaults with { Household = mode });
        (verdict.Decision, verdict.Rule).ShouldBe((decision, rule));
        verdict.Signals.Select(s => s.Signal).ShouldContain(Signal.HouseholdPattern);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void The_address_of_an_office_says_nothing(int accounts, bool counts) =>
        (Value(Stranger with { SameIp = true, AccountsOnIp = accounts }, Signal.SameIpSmall) > 0).ShouldBe(counts);

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 0.1)]
    [InlineData(14, 1)]
    [InlineData(40, 1)]
    public void Many_friends_in_a_week_count_by_degrees(int within, double value) =>
        Value(Stranger with { Earlier = within, EarlierWithinWeek = within }, Signal.Velocity7Days).ShouldBe(value);

    [Fact]
    public void A_code_is_public_when_half_of_its_orders_come_by_the_code_within_the_hour()
    {
        var burst = Stranger with { ByCode = true, Earlier = 10, EarlierQuickCodes = 5 };
        Value(burst, Signal.CouponOnlyBurst).ShouldBe(1);
        Value(burst with { Earlier = 11 }, Signal.CouponOnlyBurst).ShouldBe(0);
        Value(burst with { EarlierQuickCodes = 4, Earlier = 4 }, Signal.CouponOnlyBurst).ShouldBe(0);
        Value(burst with { ByCode = false }, Signal.CouponOnlyBurst).ShouldBe(0);
        ReadSignals.IsQuick(null).ShouldBeFalse();
        ReadSignals.IsQuick(3599.9).ShouldBeTrue();
        ReadSignals.IsQuick(3600).ShouldBeFalse();
    }

    [Fact]
    public void Refunds_count_above_what_is_usual_and_little_where_little_is_known()
    {
        Value(Stranger, Signal.AdvocateRefundRate).ShouldBe(0);
        Value(Stranger with { Earlier = 20, EarlierRefunded = 1 }, Signal.AdvocateRefundRate).ShouldBe(0);
        Value(Stranger with { Earlier = 2, EarlierRefunded = 2 }, Signal.AdvocateRefundRate)
            .ShouldBe((((2 + 0.48) / 8) - 0.08) / 0.4, 1e-12);
    }

    [Fact]
    public void The_third_friend_at_one_address_is_no_household()
    {
        var couple = Stranger with { SameAddress = true, Earlier = 1, EarlierAtAddress = 1 };
        Value(couple, Signal.HouseholdPattern).ShouldBe(1);
        var third = couple with { Earlier = 2, EarlierAtAddress = 2 };
        Value(third, Signal.HouseholdPattern).ShouldBe(0);
        Value(third, Signal.Address3PlusSameAdvocate).ShouldBe(1);
    }

    [Theory]
    [InlineData(3000, 3000, true)]
    [InlineData(3150, 3000, true)]
    [InlineData(3151, 3000, false)]
    [InlineData(1, 0, false)]
    public void An_order_hugs_the_minimum_up_to_five_per_cent_above_it(long amount, long minimum, bool hugs) =>
        Hubs.IsAtMinimum(amount, minimum).ShouldBe(hugs);

    [Theory]
    [InlineData(3, 2, true, false, false)]
    [InlineData(8, 5, true, true, false)]
    [InlineData(8, 6, true, true, true)]
    [InlineData(8, 7, false, false, false)]
    public void A_group_that_brought_itself_is_a_ring(int accounts, int inside, bool withAdvocate, bool large, bool dense)
    {
        var facts = Stranger with { GroupAccounts = accounts, GroupReferrals = inside, AdvocateInGroup = withAdvocate };
        (Value(facts, Signal.Component4Plus) > 0).ShouldBe(large);
        (Value(facts, Signal.DenseComponent) > 0).ShouldBe(dense);
    }

    [Fact]
    public void Every_signal_has_a_code_of_its_own_and_a_weight()
    {
        Signals.All.Select(Signals.Code).Distinct().Count().ShouldBe(Signals.Count);
        ScreeningModel.Expert.Weights.Count.ShouldBe(Signals.Count);
        foreach (var signal in Signals.All)
        {
            Signals.Find(Signals.Code(signal)).ShouldBe(signal);
            (ScreeningModel.Expert.Of(signal) < 0).ShouldBe(Signals.IsProtective(signal));
        }
    }

    [Theory]
    [InlineData("martha", "marhta", 0.9611)]
    [InlineData("dwayne", "duane", 0.84)]
    [InlineData("dixon", "dicksonx", 0.8133)]
    [InlineData("", "a", 0)]
    [InlineData("a", "b", 0)]
    [InlineData("anna.nowak", "anna.nowak", 1)]
    public void Likeness_has_the_published_values(string one, string other, double similarity) =>
        JaroWinkler.Similarity(one, other).ShouldBe(similarity, 0.00005);

    private static ScreeningVerdict Decide(ScreeningFacts facts, ScreeningTerms terms) =>
        ScreenOrder.Decide(facts, ScreeningModel.Expert, terms, ListVerdict.Silent);

    private static double Value(ScreeningFacts facts, Signal signal) => ReadSignals.From(facts)[(int)signal];
}
