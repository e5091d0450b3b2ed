using System.Collections.Frozen;
using System.Globalization;

namespace Vouch.Domain.Payouts;

/// <summary>
/// The countries that give out IBANs and how long theirs are, from the IBAN registry that SWIFT keeps for ISO 13616; and which of
/// them the SEPA credit transfer reaches, from the European Payments Council's list of countries (EPC409-09).
/// </summary>
public static class IbanCountries
{
    private const string Lengths =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 " +
        "FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 " +
        "LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 " +
        "SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    // The European Economic Area, then the others. The dependencies of the Crown and of France use GB and FR.
    private const string Sepa =
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK " +
        "AD AL CH GB GI MC MD ME MK RS SM VA";

    private static readonly FrozenDictionary<string, int> LengthByCountry = Lengths.Split(' ')
        .ToFrozenDictionary(entry => entry[..2], entry => int.Parse(entry[2..], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static readonly FrozenSet<string> SepaCountries = Sepa.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>All countries with IBANs, by code.</summary>
    public static IEnumerable<string> All => LengthByCountry.Keys.Order(StringComparer.Ordinal);

    /// <summary>How many characters the country's IBANs have; null where it has none.</summary>
    /// <param name="country">Two capitals.</param>
    public static int? Length(string country) => LengthByCountry.TryGetValue(country, out var length) ? length : null;

    /// <summary>True where a SEPA credit transfer reaches the country's banks.</summary>
    /// <param name="country">Two capitals.</param>
    public static bool IsSepa(string country) => SepaCountries.Contains(country);
}
