using System.Text.Json;
using Shouldly;
using Vouch.Domain.Insights;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class ViralGrowthTests
{
    [Fact]
    public void Growth_is_that_of_the_fixture()
    {
        using var fixture = TestData.Json("kpi_fixture.json");
        foreach (var one in fixture.RootElement.GetProperty("viral_growth").EnumerateArray())
        {
            var (start, k) = (one.GetProperty("n0").GetInt64(), one.GetProperty("k").GetDecimal());
            ((double)ViralGrowth.Total(start, k, one.GetProperty("cycles").GetInt32()))
                .ShouldBe(one.GetProperty("total_customers").GetDouble(), 1e-9);
            var limit = one.GetProperty("limit");
            ((double?)ViralGrowth.Limit(start, k)).ShouldBe(limit.ValueKind == JsonValueKind.Null ? null : limit.GetDouble());
        }
    }

    [Fact]
    public void K_is_the_product_of_its_parts()
    {
        using var fixture = TestData.Json("kpi_fixture.json");
        foreach (var one in fixture.RootElement.GetProperty("k_examples").EnumerateArray())
        {
            ((double)ViralGrowth.K(one.GetProperty("invites_per_customer").GetDecimal(), one.GetProperty("conversion").GetDecimal()))
                .ShouldBe(one.GetProperty("k").GetDouble(), 1e-12);
        }
    }
}
