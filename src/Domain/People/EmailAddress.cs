using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Vouch.Domain.People;

/// <summary>
/// A mail address: as it was given, for writing to, and in two canonical forms, for comparing only. Mail is never
/// sent to a canonical form.
/// </summary>
public sealed record EmailAddress
{
    private const string Forbidden = "<>()[]\\,;:\"@";
    private const int LongestLocal = 64;
    private const int LongestAddress = 254;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true, AllowUnassigned = false };

    private EmailAddress(string given, string domain, string strict, string loose) =>
        (Given, Domain, Strict, Loose) = (given, domain, strict, loose);

    /// <summary>The address as the person gave it, without surrounding space.</summary>
    public string Given { get; }

    /// <summary>Where the mailbox is: the domain as given, in small ASCII letters (IDNA).</summary>
    public string Domain { get; }

    /// <summary>Equal for two spellings of one mailbox at a provider whose rules are known: identity.</summary>
    public string Strict { get; }

    /// <summary>Strips tags everywhere and mends typing errors: a hint of fraud, never identity.</summary>
    public string Loose { get; }

    /// <summary>
    /// Reads an address. Refused: no or more than one at-sign, an empty or over-long part, white space or control
    /// characters, quoted local parts, a domain without a dot or that no DNS name can be, an address literal.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        var given = text?.Trim() ?? "";
        var at = given.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || given.Length > LongestAddress || !IsWellFormed(given)
            || LocalPart(given[..at]) is not { } local || DomainPart(given[(at + 1)..]) is not { } domain)
        {
            return false;
        }

        address = new EmailAddress(given, domain, StrictForm(local, domain), LooseForm(local, domain));
        return true;
    }

    /// <summary>The address as given.</summary>
    public override string ToString() => Given;

    // A lone surrogate is no text; normalising it would throw.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string? LocalPart(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || category is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                || (rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                return null;
            }
        }

        return text.Length <= LongestLocal ? text.Normalize(NormalizationForm.FormC).ToLowerInvariant() : null;
    }

    private static string? DomainPart(string text)
    {
        string ascii;
        try
        {
            ascii = Idn.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = ascii.Split('.');
        var valid = labels.Length > 1 && ascii.Length <= 253 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
        return valid ? ascii : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string StrictForm(string local, string domain)
    {
        domain = EmailProviders.Equivalent.GetValueOrDefault(domain, domain);
        (local, domain) = MailboxOfSubdomain(local, domain);
        if (EmailProviders.Yahoo.Contains(domain))
        {
            local = WithoutTag(local, '-');
        }
        else if (EmailProviders.StripsPlusTag(domain))
        {
            local = WithoutTag(local, '+');
        }

        return Joined(local, domain);
    }

    private static string LooseForm(string local, string domain)
    {
        domain = Mended(domain);
        (local, domain) = MailboxOfSubdomain(local, domain);
        return Joined(WithoutTag(local, EmailProviders.Yahoo.Contains(domain) ? '-' : '+'), domain);
    }

    private static string Joined(string local, string domain)
    {
        // Gmail does not see dots; an address of nothing but dots stays what it is.
        var seen = domain == "gmail.com" ? local.Replace(".", "", StringComparison.Ordinal) : local;
        return $"{(seen.Length > 0 ? seen : local)}@{domain}";
    }

    private static (string Local, string Domain) MailboxOfSubdomain(string local, string domain)
    {
        var dot = domain.IndexOf('.', StringComparison.Ordinal);
        return EmailProviders.Fastmail.Contains(domain[(dot + 1)..]) ? (domain[..dot], domain[(dot + 1)..]) : (local, domain);
    }

    private static string WithoutTag(string local, char separator)
    {
        var tag = local.IndexOf(separator, StringComparison.Ordinal);
        return tag > 0 ? local[..tag] : local;
    }

    private static string Mended(string domain)
    {
        while (domain.EndsWith(".com.com", StringComparison.Ordinal))
        {
            domain = domain[..^4];
        }

        if (domain.EndsWith("gmail.com", StringComparison.Ordinal) && domain[..^9].All(char.IsAsciiDigit))
        {
            domain = "gmail.com";
        }

        var dot = domain.LastIndexOf('.');
        if (EmailProviders.TypoTopLevels.TryGetValue(domain[(dot + 1)..], out var topLevel))
        {
            domain = domain[..(dot + 1)] + topLevel;
        }

        domain = EmailProviders.TypoDomains.GetValueOrDefault(domain, domain);
        return EmailProviders.Equivalent.GetValueOrDefault(domain, domain);
    }
}
