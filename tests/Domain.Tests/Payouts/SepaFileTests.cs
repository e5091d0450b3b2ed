using System.Xml;
using System.Xml.Schema;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Payouts;
using Xunit;
using Amount = Vouch.Domain.Money.Money;

namespace Vouch.Domain.Tests.Payouts;

public sealed class SepaFileTests
{
    private const string OwnSchema = "sepa_credit_transfer.xsd";
    private static readonly Iban Polish = Iban.Parse("PL61109010140000071219812874").Value;
    private static readonly Iban German = Iban.Parse("DE89370400440532013000").Value;

    private static readonly SepaTransfer Two = new(
        "VOUCH-0001", new Instant(1_767_225_600_123), new SepaDebtor("Kettle & Leaf Sp. z o.o.", Polish, Bic.Parse("BREXPLPW").Value), new DateOnly(2026, 1, 2),
        [
            new SepaPayment("pay-1", Eur(1050), "Zażółć Gęślą-Jaźń", German, Bic.Parse("COBADEFFXXX").Value, "Nagroda za polecenie/styczeń"),
            new SepaPayment("pay-2", Eur(7), "Иван Щербаков", Polish, null, ""),
        ]);

    [Fact]
    public void A_file_says_what_to_pay_to_whom()
    {
        var text = SepaFile.Write(Two).Value;
        text.ShouldStartWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">");
        text.Split("<NbOfTxs>2</NbOfTxs>").Length.ShouldBe(3);
        text.Split("<CtrlSum>10.57</CtrlSum>").Length.ShouldBe(3);
        text.ShouldContain("<InstdAmt Ccy=\"EUR\">10.50</InstdAmt>");
        text.ShouldContain("<Nm>Kettle + Leaf Sp. z o.o.</Nm>");
        text.ShouldContain("<Nm>Zazolc Gesla-Jazn</Nm>");
        text.ShouldContain("<Nm>Ivan Shterbakov</Nm>");
        text.ShouldContain("<CreDtTm>2026-01-01T00:00:00Z</CreDtTm>");
        Faults(text, OwnSchema).ShouldBeEmpty();
    }

    [Fact]
    public void Any_payments_read_back_the_same() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(AnyTransfer), transfer =>
    {
        var text = SepaFile.Write(transfer).Value;
        Faults(text, OwnSchema).ShouldBeEmpty();
        var read = SepaFile.Read(text).Value;
        read.Payments.Select(Sense).ShouldBe(transfer.Payments.Select(Sense));
        (read.MessageId, read.ExecuteOn, read.Debtor.Iban, read.Debtor.Bic).ShouldBe(
            (transfer.MessageId, transfer.ExecuteOn, transfer.Debtor.Iban, transfer.Debtor.Bic));
        read.SumMinor.ShouldBe(transfer.Payments.Aggregate(0L, (sum, payment) => sum + payment.Amount.Minor));
        SepaFile.Write(read).Value.ShouldBe(text);
    }));

    [Theory]
    [InlineData("<ChrgBr>SLEV</ChrgBr>", ""), InlineData("SLEV", "SHAR"), InlineData("<Cd>SEPA</Cd>", "<Cd>URGP</Cd>"), InlineData("Ccy=\"EUR\"", "Ccy=\"PLN\"")]
    [InlineData("<NbOfTxs>2</NbOfTxs>", ""), InlineData("10.50", "10.501"), InlineData("10.50", "0.00"), InlineData("pay-2", "pay-1"), InlineData("Ivan", "Иван")]
    [InlineData("PL61", "pl61"), InlineData("BREXPLPW", "BREXPLP"), InlineData("2026-01-02", "2026-02-30"), InlineData("pay-1", "/pay-1"), InlineData("pay-1", "pay//1")]
    [InlineData("Zazolc Gesla-Jazn", "Zazolc Gesla-Jazn Zazolc Gesla-Jazn Zazolc Gesla-Jazn Zazolc Gesla-Jazn")]
    public void What_a_bank_would_refuse_is_seen_by_the_schema(string good, string bad) =>
        Faults(SepaFile.Write(Two).Value.Replace(good, bad, StringComparison.Ordinal), OwnSchema).ShouldNotBeEmpty();

    [Theory]
    [InlineData("<NbOfTxs>2</NbOfTxs>", "<NbOfTxs>3</NbOfTxs>", "sepa_sums"), InlineData("<CtrlSum>10.57</CtrlSum>", "<CtrlSum>10.58</CtrlSum>", "sepa_sums")]
    [InlineData("10.50", "10.51", "sepa_sums"), InlineData("10.50", "99999999999999999999999999999", "sepa_malformed"), InlineData("10.50", "1e1", "sepa_malformed")]
    [InlineData("10.50", "90000000000000000.00", "sepa_amount"), InlineData("10.50", "-10.50", "sepa_malformed"), InlineData("10.50", "10.505", "sepa_malformed")]
    [InlineData("DE89370400440532013000", "DE89370400440532013001", "sepa_malformed"), InlineData("pay-2", "pay-1", "sepa_duplicate")]
    [InlineData("pain.001.001.09", "pain.001.001.03", "sepa_malformed"), InlineData("<GrpHdr>", "<GrpHdr", "sepa_malformed"), InlineData("\"EUR\"", "\"PLN\"", "sepa_malformed")]
    [InlineData("<Document ", "<!DOCTYPE d [<!ENTITY a \"a\">]><Document ", "sepa_malformed")]
    public void An_edited_file_is_refused(string good, string bad, string code) =>
        SepaFile.Read(SepaFile.Write(Two).Value.Replace(good, bad, StringComparison.Ordinal)).Refusal!.Code.ShouldBe(code);

    [Fact]
    public void Every_fault_of_a_batch_is_told_at_once()
    {
        var refusal = SepaFile.Write(Two with
        {
            MessageId = "",
            Payments =
            [
                .. Two.Payments,
                Two.Payments[0] with { Amount = new Amount(100, Currency.Of("PLN")), Creditor = "李小龍" },
                Two.Payments[0] with { EndToEndId = new string('x', 36), Amount = Eur(0), Iban = Iban.Parse("UA213223130000026007233566001").Value },
            ],
        }).Refusal!;
        refusal.Errors!.Keys.ShouldBe(
            ["messageId", "payments[2].amount", "payments[2].creditor", "payments[2].endToEndId", "payments[3].amount", "payments[3].endToEndId", "payments[3].iban"]);
        SepaFile.Write(Two with { Payments = [] }).Refusal!.Code.ShouldBe("sepa_empty");
        SepaFile.Write(Two with { Payments = [Two.Payments[0] with { Amount = new Amount(100, Currency.Of("PLN")) }] }).Refusal!.Code.ShouldBe("sepa_currency");
    }

    [Theory]
    [InlineData("Łukasz Żółć", "Lukasz Zolc"), InlineData("Ștefăniță Țurcanu", "Stefanita Turcanu"), InlineData("Şenay Işık", "Senay Isik")]
    [InlineData("Георги Йорданов-Щъркелов", "Georgi Yordanov-Shtarkelov"), InlineData("ЮЛИЯ Ёлкина", "YuLIYa Yolkina"), InlineData("Παπαδόπουλος Γιώργος", "Papadopoulos Giorgos")]
    [InlineData("Jürgen Groß", "Jurgen Gross"), InlineData("Søren Ærø", "Soren Aero"), InlineData("Þór Guðmundsson", "Thor Gudmundsson"), InlineData("O’Neill & Sons", "O'Neill + Sons")]
    [InlineData("Ｆｕｌｌ　Ｗｉｄｔｈ", "Full Width"), InlineData("  a \t\r\n b  ", "a b"), InlineData("//a///b//", "a/b"), InlineData("a\u200d\u0301b", "ab"), InlineData("50 €", "50 EUR")]
    [InlineData("Anna 💰", "Anna ."), InlineData("x\uffff\ufdd0y", "x..y"), InlineData("", ""), InlineData("Đặng Văn Ngữ", "Dang Van Ngu")]
    public void Any_text_is_written_in_letters_that_every_bank_takes(string text, string written) => SepaText.Of(text, 70).ShouldBe(written);

    [Theory]
    [InlineData(""), InlineData("李小龍"), InlineData("..."), InlineData("💰")]
    public void A_name_without_latin_form_is_asked_for(string name) => SepaText.Name(name).Refusal!.Code.ShouldBe("sepa_name");

    [Fact]
    public void Whatever_is_written_is_short_and_permitted_and_stays_as_it_is() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(from text in ArbMap.Default.GeneratorFor<string>() from wild in AnyWild from length in Gen.Choose(1, 140) select (text + wild, length)),
        given =>
        {
            var written = SepaText.Of(given.Item1, given.length);
            written.Length.ShouldBeLessThanOrEqualTo(given.length);
            written.ShouldAllBe(character => char.IsAsciiLetterOrDigit(character) || "/-?:().,'+ ".Contains(character));
            SepaText.Of(written, given.length).ShouldBe(written);
        }));

    private static Gen<string> AnyWild => Gen.OneOf(
        from characters in Gen.Choose(0, 0xFFFF).ListOf(30) select string.Concat(characters.Select(character => (char)character)),
        Gen.Elements("<>&\"'", "]]>", "Żółć", "Ѐѐ", "\0", "\ud83d\ude00", "\ufdfa", new string('Щ', 200), "a/", " / / "));

    private static Gen<SepaTransfer> AnyTransfer =>
        from count in Gen.Choose(1, 12)
        from payments in AnyPayment.ArrayOf(count)
        from name in AnyName
        from iban in Ibans.AnySepa
        from bic in AnyBic
        from days in Gen.Choose(0, 20_000)
        select new SepaTransfer(
            $"VOUCH-{days}", new Instant(days * 86_399_999L), new SepaDebtor(name, iban, bic), new DateOnly(2020, 1, 1).AddDays(days),
            [.. payments.Select((payment, at) => payment with { EndToEndId = $"{at}.{payment.EndToEndId}" })]);

    private static Gen<SepaPayment> AnyPayment =>
        from amount in Gen.OneOf(Gen.Choose(1, int.MaxValue).Select(minor => (long)minor), Gen.Elements(1L, 99_999_999_999L))
        from name in AnyName
        from iban in Ibans.AnySepa
        from bic in AnyBic
        from remittance in AnyWild
        select new SepaPayment("pay-0Q", Eur(amount), name, iban, bic, remittance);

    private static Gen<string> AnyName => from wild in AnyWild from more in ArbMap.Default.GeneratorFor<string>() select $"A{wild}{more}";

    private static Gen<Bic?> AnyBic => Gen.Elements("BREXPLPW", "COBADEFFXXX", "").Select(code => code.Length == 0 ? null : Bic.Parse(code).Value);

    private static Amount Eur(long minor) => new(minor, Currency.Of("EUR"));

    private static (string Id, long Minor, string Iban, string? Bic) Sense(SepaPayment payment) =>
        (payment.EndToEndId, payment.Amount.Minor, payment.Iban.Electronic, payment.Bic?.Code);

    private static List<string> Faults(string file, string schema)
    {
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(SepaFile.Namespace, TestData.PathOf(schema));
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings | XmlSchemaValidationFlags.ProcessIdentityConstraints;
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new StringReader(file), settings);
        while (reader.Read())
        {
        }

        return faults;
    }
}
