using System.Collections.Frozen;
using System.Globalization;

namespace Vouch.Domain.People;

/// <summary>How telephone numbers are dialled within one country.</summary>
/// <param name="CallingCode">What stands after the plus sign (ITU E.164).</param>
/// <param name="Trunks">What is dialled before a number within the country and is no part of it; empty where nothing is.</param>
/// <param name="Length">How many digits every number there has; null where that differs.</param>
internal sealed record PhoneCountry(string CallingCode, IReadOnlyList<string> Trunks, int? Length)
{
    /// <summary>
    /// The number without what is only dialled within the country. A zero always is; an 8 or 1 only where the number would else be
    /// too long, since numbers may begin with it.
    /// </summary>
    public string WithoutTrunk(string number)
    {
        foreach (var trunk in Trunks)
        {
            if (number.StartsWith(trunk, StringComparison.Ordinal) && (trunk[0] == '0' || number.Length == trunk.Length + Length))
            {
                return number[trunk.Length..];
            }
        }

        return number;
    }

    /// <summary>True when a number written without plus begins with the calling code all the same.</summary>
    public bool IsWrittenOut(string number) =>
        number.Length == CallingCode.Length + Length && number.StartsWith(CallingCode, StringComparison.Ordinal);
}

/// <summary>
/// The countries of ISO 3166 with their calling codes and trunk prefixes, from the lists of ITU-T (E.164, E.164.C, E.129). What is
/// not said: a zero is dialled before the number.
/// </summary>
internal static class PhoneCountries
{
    // Country and code; "-" no trunk prefix, "/8" another one (several may be), ":9" every number has nine digits.
    private const string Plan = """
        AD376- AE971 AF93 AG1/1:10 AI1/1:10 AL355 AM374 AO244-:9 AQ672- AR54 AS1/1:10 AT43 AU61:9 AW297-:7 AX358 AZ994
        BA387 BB1/1:10 BD880 BE32 BF226-:8 BG359 BH973-:8 BI257-:8 BJ229- BL590 BM1/1:10 BN673-:7 BO591 BQ599- BR55 BS1/1:10 BT975-
        BV47-:8 BW267- BY375/80:9 BZ501-:7 CA1/1:10 CC61:9 CD243 CF236-:8 CG242-:9 CH41:9 CI225-:10 CK682-:5 CL56-:9 CM237-:9 CN86
        CO57-:10 CR506-:8 CU53 CV238-:7 CW599- CX61:9 CY357-:8 CZ420-:9 DE49 DJ253-:8 DK45-:8 DM1/1:10 DO1/1:10 DZ213 EC593 EE372-
        EG20 EH212:9 ER291 ES34-:9 ET251:9 FI358 FJ679-:7 FK500-:5 FM691-:7 FO298-:6 FR33:9 GA241- GB44 GD1/1:10 GE995:9 GF594:9
        GG44 GH233:9 GI350-:8 GL299-:6 GM220-:7 GN224-:9 GP590:9 GQ240-:9 GR30-:10 GS500-:5 GT502-:8 GU1/1:10 GW245- GY592-:7
        HK852-:8 HM672- HN504-:8 HR385 HT509-:8 HU36/06 ID62 IE353 IL972 IM44 IN91:10 IO246-:7 IQ964 IR98:10 IS354- IT39- JE44
        JM1/1:10 JO962 JP81 KE254 KG996:9 KH855 KI686- KM269-:7 KN1/1:10 KP850 KR82 KW965-:8 KY1/1:10 KZ7/8:10 LA856 LB961
        LC1/1:10 LI423- LK94:9 LR231 LS266-:8 LT370/0/8:8 LU352- LV371-:8 LY218 MA212:9 MC377- MD373:8 ME382 MF590:9 MG261:9 MH692
        MK389:8 ML223-:8 MM95 MN976 MO853-:8 MP1/1:10 MQ596:9 MR222-:8 MS1/1:10 MT356-:8 MU230- MV960-:7 MW265 MX52-:10 MY60
        MZ258-:9 NA264 NC687-:6 NE227-:8 NF672- NG234 NI505-:8 NL31:9 NO47-:8 NP977 NR674-:7 NU683- NZ64 OM968-:8 PA507- PE51 PF689-
        PG675- PH63 PK92 PL48-:9 PM508 PN64 PR1/1:10 PS970 PT351-:9 PW680-:7 PY595 QA974-:8 RE262:9 RO40:9 RS381 RU7/8:10 RW250:9
        SA966:9 SB677- SC248-:7 SD249:9 SE46 SG65-:8 SH290- SI386:8 SJ47-:8 SK421:9 SL232:8 SM378- SN221-:9 SO252 SR597- SS211:9
        ST239-:7 SV503-:8 SX1/1:10 SY963 SZ268-:8 TC1/1:10 TD235-:8 TF262:9 TG228-:8 TH66 TJ992/8:9 TK690- TL670- TM993/8:8 TN216-:8
        TO676- TR90:10 TT1/1:10 TV688- TW886 TZ255:9 UA380:9 UG256:9 UM1/1:10 US1/1:10 UY598 UZ998/8:9 VA39- VC1/1:10 VE58:10
        VG1/1:10 VI1/1:10 VN84 VU678- WF681-:6 WS685- XK383:8 YE967 YT262:9 ZA27:9 ZM260:9 ZW263
        """;

    private const int LongestCode = 3;

    private static readonly FrozenDictionary<string, PhoneCountry> ByCountry = Plan
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(entry => entry[..2], Read, StringComparer.OrdinalIgnoreCase);

    // Countries that share a code dial alike, but for Italy's neighbours inside of 39, which are like Italy.
    private static readonly FrozenDictionary<string, PhoneCountry> ByCode = ByCountry.Values
        .DistinctBy(country => country.CallingCode).ToFrozenDictionary(country => country.CallingCode, StringComparer.Ordinal);

    /// <summary>The codes of all countries.</summary>
    public static IEnumerable<string> Countries => ByCountry.Keys;

    /// <summary>A country by ISO 3166 alpha-2, in any case; null for what is none.</summary>
    public static PhoneCountry? Of(string? country) => country is null ? null : ByCountry.GetValueOrDefault(country.Trim());

    /// <summary>Whose calling code an international number begins with; null for a code that no country has.</summary>
    /// <param name="number">Digits after the plus sign.</param>
    public static PhoneCountry? OfNumber(string number)
    {
        for (var length = 1; length <= Math.Min(LongestCode, number.Length); length++)
        {
            if (ByCode.TryGetValue(number[..length], out var country))
            {
                return country;
            }
        }

        return null;
    }

    private static PhoneCountry Read(string entry)
    {
        var colon = entry.Split(':');
        var parts = colon[0].Split('/');
        var hasTrunk = !parts[0].EndsWith('-');
        string[] trunks = parts.Length > 1 ? parts[1..] : hasTrunk ? ["0"] : [];
        int? length = colon.Length > 1 ? int.Parse(colon[1], CultureInfo.InvariantCulture) : null;
        return new PhoneCountry(parts[0][2..].TrimEnd('-'), trunks, length);
    }
}
