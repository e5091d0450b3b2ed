using Shouldly;
using Vouch.Domain.Attribution;
using Xunit;

namespace Vouch.Domain.Tests.Attribution;

public sealed class AttributionCaseTests
{
    public static TheoryData<string> Ids()
    {
        using var file = TestData.Json("attribution_cases.json");
        return [.. file.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_worked_case_is_decided_as_written(string id)
    {
        using var file = TestData.Json("attribution_cases.json");
        var row = file.RootElement.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);
        var worked = new AttributionCase(row);
        var decision = worked.Decide();
        var expected = worked.Expected;

        worked.NameOf(decision.Advocate).ShouldBe(expected.GetProperty("advocate").GetString());
        (decision.Via is { } via ? WireName.Of(via) : null).ShouldBe(expected.GetProperty("method").GetString());
        WireName.Of(decision.Reason).ShouldBe(expected.GetProperty("reason").GetString());
        decision.NewReferral.ShouldBe(expected.GetProperty("newReferral").GetBoolean());
        decision.RewardEligible.ShouldBe(expected.GetProperty("rewardEligible").GetBoolean());
        decision.Flags.Select(f => WireName.Of(f)).ShouldBe(expected.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
        (decision.Outcome == AttributionOutcome.Attributed).ShouldBe(decision.Advocate is not null);
        decision.Explanation.ShouldEndWith(".");
    }

    [Fact]
    public void There_are_forty_worked_cases() => Ids().Count.ShouldBe(40);
}
