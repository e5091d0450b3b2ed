using System.Globalization;
using System.Text.RegularExpressions;

namespace Vouch.Domain.Languages;

/// <summary>A tag of a language as people write it: <c>pl</c>, <c>en-GB</c>, <c>sr-Latn-RS</c> (BCP 47).</summary>
public static partial class LanguageTag
{
    /// <summary>The longest tag, RFC 5646 section 4.4.1.</summary>
    private const int Longest = 35;

    /// <summary>True for a well-formed tag of a language that there is.</summary>
    public static bool IsKnown(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (tag.Length > Longest || !Form().IsMatch(tag))
        {
            return false;
        }

        try
        {
            // Of any well-formed tag the library makes a culture; only those that it has data for are known.
            CultureInfo.GetCultureInfo(ChooseLanguage.Base(tag), predefinedOnly: true);
            return true;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
