using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.People;
using Xunit;

namespace Vouch.Domain.Tests.People;

public sealed class PhoneTests
{
    [Theory]
    [InlineData("PL", "+48600700800", "600 700 800", "600-700-800", "+48 600 700 800", "0048600700800", "48 600 700 800")]
    [InlineData("GB", "+442079460958", "020 7946 0958", "(020) 79460958", "+44 (0)20 7946 0958", "+44 20 7946 0958", "0044 020 7946 0958")]
    [InlineData("IT", "+390612345678", "06 1234 5678", "+39 06 12345678", "0039 06 12345678")]
    [InlineData("IT", "+393331234567", "333 123 4567", "+39 333 1234567")]
    [InlineData("VA", "+390669812345", "06 698 12345")]
    [InlineData("SM", "+3780549882345", "0549 882345", "+378 0549 882345")]
    [InlineData("RU", "+78121234567", "8 (812) 123-45-67", "812 123-45-67", "+7 812 123 45 67", "78121234567")]
    [InlineData("RU", "+78001234567", "8 800 123 45 67", "800 123 45 67")]
    [InlineData("KZ", "+77011234567", "8 701 123 45 67", "701 123 45 67")]
    [InlineData("HU", "+36301234567", "06 30 123 4567", "30 123 4567", "+36 30 1234567", "+36 06 30 123 4567")]
    [InlineData("RO", "+40721234567", "0721 234 567", "721234567", "40721234567", "+40 (0) 721 234 567")]
    [InlineData("DE", "+4915112345678", "0151 12345678", "+49 (0)151 12345678")]
    [InlineData("FR", "+33612345678", "06 12 34 56 78", "33612345678")]
    [InlineData("ES", "+34600123456", "600 123 456", "34600123456")]
    [InlineData("US", "+12125550123", "(212) 555-0123", "1-212-555-0123", "+1 212 555 0123", "12125550123")]
    [InlineData("BY", "+375291234567", "8 029 123-45-67", "29 1234567", "375 29 1234567")]
    [InlineData("LT", "+37061234567", "8 612 34567", "0 612 34567", "612 34567")]
    [InlineData("CI", "+2250712345678", "07 12 34 56 78", "+225 07 12 34 56 78")]
    [InlineData("NO", "+4721234567", "21 23 45 67")]
    [InlineData("TR", "+905321234567", "0532 123 45 67", "532 123 45 67")]
    [InlineData("UA", "+380671234567", "067 123 45 67", "380671234567")]
    public void A_number_of_a_known_country_is_in_e164(string country, string number, params string[] spellings)
    {
        spellings.ShouldAllBe(spelling => Phone.Canonical(spelling, country) == number);
        Phone.Canonical(spellings[0], $" {country.ToLowerInvariant()} ").ShouldBe(number);
        Phone.Canonical(number, "DE").ShouldBe(number, "a number with its code keeps it wherever the order goes");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("XX")]
    [InlineData("POL")]
    public void Without_a_country_it_is_as_it_was(string? country)
    {
        string?[] texts = ["+48 600-700-800", "0048 600 700 800", "(600) 700 800", "020 7946 0958", "+44 (0)20 7946 0958", "12345", "x", null];
        texts.ShouldAllBe(text => Phone.Canonical(text, country) == Phone.Canonical(text));
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("600700800 ext 5")]
    [InlineData("+1234567890123456")]
    [InlineData("٦٠٠٧٠٠٨٠٠")]
    [InlineData("\ud800")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_number_is_none_anywhere(string? text) => Phone.Canonical(text, "PL").ShouldBeNull();

    [Fact]
    public void A_code_that_no_country_has_stays() => Phone.Canonical("+999 012 345 678", "PL").ShouldBe("+999012345678");

    [Fact]
    public void Every_country_of_the_world_has_a_code()
    {
        var regions = CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(culture => new RegionInfo(culture.Name).TwoLetterISORegionName)
            .Where(region => region.Length == 2 && region.All(char.IsAsciiLetterUpper)).Except(["AC", "DG", "EA", "IC", "TA"]).Distinct().ToList();
        regions.Count.ShouldBeGreaterThan(200);
        regions.Where(region => !(Phone.Canonical("712345678", region)?.StartsWith('+') ?? false)).ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_out_is_a_plus_and_digits()
    {
        string[] countries = ["PL", "GB", "IT", "RU", "HU", "US", "BY", "LT", "CI", "DE", "SM"];
        string[] pieces = ["+", "0", "00", "8", "1", "06", "44", "7", "600", "345", " ", "(0)", "-"];
        var cases = from text in Gen.Elements(pieces).ListOf().Select(parts => string.Concat(parts))
                    from country in Gen.Elements(countries)
                    select (text, country);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(cases.ToArbitrary(), it =>
            Phone.Canonical(it.text, it.country) is not { } number || (number[0] == '+' && number[1..].All(char.IsAsciiDigit))));
    }
}
