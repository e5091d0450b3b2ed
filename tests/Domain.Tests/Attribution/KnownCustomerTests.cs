using Shouldly;
using Vouch.Domain.Attribution;
using Vouch.Domain.Programs;
using Xunit;
using static Vouch.Domain.Tests.Attribution.World;

namespace Vouch.Domain.Tests.Attribution;

/// <summary>Customers whom the shop only lists, without their orders.</summary>
public sealed class KnownCustomerTests
{
    [Fact]
    public void Whoever_is_on_the_list_before_the_order_is_an_existing_customer()
    {
        var decision = Listed(99).Decide();
        decision.Reason.ShouldBe(AttributionReason.ExistingCustomer);
        decision.Explanation.ShouldContain("list of customers");
    }

    [Fact]
    public void Whoever_comes_on_the_list_after_the_order_was_new_then() => Listed(100.5).Decide().Advocate.ShouldBe(Anna);

    [Fact]
    public void A_program_for_everybody_does_not_ask_the_list() =>
        Listed(50).With(Facts(qualification: new Qualification(false, null, 0, 1))).Decide().Advocate.ShouldBe(Anna);

    [Fact]
    public void A_former_customer_of_the_list_counts_again_after_the_days_that_the_program_says()
    {
        var program = Facts(qualification: new Qualification(true, 30, 0, 1));
        Listed(70).With(program).Decide().Advocate.ShouldBe(Anna);
        Listed(71).With(program).Decide().Reason.ShouldBe(AttributionReason.ExistingCustomer);
    }

    [Fact]
    public void A_lock_goes_before_the_list()
    {
        var world = Listed(50) with { Earlier = [new EarlierOrder(new Vouch.Domain.Ids.OrderId(1), Day(90), 1, true, Anna, Program, 1)] };
        world.Decide().Via.ShouldBe(Via.Lock);
    }

    private static World Listed(double from)
    {
        var world = new World { Touches = [Click(Anna, 99)] };
        return world with { Order = world.Order with { CustomerFrom = Day(from) } };
    }
}
