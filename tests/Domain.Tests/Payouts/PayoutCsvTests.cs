using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Payouts;
using Xunit;
using Amount = Vouch.Domain.Money.Money;

namespace Vouch.Domain.Tests.Payouts;

public sealed class PayoutCsvTests
{
    private static readonly PayoutLine Line = new(
        "poi_1", "adv_1", "Zażółć, \"Gęślą\"", "a@example.com", Iban.Parse("PL61109010140000071219812874").Value, Bic.Parse("BREXPLPW").Value,
        new Amount(1050, Currency.Of("PLN")), "January");

    [Fact]
    public void Every_cell_is_in_quotes() => PayoutCsv.Write([Line, Line with { Iban = null, Bic = null }]).ShouldBe(
        "\"payoutItemId\",\"advocateId\",\"name\",\"email\",\"iban\",\"bic\",\"amount\",\"currency\",\"reference\"\r\n"
        + "\"poi_1\",\"adv_1\",\"Zażółć, \"\"Gęślą\"\"\",\"a@example.com\",\"PL61109010140000071219812874\",\"BREXPLPW\",\"10.50\",\"PLN\",\"January\"\r\n"
        + "\"poi_1\",\"adv_1\",\"Zażółć, \"\"Gęślą\"\"\",\"a@example.com\",\"\",\"\",\"10.50\",\"PLN\",\"January\"\r\n");

    [Theory]
    [InlineData("EUR", 5, "0.05"), InlineData("JPY", 1500, "1500"), InlineData("KWD", 1500, "1.500"), InlineData("CLF", 15000, "1.5000")]
    [InlineData("EUR", 100_000_000_000_000, "1000000000000.00")]
    public void An_amount_has_the_digits_of_its_currency(string currency, long minor, string text) =>
        Cells(PayoutCsv.Write([Line with { Amount = new Amount(minor, Currency.Of(currency)) }]))[1][6].ShouldBe(text);

    [Theory]
    [InlineData("=1+1"), InlineData("+48"), InlineData("-1"), InlineData("@SUM(A1)"), InlineData("\t=1"), InlineData("\rx"), InlineData("\nx"), InlineData("＝1")]
    [InlineData("＋1"), InlineData("－1"), InlineData("＠a"), InlineData(" =1"), InlineData("\u200b=1"), InlineData("\ufeff=1"), InlineData("\0=1"), InlineData("\u00a0@a")]
    public void What_a_spreadsheet_would_take_for_a_formula_begins_with_an_apostrophe(string cell)
    {
        var cells = Cells(PayoutCsv.Write([Line with { Name = cell, Email = cell, Reference = cell }]))[1];
        new[] { cells[2], cells[3], cells[8] }.ShouldAllBe(written => written == "'" + cell);
    }

    [Fact]
    public void Any_cells_read_back() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.GeneratorFor<string>().ToArbitrary(),
        text =>
        {
            var cells = Cells(PayoutCsv.Write([Line with { Name = text ?? "" }, Line]));
            cells.Count.ShouldBe(3);
            cells.ShouldAllBe(row => row.Count == 9);
            cells[1][2].ShouldBeOneOf(text ?? "", "'" + text);
        }));

    // RFC 4180, every cell in quotes.
    private static List<List<string>> Cells(string csv)
    {
        var rows = new List<List<string>>();
        var (row, at) = (new List<string>(), 0);
        while (at < csv.Length)
        {
            csv[at++].ShouldBe('"');
            var cell = new StringBuilder();
            while (csv[at] != '"' || csv[at + 1] == '"')
            {
                cell.Append(csv[at]);
                at += csv[at] == '"' ? 2 : 1;
            }

            row.Add(cell.ToString());
            at += 2;
            if (csv[at - 1] == '\r')
            {
                csv[at++].ShouldBe('\n');
                rows.Add(row);
                row = [];
            }
        }

        return rows;
    }
}
