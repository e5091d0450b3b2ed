using Shouldly;
using Vouch.Domain.Referrals;
using Xunit;

namespace Vouch.Domain.Tests.Referrals;

public sealed class VetoScheduleTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 60)]
    [InlineData(3, 600)]
    [InlineData(4, 3600)]
    [InlineData(5, 21_600)]
    [InlineData(9, 21_600)]
    public void Pauses_grow_and_are_spread_by_a_fifth(int attempts, double seconds)
    {
        VetoSchedule.Pause(attempts, 0).TotalSeconds.ShouldBe(0.8 * seconds, 0.001);
        VetoSchedule.Pause(attempts, 0.5).TotalSeconds.ShouldBe(seconds, 0.001);
        VetoSchedule.Pause(attempts, 1).TotalSeconds.ShouldBe(1.2 * seconds, 0.001);
    }
}
