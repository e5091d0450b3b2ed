namespace Vouch.Domain.Programs;

/// <summary>Turns a stated hold into <see cref="HoldTerms"/>.</summary>
internal static class HoldParsing
{
    private const int LongestDays = 365;

    /// <summary>Reads a hold, keeping what is left out from <paramref name="basis"/>.</summary>
    public static HoldTerms Parse(FieldReader reader, HoldRequest request, HoldTerms basis) => new(
        (int)reader.Number("days", request.Days, basis.Days, 0, LongestDays),
        reader.Choice("from", request.From, basis.From),
        (int)reader.Number("assumedDeliveryDays", request.AssumedDeliveryDays, basis.AssumedDeliveryDays, 0, LongestDays),
        (int)reader.Number("graceDays", request.GraceDays, basis.GraceDays, 0, LongestDays));
}
