using System.Collections.Frozen;
using System.Text;

namespace Vouch.Domain.Payouts;

/// <summary>
/// Letters that do not fall apart into a Latin letter and marks, and how they are written in Latin. Cyrillic follows the Bulgarian
/// transliteration act of 2009, since Bulgaria is the country of SEPA that writes so, with the letters of its neighbours added; Greek
/// follows ELOT 743, letter by letter; signs follow EPC217-08.
/// </summary>
internal static class SepaAlphabet
{
    private const string Latin =
        "ł=l đ=d ð=d ø=o ß=ss ẞ=ss æ=ae œ=oe þ=th ı=i ħ=h ŧ=t ŋ=n ĸ=k ƒ=f ə=a ſ=s";

    private const string Cyrillic =
        "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch ш=sh щ=sht ъ=a ь=y ю=yu я=ya " +
        "ё=yo ы=y э=e і=i ї=yi є=ye ґ=g ў=u ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz ѓ=gj ќ=kj ѕ=dz";

    private const string Greek =
        "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o";

    private const string Signs =
        "&=+ @=(at) _=- ‐=- ‑=- ‒=- –=- —=- ―=- −=- \"=' `=' ´=' ‘=' ’=' ‚=' ‛=' “=' ”=' „=' «=' »=' ‹=' ›=' ʼ=' ′=' " +
        "[=( ]=) {=( }=) <=( >=) ;=, !=. \\=/ |=/ €=EUR №=No";

    private static readonly FrozenDictionary<int, string> Written = Make();

    /// <summary>How a letter or sign is written; null where it is not in the tables.</summary>
    internal static string? Find(Rune rune) => Written.GetValueOrDefault(rune.Value);

    /// <summary>The Greek pair that is one sound, as it is written: Παπαδόπουλος is Papadopoulos, not Papadopoylos.</summary>
    internal static string JoinDigraphs(string text) =>
        text.Replace("ου", "ou", StringComparison.Ordinal).Replace("ού", "ou", StringComparison.Ordinal)
            .Replace("Ου", "Ou", StringComparison.Ordinal).Replace("Ού", "Ou", StringComparison.Ordinal)
            .Replace("ΟΥ", "OU", StringComparison.Ordinal).Replace("ΟΎ", "OU", StringComparison.Ordinal);

    private static FrozenDictionary<int, string> Make()
    {
        var table = new Dictionary<int, string>();
        foreach (var entry in $"{Latin} {Cyrillic} {Greek} {Signs}".Split(' '))
        {
            var letter = Rune.GetRuneAt(entry, 0);
            var written = entry[(letter.Utf16SequenceLength + 1)..];
            table[letter.Value] = written;
            var capital = Rune.ToUpperInvariant(letter);
            if (capital != letter)
            {
                table.TryAdd(capital.Value, char.ToUpperInvariant(written[0]) + written[1..]);
            }
        }

        return table.ToFrozenDictionary();
    }
}
