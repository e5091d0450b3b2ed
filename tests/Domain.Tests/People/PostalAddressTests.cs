using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.People;
using Xunit;

namespace Vouch.Domain.Tests.People;

public sealed class PostalAddressTests
{
    private static readonly string[] Countries = ["PL", "RO", "IT", "RU", "GB", "US", "DE", "FR", "ES", "NL", "HU", "SE", "TR", "XX", ""];

    private static readonly (string Country, string Line, string Postal)[] Streets =
    [
        ("PL", "ul. Marszałkowska {0} m. 5", "00-590"), ("RO", "Str. Lipșcani nr. {0}, bl. A2, sc. B, et. 3, ap. 7", "030031"),
        ("IT", "Via dell'Orso, {0} int. 2", "20121"), ("RU", "г. Москва, ул. Ленина, д. {0}, кв. 12", "101000"),
        ("GB", "Flat 3b, {0} St John's Road", "NW1 6XE"), ("US", "{0} N 45th St, Apt 4B, 3rd Floor", "10001-1234"),
        ("DE", "Müllerstraße {0}", "10115"), ("FR", "{0} rue de l'Église", "75001"), ("ES", "Calle Mayor, {0}, 3º B", "28013"),
        ("HU", "Petőfi Sándor u. {0}. 2. em. 4", "1052"),
    ];

    private static readonly string[] Pieces =
    [
        "ul.", "Łódzka", "10", "5a", "/", "-", "#", " ", ",", "\n", "\0", "\ud800", "\udc00", "\ufffe", "\uffff", "\ufffd", "😀", "שלום", "\u202e", "١٢", "½", "º",
        "№", "東京", "e\u0301\u0301", "\u200b", "flat", "etaj", "3rd", "floor", "д.", "к", "bis", "N", "12345678901234567890", "'", "|", "ﷺ", "st", "m",
    ];

