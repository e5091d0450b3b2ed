using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Orders;
using Xunit;

namespace Vouch.Domain.Tests.Orders;

public sealed class OrderStateTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    private static OrderFacts Order(long subtotal = 10000, long discount = 0, long shipping = 500, long tax = 0, bool taxIncluded = false, bool isPaid = false)
    {
        var total = subtotal - discount + shipping + (taxIncluded ? 0 : tax);
        return OrderParsing.Parse(
            OrderParsingTests.Least() with
            {
                Status = isPaid ? "paid" : "pending",
                Subtotal = subtotal,
                Discount = discount,
                Shipping = shipping,
                Tax = tax,
                TaxIncluded = taxIncluded,
                Total = total,
            },
            null,
            OrderParsingTests.Context).Value;
    }

    private static OrderEventFact Event(string id, OrderEventType type, long at = 0, long? amount = null, long? goods = null) =>
        new(id, type, new Instant(at), amount, goods);

    private static OrderEventFact Refund(string id, long? amount, long? goods = null) => Event(id, OrderEventType.Refunded, 5, amount, goods);

    private static OrderState Fold(OrderFacts order, params OrderEventFact[] events) => OrderState.Of(order, events, Euro);

    [Fact]
    public void The_status_is_the_furthest_that_was_told()
    {
        var order = Order();
        Fold(order).Status.ShouldBe(OrderStatus.Pending);
        Fold(order, Event("p", OrderEventType.Paid)).Status.ShouldBe(OrderStatus.Paid);
        Fold(Order(isPaid: true)).Status.ShouldBe(OrderStatus.Paid);
        Fold(order, Event("d", OrderEventType.Delivered, 9), Event("f", OrderEventType.Fulfilled, 3)).Status.ShouldBe(OrderStatus.Delivered);
        Fold(order, Event("d", OrderEventType.Delivered), Event("c", OrderEventType.Cancelled)).Status.ShouldBe(OrderStatus.Cancelled);
        Fold(order, Event("d", OrderEventType.Delivered), Refund("r", null)).Status.ShouldBe(OrderStatus.Refunded);
        Fold(order, Event("c", OrderEventType.Cancelled), Refund("r", null)).Status.ShouldBe(OrderStatus.Cancelled);
    }

    [Fact]
    public void The_first_telling_counts_and_the_orders_own_word_too()
    {
        var state = Fold(Order(isPaid: true), Event("p", OrderEventType.Paid, 77), Event("d2", OrderEventType.Delivered, 90), Event("d1", OrderEventType.Delivered, 80));
        state.PaidAt.ShouldBe(new Instant(77));
        state.DeliveredAt.ShouldBe(new Instant(80));
    }

    [Fact]
    public void A_partial_refund_takes_its_share_of_the_goods()
    {
        var state = Fold(Order(), Refund("r1", 1050));
        (state.RefundedTotal, state.RefundedGoods, state.RefundedBase, state.Status).ShouldBe((1050, 1000, 1000, OrderStatus.Pending));
    }

    [Fact]
    public void Shares_are_cumulated_and_rounded_once()
    {
        var order = Order(subtotal: 100, shipping: 200);
        Fold(order, Refund("a", 1), Refund("b", 1), Refund("c", 1)).RefundedGoods.ShouldBe(1, "three thirds are one, not three times zero");
        Fold(order, Refund("a", 1)).RefundedGoods.ShouldBe(0);
        Fold(order, Refund("a", 1), Refund("b", 1)).RefundedGoods.ShouldBe(1);
    }

    [Fact]
    public void The_shops_own_word_on_goods_goes_before_the_share()
    {
        var state = Fold(Order(), Refund("a", 500, 0), Refund("b", 2000, 2000));
        (state.RefundedTotal, state.RefundedGoods).ShouldBe((2500, 2000));
        Fold(Order(), Refund("a", 10400, 10400)).RefundedGoods.ShouldBe(10000, "never more than there was");
    }

    [Fact]
    public void Parts_that_come_to_the_whole_are_a_whole_refund()
    {
        var state = Fold(Order(), Refund("a", 10000, 10000), Refund("b", 500, 0));
        (state.Status, state.IsWhollyRefunded, state.KeptBase).ShouldBe((OrderStatus.Refunded, true, 0));
        Fold(Order(), Refund("a", 99999)).RefundedTotal.ShouldBe(10500);
        Fold(Order(subtotal: 0, shipping: 0), Refund("a", null)).Status.ShouldBe(OrderStatus.Refunded);
        Fold(Order(subtotal: 0, shipping: 0), Refund("a", 0)).Status.ShouldBe(OrderStatus.Pending);
    }

    [Fact]
    public void Tax_inside_is_netted_out_of_the_base()
    {
        var state = Fold(Order(subtotal: 12300, tax: 2300, taxIncluded: true, shipping: 0), Refund("a", 1230));
        (state.BaseAmount, state.RefundedGoods, state.RefundedBase).ShouldBe((10000, 1230, 1000));
        Fold(Order(subtotal: 10000, tax: 2300, shipping: 0)).BaseAmount.ShouldBe(10000);
    }

    [Theory]
    [InlineData("PLN", "0.2345", 10000, 2345)]
    [InlineData("PLN", "0.23455", 10000, 2346)]
    [InlineData("JPY", "0.0061", 10000, 6100)]
    [InlineData("KWD", "3.01", 10000, 3010)]
    public void The_base_is_converted_once_at_the_frozen_rate(string currency, string rate, long subtotal, long expected)
    {
        var order = OrderParsing.Parse(
            OrderParsingTests.Least() with { Subtotal = subtotal, Total = subtotal, Currency = currency, ExchangeRate = rate }, null, OrderParsingTests.Context).Value;
        Fold(order).BaseAmount.ShouldBe(expected);
        Fold(order, Refund("r", null)).KeptBase.ShouldBe(0);
    }

    private static readonly Gen<OrderEventFact> AnyEvent =
        from id in Gen.Choose(1, 6)
        from type in Gen.Elements(Enum.GetValues<OrderEventType>())
        from at in Gen.Choose(0, 50)
        from amount in Gen.Frequency((1, Gen.Constant<long?>(null)), (5, Gen.Choose(0, 6000).Select(n => (long?)n)))
        from goods in Gen.Frequency((2, Gen.Constant<long?>(null)), (1, Gen.Choose(0, 6000).Select(n => (long?)n)))
        let isRefund = type == OrderEventType.Refunded
        select new OrderEventFact($"e{id}", type, new Instant(at), isRefund ? amount : null, isRefund && amount is not null ? goods : null);

    private static readonly Gen<OrderFacts> AnyOrder =
        from subtotal in Gen.Choose(0, 20000)
        from discount in Gen.Choose(0, subtotal)
        from shipping in Gen.Choose(0, 900)
        from tax in Gen.Choose(0, 900)
        from taxIncluded in Gen.Elements(true, false)
        from isPaid in Gen.Elements(true, false)
        select Order(subtotal, discount, shipping, tax, taxIncluded, isPaid);

    [Fact]
    public void The_state_depends_only_on_the_set_of_events()
    {
        var histories =
            from order in AnyOrder
            from events in AnyEvent.ListOf()
            from shuffled in Gen.Shuffle(events.Concat(events.Take(3)).ToArray())
            select (order, events, shuffled);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
            histories.ToArbitrary(), history => OrderState.Of(history.order, history.events, Euro) == OrderState.Of(history.order, history.shuffled, Euro)));
    }

    [Fact]
    public void More_refunds_never_give_back_less_and_never_more_than_there_was()
    {
        var histories = from order in AnyOrder from events in AnyEvent.ListOf() select (order, events);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(histories.ToArbitrary(), history =>
        {
            var distinct = history.events.DistinctBy(fact => fact.ExternalId).ToList();
            var before = OrderState.Of(history.order, distinct.Take(distinct.Count / 2), Euro);
            var after = OrderState.Of(history.order, distinct, Euro);
            return after.RefundedBase >= before.RefundedBase && after.RefundedTotal >= before.RefundedTotal && after.RefundedGoods >= before.RefundedGoods
                && after.RefundedTotal <= history.order.Amounts.Total && after.RefundedGoods <= history.order.Amounts.Goods
                && after.RefundedBase <= after.BaseAmount && after.RefundedBase >= 0;
        }));
    }
}
