using Shouldly;
using Vouch.Domain.Screening;
using Xunit;

namespace Vouch.Domain.Tests.Screening;

public sealed class RingLayoutTests
{
    [Fact]
    public void A_chain_of_recommendations_runs_round_the_circle() =>
        RingLayout.Order(5, [(3, 0), (0, 4), (4, 1), (1, 2)]).ShouldBe([3, 0, 4, 1, 2]);

    [Fact]
    public void Everybody_stands_behind_whoever_brought_them_and_once() =>
        RingLayout.Order(6, [(0, 1), (0, 2), (2, 3), (1, 3)]).ShouldBe([0, 1, 3, 2, 4, 5]);

    [Fact]
    public void Those_who_brought_each_other_are_placed_too() => RingLayout.Order(3, [(0, 1), (1, 0)]).ShouldBe([2, 0, 1]);

    [Fact]
    public void The_circle_begins_at_the_top_and_goes_clockwise()
    {
        var places = RingLayout.Places(4);
        (double X, double Y)[] wanted = [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)];
        for (var i = 0; i < 4; i++)
        {
            places[i].X.ShouldBe(wanted[i].X, 1e-9);
            places[i].Y.ShouldBe(wanted[i].Y, 1e-9);
        }

        RingLayout.Places(0).ShouldBeEmpty();
    }
}
