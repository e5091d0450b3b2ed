using System.Text.Json;
using Shouldly;
using Vouch.Server.Screening.Simulation;

namespace Vouch.Server.Tests.Screening;

/// <summary>Draw for draw what CPython draws; logarithms and cosines may end differently on another machine's C library.</summary>
public sealed class MersenneTwisterTests
{
    private const double LastPlaces = 1e-13;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(123_456_789)]
    [InlineData(1_099_511_627_783)]
    public void The_first_draws_are_those_of_Python(ulong seed)
    {
        using var vectors = Published.Json("fraud_vectors.json");
        var expected = vectors.RootElement.GetProperty("draws").GetProperty($"{seed}");

        Ten(dice => dice.Random()).ShouldBe(Numbers("random"));
        Ten(dice => dice.Uniform(3, 29)).ShouldBe(Numbers("uniform_3_29"));
        Ten(dice => dice.Whole(1, 9999)).ShouldBe(Numbers("randint_1_9999"));
        Ten(dice => dice.Whole(100_000, 1_000_000_000)).ShouldBe(Numbers("randint_100000_1000000000"));
        Ten(dice => dice.Choice(Enumerable.Range(0, 10).ToArray())).ShouldBe(Numbers("choice_of_ten"));
        Ten(dice => dice.Weighted([0.74, 0.12, 0.09, 0.05])).ShouldBe(Numbers("choices_74_12_9_5"));
        Ten(dice => dice.Normal(1.5, 0.5)).ShouldBe(Numbers("gauss_mean_1_5_sd_0_5"), LastPlaces);
        Ten(dice => dice.Exponential(1.0 / 86400) / 86400).ShouldBe(Numbers("expovariate_1_over_86400").Select(n => n / 86400), LastPlaces);

        IEnumerable<double> Ten(Func<MersenneTwister, double> draw)
        {
            var dice = new MersenneTwister(seed);
            return [.. Enumerable.Range(0, 10).Select(_ => draw(dice))];
        }

        IEnumerable<double> Numbers(string name) => [.. expected.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
    }

    [Fact]
    public void A_thousand_draws_take_more_than_one_renewal_of_the_state()
    {
        var dice = new MersenneTwister(1);
        var last = 0.0;
        for (var i = 0; i < 1000; i++)
        {
            last = dice.Random();
        }

        // random.Random(1), its thousandth random().
        last.ShouldBe(0.7062615472551386);
    }
}

/// <summary>Files of tests/data.</summary>
internal static class Published
{
    internal static JsonDocument Json(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Tidy.House.Root, "tests/data", name)));
}
