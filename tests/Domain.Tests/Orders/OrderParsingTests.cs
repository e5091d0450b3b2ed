using Shouldly;
using Vouch.Domain.Orders;
using Xunit;

namespace Vouch.Domain.Tests.Orders;

public sealed class OrderParsingTests
{
    internal static readonly Instant Now = new(1_772_357_400_000);
    internal static readonly OrderContext Context = new(Currency.Of("EUR"), Now);

    internal static OrderRequest Least() => new()
    {
        ExternalId = "1001",
        Status = "paid",
        Subtotal = 10000,
        Total = 10000,
        Customer = new OrderCustomerRequest { Email = "friend@example.com" },
    };

    private static IEnumerable<string> FaultsOf(OrderRequest request, OrderFacts? known = null) =>
        OrderParsing.Parse(request, known, Context).Refusal!.Errors!.Keys;

    [Fact]
    public void What_is_left_out_takes_the_defaults()
    {
        var facts = OrderParsing.Parse(Least(), null, Context).Value;
        facts.PlacedAt.ShouldBe(Now);
        facts.PaidAt.ShouldBe(Now);
        facts.Amounts.ShouldBe(new OrderAmounts(10000, 0, 0, 0, false, 10000, "EUR", null));
        facts.Customer.ShouldBe(new OrderCustomer(null, "friend@example.com", null, null, null));
        facts.CouponCodes.ShouldBeEmpty();
        facts.Metadata.ShouldBeEmpty();
    }

    [Fact]
    public void What_must_be_there_is_asked_for_all_at_once() =>
        FaultsOf(new OrderRequest()).ShouldBe(["customer", "externalId", "status", "subtotal", "total"]);

    [Theory]
    [InlineData(10000, 0, 500, 800, false, 11300, true)]
    [InlineData(10000, 0, 500, 800, false, 10500, false)]
    [InlineData(10000, 0, 500, 800, true, 10500, true)]
    [InlineData(10000, 0, 500, 800, true, 11300, false)]
    [InlineData(10000, 1000, 0, 0, false, 9000, true)]
    [InlineData(10000, 1000, 0, 0, false, 9001, false)]
    [InlineData(0, 0, 0, 0, false, 0, true)]
    public void Amounts_add_up(long subtotal, long discount, long shipping, long tax, bool taxIncluded, long total, bool isGood)
    {
        var request = Least() with
        {
            Subtotal = subtotal, Discount = discount, Shipping = shipping, Tax = tax, TaxIncluded = taxIncluded, Total = total,
        };
        var result = OrderParsing.Parse(request, null, Context);
        result.IsRefused.ShouldBe(!isGood);
        if (!isGood)
        {
            result.Refusal!.Code.ShouldBe("amounts_do_not_add_up");
            result.Refusal.Errors!.Keys.ShouldBe(["total"]);
        }
    }

    [Fact]
    public void Negative_and_boundless_amounts_are_refused()
    {
        FaultsOf(Least() with { Subtotal = -1 }).ShouldContain("subtotal");
        FaultsOf(Least() with { Shipping = long.MaxValue }).ShouldContain("shipping");
        FaultsOf(Least() with { Discount = 10001 }).ShouldContain("discount");
    }

    [Theory]
    [InlineData("EUR", null, null)]
    [InlineData("EUR", "1", null)]
    [InlineData("EUR", "1.1", "currency_mismatch")]
    [InlineData("EUR", "10", "currency_mismatch")]
    [InlineData("EUR", "1.00", null)]
    [InlineData("PLN", null, "currency_mismatch")]
    [InlineData("PLN", "0.2345", null)]
    [InlineData("PLN", "-0.2", "invalid_request")]
    [InlineData("PLN", "0", "invalid_request")]
    [InlineData("PLN", "1e-3", "invalid_request")]
    [InlineData("PLN", "0,23", "invalid_request")]
    [InlineData("XAU", "0.2", "currency_mismatch")]
    [InlineData("eur", null, "currency_mismatch")]
    public void Another_currency_needs_its_rate(string currency, string? rate, string? code) =>
        OrderParsing.Parse(Least() with { Currency = currency, ExchangeRate = rate }, null, Context).Refusal?.Code.ShouldBe(code);

