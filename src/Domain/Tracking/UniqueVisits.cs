namespace Vouch.Domain.Tracking;

/// <summary>A human click as counting sees it.</summary>
/// <param name="Visitor">The browser; null where it is not known, then each click is its own visitor.</param>
/// <param name="Advocate">Whose link it was.</param>
/// <param name="At">When.</param>
public readonly record struct Visit(string? Visitor, long Advocate, Instant At);

/// <summary>Unique means one visitor per advocate in 24 hours, counted from the click that counted last.</summary>
public static class UniqueVisits
{
    private static readonly TimeSpan Once = TimeSpan.FromHours(24);

    /// <summary>How many of the visits are unique, in whatever order they are given.</summary>
    public static long Count(IEnumerable<Visit> visits)
    {
        ArgumentNullException.ThrowIfNull(visits);
        var counted = new Dictionary<(string, long), Instant>();
        var count = 0L;
        foreach (var visit in visits.OrderBy(visit => visit.At))
        {
            if (visit.Visitor is null)
            {
                count++;
                continue;
            }

            var key = (visit.Visitor, visit.Advocate);
            if (!counted.TryGetValue(key, out var last) || visit.At - last >= Once)
            {
                counted[key] = visit.At;
                count++;
            }
        }

        return count;
    }
}