    public static TheoryData<string, string, string, string, string> Vectors()
    {
        using var vectors = TestData.Json("address_vectors.json");
        var data = new TheoryData<string, string, string, string, string>();
        foreach (var row in vectors.RootElement.GetProperty("equal_groups").EnumerateArray().SelectMany(group => group.EnumerateArray()))
        {
            data.Add(Text(row, "line"), Text(row, "postal"), Text(row, "country"), Text(row, "key"), Text(row, "key2_sorted_numbers"));
        }

        foreach (var row in vectors.RootElement.GetProperty("distinct_from_groups").EnumerateArray())
        {
            data.Add(Text(row, "line"), Text(row, "postal"), Text(row, "country"), Text(row, "key"), Text(row, "key"));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vectors_hold_in_both_keys(string line, string postal, string country, string key, string sorted)
    {
        var address = PostalAddressKey.Of(line, null, postal, country).ShouldNotBeNull();
        (address.Key, address.SortedKey).ShouldBe((key, sorted));
    }

    [Theory]
    [InlineData("PL", "00-590", "al. Jana Pawła II 12A/3", "Aleja Jana Pawla II 12 a lok.3", "Jana Pawła II 12a m3")]
    [InlineData("PL", "30-001", "ul. 3 Maja 4", "3 Maja 4", "ulica 3 maja nr 4")]
    [InlineData("PL", "30-001", "ul. gen. Andersa 4 piętro 3 m. 2", "Andersa 4/2", "generała Andersa 4, 3 piętro, m 2")]
    [InlineData("PL", "PL-05-270", "Kowalewo 5", "KOWALEWO  5")]
    [InlineData("RO", "010101", "Bd. Unirii nr. 12, bl. A2, sc. B, et. 3, ap. 14, Sector 3", "Bulevardul Unirii 12 bloc A2 ap14", "B-dul Unirii, nr.12, bl.A2, ap.14")]
    [InlineData("RO", "077190", "Sat Corbeanca, Str. Zorilor 5", "Strada Zorilor nr 5", "str.Zorilor nr.5")]
    [InlineData("IT", "20121", "Via dell'Orso 5/B", "via dell’orso, 5 b", "V. Orso 5B", "Via Orso n. 5b")]
    [InlineData("IT", "00184", "P.zza S. Giovanni 3", "Piazza San Giovanni, 3", "piazza san giovanni n° 3 piano 2")]
    [InlineData("RU", "101000", "г. Москва, ул. Ленина, д.5к2, кв.12", "Ленина 5 корп. 2, квартира 12", "Lenina ul., d. 5, k. 2, kv. 12, этаж 3")]
    [InlineData("RU", "190000", "Невский пр-т, 28", "Невский проспект, дом 28", "nevskii prospekt 28")]
    [InlineData("GB", "SW1A 1AA", "12A O'Connell Street", "12 a OConnell St.", "12a o’connell st")]
    [InlineData("GB", "SW1A 1AA", "The Avenue 5", "5 Avenue, The")]
    [InlineData("US", "10001-1234", "123 North Main St, Apt 4B", "123 N. Main Street #4B", "123 N Main St Unit 4-B", "123 n main st apt #4b, 3rd floor")]
    [InlineData("US", "10036", "200 West 42nd Street", "200 W 42 St")]
    [InlineData("DE", "10115", "Müllerstraße 5a", "Muellerstr. 5 A", "Müller Straße 5a", "MÜLLERSTRASSE 5A")]
    [InlineData("FR", "75001", "12 bis, rue de l'Église", "12bis r. de l Eglise", "12bis rue de l’église")]
    [InlineData("CH", "1201", "Rue du Rhône 5", "rue du Rhone, 5", "Rhône 5")]
    [InlineData("ES", "28013", "Calle Mayor, 5, 3º B", "C/ Mayor nº 5 3ºB", "c. Mayor 5 3 B")]
    [InlineData("HU", "1052", "Petőfi Sándor utca 5.", "Petofi Sandor u. 5")]
    [InlineData("TR", "34000", "İstiklal Cad. No:5 D:3", "Istiklal Caddesi 5/3")]
    public void Spellings_of_one_door_have_one_key(string country, string postal, params string[] lines)
    {
        var same = lines.Select(line => PostalAddressKey.Of(line, null, postal, country)?.Key);
        same.Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Marszałkowska 10", "m. 5", "Marszałkowska 10/5", null)]
    [InlineData("Marszałkowska 10/5", "m. 5", "Marszałkowska 10/5", null)]
    [InlineData("Marszałkowska 10/5", "  ", "ul.", "Marszałkowska 10/5")]
    public void The_second_line_counts_unless_it_repeats(string line1, string? line2, string other1, string? other2) =>
        PostalAddressKey.Of(line1, line2, "00590", "PL").ShouldBe(PostalAddressKey.Of(other1, other2, "00590", "PL").ShouldNotBeNull());

    [Theory]
    [InlineData("10", "100")]
    [InlineData("10", "10m")]
    [InlineData("10", "10/1")]
    [InlineData("5½", "5/12")]
    [InlineData("5²", "52")]
    [InlineData("10a", "10b")]
    [InlineData("A2", "A3")]
    [InlineData("3 C", "3")]
    [InlineData("3 B", "3 C")]
    public void Numbers_that_differ_are_two_doors(string one, string other)
    {
        foreach (var country in Countries)
        {
            PostalAddressKey.Of("Lipowa " + one, null, "00590", country)!.SortedKey
                .ShouldNotBe(PostalAddressKey.Of("Lipowa " + other, null, "00590", country)!.SortedKey, country);
        }
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("", " ", "", "")]
    [InlineData("12", null, null, "PL")]
    [InlineData("Marszałkowska", null, null, "PL")]
    [InlineData(null, null, "00-590", "PL")]
    [InlineData("ul.", null, "00-590", "PL")]
    [InlineData("\ud800\ufffe😀", "\0", "\udc00", "\ud800")]
    public void What_names_no_door_has_no_key(string? line1, string? line2, string? postal, string? country) =>
        PostalAddressKey.Of(line1, line2, postal, country).ShouldBeNull();

    [Fact]
    public void Nothing_throws_and_no_key_has_another_shape()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(parts => string.Concat(parts));
        var addresses = from a in texts from b in texts from postal in texts from country in Gen.Elements(Countries) select (a, b, postal, country);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(addresses.ToArbitrary(), address =>
        {
            var key = PostalAddressKey.Of(address.a, address.b, address.postal, address.country);
            return key is null || (key.Key.Count(c => c == '|') == 3 && key.Key.Length == key.SortedKey.Length
                && key.Key.All(c => !char.IsControl(c) && !char.IsUpper(c) || char.IsAsciiLetterUpper(c)));
        }));
    }

    [Fact]
    public void No_single_character_throws()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var text = ((char)c).ToString();
            PostalAddressKey.Of($"Lipowa {text} 5", text, $"00{text}590", "PL").ShouldNotBeNull();
            PersonName.Fold($"Anna {text}").ShouldNotBeNull();
            _ = EmailAddress.TryParse($"a{text}b@example.com", out _) | EmailAddress.TryParse($"a@ex{text}ample.com", out _);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("a7")]
    [InlineData("\u0301")]
    [InlineData(" 5 etaj")]
    [InlineData("\ud83c\udf75")]
    [InlineData("ﷺ")]
    public void Ten_thousand_characters_are_read(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length));
        Should.NotThrow(() => PostalAddressKey.Of(text, text, text, "RO"));
    }

    [Fact]
    public void Case_spaces_and_accents_change_nothing()
    {
        var cases = from street in Gen.Elements(Streets) from number in Gen.Choose(1, 400) from way in Gen.Choose(0, 5) select (street, number, way);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(cases.ToArbitrary(), it =>
        {
            var line = string.Format(CultureInfo.InvariantCulture, it.street.Line, it.number);
            var country = it.street.Country;
            var key = PostalAddressKey.Of(line, null, it.street.Postal, country);
            return key is not null && key == PostalAddressKey.Of(Otherwise(line, it.way), "", Otherwise(it.street.Postal, it.way), country.ToLowerInvariant());
        }));
    }

    [Fact]
    public void Distinct_houses_stay_distinct()
    {
        var cases = from street in Gen.Elements(Streets) from one in Gen.Choose(1, 2000) from other in Gen.Choose(1, 2000) select (street, one, other);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(cases.ToArbitrary(), it =>
            (Key(it.street, it.one) == Key(it.street, it.other)) == (it.one == it.other)));

        static string Key((string Country, string Line, string Postal) street, int number) => PostalAddressKey.Of(
            string.Format(CultureInfo.InvariantCulture, street.Line, number), null, street.Postal, street.Country)!.Key;
    }

    private static string Otherwise(string text, int way) => way switch
    {
        0 => text.ToUpperInvariant(),
        1 => text.ToLowerInvariant(),
        2 => $"  {text.Replace(" ", " \t ", StringComparison.Ordinal)} ",
        3 => text.Normalize(NormalizationForm.FormD),
        4 => string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)),
        _ => text.Replace(' ', '\u00a0'),
    };

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
