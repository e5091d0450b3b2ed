namespace Vouch.Domain.Payouts;

/// <summary>What a bank would send back, found before the file is written.</summary>
internal static class SepaRules
{
    /// <summary>The longest message, payment or end-to-end id, characters.</summary>
    internal const int IdLength = 35;

    /// <summary>The longest name, characters.</summary>
    internal const int NameLength = 70;

    /// <summary>The longest remittance text, characters.</summary>
    internal const int RemittanceLength = 140;

    /// <summary>The only currency of the scheme.</summary>
    internal const string Euro = "EUR";

    private const long MostMinor = 99_999_999_999;

    /// <summary>Everything wrong with a batch at once, by the path of the field; null where a bank would take it.</summary>
    internal static Refusal? Check(SepaTransfer transfer)
    {
        if (transfer.Payments.Count == 0)
        {
            return PayoutRefusals.NoPayments;
        }

        var errors = new FieldErrors();
        CheckId(errors, "messageId", transfer.MessageId);
        CheckParty(errors, "debtor.name", transfer.Debtor.Name, "debtor.iban", transfer.Debtor.Iban);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < transfer.Payments.Count; at++)
        {
            var payment = transfer.Payments[at];
            var path = $"payments[{at}]";
            CheckId(errors, path + ".endToEndId", payment.EndToEndId);
            if (!seen.Add(payment.EndToEndId))
            {
                errors.Add(path + ".endToEndId", "An end-to-end id may stand in a file only once.", "sepa_duplicate");
            }

            CheckAmount(errors, path + ".amount", payment);
            CheckParty(errors, path + ".creditor", payment.Creditor, path + ".iban", payment.Iban);
        }

        return errors.Any ? errors.ToRefusal() : null;
    }

    private static void CheckId(FieldErrors errors, string path, string id)
    {
        if (id.Length is 0 or > IdLength || SepaText.Of(id, IdLength) != id)
        {
            errors.Add(
                path,
                $"An id has 1 to {IdLength} letters, digits and / - ? : ( ) . , ' +, no slash at its ends and no two in a row.",
                "sepa_id");
        }
    }

    private static void CheckAmount(FieldErrors errors, string path, SepaPayment payment)
    {
        if (payment.Amount.Currency.Code != Euro)
        {
            errors.Add(path, $"SEPA credit transfers are in EUR only, not in {payment.Amount.Currency.Code}.", "sepa_currency");
        }
        else if (payment.Amount.Minor is < 1 or > MostMinor)
        {
            errors.Add(path, "A SEPA credit transfer is of EUR 0.01 to 999,999,999.99.", "sepa_amount");
        }
    }

    private static void CheckParty(FieldErrors errors, string namePath, string name, string ibanPath, Iban iban)
    {
        if (SepaText.Name(name, namePath).Refusal is { } refusal)
        {
            errors.Add(namePath, refusal.Sentence, refusal.Code);
        }

        if (!iban.IsSepa)
        {
            errors.Add(ibanPath, $"A SEPA credit transfer does not reach accounts of {iban.Country}.", "sepa_country");
        }
    }
}
