using System.Globalization;

namespace Vouch.Domain;

/// <summary>A point in time: milliseconds since 1970-01-01T00:00:00Z. On the wire RFC 3339, UTC, with milliseconds.</summary>
/// <param name="Milliseconds">Milliseconds since the Unix epoch; may be negative.</param>
public readonly record struct Instant(long Milliseconds) : IComparable<Instant>
{
    private const string Wire = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The earliest instant a fact may carry: 1970-01-01.</summary>
    public static readonly Instant Epoch = new(0);

    /// <summary>The instant of a <see cref="DateTimeOffset"/>, cut to milliseconds.</summary>
    public static Instant Of(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>Reads RFC 3339 with any offset; false for anything else (a time without offset included).</summary>
    public static bool TryParse(string? text, out Instant instant)
    {
        instant = default;
        if (text is null || text.Length < 20 || (text[10] != 'T' && text[10] != 't')
            || !(text[^1] is 'Z' or 'z' || (text[^6] is '+' or '-' && text[^3] == ':'))
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return false;
        }

        instant = Of(time);
        return true;
    }

    /// <summary>The same instant as a <see cref="DateTimeOffset"/> in UTC.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>This many days of 24 hours later (earlier if negative).</summary>
    public Instant PlusDays(int days) => new(Milliseconds + (days * 86_400_000L));

    /// <summary>This many calendar months later, cut to the last day of a shorter month.</summary>
    public Instant PlusMonths(int months) => Of(ToDateTimeOffset().AddMonths(months));

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>RFC 3339, UTC, milliseconds.</summary>
    public override string ToString() => ToDateTimeOffset().ToString(Wire, CultureInfo.InvariantCulture);

    /// <summary>The later of two.</summary>
    public static Instant Max(Instant a, Instant b) => a > b ? a : b;

    /// <summary>The earlier of two.</summary>
    public static Instant Min(Instant a, Instant b) => a < b ? a : b;

    /// <summary>Later by a duration.</summary>
    public static Instant operator +(Instant a, TimeSpan b) => new(a.Milliseconds + (long)b.TotalMilliseconds);

    /// <summary>Earlier by a duration.</summary>
    public static Instant operator -(Instant a, TimeSpan b) => new(a.Milliseconds - (long)b.TotalMilliseconds);

    /// <summary>The time between two instants.</summary>
    public static TimeSpan operator -(Instant a, Instant b) => TimeSpan.FromMilliseconds(a.Milliseconds - b.Milliseconds);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Instant a, Instant b) => a.Milliseconds < b.Milliseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(Instant a, Instant b) => a.Milliseconds > b.Milliseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Instant a, Instant b) => a.Milliseconds <= b.Milliseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Instant a, Instant b) => a.Milliseconds >= b.Milliseconds;
}
