using Shouldly;
using Vouch.Domain.Messaging;
using Xunit;

namespace Vouch.Domain.Tests.Messaging;

/// <summary>When a mail that did not go is sent again, and when no more.</summary>
public sealed class MailRetryTests
{
    [Fact]
    public void Pauses_grow_and_end_within_three_days()
    {
        var pauses = Enumerable.Range(1, 8).Select(attempts => MailRetry.After(attempts, 0.5)!.Value).ToList();
        pauses.Zip(pauses.Skip(1)).ShouldAllBe(pair => pair.First <= pair.Second);
        pauses[0].ShouldBe(TimeSpan.FromMinutes(1));
        pauses.Aggregate((sum, pause) => sum + pause).ShouldBeLessThan(TimeSpan.FromDays(3));
        MailRetry.After(9, 0.5).ShouldBeNull();
        MailRetry.After(1_000, 0.5).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 48)]
    [InlineData(0.5, 60)]
    [InlineData(1, 72)]
    public void Luck_spreads_a_pause_by_a_fifth(double luck, double seconds) =>
        MailRetry.After(1, luck)!.Value.TotalSeconds.ShouldBe(seconds, 0.001);
}
