using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Vouch.Domain.Payouts;

/// <summary>
/// The file that tells a bank to pay: ISO 20022 customer credit transfer initiation, pain.001.001.09, as the SEPA credit transfer
/// rulebook's implementation guidelines narrow it (EPC132-08). One debtor, one day, any number of payments.
/// </summary>
public static partial class SepaFile
{
    /// <summary>The namespace that names the message and its version.</summary>
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private const string NoBank = "NOTPROVIDED";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string DateForm = "yyyy-MM-dd";
    private const decimal MinorPerUnit = 100m;

    private static readonly XNamespace Ns = Namespace;

    /// <summary>The file's text, to be stored as UTF-8; or everything that a bank would refuse it for, by field.</summary>
    /// <param name="transfer">Names and remittance texts are written in permitted characters and cut; ids have to be right.</param>
    public static Result<string> Write(SepaTransfer transfer)
    {
        if (SepaRules.Check(transfer) is { } refusal)
        {
            return refusal;
        }

        var document = new XDocument(Element("Document", Element("CstmrCdtTrfInitn", Header(transfer), Instruction(transfer))));
        using var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            document.Save(xml);
        }

        return text.ToString() + "\n";
    }

    private static XElement Header(SepaTransfer transfer) => Element(
        "GrpHdr",
        Element("MsgId", transfer.MessageId),
        Element("CreDtTm", transfer.CreatedAt.ToDateTimeOffset().ToString(TimeForm, CultureInfo.InvariantCulture)),
        Count(transfer), Sum(transfer),
        Element("InitgPty", Name(transfer.Debtor.Name)));

    private static XElement Instruction(SepaTransfer transfer) => Element(
        "PmtInf",
        Element("PmtInfId", transfer.MessageId),
        Element("PmtMtd", "TRF"),
        Count(transfer), Sum(transfer),
        Element("PmtTpInf", Element("SvcLvl", Element("Cd", "SEPA"))),
        Element("ReqdExctnDt", Element("Dt", transfer.ExecuteOn.ToString(DateForm, CultureInfo.InvariantCulture))),
        Element("Dbtr", Name(transfer.Debtor.Name)),
        Account("DbtrAcct", transfer.Debtor.Iban),
        Bank("DbtrAgt", transfer.Debtor.Bic),
        Element("ChrgBr", "SLEV"),
        transfer.Payments.Select(Payment));

    private static XElement Payment(SepaPayment payment) => Element(
        "CdtTrfTxInf",
        Element("PmtId", Element("EndToEndId", payment.EndToEndId)),
        Element("Amt", new XElement(Ns + "InstdAmt", new XAttribute("Ccy", SepaRules.Euro), Amount(payment.Amount.Minor))),
        payment.Bic is null ? null : Bank("CdtrAgt", payment.Bic),
        Element("Cdtr", Name(payment.Creditor)),
        Account("CdtrAcct", payment.Iban),
        SepaText.Of(payment.Remittance, SepaRules.RemittanceLength) is { Length: > 0 } remittance
            ? Element("RmtInf", Element("Ustrd", remittance))
            : null);

    private static XElement Count(SepaTransfer transfer) =>
        Element("NbOfTxs", transfer.Payments.Count.ToString(CultureInfo.InvariantCulture));

    private static XElement Sum(SepaTransfer transfer) => Element("CtrlSum", Amount(transfer.SumMinor));

    private static XElement Name(string name) => Element("Nm", SepaText.Of(name, SepaRules.NameLength));

    private static XElement Account(string role, Iban iban) => Element(role, Element("Id", Element("IBAN", iban.Electronic)));

    // The debtor's bank is mandatory in the schema and told by the IBAN in SEPA: without a BIC the guidelines want this word.
    private static XElement Bank(string role, Bic? bic) => Element(
        role, Element("FinInstnId", bic is null ? Element("Othr", Element("Id", NoBank)) : Element("BICFI", bic.Code)));

    private static string Amount(long minor) => (minor / MinorPerUnit).ToString("0.00", CultureInfo.InvariantCulture);

    private static XElement Element(string name, params object?[] content) => new(Ns + name, content);

    // A StringWriter says UTF-16 in the declaration.
    private sealed class Utf8Writer() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