    [Theory]
    [InlineData(299_000, true)]
    [InlineData(300_001, false)]
    public void A_live_fact_lies_at_most_five_minutes_ahead(long aheadMs, bool isGood)
    {
        var placedAt = new Instant(Now.Milliseconds + aheadMs).ToString();
        OrderParsing.Parse(Least() with { PlacedAt = placedAt }, null, Context).IsRefused.ShouldBe(!isGood);
    }

    [Fact]
    public void Any_offset_is_accepted_and_a_time_without_one_is_not()
    {
        OrderParsing.Parse(Least() with { PlacedAt = "2026-03-01T11:30:00+02:00" }, null, Context).Value.PlacedAt.ToString().ShouldBe("2026-03-01T09:30:00.000Z");
        FaultsOf(Least() with { PlacedAt = "2026-03-01T09:30:00" }).ShouldBe(["placedAt"]);
    }

    [Fact]
    public void Fields_sent_replace_and_absent_fields_stay()
    {
        var first = OrderParsing.Parse(Least() with { Status = "pending", CouponCodes = new List<string?> { "A" }, Referrer = "r" }, null, Context).Value;
        first.PaidAt.ShouldBeNull();
        var later = new OrderContext(Context.ShopCurrency, Now.PlusDays(1));
        var second = OrderParsing.Parse(
            new OrderRequest
            {
                ExternalId = "1001",
                Status = "paid",
                Referrer = (string?)null,
                Customer = new OrderCustomerRequest { ExternalId = "c-1" },
            },
            first,
            later).Value;
        second.PaidAt.ShouldBe(later.Now);
        second.PlacedAt.ShouldBe(Now);
        second.CouponCodes.ShouldBe(["A"]);
        second.Referrer.ShouldBeNull();
        second.Customer.ShouldBe(new OrderCustomer("c-1", "friend@example.com", null, null, null));
        OrderParsing.Parse(new OrderRequest { ExternalId = "1001", Status = "pending" }, second, later).Value.PaidAt.ShouldBe(later.Now, "paid once stays paid");
        FaultsOf(new OrderRequest { ExternalId = "1001", Subtotal = 5 }, first).ShouldBe(["total"], "the whole must still add up");
    }

    [Fact]
    public void What_is_no_click_is_no_evidence_and_no_error() =>
        OrderParsing.Parse(Least() with { ClickId = "clk_nonsense" }, null, Context).Value.ClickId.ShouldBeNull();

    [Fact]
    public void History_is_paid_and_its_total_is_reckoned()
    {
        var request = new OrderRequest { ExternalId = "h:1", Subtotal = 1177, Shipping = 300, Customer = new OrderCustomerRequest { ExternalId = "4" } };
        var facts = OrderParsing.Parse(request, null, Context with { IsImport = true }).Value;
        facts.Amounts.Total.ShouldBe(1477);
        facts.PaidAt.ShouldBe(Now);
    }

    [Fact]
    public void Only_a_refund_has_amounts()
    {
        static OrderEventRequest Event(string type) => new() { ExternalId = "e", Type = type };
        OrderParsing.Parse(Event("delivered"), Now).Value.ShouldBe(new OrderEventFact("e", OrderEventType.Delivered, Now, null, null));
        OrderParsing.Parse(Event("delivered") with { Amount = 5 }, Now).Refusal!.Errors!.Keys.ShouldBe(["amount"]);
        OrderParsing.Parse(Event("refunded") with { GoodsAmount = 5 }, Now).Refusal!.Errors!.Keys.ShouldBe(["goodsAmount"]);
        OrderParsing.Parse(Event("refunded") with { Amount = 5, GoodsAmount = 6 }, Now).Refusal!.Errors!.Keys.ShouldBe(["goodsAmount"]);
        OrderParsing.Parse(Event("shipped"), Now).Refusal!.Errors!.Keys.ShouldBe(["type"]);
        OrderParsing.Parse(new OrderEventRequest(), Now).Refusal!.Errors!.Keys.ShouldBe(["externalId", "type"]);
    }
}
