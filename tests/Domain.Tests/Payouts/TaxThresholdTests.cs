using System.Globalization;
using Shouldly;
using Vouch.Domain.Payouts;
using Xunit;

namespace Vouch.Domain.Tests.Payouts;

public sealed class TaxThresholdTests
{
    private static readonly TaxThresholds Known = TaxThresholds.Parse(Data());

    [Theory]
    [InlineData("US", "2025-12-31", "2025-01-01", "2025-12-31", "USD 60000 Payer"), InlineData("US", "2026-01-01", "2026-01-01", "2026-12-31", "USD 200000 Payer")]
    [InlineData("US", "1999-07-01", "1999-01-01", "1999-12-31", "USD 60000 Payer"), InlineData("US", "2031-07-01", "2031-01-01", "2031-12-31", "USD 200000 Payer")]
    [InlineData("GB", "2026-04-05", "2025-04-06", "2026-04-05", "GBP 100000 Recipient"), InlineData("GB", "2026-04-06", "2026-04-06", "2027-04-05", "GBP 100000 Recipient")]
    [InlineData("GB", "2017-04-05", "2016-04-06", "2017-04-05", null), InlineData("GB", "2024-02-29", "2023-04-06", "2024-04-05", "GBP 100000 Recipient")]
    [InlineData("DE", "2026-06-30", "2026-01-01", "2026-12-31", "EUR 25600 Recipient")]
    [InlineData("PL", "2026-06-30", "2026-01-01", "2026-12-31", null), InlineData("RO", "2026-01-01", "2026-01-01", "2026-12-31", null)]
    [InlineData("IT", "2026-12-31", "2026-01-01", "2026-12-31", null), InlineData("XX", "2026-06-30", "2026-01-01", "2026-12-31", null)]
    public void A_day_has_the_tax_year_and_threshold_of_its_country(string country, string day, string first, string last, string? threshold)
    {
        var year = Known.For(country, Day(day));
        (year.Country, year.FirstDay, year.LastDay).ShouldBe((country, Day(first), Day(last)));
        (year.Threshold is { } known ? $"{known.Currency.Code} {known.Minor} {known.ReportedBy}" : null).ShouldBe(threshold);
    }

    [Theory]
    [InlineData("US", 199_999, false), InlineData("US", 200_000, true), InlineData("GB", 100_000, false), InlineData("GB", 100_001, true)]
    [InlineData("DE", 25_599, false), InlineData("DE", 25_600, true)]
    public void A_threshold_knows_whether_its_own_sum_is_reported(string country, long paid, bool isReached) =>
        Known.For(country, Day("2026-06-30")).Threshold!.IsReachedBy(paid).ShouldBe(isReached);

    [Fact]
    public void Every_threshold_names_its_form_and_its_law()
    {
        Known.Countries.ShouldBe(["DE", "GB", "IT", "PL", "RO", "US"]);
        foreach (var threshold in Known.Countries.Select(country => Known.For(country, Day("2026-06-30")).Threshold).OfType<TaxThreshold>())
        {
            threshold.Form.ShouldNotBeEmpty();
            threshold.Source.Length.ShouldBeGreaterThan(40);
        }
    }

    [Theory]
    [InlineData("{", "cannot be read"), InlineData("{}", "cannot be read"), InlineData("""{"countries":[{"country":"usa"}]}""", "no country")]
    [InlineData("""{"countries":[{"country":"US","taxYearBegins":"01-01","thresholds":[{"currency":"USD","minor":"x"}]}]}""", "cannot be read")]
    [InlineData("""{"countries":[{"country":"US","taxYearBegins":"01-01","thresholds":[]},{"country":"US","taxYearBegins":"01-01","thresholds":[]}]}""", "twice")]
    [InlineData(
        """
        {"countries":[{"country":"US","taxYearBegins":"01-01","thresholds":[
          {"currency":"USD","minor":1,"reached":"at_least","reportedBy":"payer","form":"F","source":"S"},
          {"from":"2026-01-01","currency":"USD","minor":1,"reached":"at_least","reportedBy":"payer","form":"F","source":"S"}]}]}
        """,
        "overlap")]
    public void Wrong_data_are_refused(string json, string why) =>
        Should.Throw<FormatException>(() => TaxThresholds.Parse(json)).Message.ShouldContain(why);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Data()
    {
        using var reader = new StreamReader(typeof(TaxThresholds).Assembly.GetManifestResourceStream(TaxThresholds.ResourceName)!);
        return reader.ReadToEnd();
    }
}
