using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Languages;
using Vouch.Domain.Money;

namespace Vouch.Server.Platform.Pages;

/// <summary>How a page writes money and time, and what it speaks with: the shop's currency and zone, the reader's language.</summary>
/// <param name="Currency">The shop's one currency.</param>
/// <param name="Zone">The zone in which days and hours are told.</param>
/// <param name="Words">The texts of the page.</param>
public sealed record Locality(Currency Currency, TimeZoneInfo Zone, Words Words)
{
    /// <summary>The installation's own pages, where no shop is known yet.</summary>
    public static readonly Locality Neutral = new(Domain.Currency.Of("EUR"), TimeZoneInfo.Utc, LanguageFiles.English);

    /// <summary>The place of a shop's desk, which speaks English.</summary>
    public static Locality Of(Shop shop) => Of(shop, LanguageFiles.English);

    /// <summary>The place of a shop, in the reader's language.</summary>
    public static Locality Of(Shop shop, Words words) => new(Domain.Currency.Of(shop.Currency), shop.TimeZone, words);

    /// <summary>How numbers and dates look.</summary>
    public CultureInfo Culture => Words.Language.Culture;

    /// <summary>An amount of minor units as figures are written: <c>€1,234.50</c>, <c>1,234.50 PLN</c>.</summary>
    public string Money(long minor) => Words.Money(Currency, minor);

    /// <summary>An amount as sentences say it, without needless zeros: <c>€15</c>, <c>€15.50</c>.</summary>
    public string ShortMoney(long minor) => Words.ShortMoney(Currency, minor);

    /// <summary>An amount in whole units, for sums so large that the rest is noise.</summary>
    public string RoundMoney(long minor) => Words.RoundMoney(Currency, minor);

    /// <summary>Minor units as a person types them: <c>1500</c> is <c>15.00</c>.</summary>
    public string Plain(long minor) => (minor / Currency.MinorPerUnit).ToString(
        "F" + Currency.Exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Reads what a person typed (<c>15</c>, <c>15.5</c>, <c>15,50</c>); null when it is no amount of this currency.</summary>
    public long? Minor(string text) => TypedAmount.Minor(text, Currency);

    /// <summary>A count or a number with grouping: <c>1,284</c>.</summary>
    public string Number(decimal value, int decimals = 0) => Words.Number(value, decimals);

    /// <summary>A share of a whole: <c>12.4%</c>; a dash where there is no whole.</summary>
    public string Percent(long part, long whole) =>
        whole == 0 ? "–" : (100m * part / whole).ToString(part * 10 < whole ? "0.0" : "0", Culture) + "%";

    /// <summary>A day: <c>14 May 2026</c>.</summary>
    public string Day(Instant at) => Words.Day(Local(at));

    /// <summary>A day and a time: <c>14 May 2026, 09:30</c>.</summary>
    public string Moment(Instant at) => Words.Day(Local(at)) + Local(at).ToString(", HH:mm", Culture);

    /// <summary>The instant in the shop's zone.</summary>
    public DateTimeOffset Local(Instant at) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), Zone);
}
