using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Xunit;
using static Vouch.Domain.Tests.Attribution.World;

namespace Vouch.Domain.Tests.Attribution;

public sealed class AttributionProperties
{
    private static readonly AdvocateId[] Four = [Anna, Bogdan, new(3), new(4)];

    [Fact]
    public void The_decision_does_not_depend_on_the_order_of_arrival() => Check(
        from world in Worlds
        from seed in Gen.Choose(0, int.MaxValue)
        select (world, seed),
        pair =>
        {
            var (world, seed) = pair;
            var shuffled = world with { Touches = Shuffle(world.Touches, seed), Earlier = Shuffle(world.Earlier, seed) };
            Told(shuffled.Decide()).ShouldBe(Told(world.Decide()));
        });

    // Uniform model: with several programs in one class the latest candidate's program chooses it, by intent.
    [Fact]
    public void Dropping_a_losing_candidate_never_changes_the_winner() => Check(Worlds, world =>
    {
        var decision = world.Decide();
        if (decision.Advocate is null || decision.Via == Via.Lock)
        {
            return;
        }

        foreach (var loser in decision.Evidence.Where(e => e.Dropped is null && !e.Won))
        {
            var others = world.Touches.Where(t => (t.Class, t.At, t.Id) != (loser.Class, loser.At, loser.Id));
            var again = (world with { Touches = [.. others] }).Decide();
            (again.Advocate, again.Via, again.TouchAt).ShouldBe((decision.Advocate, decision.Via, decision.TouchAt));
        }
    });

    [Fact]
    public void Nobody_who_is_the_buyer_or_blocked_or_erased_is_credited() => Check(Worlds, world =>
    {
        if (world.Decide().Advocate is not { } credited)
        {
            return;
        }

        var facts = world.Advocates[credited];
        facts.Status.ShouldNotBeOneOf(AdvocateStatus.Blocked, AdvocateStatus.Erased);
        facts.Keys.Overlaps(world.Order.PersonKeys).ShouldBeFalse();
        (world.Order.PaymentKey is { } payment && facts.Keys.Contains(payment)).ShouldBeFalse();
    });

    [Fact]
    public void Nothing_after_the_order_is_evidence() => Check(Worlds, world =>
    {
        var before = world with { Touches = [.. world.Touches.Where(t => t.At <= world.Order.PlacedAt)] };
        Told(before.Decide()).ShouldBe(Told(world.Decide()));
    });

    private static Gen<World> Worlds =>
        from touches in TouchOf.ListOf()
        from buyer in Gen.Elements("c:1", "c:2", "c:friend", "c:new")
        from payment in Gen.Elements<string?>(null, "m:1", "m:3")
        from statuses in Gen.Frequency(
            (3, Gen.Constant(AdvocateStatus.Active)),
            (2, Gen.Elements(AdvocateStatus.Blocked, AdvocateStatus.Erased, AdvocateStatus.Invited))).ArrayOf(4)
        from model in Gen.Elements(AttributionModel.FirstTouch, AttributionModel.LastTouch)
        from newOnly in Gen.Elements(true, false)
        from earlier in EarlierOf.ListOf()
        from anyEarlier in Gen.Choose(0, 3)
        select new World
        {
            Order = new Purchase(Day(100), 5, [buyer], payment),
            Touches = [.. touches.DistinctBy(t => (t.Class, t.At, t.Id))],
            Earlier = anyEarlier == 0 ? [.. earlier.DistinctBy(e => (e.PlacedAt, e.Sequence))] : [],
            Advocates = Four.ToDictionary(
                a => a,
                a => new AdvocateFacts(statuses[a.Value - 1], Day(10 * a.Value), new HashSet<string> { $"c:{a.Value}", $"m:{a.Value}" })),
            Programs = new()
            {
                [Program] = Facts(new AttributionTerms(30, model, true), new Qualification(newOnly, null, 0, 2)),
                [Other] = Facts(
                    new AttributionTerms(60, model, false),
                    new Qualification(true, 30, 0, null),
                    new ActivePeriod(Day(0), Day(60)),
                    new ActivePeriod(Day(70), Day(95))),
            },
        };

    private static Gen<Touch> TouchOf =>
        from kind in Gen.Elements(TouchClass.Coupon, TouchClass.Claim, TouchClass.Click, TouchClass.Invite)
        from advocate in Gen.Elements(Four)
        from program in Gen.Elements(Program, Other)
        from day in Gen.Choose(20, 105)
        from id in Gen.Choose(0, 5)
        from expiry in Gen.Choose(80, 130)
        from bot in Gen.Choose(0, 5)
        let isCode = kind == TouchClass.Coupon
        select new Touch(kind, advocate, program, Day(isCode ? 100 : day), id, null, isCode ? Day(expiry) : null, null, bot == 0);

    private static Gen<EarlierOrder> EarlierOf =>
        from day in Gen.Choose(50, 102)
        from sequence in Gen.Choose(0, 9)
        from counts in Gen.Elements(true, false)
        from advocate in Gen.Elements<AdvocateId?>(null, Anna, Bogdan, new AdvocateId(3))
        let order = new EarlierOrder(new OrderId(day), Day(day), sequence, counts)
        select advocate is null ? order : order with { Advocate = advocate, Program = Program, ProgramVersion = 1 };

    private static string Told(AttributionDecision decision) =>
        $"{decision with { Flags = [], Evidence = [] }} {string.Join(",", decision.Flags)} {string.Join(";", decision.Evidence)}";

    private static List<T> Shuffle<T>(IReadOnlyList<T> list, int seed) => [.. list.OrderBy(item => HashCode.Combine(seed, item))];

    private static void Check<T>(Gen<T> gen, Action<T> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(gen.ToArbitrary(), holds));
}
