using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Vouch.Domain.Payouts;

/// <summary>
/// An international bank account number (ISO 13616) whose country, length and check digits are right. It says nothing of whether
/// there is such an account. Its text form is masked, so that a number never reaches a log by accident; only
/// <see cref="Electronic"/> and <see cref="Printed"/> show it.
/// </summary>
public sealed record Iban
{
    private const int Modulus = 97;
    private const int MostCharacters = 64;
    private const int Group = 4;

    private Iban(string electronic) => Electronic = electronic;

    /// <summary>The whole number, capitals and digits without spaces: what files for banks carry.</summary>
    public string Electronic { get; }

    /// <summary>The country that the account is kept in: two capitals, ISO 3166 (and XK).</summary>
    public string Country => Electronic[..2];

    /// <summary>The country and the last four characters, for people who may recognise a number but not read it: <c>PL…2874</c>.</summary>
    public string Masked => $"{Country}…{Electronic[^4..]}";

    /// <summary>The whole number as it is printed, in groups of four: <c>PL61 1090 1014 0000 0712 1981 2874</c>.</summary>
    public string Printed => string.Join(' ', Electronic.Chunk(Group).Select(characters => new string(characters)));

    /// <summary>True where the country's banks can be paid by a SEPA credit transfer.</summary>
    public bool IsSepa => IbanCountries.IsSepa(Country);

    /// <summary>Reads a number as people type it: spaces and lower case are forgiven, nothing else.</summary>
    /// <param name="text">What was typed; never repeated in a refusal.</param>
    /// <param name="field">The JSON path that a refusal names.</param>
    /// <returns>The number, or one of <see cref="PayoutRefusals"/>.</returns>
    public static Result<Iban> Parse(string? text, string field = "iban")
    {
        if (text is null or { Length: > MostCharacters } || Compact(text) is not { Length: >= 4 } compact
            || !compact.All(char.IsAsciiLetterOrDigit) || !compact[..2].All(char.IsAsciiLetter) || !compact[2..4].All(char.IsAsciiDigit))
        {
            return PayoutRefusals.IbanMalformed(field);
        }

        var electronic = compact.ToUpperInvariant();
        if (IbanCountries.Length(electronic[..2]) is not { } length)
        {
            return PayoutRefusals.IbanCountryUnknown(field);
        }

        if (electronic.Length != length)
        {
            return PayoutRefusals.IbanLengthWrong(field, electronic[..2], length, electronic.Length);
        }

        return HasRightChecksum(electronic) ? new Iban(electronic) : PayoutRefusals.IbanChecksumWrong(field);
    }

    /// <summary>As <see cref="Parse"/> where the reason does not matter.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Iban? iban)
    {
        var parsed = Parse(text);
        iban = parsed.IsRefused ? null : parsed.Value;
        return iban is not null;
    }

    /// <summary>The masked form; the number itself is asked for by name.</summary>
    public override string ToString() => Masked;

    private static string Compact(string text)
    {
        var compact = new StringBuilder(text.Length);
        foreach (var character in text.Where(character => !char.IsWhiteSpace(character)))
        {
            compact.Append(character);
        }

        return compact.ToString();
    }

    /// <summary>
    /// ISO 7064 MOD 97-10: the first four characters moved to the end, letters as 10 to 35, the rest of the division by 97 is 1. Check
    /// digits are 02 to 98; 00, 01 and 99 have the same rest as 97, 98 and 02 and are never given out.
    /// </summary>
    private static bool HasRightChecksum(string iban)
    {
        var rest = 0;
        foreach (var character in iban[4..] + iban[..4])
        {
            rest = char.IsAsciiDigit(character)
                ? ((rest * 10) + (character - '0')) % Modulus
                : ((rest * 100) + (character - 'A' + 10)) % Modulus;
        }

        return rest == 1 && iban[2..4] is not ("00" or "01" or "99");
    }
}
