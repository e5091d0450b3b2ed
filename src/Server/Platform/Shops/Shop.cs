using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;

namespace Vouch.Server.Platform;

/// <summary>Whether a shop is for trying out (its clock can be moved) or in business.</summary>
public enum ShopMode { Test, Live }

/// <summary>When our cookies may be set: always, only where the link carries consent, or never.</summary>
public enum CookiePolicy { On, Consent, Off }

/// <summary>Whether a claim needs the friend's consent to be written to.</summary>
public enum ConsentPolicy { Optional, Required }

/// <summary>How the merchant looks on all faces but the desk.</summary>
/// <param name="LogoUrl">An https address of an image, or the path of the one uploaded here; null for the name in letters.</param>
/// <param name="AccentColor">Hexadecimal, <c>#0f766e</c>; null for ours.</param>
/// <param name="CornerRadius">Pixels, 0–24; null for ours.</param>
public sealed record Brand(string? LogoUrl = null, string? AccentColor = null, int? CornerRadius = null)
{
    /// <summary>Where the paths of uploaded logos begin.</summary>
    internal const string LogoFolder = "/brand/";

    /// <summary>The logo as our own pages may show it: they load nothing from elsewhere.</summary>
    internal string? OwnLogo => LogoUrl?.StartsWith(LogoFolder, StringComparison.Ordinal) == true ? LogoUrl : null;
}

/// <summary>What the shop's money needs to know of the shop.</summary>
/// <param name="LegalName">Who pays, as a bank knows it; null for the shop's name.</param>
/// <param name="Country">ISO 3166, two letters: whose tax rules count; null while unknown.</param>
/// <param name="TaxYearStart">The day a tax year begins, <c>04-06</c>; null for 1 January.</param>
/// <param name="Iban">The account that payouts leave from; null until it is said.</param>
/// <param name="Bic">Its bank; null where the bank does not ask.</param>
/// <param name="PayoutMinimum">The least that is paid out to one person, minor units; null for anything.</param>
/// <param name="FourEyesAbove">Payouts of more than this, minor units, need a second person; null never.</param>
/// <param name="PointValue">What 100 points stand for, minor units; null where they stand for nothing.</param>
/// <param name="MarginPercent">What is left of goods sold after what they cost, 0 to 100; null until it is said.</param>
/// <param name="MonthlyCost">Fees, mails and staff of the referral programs in a month, minor units; null for none.</param>
/// <param name="CreditAtCost">True counts store credit at what its goods cost instead of at face value.</param>
public sealed record Finance(
    string? LegalName = null, string? Country = null, string? TaxYearStart = null, string? Iban = null, string? Bic = null,
    long? PayoutMinimum = null, long? FourEyesAbove = null, long? PointValue = null, int? MarginPercent = null,
    long? MonthlyCost = null, bool? CreditAtCost = null)
{
    /// <summary>When a tax year begins.</summary>
    internal TaxYearStart TaxYear => Domain.Rewards.TaxYearStart.TryParse(TaxYearStart, out var start) ? start : default;
}

/// <summary>The tenant: one storefront with one currency, time zone and default language.</summary>
public sealed record Shop(
    ShopId Id,
    string Name,
    string? Address,
    string Currency,
    TimeZoneInfo TimeZone,
    string Locale,
    ImmutableArray<string> Languages,
    ShopMode Mode,
    CookiePolicy Cookies,
    ConsentPolicy Consent,
    int ReturnDays,
    Brand Brand,
    Finance Finance,
    Veto? Veto,
    Widgets Widgets,
    string? PostalAddress,
    MailSettings Mail,
    FeedbackSettings Feedback,
    long OwnTexts,
    string HashKey,
    string CustomerTokenSecret,
    Instant? ClockAt,
    Instant CreatedAt)
{
    private readonly byte[] _hashKey = Convert.FromBase64String(HashKey);

    /// <summary>Shop time: the test clock where it was set, else the wall clock.</summary>
    public Instant Now(Instant wall) => ClockAt ?? wall;

    /// <summary>
    /// The shop's keyed hash (HMAC-SHA-256, 128 bits kept, base64url) of something that identifies a person or device;
    /// the plain text is never stored beside it.
    /// </summary>
    public string Hash(string text)
    {
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(_hashKey, Encoding.UTF8.GetBytes(text), mac);
        return Convert.ToBase64String(mac[..16]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The calendar day in the shop's zone, as days since 1970-01-01.</summary>
    public long DayOf(Instant at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), TimeZone).DateTime).DayNumber - DateOnly.FromDateTime(
            DateTime.UnixEpoch).DayNumber;
}

/// <summary>A shop as its row holds it.</summary>
internal sealed record ShopRow(
    ShopId ShopId, string Name, string? Address, string Currency, string TimeZone, string Locale, string Languages, ShopMode Mode,
    CookiePolicy Cookies, ConsentPolicy Consent, long ReturnDays, string Brand, string Finance, string? Veto, string Widgets,
    string? PostalAddress, string Mail, string Feedback, long OwnTexts, string HashKey, string CustomerTokenSecret,
    Instant? ClockAt, Instant CreatedAt)
{
    internal const string Columns =
        "s.shop_id, s.name, s.address, s.currency, s.time_zone, s.locale, s.languages, s.mode, s.cookies, s.consent, "
        + "s.return_days, s.brand, s.finance, s.veto, s.widgets, s.postal_address, s.mail, s.feedback, s.own_texts, "
        + "s.hash_key, s.customer_token_secret, "
        + "s.clock_at, s.created_at";

    internal Shop ToShop() => new(
        ShopId, Name, Address, Currency, TimeZoneInfo.FindSystemTimeZoneById(TimeZone), Locale,
        JsonSerializer.Deserialize<ImmutableArray<string>>(Languages), Mode, Cookies, Consent, (int)ReturnDays,
        JsonSerializer.Deserialize<Brand>(Brand) ?? new Brand(),
        JsonSerializer.Deserialize<Finance>(Finance) ?? new Finance(),
        Veto is null ? null : JsonSerializer.Deserialize<Veto>(Veto, WireJson.Options),
        JsonSerializer.Deserialize<Widgets>(Widgets) ?? new Widgets(), PostalAddress,
        JsonSerializer.Deserialize<MailSettings>(Mail) ?? new MailSettings(),
        JsonSerializer.Deserialize<FeedbackSettings>(Feedback, WireJson.Options) ?? new FeedbackSettings(), OwnTexts, HashKey,
        CustomerTokenSecret,
        ClockAt, CreatedAt);
}
