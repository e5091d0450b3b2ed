using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Payouts;
using Xunit;

namespace Vouch.Domain.Tests.Payouts;

public sealed class IbanTests
{
    // The examples of the IBAN registry.
    public static TheoryData<string> Published =>
    [
        "AD1200012030200359100100", "AE070331234567890123456", "AL47212110090000000235698741", "AT611904300234573201", "BE68539007547034",
        "BG80BNBG96611020345678", "BR9700360305000010009795493P1", "CH9300762011623852957", "CY17002001280000001200527600",
        "CZ6508000000192000145399", "DE89370400440532013000", "DK5000400440116243", "EE382200221020145685", "ES9121000418450200051332",
        "FI2112345600000785", "FR1420041010050500013M02606", "GB29NWBK60161331926819", "GI75NWBK000000007099453", "GR1601101250000000012300695",
        "HR1210010051863000160", "HU42117730161111101800000000", "IE29AIBK93115212345678", "IS140159260076545510730339",
        "IT60X0542811101000000123456", "LI21088100002324013AA", "LT121000011101001000", "LU280019400644750000", "LV80BANK0000435195001",
        "MC5811222000010123456789030", "MD24AG000225100013104168", "ME25505000012345678951", "MK07250120000058984", "MT84MALT011000012345MTLCAST001S",
        "NL91ABNA0417164300", "NO9386011117947", "PL61109010140000071219812874", "PT50000201231234567890154", "RO49AAAA1B31007593840000",
        "RS35260005601001611379", "SA0380000000608010167519", "SE4550000000058398257466", "SI56263300012039086", "SK3112000000198742637541",
        "SM86U0322509800000000270100", "TR330006100519786457841326", "UA213223130000026007233566001", "VA59001123000012345678", "XK051212012345678906",
    ];

    [Theory, MemberData(nameof(Published))]
    public void A_published_iban_is_taken_in_every_way_to_write_it(string electronic)
    {
        var iban = Iban.Parse(electronic).Value;
        iban.Electronic.ShouldBe(electronic);
        Iban.Parse(iban.Printed).Value.ShouldBe(iban);
        Iban.Parse($"  {electronic.ToLowerInvariant()}\u00a0").Value.ShouldBe(iban);
    }

    [Theory, MemberData(nameof(Published))]
    public void An_iban_with_any_one_character_changed_is_refused(string electronic)
    {
        for (var at = 4; at < electronic.Length; at++)
        {
            var other = electronic[at] == '9' ? '0' : char.IsAsciiDigit(electronic[at]) ? (char)(electronic[at] + 1) : electronic[at] == 'Z' ? 'A' : (char)(electronic[at] + 1);
            Code(electronic[..at] + other + electronic[(at + 1)..]).ShouldBe("iban_checksum");
        }
    }

    [Fact]
    public void An_iban_with_swapped_digits_is_refused() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(from digits in Gen.Choose(0, 9).ListOf(24) from at in Gen.Choose(0, 22) where digits[at] != digits[at + 1] select (digits, at)),
        given =>
        {
            var iban = Ibans.Of("PL", string.Concat(given.digits)).Electronic.ToCharArray();
            (iban[given.at + 4], iban[given.at + 5]) = (iban[given.at + 5], iban[given.at + 4]);
            Code(new string(iban)).ShouldBe("iban_checksum");
        }));

    [Theory]
    [InlineData(null, "iban_malformed"), InlineData("", "iban_malformed"), InlineData("PL6", "iban_malformed")]
    [InlineData("61109010140000071219812874", "iban_malformed"), InlineData("PLXX109010140000071219812874", "iban_malformed")]
    [InlineData("PL61-1090-1014-0000-0712-1981-2874", "iban_malformed"), InlineData("PL６1109010140000071219812874", "iban_malformed")]
    [InlineData("ВG80BNBG96611020345678", "iban_malformed"), InlineData("GB29NWBK6016133192681\u0660", "iban_malformed")]
    [InlineData("US611090101400000712198128", "iban_country"), InlineData("ZZ61109010140000071219812874", "iban_country")]
    [InlineData("PL6110901014000007121981287", "iban_length"), InlineData("NO93860111179471", "iban_length"), InlineData("DE89", "iban_length")]
    [InlineData("PL62109010140000071219812874", "iban_checksum"), InlineData("GB29NWBK60161331926891", "iban_checksum")]
    public void What_is_no_iban_is_refused_with_its_own_code(string? text, string code) => Code(text).ShouldBe(code);

    [Fact]
    public void A_very_long_text_is_refused() => Code("PL" + new string('1', 1_000_000)).ShouldBe("iban_malformed");

    [Fact]
    public void Check_digits_that_are_never_given_out_are_refused()
    {
        // 97 and 00 leave the same rest.
        var account = Enumerable.Range(0, 1000).Select(n => $"{n:D18}").First(bban => Ibans.Of("DE", bban).Electronic[2..4] == "97");
        Iban.TryParse($"DE97{account}", out _).ShouldBeTrue();
        Code($"DE00{account}").ShouldBe("iban_checksum");
    }

    [Fact]
    public void No_refusal_and_no_text_form_shows_the_number()
    {
        var iban = Iban.Parse("PL61 1090 1014 0000 0712 1981 2874").Value;
        iban.Masked.ShouldBe("PL…2874");
        $"{iban}".ShouldBe("PL…2874");
        iban.Printed.ShouldBe("PL61 1090 1014 0000 0712 1981 2874");
        foreach (var wrong in new[] { "PL62109010140000071219812874", "PL6110901014000007121981287", "ZZ61109010140000071219812874", "PL61109010140000-71219812874" })
        {
            Iban.Parse(wrong).Refusal!.Sentence.ShouldNotContain("109010");
        }
    }

    [Theory]
    [InlineData("PL61109010140000071219812874", true), InlineData("GB29NWBK60161331926819", true), InlineData("RS35260005601001611379", true)]
    [InlineData("UA213223130000026007233566001", false), InlineData("XK051212012345678906", false), InlineData("TR330006100519786457841326", false)]
    public void What_sepa_reaches_is_known(string text, bool isSepa) => Iban.Parse(text).Value.IsSepa.ShouldBe(isSepa);

    [Theory]
    [InlineData("BREXPLPW", "BREXPLPW", "PL"), InlineData(" deutdeff500 ", "DEUTDEFF500", "DE"), InlineData("N26ADEB1XXX", "N26ADEB1XXX", "DE")]
    public void A_bic_has_eight_or_eleven_characters(string text, string code, string country)
    {
        var bic = Bic.Parse(text).Value;
        bic.Code.ShouldBe(code);
        bic.Country.ShouldBe(country);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("BREXPLP"), InlineData("BREXPLPWX"), InlineData("BREX1LPW"), InlineData("BREX PLPW")]
    [InlineData("BREXPLPWXXXX"), InlineData("ВREXPLPW")]
    public void What_is_no_bic_is_refused(string? text) => Bic.Parse(text).Refusal!.Code.ShouldBe("bic_malformed");

    private static string? Code(string? text) => Iban.Parse(text).Refusal?.Code;
}
