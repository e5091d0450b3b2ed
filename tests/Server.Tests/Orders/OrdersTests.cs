using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Orders;
using Vouch.Kit;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Orders;

public abstract class OrdersTests(TestEngine engine, PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly Instant Now = new(1_772_357_400_000);

    private TestSite? _site;
    private ShopClient? _client;
    private ShopDb? _db;

    private ShopDb Db => _db!;

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.On(engine, postgres);
        var node = await _site.Start();
        _client = await node.Shop();
        _db = node.Database.For(_client.Id);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _site!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static OrderRequest Request(string id, string? email = "friend@example.com", string? customer = null) => new()
    {
        ExternalId = id,
        Status = "pending",
        Subtotal = 10000,
        Total = 10000,
        Customer = new OrderCustomerRequest { Email = email, ExternalId = customer },
    };

    private async Task<RecordedOrder> Record(OrderRequest request, Instant? now = null)
    {
        var shop = await ShopStore.Load(Db);
        return (await Db.Write(tx => RecordOrder.Run(tx, shop, request, now ?? Now))).Value;
    }

    private async Task<RecordedOrderEvent> Tell(string order, string id, string type, long? amount = null)
    {
        var shop = await ShopStore.Load(Db);
        var request = new OrderEventRequest { ExternalId = id, Type = type };
        return (await Db.Write(tx => RecordOrderEvent.Run(tx, shop, order, amount is null ? request : request with { Amount = amount }, Now))).Value;
    }

    private async Task<List<string>> Types() =>
        [.. (await _client!.Get("/v1/events?limit=200")).Items.Select(item => item["type"]!.ToString()).Where(type => type.StartsWith("order.", StringComparison.Ordinal))];

    [Fact]
    public async Task An_order_is_recorded_once_and_then_updated()
    {
        var first = await Record(Request("1001"));
        (first.IsNew, first.HasChanged, first.HasOtherAmounts).ShouldBe((true, true, false));
        var same = await Record(Request("1001"));
        (same.IsNew, same.HasChanged).ShouldBe((false, false));
        same.Order.OrderId.ShouldBe(first.Order.OrderId);
        var changed = await Record(new OrderRequest { ExternalId = "1001", Subtotal = 9000, Total = 9000 }, Now.PlusDays(1));
        (changed.IsNew, changed.HasChanged, changed.HasOtherAmounts).ShouldBe((false, true, true));
        changed.Order.Facts.PlacedAt.ShouldBe(Now);
        changed.Order.Facts.Customer.Email.ShouldBe("friend@example.com");
        (await Types()).ShouldBe(["order.recorded", "order.updated"]);
    }

    [Fact]
    public async Task What_is_read_back_is_what_was_decided()
    {
        var told = Request("1001", customer: "c-1") with
        {
            Currency = "PLN",
            ExchangeRate = "0.2345",
            CouponCodes = new List<string?> { "ANNA-7F3KQ" },
            ShippingAddress = new OrderAddressRequest { Line1 = "Prosta 1", Country = "PL" },
            Lines = new List<OrderLineRequest?> { new() { Sku = "A-1", Quantity = 2, Amount = 10000, Categories = new List<string?> { "tea" } } },
            Metadata = new Dictionary<string, string?> { ["note"] = "gift" },
        };
        var recorded = await Record(told);
        await Tell("1001", "rf-1", "refunded", 1000);
        var shop = await ShopStore.Load(Db);
        var read = (await OrderQueries.Find(Db, shop, "1001"))!;
        OrderStore.Body(read.Facts).ShouldBe(OrderStore.Body(recorded.Order.Facts));
        (read.State.BaseAmount, read.State.RefundedBase, read.SubtotalInShopCurrency).ShouldBe((2345, 235, 2345));
        (await OrderQueries.Load(Db, shop, read.OrderId)).State.ShouldBe(read.State);
        (await OrderQueries.List(Db, shop, null, 10)).ShouldHaveSingleItem().State.ShouldBe(read.State);
    }

    [Fact]
    public async Task Events_before_their_order_are_kept_and_applied_when_it_comes()
    {
        var early = await Tell("1001", "d-1", "delivered");
        (early.IsNew, early.Order).ShouldBe((true, null));
        (await Tell("1001", "d-1", "delivered")).IsNew.ShouldBeFalse();
        (await Tell("1001", "p-1", "paid")).Order.ShouldBeNull();
        var order = await Record(Request("1001"));
        order.Order.State.Status.ShouldBe(OrderStatus.Delivered);
        order.Order.State.PaidAt.ShouldBe(Now);
        (await Types()).ShouldBe(["order.recorded", "order.paid", "order.delivered"]);
    }

    [Fact]
    public async Task A_repeated_event_changes_nothing()
    {
        await Record(Request("1001"));
        (await Tell("1001", "rf-1", "refunded", 400)).Order!.State.RefundedTotal.ShouldBe(400);
        var again = await Tell("1001", "rf-1", "refunded", 400);
        (again.IsNew, again.Order!.State.RefundedTotal).ShouldBe((false, 400));
        (await Tell("1001", "rf-2", "refunded")).Order!.State.Status.ShouldBe(OrderStatus.Refunded);
        (await Types()).ShouldBe(["order.recorded", "order.refunded", "order.refunded"]);
    }

    [Fact]
    public async Task A_person_is_known_by_customer_id_address_and_phone()
    {
        var first = await Record(Request("1", "a@example.com", "c-1"));
        var second = await Record(Request("2", "A@Example.com"), Now.PlusDays(1));
        await Record(Request("3", null, "c-1"), Now.PlusDays(2));
        var stranger = await Record(Request("4", "b@example.com", "c-2"), Now.PlusDays(3));
        var shop = await ShopStore.Load(Db);
        (await OrderQueries.EarlierOf(Db, shop, second.Order)).Select(order => order.ExternalId).ShouldBe(["1"]);
        (await OrderQueries.LaterOf(Db, shop, first.Order)).Select(order => order.ExternalId).ShouldBe(["2", "3"]);
        (await OrderQueries.EarlierOf(Db, shop, stranger.Order)).ShouldBeEmpty();
        await Record(new OrderRequest { ExternalId = "4", Customer = new OrderCustomerRequest { ExternalId = "c-1" } }, Now.PlusDays(4));
        (await OrderQueries.LaterOf(Db, shop, first.Order)).Select(order => order.ExternalId).ShouldBe(["2", "3", "4"]);
    }

    [Fact]
    public async Task Of_two_first_orders_at_once_the_second_sees_the_first()
    {
        var shop = await ShopStore.Load(Db);
        var seen = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Db.Write(async tx =>
        {
            var order = (await RecordOrder.Run(tx, shop, Request($"{i}") with { PlacedAt = Now.ToString() }, Now)).Value.Order;
            return (await OrderQueries.EarlierOf(tx, shop, order)).Count;
        })));
        seen.Order().ShouldBe(Enumerable.Range(0, 16));
    }

    [Fact]
    public async Task History_may_be_old_makes_customers_and_tells_no_steps()
    {
        var shop = await ShopStore.Load(Db);
        var request = new OrderRequest { ExternalId = "file:1", PlacedAt = "1997-01-01T00:00:00Z", Subtotal = 1177, Customer = new OrderCustomerRequest { Email = "old@example.com" } };
        var recorded = (await Db.Write(tx => RecordOrder.Run(tx, shop, request, Now, OrderSource.Import))).Value;
        (recorded.Order.State.Status, recorded.Order.Source).ShouldBe((OrderStatus.Paid, OrderSource.Import));
        (await Db.Write(tx => RecordOrder.Run(tx, shop, request, Now.PlusDays(1), OrderSource.Import))).Value.HasChanged.ShouldBeFalse();
        (await Types()).ShouldBe(["order.recorded"]);
        var customers = await _client!.Get("/v1/customers?email=OLD@example.com");
        customers.Items.ShouldHaveSingleItem()["spent"]!.GetValue<long>().ShouldBe(1177);
        (await _client.Get("/v1/customers?email=nobody@example.com")).ShouldBe(200).Items.ShouldBeEmpty();
        (await _client.Get("/v1/customers")).ShouldBe(400);
    }

    [Fact]
    public async Task An_order_turned_down_or_cancelled_makes_nobody_a_customer()
    {
        var first = await Record(Request("1"));
        var second = await Record(Request("2"), Now.PlusDays(1));
        await Db.Write(tx => OrderQueries.SetFraudVerdict(tx, first.Order.OrderId, rejected: true));
        var shop = await ShopStore.Load(Db);
        (await OrderQueries.EarlierOf(Db, shop, second.Order)).ShouldHaveSingleItem().Counts.ShouldBeFalse();
        await Db.Write(tx => OrderQueries.SetFraudVerdict(tx, first.Order.OrderId, rejected: false));
        await Tell("1", "rf", "refunded");
        (await OrderQueries.EarlierOf(Db, shop, second.Order)).ShouldHaveSingleItem().Counts.ShouldBeTrue("a wholly refunded one does");
        await Tell("1", "c", "cancelled");
        (await OrderQueries.EarlierOf(Db, shop, second.Order)).ShouldHaveSingleItem().Counts.ShouldBeFalse();
    }
}

public sealed class OrdersOnSqliteTests(PostgresFixture postgres) : OrdersTests(TestEngine.Sqlite, postgres);

public sealed class OrdersOnPostgresTests(PostgresFixture postgres) : OrdersTests(TestEngine.Postgres, postgres);
