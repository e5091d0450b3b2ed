namespace Vouch.Domain.Payouts;

/// <summary>Whose account is debited: the shop as its bank knows it.</summary>
/// <param name="Name">The legal name; written in the characters of <see cref="SepaText"/>, at most 70.</param>
/// <param name="Iban">The account, one that SEPA reaches.</param>
/// <param name="Bic">The bank; null leaves it to the bank to find, as it does within SEPA.</param>
public sealed record SepaDebtor(string Name, Iban Iban, Bic? Bic);

/// <summary>One payment of a file.</summary>
/// <param name="EndToEndId">What comes back on statements and rejections: at most 35 permitted characters, once in a file.</param>
/// <param name="Amount">Euro, EUR 0.01 to 999,999,999.99.</param>
/// <param name="Creditor">The account holder; written in the characters of <see cref="SepaText"/>, at most 70.</param>
/// <param name="Iban">The account, one that SEPA reaches.</param>
/// <param name="Bic">The bank; null leaves it to the bank to find.</param>
/// <param name="Remittance">What the receiver reads on the statement, at most 140 characters; empty for nothing.</param>
public sealed record SepaPayment(string EndToEndId, Money.Money Amount, string Creditor, Iban Iban, Bic? Bic, string Remittance);

/// <summary>A batch of payments from one account on one day.</summary>
/// <param name="MessageId">What the bank knows a file by: at most 35 permitted characters, never used twice.</param>
/// <param name="CreatedAt">When the file was made; written to the second.</param>
/// <param name="Debtor">Who pays.</param>
/// <param name="ExecuteOn">The day on which the bank is asked to debit the account.</param>
/// <param name="Payments">At least one.</param>
public sealed record SepaTransfer(
    string MessageId, Instant CreatedAt, SepaDebtor Debtor, DateOnly ExecuteOn, IReadOnlyList<SepaPayment> Payments)
{
    /// <summary>What all payments add up to, cents: the control sum of the file.</summary>
    public long SumMinor => Payments.Sum(payment => payment.Amount.Minor);
}
