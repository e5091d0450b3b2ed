using Shouldly;
using Vouch.Domain.Insights.Numerics;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class HypergeometricTests
{
    [Fact]
    public void Values_are_those_computed_to_forty_digits()
    {
        using var vectors = TestData.Json("hyp2f1_vectors.json");
        var rows = vectors.RootElement.GetProperty("rows").EnumerateArray().ToList();
        rows.Count.ShouldBe(23);
        foreach (var row in rows)
        {
            double Number(string name) => row.GetProperty(name).GetDouble();
            var log = Hypergeometric.Log(Number("a"), Number("b"), Number("c"), Number("z"));
            Math.Abs(Math.Exp(log - Number("log")) - 1).ShouldBeLessThan(1e-10, row.ToString());
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.93)]
    public void It_agrees_with_its_closed_forms(double z)
    {
        Hypergeometric.Of(1, 1, 2, z).ShouldBe(-Math.Log(1 - z) / z, 1e-12);
        Hypergeometric.Of(0.3, 1.7, 1.7, z).ShouldBe(Math.Pow(1 - z, -0.3), 1e-12);
        Hypergeometric.Of(0.5, 0.5, 1.5, z * z).ShouldBe(Math.Asin(z) / z, 1e-12);
        Hypergeometric.Of(2, 3, 4, 0).ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Outside_its_domain_it_is_not_a_number(double z) => double.IsNaN(Hypergeometric.Of(1, 1, 2, z)).ShouldBeTrue();
}
