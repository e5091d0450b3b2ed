using System.Collections.Frozen;

namespace Vouch.Domain;

/// <summary>
/// A currency of ISO 4217 with a minor unit: the X-codes without one (metals, SDR, testing) are none. The digits come from
/// the maintenance agency's list one of 2024-06-25, never from culture data, which differs for HUF, IDR, COP and others.
/// </summary>
/// <param name="Code">Three capital letters.</param>
/// <param name="Exponent">Digits after the decimal point: EUR 2, JPY 0, KWD 3, CLF 4.</param>
public sealed record Currency(string Code, int Exponent)
{
    /// <summary>The most one amount may be, minor units. Times ten thousand (basis points) it still fits 64 bits.</summary>
    public const long MaxMinor = 100_000_000_000_000;

    private const string TwoDigits =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF " +
        "CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ " +
        "GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK " +
        "MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
        "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN " +
        "UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";

    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private const string FourDigits = "CLF UYW";

    private static readonly FrozenDictionary<string, Currency> Known = Of(TwoDigits, 2)
        .Concat(Of(NoDigits, 0))
        .Concat(Of(ThreeDigits, 3))
        .Concat(Of(FourDigits, 4))
        .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    /// <summary>Finds a currency by its code, capitals only; null when there is none.</summary>
    public static Currency? Find(string? code) => code is not null && Known.TryGetValue(code, out var currency) ? currency : null;

    /// <summary>The currency of a code that our own tables hold; anything else is a bug.</summary>
    public static Currency Of(string code) => Find(code) ?? throw new FormatException($"'{code}' is no currency.");

    /// <summary>All currencies, by code.</summary>
    public static IEnumerable<Currency> All => Known.Values.OrderBy(currency => currency.Code, StringComparer.Ordinal);

    /// <summary>Minor units in one unit: EUR 100, JPY 1, KWD 1000, CLF 10000.</summary>
    public decimal MinorPerUnit => Exponent switch { 0 => 1m, 2 => 100m, 3 => 1000m, _ => 10_000m };

    private static IEnumerable<Currency> Of(string codes, int exponent) =>
        codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new Currency(code, exponent));
}
