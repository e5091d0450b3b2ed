using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Screening;
using Xunit;

namespace Vouch.Domain.Tests.Screening;

public sealed class ReferralGraphTests
{
    private sealed record Edge(bool Refers, int One, int Other);

    [Fact]
    public void A_ring_is_a_group_that_brought_itself()
    {
        var graph = Of(8, [.. Enumerable.Range(1, 7).SelectMany(i => new[] { new Edge(true, i - 1, i), new Edge(false, 0, i) })]);
        graph.Accounts(3).ShouldBe(8);
        graph.Referrals(3).ShouldBe(7);
    }

    [Fact]
    public void The_same_joins_and_referrals_give_the_same_groups_in_any_order()
    {
        var cases =
            from accounts in Gen.Choose(2, 12)
            from edges in EdgeAmong(accounts).ListOf()
            from seed in Gen.Choose(0, int.MaxValue)
            select (accounts, edges: edges.Where(e => e.One != e.Other).ToList(), seed);
        Prop.ForAll(cases.ToArbitrary(), drawn =>
        {
            var one = Of(drawn.accounts, drawn.edges);
            var shuffled = drawn.edges.OrderBy(e => HashCode.Combine(e, drawn.seed)).ToList();
            var other = Of(drawn.accounts, shuffled);
            for (var a = 0; a < drawn.accounts; a++)
            {
                one.Accounts(a).ShouldBe(Reachable(drawn.accounts, drawn.edges, a).Count);
                one.Referrals(a).ShouldBe(Inside(drawn.edges, Reachable(drawn.accounts, drawn.edges, a)));
                (other.Accounts(a), other.Referrals(a)).ShouldBe((one.Accounts(a), one.Referrals(a)));
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<Edge> EdgeAmong(int accounts) =>
        from refers in Gen.Elements(true, false)
        from one in Gen.Choose(0, accounts - 1)
        from other in Gen.Choose(0, accounts - 1)
        select new Edge(refers, one, other);

    private static ReferralGraph Of(int accounts, IReadOnlyList<Edge> edges)
    {
        var graph = new ReferralGraph();
        for (var i = 0; i < accounts; i++)
        {
            graph.Add().ShouldBe(i);
        }

        foreach (var edge in edges)
        {
            if (edge.Refers)
            {
                graph.Refer(edge.One, edge.Other);
            }
            else
            {
                graph.Join(edge.One, edge.Other);
            }
        }

        return graph;
    }

    // The plain way: walk from one account over what it shares.
    private static HashSet<int> Reachable(int accounts, List<Edge> edges, int from)
    {
        var reached = new HashSet<int> { from };
        for (var round = 0; round < accounts; round++)
        {
            foreach (var edge in edges.Where(e => !e.Refers && (reached.Contains(e.One) || reached.Contains(e.Other))))
            {
                reached.Add(edge.One);
                reached.Add(edge.Other);
            }
        }

        return reached;
    }

    private static int Inside(List<Edge> edges, HashSet<int> group) =>
        edges.Count(e => e.Refers && group.Contains(e.One) && group.Contains(e.Other));
}
