using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Vouch.Domain.Payouts;

/// <content>Reading a file back: what a bank will make of it.</content>
public static partial class SepaFile
{
    private static readonly Currency Eur = Currency.Of(SepaRules.Euro);

    /// <summary>
    /// The batch that a file of ours tells a bank to pay. Refused where its count or sum differs from its payments on either level, where
    /// an IBAN's check digits do not fit, and where anything is not as <see cref="Write"/> writes it.
    /// </summary>
    /// <param name="text">The file's text. A document type or entities are refused.</param>
    public static Result<SepaTransfer> Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XDocument.Load(reader).Root!;
            var message = root.Name == Ns + "Document"
                ? One(root, "CstmrCdtTrfInitn")
                : throw new FormatException($"it is no Document of {Namespace}");
            return Batch(One(message, "GrpHdr"), One(message, "PmtInf"));
        }
        catch (XmlException)
        {
            return PayoutRefusals.FileMalformed("it is not well-formed XML");
        }
        catch (FormatException malformed)
        {
            return PayoutRefusals.FileMalformed(malformed.Message);
        }
    }

    private static Result<SepaTransfer> Batch(XElement header, XElement instruction)
    {
        var transfer = new SepaTransfer(
            Text(header, "MsgId"),
            Instant.TryParse(Text(header, "CreDtTm"), out var created) ? created : throw Wrong("CreDtTm"),
            new SepaDebtor(Text(instruction, "Dbtr", "Nm"), AccountOf(instruction, "DbtrAcct"), BankOf(instruction, "DbtrAgt")),
            DateOnly.TryParseExact(Text(instruction, "ReqdExctnDt", "Dt"), DateForm, out var day) ? day : throw Wrong("ReqdExctnDt"),
            [.. instruction.Elements(Ns + "CdtTrfTxInf").Select(PaymentOf)]);
        return SepaRules.Check(transfer) is { } refusal ? refusal
            : !SumsFit(header, transfer) ? PayoutRefusals.FileSumsDiffer("group header")
            : !SumsFit(instruction, transfer) ? PayoutRefusals.FileSumsDiffer("payment information")
            : transfer;
    }

    private static SepaPayment PaymentOf(XElement payment)
    {
        var amount = One(One(payment, "Amt"), "InstdAmt");
        return amount.Attribute("Ccy")?.Value != SepaRules.Euro
            ? throw new FormatException("an amount is not in EUR")
            : new SepaPayment(
                Text(payment, "PmtId", "EndToEndId"),
                new Money.Money(MinorOf(amount.Value, "InstdAmt"), Eur),
                Text(payment, "Cdtr", "Nm"),
                AccountOf(payment, "CdtrAcct"),
                payment.Element(Ns + "CdtrAgt") is null ? null : BankOf(payment, "CdtrAgt"),
                payment.Element(Ns + "RmtInf") is null ? "" : Text(payment, "RmtInf", "Ustrd"));
    }

    private static bool SumsFit(XElement level, SepaTransfer transfer) =>
        Text(level, "NbOfTxs") == transfer.Payments.Count.ToString(CultureInfo.InvariantCulture)
        && MinorOf(Text(level, "CtrlSum"), "CtrlSum") == transfer.SumMinor;

    private static Iban AccountOf(XElement parent, string role) =>
        Iban.Parse(Text(parent, role, "Id", "IBAN")) is { IsRefused: false, Value: var iban } ? iban : throw Wrong(role);

    private static Bic? BankOf(XElement parent, string role)
    {
        var bank = One(One(parent, role), "FinInstnId");
        return bank.Element(Ns + "BICFI") is not { } code ? null
            : Bic.Parse(code.Value) is { IsRefused: false, Value: var bic } ? bic
            : throw Wrong(role);
    }

    private static long MinorOf(string text, string element)
    {
        const NumberStyles plain = NumberStyles.AllowDecimalPoint;
        const decimal most = long.MaxValue / 100m;
        return decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var amount) && amount <= most
            && amount * MinorPerUnit is var minor && decimal.Truncate(minor) == minor
            ? (long)minor
            : throw Wrong(element);
    }

    private static string Text(XElement parent, params string[] path) => path.Aggregate(parent, One).Value;

    private static XElement One(XElement parent, string name) =>
        parent.Elements(Ns + name).ToList() is [var only]
            ? only
            : throw new FormatException($"it needs one {name} in {parent.Name.LocalName}");

    private static FormatException Wrong(string element) => new($"{element} is not right");
}
