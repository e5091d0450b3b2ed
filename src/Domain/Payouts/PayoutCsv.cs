using System.Globalization;
using System.Text;

namespace Vouch.Domain.Payouts;

/// <summary>One payment as a line of a table.</summary>
/// <param name="PayoutItemId">The payment's id.</param>
/// <param name="AdvocateId">Who earned it.</param>
/// <param name="Name">The account holder.</param>
/// <param name="Email">Where the advocate is reached.</param>
/// <param name="Iban">The account; null where it is paid by another way.</param>
/// <param name="Bic">The bank; null where it is not known.</param>
/// <param name="Amount">What is paid, in any currency.</param>
/// <param name="Reference">What the receiver reads.</param>
public sealed record PayoutLine(
    string PayoutItemId, string AdvocateId, string Name, string Email, Iban? Iban, Bic? Bic, Money.Money Amount, string Reference);

/// <summary>
/// Payments as a table for a spreadsheet or another bank: RFC 4180, a header, every cell in quotes. Words that people chose never
/// become formulas: a cell that a spreadsheet would take for one begins with an apostrophe.
/// </summary>
public static class PayoutCsv
{
    private const string Columns = "payoutItemId,advocateId,name,email,iban,bic,amount,currency,reference";

    /// <summary>The table's text, to be stored as UTF-8; a header alone for no payments. Amounts have all their digits.</summary>
    public static string Write(IEnumerable<PayoutLine> lines)
    {
        var text = new StringBuilder();
        Append(text, Columns.Split(','));
        foreach (var line in lines)
        {
            Append(
                text,
                [
                    CsvText.Word(line.PayoutItemId), CsvText.Word(line.AdvocateId), CsvText.Word(line.Name), CsvText.Word(line.Email),
                    line.Iban?.Electronic ?? "",
                    line.Bic?.Code ?? "", Number(line.Amount), line.Amount.Currency.Code, CsvText.Word(line.Reference),
                ]);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> cells) => text
        .AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append(CsvText.LineEnd);

    private static string Number(Money.Money amount) => (amount.Minor / amount.Currency.MinorPerUnit).ToString(
        "F" + amount.Currency.Exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
