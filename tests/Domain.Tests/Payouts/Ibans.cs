using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Vouch.Domain.Payouts;

namespace Vouch.Domain.Tests.Payouts;

/// <summary>Makes IBANs: the check digits by arithmetic of its own, so that the parser is not judged by itself.</summary>
internal static class Ibans
{
    /// <summary>Any IBAN that SEPA reaches; the account number is of digits.</summary>
    public static Gen<Iban> AnySepa =>
        from country in Gen.Elements(IbanCountries.All.Where(IbanCountries.IsSepa).ToArray())
        from digits in Gen.Choose(0, 9).ListOf(IbanCountries.Length(country)!.Value - 4)
        select Of(country, string.Concat(digits));

    /// <summary>The IBAN of an account.</summary>
    public static Iban Of(string country, string account)
    {
        var number = string.Concat((account + country + "00").Select(character => char.IsAsciiDigit(character) ? $"{character}" : $"{character - 'A' + 10}"));
        var check = 98 - (int)(BigInteger.Parse(number, CultureInfo.InvariantCulture) % 97);
        return Iban.Parse($"{country}{check:D2}{account}").Value;
    }
}
